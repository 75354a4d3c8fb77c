import { concat, sameBytes, utf8, type Bytes } from "../bytes";
import { seal, unseal } from "./aead";
import type { Entry } from "./entry";
import { readEntries, writeEntries, type Contents, type Unreadable } from "./entryjson";
import { readHeader, writeHeader, type Header } from "./header";
import { VaultError, damaged } from "./vaulterror";

export const VERSION = 2;
export const MOST_BYTES = 16 * 1024 * 1024;

const MAGIC = utf8("COUNTERSIGNVAULT");
const PREFIX_BYTES = MAGIC.length + 2 + 4;
const HASH_BYTES = 32;
const MOST_HEADER_BYTES = 65_536;

/** A file whose hash is right, taken apart and not yet opened. */
export interface Sealed {
  readonly version: number;
  readonly header: Header;
  readonly associated: Bytes;
  readonly body: Bytes;
}

/** The bytes of a vault file of version 2 (docs/vault-format.md). */
export async function writeVault(
  header: Header,
  entries: readonly Entry[],
  key: CryptoKey,
  unreadable: readonly Unreadable[] = [],
): Promise<Bytes> {
  const json = writeHeader(header);
  const numbers = new DataView(new ArrayBuffer(6));
  numbers.setUint16(0, VERSION);
  numbers.setUint32(2, json.length);
  const associated = concat(MAGIC, new Uint8Array(numbers.buffer), json);
  const text = writeEntries(entries, unreadable);
  const body = await seal(key, text, associated);
  text.fill(0);
  const file = concat(associated, body);
  if (file.length + HASH_BYTES > MOST_BYTES) {
    throw new RangeError("A vault has at most 16 MiB.");
  }
  return concat(file, await sha256(file));
}

/** Tells a damaged file from one of a later version; the entries stay sealed. */
export async function readVault(file: Bytes): Promise<Sealed> {
  if (file.length > MOST_BYTES) {
    throw damaged("This is no vault: it has more than 16 MiB.");
  }
  if (!sameBytes(file.subarray(0, MAGIC.length), MAGIC)) {
    throw damaged("This is no vault, or its beginning is damaged.");
  }
  const hashed = file.length - HASH_BYTES;
  if (hashed < PREFIX_BYTES || !sameBytes(await sha256(file.subarray(0, hashed)), file.subarray(hashed))) {
    throw damaged("The vault is damaged or cut short.");
  }
  const numbers = new DataView(file.buffer, file.byteOffset + MAGIC.length, 6);
  const version = numbers.getUint16(0);
  if (version !== 1 && version !== VERSION) {
    throw new VaultError(
      "newer",
      `The vault is of version ${version}, which this app does not know; it was left as it is.`,
    );
  }
  const bodyAt = PREFIX_BYTES + numbers.getUint32(2);
  if (numbers.getUint32(2) > MOST_HEADER_BYTES || bodyAt > hashed) {
    throw damaged("The vault’s header has an impossible length.");
  }
  return {
    version,
    header: readHeader(file.slice(PREFIX_BYTES, bodyAt)),
    associated: file.slice(0, bodyAt),
    body: file.slice(bodyAt, hashed),
  };
}

export async function openContents(sealed: Sealed, key: CryptoKey): Promise<Contents> {
  const text = await unseal(key, sealed.body, sealed.associated);
  if (text === undefined) {
    throw damaged("The vault was changed by somebody without its key.");
  }
  const contents = readEntries(text, sealed.version);
  text.fill(0);
  return contents;
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
