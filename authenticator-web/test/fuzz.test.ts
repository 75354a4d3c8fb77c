import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { concat, textOf, utf8, type Bytes } from "../src/bytes";
import { NOTHING, gather } from "../src/exchange/gathering";
import { MOST_BYTES, readFile } from "../src/exchange/importer";
import { readMigration } from "../src/otp/migration";
import { readOtpAuth } from "../src/otp/otpauth";
import { Refusal } from "../src/otp/refusal";
import { readEntries } from "../src/vault/entryjson";
import { readVault } from "../src/vault/format";
import { readHeader } from "../src/vault/header";
import type { Derivers } from "../src/vault/kdf";
import { VaultError } from "../src/vault/vaulterror";

/** What is damaged by chance, a lot of it: it is read, or refused in words, soon. */

const SEED = 20261122;
const CASES = 20_000;
const LONGEST_MS = 20_000;
const LONGEST_CASE_MS = 1_000;

/** How the keys in the sample files begin, of which no message may say more than a word's length. */
const KEYS = /JRZCL47CMXVOQ|4SJHB4GSD43FZ|5VAML3X35THCE/;
const PLAIN = ["aegis-plain.json", "aegis-old.json", "twofas-plain.2fas", "stratum-plain.json", "bitwarden-plain.json", "andotp-plain.json", "freeotpplus.json", "google.txt", "ente-plain.txt", "list.txt"];
const SEALED = ["aegis-sealed.json", "andotp-sealed.json.aes", "bitwarden-argon2id.json", "bitwarden-pbkdf2.json", "countersign.vault", "stratum-legacy.authpro", "stratum-sealed.authpro", "twofas-sealed.2fas", "unreadable.vault"];

/** What takes a program by surprise where a number, a text or a list is expected. */
const TOKENS = [
  "9223372036854775808", "-1", "0", "1e999", "1.5", "null", "true", "{}", "[]", '""', '"\\ud800"', "\u202e", "\u0000", "%00", "%zz",
  "=", "&", "#", "://", "otpauth://", "otpauth-migration://offline?data=", "\ufeff", "\r\n", "9".repeat(400), "[".repeat(100), '{"a":'.repeat(100),
].map(utf8);

class Dice {
  constructor(private state: number) {}

  below(most: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * most);
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

/** Flips, cuts, inserts, doubles, nests and swaps; sometimes several times over. */
function mutated(file: Bytes, dice: Dice): Bytes {
  let bytes = file;
  for (let times = dice.below(4); times >= 0; times--) {
    const [one, other] = [dice.below(bytes.length + 1), dice.below(bytes.length + 1)];
    const [from, to] = [Math.min(one, other), Math.min(Math.max(one, other), Math.min(one, other) + 2_000)];
    const [before, piece, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
    bytes = dice.of([
      () => concat(bytes.subarray(0, one), Uint8Array.of(dice.below(256)), bytes.subarray(one + 1)),
      () => bytes.slice(0, one),
      () => concat(before, after),
      () => concat(bytes.subarray(0, one), dice.of(TOKENS), bytes.subarray(one)),
      () => concat(before, piece, piece, after),
      () => concat(before, utf8("[".repeat(dice.below(64))), piece, after),
      () => withNumber(bytes, dice),
    ])();
  }
  return bytes;
}

/** Another number in the place of one. */
function withNumber(bytes: Bytes, dice: Dice): Bytes {
  const text = String.fromCharCode(...bytes);
  const numbers = [...text.matchAll(/\d+/g)];
  if (numbers.length === 0) {
    return bytes;
  }
  const { index, 0: number } = dice.of(numbers);
  return concat(bytes.subarray(0, index), dice.of(TOKENS), bytes.subarray(index + number.length));
}

function sample(name: string): Bytes {
  return new Uint8Array(readFileSync(`test/files/${name}`));
}

/** Runs all cases; an error that is none of the documented ones is the test's failure, and so is a slow case. */
async function survives(cases: number, files: readonly Bytes[], read: (bytes: Bytes) => unknown): Promise<{ taken: number; refused: number }> {
  const dice = new Dice(SEED);
  let [taken, refused] = [0, 0];
  for (let i = 0; i < cases; i++) {
    const bytes = mutated(dice.of(files), dice);
    const began = performance.now();
    try {
      await read(bytes);
      taken++;
    } catch (error) {
      const where = `case ${i} of seed ${SEED}: ${String(error)}`;
      expect(error instanceof Refusal || error instanceof VaultError, where).toBe(true);
      expect((error as Error).message, where).not.toContain("\n");
      expect((error as Error).message, where).not.toMatch(KEYS);
      refused++;
    }
    expect(performance.now() - began, `ms of case ${i} of seed ${SEED}`).toBeLessThan(LONGEST_CASE_MS);
  }
  return { taken, refused };
}

/** Derives at once what opens nothing: only the reading is tried, and every password is wrong. */
const AT_ONCE: Derivers = { argon2id: async () => new Uint8Array(32), scrypt: async () => new Uint8Array(32) };

/** Gives a password once. What may be of andOTP gets none: its rounds take their time, within bounds. */
function importing(bytes: Bytes) {
  let asked = 0;
  const passwords = async (what: string) => {
    if (asked++ > 0 || what.includes("andOTP")) {
      throw new Refusal("It was not opened.");
    }
    return "test";
  };
  return readFile(NOTHING, bytes, { passwords, derive: AT_ONCE });
}

describe(`of ${CASES} damaged files`, () => {
  it("plain ones are read or refused", async () => {
    const { taken, refused } = await survives(CASES / 2, PLAIN.map(sample), importing);
    // The one as well as the other: files are damaged, and readers get far enough to see it.
    expect(Math.min(taken, refused)).toBeGreaterThan(CASES / 40);
  }, LONGEST_MS);

  it("sealed ones are refused, and cost nothing unbounded before", async () => {
    // The rounds of the others are PBKDF2's, which the browser runs: test/importer.test.ts opens them.
    const cheap = ["aegis-sealed.json", "bitwarden-argon2id.json", "countersign.vault", "stratum-sealed.authpro", "unreadable.vault"];
    const { refused } = await survives(CASES / 10, cheap.map(sample), importing);
    expect(refused).toBeGreaterThan(CASES / 20);
  }, LONGEST_MS);

  it("addresses and export pictures are read or refused", async () => {
    const lines = ["list.txt", "google.txt", "ente-plain.txt"].flatMap((name) => (textOf(sample(name)) ?? "").split("\n")).filter((line) => line.startsWith("otpauth"));
    const { taken } = await survives((CASES * 3) / 10, lines.map(utf8), (bytes) => {
      const text = new TextDecoder().decode(bytes);
      gather(NOTHING, text);
      return text.includes("migration") ? readMigration(text) : readOtpAuth(text);
    });
    expect(taken).toBeGreaterThan(CASES / 100);
  }, LONGEST_MS);

  it("vault files, their headers and their lists are read or refused", async () => {
    const vault = sample("countersign.vault");
    const header = (await readVault(vault)).header;
    const list = utf8('{"entries":[{"id":"00000000-0000-0000-0000-000000000001","name":"a","issuer":"","account":"","seed":"JRZCL47CMXVOQMNPZR2F7J4RGI","hash":"SHA1","digits":6,"type":"totp","created":"2026-11-22T10:00:00Z","extras":{"a":"b"},"tags":["x"],"period":30}]}');
    await survives(CASES / 20, [vault], readVault);
    await survives(CASES / 20, [utf8(JSON.stringify({ format: "x", ...header }))], readHeader);
    const { taken } = await survives(CASES / 20, [list], (bytes) => readEntries(bytes, 2));
    expect(taken).toBeGreaterThan(0);
  }, LONGEST_MS);
});

describe("in every format", () => {
  it.each([...PLAIN, ...SEALED])("%s is refused when it is larger than 16 MiB", async (name) => {
    await expect(importing(concat(sample(name), new Uint8Array(MOST_BYTES)))).rejects.toThrow("16 MiB");
  });

  it.each(PLAIN.filter((name) => name.match(/json|2fas/)))("%s is refused as a bomb", async (name) => {
    const text = textOf(sample(name)) ?? "";
    const bomb = text.replace(/:\s*\[/, `:[${"[".repeat(1_000_000)}`);
    const wide = text.replace(/:\s*\[/, `:[${"[],".repeat(1_000_000)}`);
    for (const forged of [bomb, wide].filter((one) => one !== text)) {
      await expect(importing(utf8(forged))).rejects.toThrow(Refusal);
    }
  });

  it.each(PLAIN.filter((name) => !["google.txt", "freeotpplus.json", "list.txt"].includes(name)))("%s leaves out a key that is not Base32, and says so", async (name) => {
    const { whole, text } = await sampleOf(name);
    const key = /[A-Z2-7]{26}/.exec(text)?.[0] ?? "no key";
    const found = await importing(utf8(text.replaceAll(key, `0189${key.slice(4)}`)));
    expect(found.readings.length).toBeLessThan(whole.readings.length);
    expect(found.skipped.length).toBeGreaterThan(whole.skipped.length);
    expect(found.skipped.map(({ why }) => why).join()).not.toContain(key.slice(4, 12));
  });

  it.each([
    ["aegis-plain.json", /"period":\s*\d+/, '"period":0'],
    ["stratum-plain.json", /"Period":\s*\d+/, '"Period":0'],
    ["andotp-plain.json", /"period":\s*\d+/, '"period":0'],
    ["twofas-plain.2fas", '"tokenType":"TOTP"', '"tokenType":"TOTP","period":0'],
    ["freeotpplus.json", '"type":"HOTP"', '"type":"TOTP","period":0'],
    ["bitwarden-plain.json", '"4SJHB4GSD43FZBAI7C2HLRJGPQ"', '"otpauth://totp/x?period=0&secret=4SJHB4GSD43FZBAI7C2HLRJGPQ"'],
    ["ente-plain.txt", "Mason?secret", "Mason?period=0&secret"],
  ])("%s leaves out an account whose codes live for no time", async (name, was, is) => {
    const { whole, text } = await sampleOf(name);
    const forged = text.replace(was, is);
    expect(forged).not.toBe(text);
    const found = await importing(utf8(forged));
    expect(found.readings.length).toBe(whole.readings.length - 1);
    expect(found.skipped.length).toBe(whole.skipped.length + 1);
  });
});

async function sampleOf(name: string) {
  return { whole: await importing(sample(name)), text: textOf(sample(name)) ?? "" };
}
