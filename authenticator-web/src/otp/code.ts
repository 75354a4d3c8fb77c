import type { Bytes } from "../bytes";
import type { HashName, Method, Timed } from "./method";

const STEAM_LETTERS = "23456789BCDFGHJKMNPQRTVWXY";
const WEB_CRYPTO_NAMES: Record<HashName, string> = { SHA1: "SHA-1", SHA256: "SHA-256", SHA512: "SHA-512" };

/** Number of whole steps from the epoch to {@link atMs} (RFC 6238 section 4.2, T). */
export function stepAt(method: Timed, atMs: number): number {
  if (atMs < 0) {
    throw new RangeError("there are no codes before 1970");
  }
  return Math.floor(atMs / 1000 / method.period);
}

/** When a step begins, in milliseconds since the epoch. */
export function stepStart(method: Timed, step: number): number {
  return step * method.period * 1000;
}

/** The code of a step, or of a counter (RFC 4226 section 5.3). */
export async function codeOf(seed: Bytes, method: Method, factor: number | bigint): Promise<string> {
  const key = await crypto.subtle.importKey(
    "raw",
    seed,
    { name: "HMAC", hash: WEB_CRYPTO_NAMES[method.hash] },
    false,
    ["sign"],
  );
  const message = new DataView(new ArrayBuffer(8));
  message.setBigUint64(0, BigInt(factor));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, message.buffer));
  const offset = mac.getUint8(mac.byteLength - 1) & 15;
  const number = mac.getUint32(offset) & 0x7fffffff;
  return method.type === "steam" ? steam(number) : decimal(number, method.digits);
}

/** 10 digits are more than a 31-bit number fills: the remainder is taken in 53 bits. */
function decimal(number: number, digits: number): string {
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** Five letters of Steam's alphabet, the least significant first. */
function steam(number: number): string {
  let rest = number;
  let code = "";
  for (let i = 0; i < 5; i++) {
    code += STEAM_LETTERS.charAt(rest % STEAM_LETTERS.length);
    rest = Math.floor(rest / STEAM_LETTERS.length);
  }
  return code;
}

/** In groups that a person reads at a glance: 123 456, 123 4567, 1234 5678. */
export function grouped(code: string): string {
  const size = code.length % 4 === 0 ? 4 : code.length <= 5 ? 5 : 3;
  const groups = code.match(new RegExp(`.{1,${size}}`, "gu")) ?? [code];
  // A last digit alone is read as something else.
  return groups.join(" ").replace(/ (.)$/u, "$1");
}
