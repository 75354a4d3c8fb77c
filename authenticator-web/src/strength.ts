export type Strength = "short" | "weak" | "fair" | "strong";

export const SHORTEST_PASSPHRASE = 10;

/** A hint, not a proof: length counts, repeats and runs of keys do not. */
export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase.normalize("NFC").toLowerCase()];
  if (characters.length < SHORTEST_PASSPHRASE) {
    return "short";
  }
  const telling = characters.filter((character, index) => {
    const step = (character.codePointAt(0) ?? 0) - (characters[index - 1]?.codePointAt(0) ?? -9);
    return step < -1 || step > 1;
  });
  const different = new Set(characters).size;
  if (different < 6 || telling.length < 8) {
    return "weak";
  }
  return telling.length < 16 ? "fair" : "strong";
}
