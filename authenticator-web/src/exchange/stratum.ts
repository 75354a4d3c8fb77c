import { sameBytes, textOf, utf8, type Bytes } from "../bytes";
import { decodeBase32 } from "../otp/base32";
import { Refusal } from "../otp/refusal";
import { argon2id, openCbc, openGcm, pbkdf2 } from "./crypto";
import type { Harvest } from "./harvest";
import { labelOf, readingOf } from "./raw";
import { opened, type Opening } from "./sealed";
import { Tree } from "./tree";

/** Stratum's backups (formerly Authenticator Pro): plain, sealed, and sealed the old way. */

const STRONG = utf8("AUTHENTICATORPRO");
const LEGACY = utf8("AuthenticatorPro");
const TYPES = ["0", "hotp", "totp", "motp", "steam", "yandex"];
const ALGORITHMS = ["SHA1", "SHA256", "SHA512"];

export function isSealedStratum(file: Bytes): boolean {
  return startsWith(file, STRONG) || startsWith(file, LEGACY);
}

function startsWith(file: Bytes, magic: Bytes): boolean {
  return file.length > magic.length && sameBytes(file.subarray(0, magic.length), magic);
}

export async function openStratum(file: Bytes, opening: Opening): Promise<Tree> {
  const strong = startsWith(file, STRONG);
  const saltEnd = STRONG.length + (strong ? 16 : 20);
  const nonceEnd = saltEnd + (strong ? 12 : 16);
  if (file.length < nonceEnd + 16) {
    throw new Refusal("The Stratum backup is cut short.");
  }
  const [salt, nonce, sealed] = [file.slice(STRONG.length, saltEnd), file.slice(saltEnd, nonceEnd), file.slice(nonceEnd)];
  const plain = await opened("Stratum backup", opening, async (password) =>
    strong
      ? openGcm(await argon2id(opening.derive, password, salt, 3n, 64n << 20n, 4n), nonce, sealed)
      : openCbc(await pbkdf2("SHA-1", password, salt, 64_000n), nonce, sealed),
  );
  return Tree.parse(textOf(plain) ?? "");
}

export function readStratum(file: Tree, harvest: Harvest): void {
  const categories = new Map(file.items("Categories").map((one) => [one.text("Id"), one.text("Name")]));
  const tags = new Map<string, string[]>();
  for (const link of file.items("AuthenticatorCategories")) {
    const secret = link.text("AuthenticatorSecret");
    tags.set(secret, [...(tags.get(secret) ?? []), categories.get(link.text("CategoryId")) ?? "?"]);
  }
  file.items("Authenticators").forEach((entry, index) => {
    const [issuer, account, secret] = [entry.text("Issuer"), entry.text("Username"), entry.text("Secret")];
    harvest.take(labelOf(issuer, account, index), () =>
      readingOf({
        issuer,
        account,
        seed: decodeBase32(secret),
        type: named(TYPES, entry.number("Type", 2)),
        algorithm: named(ALGORITHMS, entry.number("Algorithm", 0)),
        digits: entry.number("Digits", 6),
        period: entry.number("Period", 30),
        counter: entry.number("Counter", 0),
        tags: tags.get(secret) ?? [],
      }),
    );
  });
}

function named(names: readonly string[], number: bigint): string {
  return names[Number(number)] ?? String(number);
}
