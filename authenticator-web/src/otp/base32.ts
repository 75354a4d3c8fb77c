import type { Bytes } from "../bytes";
import { Refusal } from "./refusal";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const FILLER = /[\s\u00a0=-]/g;
const MOST_BYTES = 2560;

/** Unpadded, upper case (RFC 4648 section 6). */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let buffer = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += ALPHABET.charAt((buffer >>> held) & 31);
    }
  }
  return held > 0 ? text + ALPHABET.charAt((buffer << (5 - held)) & 31) : text;
}

/** Reads a key as people type it: groups, dashes, padding and small letters are fine. */
export function decodeBase32(typed: string): Bytes {
  const letters = typed.replace(FILLER, "");
  const length = checkedLength(letters);
  const bytes = new Uint8Array(length);
  let held = 0;
  let buffer = 0;
  let written = 0;
  for (let i = 0; i < letters.length; i++) {
    buffer = ((buffer << 5) | valueOf(letters.charAt(i), i + 1)) & 0xfff;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes[written++] = (buffer >>> held) & 255;
    }
  }
  return bytes;
}

/** Whether the last character holds bits that belong to no byte, as in a key that was cut. */
export function hasLeftover(typed: string): boolean {
  const letters = typed.replace(FILLER, "").toUpperCase();
  return encodeBase32(decodeBase32(letters)) !== letters;
}

function checkedLength(letters: string): number {
  if (letters.length === 0) {
    throw new Refusal("The key is empty.");
  }
  for (let i = 0; i < letters.length; i++) {
    valueOf(letters.charAt(i), i + 1);
  }
  if ([1, 3, 6].includes(letters.length % 8)) {
    throw new Refusal(
      `No Base32 key has ${letters.length} characters: some are missing or too many.`,
    );
  }
  const length = Math.floor((letters.length * 5) / 8);
  if (length > MOST_BYTES) {
    throw new Refusal(`A key has at most ${MOST_BYTES} bytes.`);
  }
  return length;
}

function valueOf(character: string, position: number): number {
  const code = character.charCodeAt(0);
  // By hand: upper-casing turns some letters that are no Base32 into ones that are.
  const upper = code >= 97 && code <= 122 ? String.fromCharCode(code - 32) : character;
  const value = ALPHABET.indexOf(upper);
  if (value < 0) {
    throw new Refusal(
      `Character ${position} of the key is ${described(character)}, which is no Base32.`,
    );
  }
  return value;
}

/** No key contains these, so the message may show them. */
function described(character: string): string {
  const meant: Record<string, string> = { "0": "the letter O", "1": "the letter I or L", "8": "the letter B" };
  const hint = meant[character];
  return hint === undefined ? `“${character}”` : `${character} (is it ${hint}?)`;
}
