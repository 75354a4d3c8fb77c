import { concat, fromBase64, type Bytes } from "../bytes";
import { Refusal } from "../otp/refusal";
import type { Derivers } from "../vault/kdf";

/** What other programs seal with. Every cost is bounded before anything is derived. */

const KEY_BYTES = 32;
const MOST_MEMORY_BYTES = 2 ** 30;
const MOST_SCRYPT_WORK = 2 ** 24;
const MOST_ROUNDS = 10_000_000n;

export function scrypt(derive: Derivers, password: Bytes, salt: Bytes, n: bigint, r: bigint, p: bigint): Promise<Bytes> {
  const sane = n > 1n && n <= 1n << 23n && (n & (n - 1n)) === 0n && r > 0n && r <= 64n && p > 0n && p <= 16n;
  if (!sane || n * r * p > BigInt(MOST_SCRYPT_WORK)) {
    throw new Refusal("Its scrypt parameters are refused: they would cost too much.");
  }
  checkMemory(128n * n * r);
  return derive.scrypt(password, salt, { n: Number(n), r: Number(r), p: Number(p) });
}

export function argon2id(derive: Derivers, password: Bytes, salt: Bytes, passes: bigint, bytes: bigint, lanes: bigint): Promise<Bytes> {
  if (passes < 1n || passes > 16n || lanes < 1n || lanes > 16n || bytes < 8192n * lanes || salt.length < 8) {
    throw new Refusal("Its Argon2 parameters are refused.");
  }
  checkMemory(bytes);
  return derive.argon2id(password, salt, { iterations: Number(passes), memoryKib: Number(bytes / 1024n), lanes: Number(lanes) });
}

function checkMemory(bytes: bigint): void {
  if (bytes > BigInt(MOST_MEMORY_BYTES)) {
    throw new Refusal("To open it would take more than 1 GiB of memory: refused.");
  }
}

export async function pbkdf2(hash: "SHA-1" | "SHA-256", password: Bytes, salt: Bytes, rounds: bigint): Promise<Bytes> {
  if (rounds < 1n || rounds > MOST_ROUNDS) {
    throw new Refusal("Its number of PBKDF2 rounds is refused.");
  }
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash, salt, iterations: Number(rounds) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, KEY_BYTES * 8));
}

/** AES-256-GCM, tag last; undefined when it was sealed by another key, or changed. */
export function openGcm(key: Bytes, nonce: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  return open({ name: "AES-GCM", iv: nonce }, key, sealed);
}

/** Undefined when the padding is wrong, as it nearly always is with another key. */
export function openCbc(key: Bytes, iv: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  return open({ name: "AES-CBC", iv }, key, sealed);
}

async function open(how: AesGcmParams | AesCbcParams, raw: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  try {
    const key = await crypto.subtle.importKey("raw", raw, how.name, false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed));
  } catch {
    return undefined;
  }
}

/** Ciphertext and tag. */
export async function sealGcm(raw: Bytes, nonce: Bytes, text: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, text));
}

export async function hmacSha256(raw: Bytes, ...parts: readonly Bytes[]): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, concat(...parts)));
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** With or without its padding. */
export function base64(text: string): Bytes {
  const bare = text.trim().replace(/={1,2}$/, "");
  const bytes = fromBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, "="));
  if (bytes === undefined) {
    throw new Refusal("A part of it is no Base64: is it damaged, or cut short?");
  }
  return bytes;
}

export function fromHex(text: string): Bytes {
  const digits = text.trim();
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) {
    throw new Refusal("A part of it is no hex: is it damaged, or cut short?");
  }
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
