import { utf8, randomBytes, toBase64, type Bytes } from "../bytes";
import type { Account } from "../otp/account";
import { encodeBase32 } from "../otp/base32";
import type { Entry } from "../vault/entry";
import type { Derivers } from "../vault/kdf";
import { PASSWORD_SLOT } from "./aegis";
import { scrypt, sealGcm, toHex } from "./crypto";
import { writeOtpAuth } from "./uris";

/** Writes accounts for other programs. What comes out unsealed gives every code to its reader. */

const SCRYPT = { n: 2n ** 15n, r: 8n, p: 1n };
const TAG_BYTES = 16;
const NOTHING_SEALED = { slots: null, params: null };

/** One otpauth URI a line. */
export function exportUris(entries: readonly Entry[]): Bytes {
  return utf8(entries.map((entry) => `${writeOtpAuth(labelled(entry))}\n`).join(""));
}

/** An account that has no name of its own goes by what its owner calls it. */
export function labelled({ account, name }: Entry): Account {
  return account.account === "" ? { ...account, account: name } : account;
}

/** Aegis's JSON, unsealed. */
export function exportAegis(entries: readonly Entry[]): Bytes {
  return utf8(`{"version":1,"header":${JSON.stringify(NOTHING_SEALED)},"db":${database(entries)}}`);
}

/** Aegis's JSON, sealed by a password as Aegis does it. */
export async function exportSealedAegis(entries: readonly Entry[], password: string, derive: Derivers): Promise<Bytes> {
  const [master, salt, slotNonce, nonce] = [randomBytes(32), randomBytes(32), randomBytes(12), randomBytes(12)];
  const typed = utf8(password);
  const key = await scrypt(derive, typed, salt, SCRYPT.n, SCRYPT.r, SCRYPT.p);
  typed.fill(0);
  const wrapped = await sealGcm(key, slotNonce, master);
  const plain = utf8(database(entries));
  const sealed = await sealGcm(master, nonce, plain);
  [key, master, plain].forEach((secret) => secret.fill(0));
  const slot = {
    type: PASSWORD_SLOT,
    uuid: crypto.randomUUID(),
    key: toHex(textOf(wrapped)),
    key_params: parameters(slotNonce, wrapped),
    n: Number(SCRYPT.n),
    r: Number(SCRYPT.r),
    p: Number(SCRYPT.p),
    salt: toHex(salt),
    repaired: true,
    is_backup: false,
  };
  return utf8(JSON.stringify({ version: 1, header: { slots: [slot], params: parameters(nonce, sealed) }, db: toBase64(textOf(sealed)) }));
}

function parameters(nonce: Bytes, sealed: Bytes): { nonce: string; tag: string } {
  return { nonce: toHex(nonce), tag: toHex(sealed.subarray(-TAG_BYTES)) };
}

function textOf(sealed: Bytes): Bytes {
  return sealed.slice(0, -TAG_BYTES);
}

function database(entries: readonly Entry[]): string {
  const tags = [...new Set(entries.flatMap((entry) => entry.tags ?? []))];
  const groups = new Map(tags.map((tag) => [tag, crypto.randomUUID()]));
  const listed = [...groups].map(([name, uuid]) => ({ uuid, name }));
  const written = entries.map((entry) => writeEntry(entry, groups)).join(",");
  return `{"version":3,"entries":[${written}],"groups":${JSON.stringify(listed)},"icons_optimized":true}`;
}

function writeEntry(entry: Entry, groups: ReadonlyMap<string, string>): string {
  const { issuer, account, seed, method } = labelled(entry);
  // A counter may be larger than JSON.stringify writes exactly.
  const moving = method.type === "hotp" ? `"counter":${method.counter}` : `"period":${method.period}`;
  const info = JSON.stringify({ secret: encodeBase32(seed), algo: method.hash, digits: method.digits });
  const fields = JSON.stringify({
    type: method.type,
    uuid: entry.id,
    name: account,
    issuer,
    note: entry.note ?? "",
    favorite: false,
    icon: null,
    groups: (entry.tags ?? []).map((tag) => groups.get(tag)),
  });
  return `${fields.slice(0, -1)},"info":${info.slice(0, -1)},${moving}}}`;
}
