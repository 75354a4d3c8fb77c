import { concat, utf8 } from "../bytes";

/** Percent-decodes once; bytes that are no UTF-8 are replaced, and a stray % stays. */
export function decodePercent(encoded: string): { text: string; wellFormed: boolean } {
  const pieces = encoded.split(/%([0-9A-Fa-f]{2})/);
  const bytes = pieces.map((piece, index) =>
    index % 2 === 0 ? utf8(piece) : Uint8Array.of(Number.parseInt(piece, 16)),
  );
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(concat(...bytes));
  const wellFormed = !text.includes("\ufffd") && !pieces.some((piece, index) => index % 2 === 0 && piece.includes("%"));
  return { text, wellFormed };
}
