import { fromBase64, randomBytes, textOf, toBase64, utf8, type Bytes } from "../bytes";
import { NONCE_BYTES, TAG_BYTES, importKey, seal, unseal } from "./aead";
import { FieldReader } from "./fields";
import { readJson } from "./json";
import { COST_BOUNDS, passphraseBytes, type Argon2Cost, type Kdf } from "./kdf";
import { VaultError, damaged } from "./vaulterror";

/** One way to the data key: the key wrapped by what a passphrase gives. Texts are Base64. */
export interface KeySlot {
  readonly cost: Argon2Cost;
  readonly salt: string;
  readonly wrapped: string;
}

/** What stands in clear: whose keys open this file, and which writing of it this is. */
export interface Header {
  readonly vault: string;
  readonly generation: number;
  readonly slots: readonly KeySlot[];
}

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const MOST_SLOTS = 8;

export function newVaultId(): string {
  return toBase64(randomBytes(16));
}

export async function wrapKey(dataKey: Bytes, passphrase: string, cost: Argon2Cost, vault: string, kdf: Kdf): Promise<KeySlot> {
  const salt = randomBytes(SALT_BYTES);
  const key = await slotKey(passphrase, salt, cost, kdf);
  return { cost, salt: toBase64(salt), wrapped: toBase64(await seal(key, dataKey, associated(vault, cost))) };
}

/** The data key; undefined when no slot is opened by the passphrase. */
export async function unwrapKey(header: Header, passphrase: string, kdf: Kdf): Promise<Bytes | undefined> {
  for (const slot of header.slots) {
    const key = await slotKey(passphrase, bytesOf(slot.salt, SALT_BYTES), slot.cost, kdf);
    const dataKey = await unseal(key, bytesOf(slot.wrapped), associated(header.vault, slot.cost));
    if (dataKey?.length === KEY_BYTES) {
      return dataKey;
    }
  }
  return undefined;
}

async function slotKey(passphrase: string, salt: Bytes, cost: Argon2Cost, kdf: Kdf): Promise<CryptoKey> {
  const typed = passphraseBytes(passphrase);
  const raw = await kdf(typed, salt, cost);
  typed.fill(0);
  const key = await importKey(raw);
  raw.fill(0);
  return key;
}

/** Ties a slot to its vault, its kind and its cost. */
function associated(vault: string, { iterations, memoryKib, lanes }: Argon2Cost): Bytes {
  return utf8(["countersign vault slot", vault, "passphrase", iterations, memoryKib, lanes].join("\n"));
}

export function writeHeader({ vault, generation, slots }: Header): Bytes {
  const written = slots.map(({ cost, salt, wrapped }) => ({ kind: "passphrase", kdf: "argon2id", ...cost, salt, wrapped }));
  return utf8(JSON.stringify({ vault, generation, slots: written }));
}

export function readHeader(bytes: Bytes): Header {
  const text = textOf(bytes);
  if (text === undefined) {
    throw damaged("The vault’s header is no UTF-8.");
  }
  const fields = new FieldReader(readJson(text, "vault’s header"), "vault’s header");
  return {
    vault: fields.text("vault"),
    generation: fields.number("generation", 0, Number.MAX_SAFE_INTEGER - 1),
    slots: fields.objects("slots", MOST_SLOTS).map(readSlot),
  };
}

function readSlot(fields: FieldReader): KeySlot {
  if (fields.text("kind") !== "passphrase" || fields.text("kdf") !== "argon2id") {
    throw new VaultError("newer", "The vault is opened in a way that this version does not know.");
  }
  const cost = {
    iterations: fields.number("iterations", ...COST_BOUNDS.iterations),
    memoryKib: fields.number("memoryKib", ...COST_BOUNDS.memoryKib),
    lanes: fields.number("lanes", ...COST_BOUNDS.lanes),
  };
  const slot = { cost, salt: fields.text("salt"), wrapped: fields.text("wrapped") };
  bytesOf(slot.salt, SALT_BYTES);
  bytesOf(slot.wrapped, NONCE_BYTES + KEY_BYTES + TAG_BYTES);
  return slot;
}

function bytesOf(base64: string, length?: number): Bytes {
  const bytes = fromBase64(base64);
  if (bytes === undefined || (length !== undefined && bytes.length !== length)) {
    throw damaged("The vault’s key cannot be read.");
  }
  return bytes;
}
