import type { Bytes } from "../bytes";
import { LONGEST_NAME, type Account, type Notes, type Reading } from "../otp/account";
import { HASHES, MOST_COUNTER, STANDARD, STEAM, type HashName, type Method } from "../otp/method";
import { brief, isPlain, plain } from "../otp/plain";
import { Refusal } from "../otp/refusal";

const ALGORITHM = /^(?:HMAC-?)?SHA-?(1|256|512)$/;

/** An account as other programs write it, field by field, to be checked and put together. */
export interface Raw {
  readonly issuer: string;
  readonly account: string;
  readonly seed: Bytes;
  readonly type?: string;
  readonly algorithm?: string;
  readonly digits?: bigint;
  readonly period?: bigint;
  readonly counter?: bigint;
  readonly note?: string;
  readonly tags?: readonly string[];
}

export function readingOf(raw: Raw): Reading {
  const warnings: string[] = [];
  const account: Account = {
    issuer: named("issuer", raw.issuer, warnings),
    account: named("account", raw.account, warnings),
    seed: raw.seed,
    method: methodOf(raw),
    extras: {},
  };
  return { account, warnings, notes: notesOf(raw.note ?? "", raw.tags ?? [], warnings) };
}

function methodOf(raw: Raw): Method {
  const type = (raw.type ?? "totp").toLowerCase();
  const hash = hashOf(raw.algorithm ?? "SHA1");
  const period = raw.period ?? BigInt(STANDARD.period);
  if (type === "steam") {
    if (hash !== STEAM.hash || period !== BigInt(STEAM.period)) {
      throw new Refusal("Steam’s codes are made with SHA1, every 30 seconds.");
    }
    return STEAM;
  }
  if (type !== "totp" && type !== "hotp") {
    throw new Refusal(`Accounts of the type “${brief(type)}” are not supported.`);
  }
  const digits = Number(within("digits", raw.digits ?? BigInt(STANDARD.digits), 1n, 10n));
  return type === "hotp"
    ? { type, hash, digits, counter: within("counter", raw.counter ?? 0n, 0n, MOST_COUNTER) }
    : { type, hash, digits, period: Number(within("period", period, 1n, 86_400n)) };
}

function hashOf(algorithm: string): HashName {
  const size = ALGORITHM.exec(algorithm.toUpperCase())?.[1];
  const hash = HASHES.find((known) => known === `SHA${size}`);
  if (hash === undefined) {
    throw new Refusal(`The algorithm “${brief(algorithm)}” is not supported.`);
  }
  return hash;
}

function within(name: string, value: bigint, least: bigint, most: bigint): bigint {
  if (value < least || value > most) {
    throw new Refusal(`${name} must be a number from ${least} to ${most}.`);
  }
  return value;
}

/** What does not fit into a vault stays behind whole, and is said. */
export function notesOf(note: string, tags: readonly string[], warnings: string[]): Notes {
  const distinct = [...new Set(tags)];
  if (note.length > 4096 || distinct.length > 16 || distinct.some((tag) => tag === "" || tag.length > 64)) {
    warnings.push("Its note and tags stay behind: a note has at most 4,096 characters, and an account 16 tags of at most 64.");
    return {};
  }
  return { ...(note !== "" && { note }), ...(distinct.length > 0 && { tags: distinct }) };
}

function named(what: string, text: string, warnings: string[]): string {
  if (!isPlain(text)) {
    warnings.push(`Control characters were removed from the ${what}.`);
  }
  const clean = plain(text).trim();
  if (clean.length > LONGEST_NAME) {
    throw new Refusal(`The ${what} has more than ${LONGEST_NAME} characters.`);
  }
  return clean;
}

/** For a report: what its owner knows it by. */
export function labelOf(issuer: string, account: string, index: number): string {
  const both = [issuer, account].filter((part) => part.trim() !== "").join(": ").trim();
  return both === "" ? `number ${index + 1}` : plain(both).slice(0, 64);
}
