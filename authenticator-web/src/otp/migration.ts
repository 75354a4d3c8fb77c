import { fromBase64, textOf, type Bytes } from "../bytes";
import { LONGEST_NAME, type Account, type Skipped } from "./account";
import { STANDARD, type HashName, type Method } from "./method";
import { decodePercent } from "./percent";
import { plain } from "./plain";
import { fieldsOf, type Field } from "./protobuf";
import { Refusal } from "./refusal";

/** One picture of Google Authenticator's export, which may have several. */
export interface Batch {
  readonly id: bigint;
  readonly size: number;
  readonly index: number;
  readonly accounts: readonly Account[];
  readonly skipped: readonly Skipped[];
}

const START = /^otpauth-migration:\/\/offline\?/i;
const MOST_CHARACTERS = 1_400_000;
const MOST_ACCOUNTS = 100;
const MOST_BATCHES = 100;
const HASHES: readonly (HashName | undefined)[] = ["SHA1", "SHA1", "SHA256", "SHA512"];
const DIGITS: readonly (number | undefined)[] = [6, 6, 8];

export function isMigration(text: string): boolean {
  return START.test(text.trim());
}

/** Reads an otpauth-migration URI. */
export function readMigration(text: string): Batch {
  const fields = fieldsOf(payload(text.trim().replace(START, "")));
  const messages = fields.filter((field) => field.number === 1).map(bytesOf);
  if (messages.length > MOST_ACCOUNTS) {
    throw new Refusal(`The export has more than ${MOST_ACCOUNTS} accounts in one picture.`);
  }
  const size = Math.max(1, Number(numberOf(fields, 3)));
  const index = Number(numberOf(fields, 4));
  if (size > MOST_BATCHES || index >= size) {
    throw new Refusal("The export’s pictures are numbered in an impossible way.");
  }
  // A negative id is written in 64 bits or cut to 32: both are the same one.
  return { id: BigInt.asUintN(32, numberOf(fields, 5)), size, index, ...accountsOf(messages) };
}

/** A bad account stops no other, and is named. */
function accountsOf(messages: readonly Bytes[]): { accounts: Account[]; skipped: Skipped[] } {
  const accounts: Account[] = [];
  const skipped: Skipped[] = [];
  messages.forEach((message, index) => {
    try {
      accounts.push(accountOf(message));
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      skipped.push({ name: labelOf(message) || `number ${index + 1}`, why: error.message });
    }
  });
  return { accounts, skipped };
}

/** What its owner knows it by, as far as that can be read. */
function labelOf(message: Bytes): string {
  try {
    const fields = fieldsOf(message);
    return [nameOf(fields, 3), nameOf(fields, 2)].filter((part) => part !== "").join(": ").slice(0, 64);
  } catch {
    return "";
  }
}

/** Raw or percent-encoded, either alphabet, with or without padding, a space where a + was. */
function payload(query: string): Bytes {
  const data = query.split("&").find((piece) => piece.startsWith("data="))?.slice("data=".length);
  if (data === undefined || data.length > MOST_CHARACTERS) {
    throw new Refusal("The export has no data, or too much of it.");
  }
  const standard = decodePercent(data).text
    .replace(/[ -]/g, "+")
    .replaceAll("_", "/")
    .replace(/=+$/, "");
  const bytes = fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, "="));
  if (bytes === undefined) {
    throw new Refusal("The export’s data is no Base64.");
  }
  return bytes;
}

function accountOf(message: Bytes): Account {
  const fields = fieldsOf(message);
  const seed = fields.find((field) => field.number === 1);
  if (seed === undefined || bytesOf(seed).length === 0) {
    throw new Refusal("It has no key.");
  }
  const issuer = nameOf(fields, 3);
  const name = nameOf(fields, 2);
  const prefix = `${issuer}:`;
  const repeated = issuer !== "" && name.startsWith(prefix);
  return {
    issuer,
    account: (repeated ? name.slice(prefix.length) : name).trim(),
    seed: bytesOf(seed).slice(),
    method: methodOf(fields),
    extras: {},
  };
}

function methodOf(fields: readonly Field[]): Method {
  const hash = HASHES[Number(numberOf(fields, 4))];
  if (hash === undefined) {
    throw new Refusal("Its algorithm is not supported.");
  }
  const digits = DIGITS[Number(numberOf(fields, 5))];
  const type = numberOf(fields, 6);
  if (digits === undefined || type > 2n) {
    throw new Refusal("It makes codes in a way that is not known here.");
  }
  const period = fields.some((field) => field.number === 8) ? Number(numberOf(fields, 8)) : STANDARD.period;
  if (period < 1 || period > 86_400) {
    throw new Refusal("period must be a number from 1 to 86400.");
  }
  return type === 1n
    ? { type: "hotp", hash, digits, counter: BigInt.asUintN(63, numberOf(fields, 7)) }
    : { type: "totp", hash, digits, period };
}

function nameOf(fields: readonly Field[], number: number): string {
  const field = fields.find((candidate) => candidate.number === number);
  const text = field === undefined ? "" : plain(textOf(bytesOf(field)) ?? "").trim();
  if (text.length > LONGEST_NAME) {
    throw new Refusal(`Its name has more than ${LONGEST_NAME} characters.`);
  }
  return text;
}

function numberOf(fields: readonly Field[], number: number): bigint {
  const value = fields.find((field) => field.number === number)?.value ?? 0n;
  if (typeof value !== "bigint") {
    throw new Refusal("The export is damaged.");
  }
  return value;
}

function bytesOf(field: Field): Bytes {
  if (typeof field.value === "bigint") {
    throw new Refusal("The export is damaged.");
  }
  return field.value;
}
