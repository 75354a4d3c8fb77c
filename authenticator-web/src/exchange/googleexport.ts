import { concat, toBase64, utf8, type Bytes } from "../bytes";
import type { Account, Skipped } from "../otp/account";
import { HASHES, STANDARD } from "../otp/method";
import type { Entry } from "../vault/entry";
import { labelled } from "./exporter";

/** With the long keys of AWS more make a picture that cameras read badly. */
const IN_ONE_PICTURE = 3;
const BYTES = 2;
const VARINT = 0;

/** Accounts as Google Authenticator's QR codes: the text of each, and what that format cannot say. */
export interface GoogleExport {
  readonly uris: readonly string[];
  readonly leftOut: readonly Skipped[];
}

export function exportToGoogle(entries: readonly Entry[], id: number): GoogleExport {
  const leftOut = entries.flatMap((entry) => {
    const why = whyNot(entry.account);
    return why === undefined ? [] : [{ name: entry.name, why }];
  });
  const messages = entries.filter((entry) => whyNot(entry.account) === undefined).map((entry) => message(labelled(entry)));
  const size = Math.ceil(messages.length / IN_ONE_PICTURE);
  const uris = Array.from({ length: size }, (_, index) => {
    const accounts = messages.slice(index * IN_ONE_PICTURE, (index + 1) * IN_ONE_PICTURE);
    // Size and index are written even when they are zero: some readers want them.
    const payload = concat(
      ...accounts.map((account) => field(1, account)),
      ...[1, size, index, id].map((number, at) => field(at + 2, BigInt(number))),
    );
    return `otpauth-migration://offline?data=${encodeURIComponent(toBase64(payload))}`;
  });
  return { uris, leftOut };
}

function whyNot({ method }: Account): string | undefined {
  if (method.type === "steam") {
    return "The format has no Steam codes.";
  }
  if (method.type === "totp" && method.period !== STANDARD.period) {
    return "The format has no period but 30 seconds.";
  }
  return method.digits === 6 || method.digits === 8 ? undefined : "The format has codes of 6 and 8 digits only.";
}

function message({ issuer, account, seed, method }: Account): Bytes {
  return concat(
    field(1, seed),
    field(2, utf8(account)),
    field(3, utf8(issuer)),
    field(4, BigInt(HASHES.indexOf(method.hash) + 1)),
    field(5, method.digits === 8 ? 2n : 1n),
    field(6, method.type === "hotp" ? 1n : 2n),
    ...(method.type === "hotp" ? [field(7, method.counter)] : []),
  );
}

/** A field of a protobuf message. */
function field(number: number, value: bigint | Bytes): Bytes {
  return typeof value === "bigint"
    ? concat(varint(BigInt(number << 3 | VARINT)), varint(BigInt.asUintN(64, value)))
    : concat(varint(BigInt(number << 3 | BYTES)), varint(BigInt(value.length)), value);
}

function varint(value: bigint): Bytes {
  const bytes: number[] = [];
  let rest = value;
  do {
    const more = rest > 127n ? 128 : 0;
    bytes.push(Number(rest & 127n) | more);
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}
