import type { Bytes } from "../bytes";
import { Refusal } from "../otp/refusal";
import type { Harvest } from "./harvest";
import { labelOf, readingOf } from "./raw";
import type { Tree } from "./tree";

const MOST_SEED_BYTES = 2560;

/** FreeOTP+'s JSON. Its counters are those of the code given last, one behind everybody's. */
export function readFreeOtpPlus(file: Tree, harvest: Harvest): void {
  file.items("tokens").forEach((token, index) => {
    const issuer = token.text("issuerInt").trim() === "" ? token.text("issuerExt") : token.text("issuerInt");
    harvest.take(labelOf(issuer, token.text("label"), index), () =>
      readingOf({
        issuer,
        account: token.text("label"),
        seed: seedOf(token.items("secret")),
        type: token.text("issuerExt") === "Steam" ? "steam" : token.text("type"),
        algorithm: token.has("algo") ? token.text("algo") : "SHA1",
        digits: token.number("digits", 6),
        period: token.number("period", 30),
        counter: token.number("counter", 0) + 1n,
      }),
    );
  });
}

function seedOf(signed: readonly Tree[]): Bytes {
  if (signed.length === 0 || signed.length > MOST_SEED_BYTES) {
    throw new Refusal("Its secret has an impossible length.");
  }
  return Uint8Array.from(signed, (item) => {
    const byte = item.asNumber();
    if (byte < -128n || byte > 255n) {
      throw new Refusal("Its secret is no list of bytes.");
    }
    return Number(byte);
  });
}
