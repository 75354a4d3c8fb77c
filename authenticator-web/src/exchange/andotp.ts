import { textOf, type Bytes } from "../bytes";
import { decodeBase32 } from "../otp/base32";
import { openGcm, pbkdf2 } from "./crypto";
import type { Harvest } from "./harvest";
import { labelOf, readingOf } from "./raw";
import { opened, type Opening } from "./sealed";
import { Tree } from "./tree";

/** andOTP's backups, plain and sealed by a password. */

const FEWEST_ROUNDS = 1_000;
const MOST_ROUNDS = 10_000_000;
const PREFIX_BYTES = 4 + 12 + 12;
const TAG_BYTES = 16;

/** There is no mark at the beginning, only a number of rounds that makes sense. */
export function mayBeSealedAndOtp(file: Bytes): boolean {
  const rounds = file.length < PREFIX_BYTES + TAG_BYTES ? 0 : roundsOf(file);
  return rounds >= FEWEST_ROUNDS && rounds <= MOST_ROUNDS;
}

function roundsOf(file: Bytes): number {
  return new DataView(file.buffer, file.byteOffset).getInt32(0);
}

export async function openAndOtp(file: Bytes, opening: Opening): Promise<Tree> {
  const [salt, nonce, sealed] = [file.slice(4, 16), file.slice(16, PREFIX_BYTES), file.slice(PREFIX_BYTES)];
  const plain = await opened("file (an andOTP backup?)", opening, async (password) =>
    openGcm(await pbkdf2("SHA-1", password, salt, BigInt(roundsOf(file))), nonce, sealed),
  );
  return Tree.parse(textOf(plain) ?? "");
}

export function readAndOtp(file: Tree, harvest: Harvest): void {
  file.items().forEach((entry, index) => {
    const { issuer, label } = namesOf(entry);
    harvest.take(labelOf(entry.text("issuer"), entry.text("label"), index), () =>
      readingOf({
        issuer,
        account: label,
        seed: decodeBase32(entry.text("secret")),
        type: entry.text("type"),
        algorithm: entry.has("algorithm") ? entry.text("algorithm") : "SHA1",
        digits: entry.number("digits", 6),
        period: entry.number("period", 30),
        counter: entry.number("counter", 0),
        tags: entry.items("tags").map((tag) => tag.text()),
      }),
    );
  });
}

/** Old files have no issuer, and write both into the label. */
function namesOf(entry: Tree): { issuer: string; label: string } {
  const label = entry.text("label");
  const dash = label.indexOf(" - ");
  return !entry.has("issuer") && dash > 0
    ? { issuer: label.slice(0, dash), label: label.slice(dash + 3) }
    : { issuer: entry.text("issuer"), label };
}
