import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { textOf, utf8, type Bytes } from "../src/bytes";
import { NOTHING, leftBehind, type Gathering } from "../src/exchange/gathering";
import { MOST_BYTES, readFile } from "../src/exchange/importer";
import { planned } from "../src/exchange/plan";
import type { Passwords } from "../src/exchange/sealed";
import { writeOtpAuth } from "../src/exchange/uris";
import { suggestedName } from "../src/otp/account";
import { readOtpAuth } from "../src/otp/otpauth";
import { Refusal } from "../src/otp/refusal";
import { deriveHere } from "../src/vault/argon2";
import { newEntry } from "../src/vault/entry";
import type { Derivers } from "../src/vault/kdf";
import { scryptHere } from "../src/vault/scrypt";
import { VaultError } from "../src/vault/vaulterror";

/**
 * Files made by the published formats from seeds that anybody may know, and what the Java library
 * reads in them: a Java test compares it with this same list.
 */
const EXPECTED = JSON.parse(readFileSync("test/files/expected.json", "utf8")) as Record<
  string,
  { found: { name: string; uri: string; note: string; tags: string }[]; skipped: string[] }
>;
const SEALED = ["aegis-sealed.json", "andotp-sealed.json.aes", "bitwarden-argon2id.json", "bitwarden-pbkdf2.json", "countersign.vault", "stratum-legacy.authpro", "stratum-sealed.authpro", "twofas-sealed.2fas", "unreadable.vault"];
const HERE: Derivers = { argon2id: deriveHere, scrypt: scryptHere };

/** Derives nothing: a test that should not get that far sees it. */
const NOTHING_IS_DERIVED: Derivers = {
  argon2id: () => Promise.reject(new Error("derived")),
  scrypt: () => Promise.reject(new Error("derived")),
};

function typing(...passwords: readonly string[]): Passwords {
  const rest = [...passwords];
  return async () => {
    const next = rest.shift();
    if (next === undefined) {
      throw new Refusal("It was not opened.");
    }
    return next;
  };
}

function sample(name: string): Bytes {
  return new Uint8Array(readFileSync(`test/files/${name}`));
}

function read(bytes: Bytes, passwords = typing("test"), derive = HERE): Promise<Gathering> {
  return readFile(NOTHING, bytes, { passwords, derive });
}

describe("another program's file", () => {
  it.each(Object.entries(EXPECTED))("%s gives the accounts that the Java library finds", async (name, expected) => {
    const found = await read(sample(name));
    const accounts = found.readings.map(({ name: called, account, notes }) => ({
      name: called ?? suggestedName(account),
      uri: writeOtpAuth(account),
      note: notes?.note ?? "",
      tags: notes?.tags?.join(",") ?? "",
    }));
    expect(accounts).toEqual(expected.found);
    expect(leftBehind(found).map((one) => one.name.toLowerCase())).toHaveLength(expected.skipped.length);
    const named = expected.skipped.filter((one) => !one.startsWith("QR code"));
    expect(found.skipped.map((one) => one.name.toLowerCase())).toEqual(named.map((one) => one.toLowerCase()));
  });

  it.each(SEALED)("%s opens with its second password, and with no wrong one", async (name) => {
    const found = await read(sample(name), typing("wrong", "test"));
    expect(found.readings).toHaveLength(EXPECTED[name]?.found.length ?? -1);
    await expect(read(sample(name), typing("wrong"))).rejects.toThrow("not opened");
  });

  it.each(SEALED)("%s cut short is refused", async (name) => {
    const file = sample(name);
    await expect(read(file.slice(0, (file.length * 2) / 3))).rejects.toThrow(/./);
  });

  it("says which Ente exports it cannot open", async () => {
    await expect(read(utf8('{"kdfParams":{},"encryptedData":"x"}'))).rejects.toThrow("plain text");
  });

  it("tied to its account is Bitwarden's alone", async () => {
    await expect(read(utf8('{"encrypted":true,"data":"x"}'))).rejects.toThrow("tied to its account");
  });
});

describe("what would cost too much is refused before anything is derived", () => {
  const aegis = textOf(sample("aegis-sealed.json")) ?? "";

  it.each([
    ["1073741824", "8", "1"],
    ["32768", "100000", "1"],
    ["32768", "8", "100000"],
    ["0", "8", "1"],
    ["32767", "8", "1"],
    ["8388608", "8", "16"],
    ["2", "0", "1"],
    ["-32768", "8", "1"],
    ["9223372036854775807", "8", "1"],
  ])("scrypt with n = %s, r = %s, p = %s", async (n, r, p) => {
    const forged = aegis.replace('"n":32768,"r":8,"p":1', `"n":${n},"r":${r},"p":${p}`);
    expect(forged).not.toBe(aegis);
    await expect(read(utf8(forged), typing("test"), NOTHING_IS_DERIVED)).rejects.toThrow("refused");
  });

  it.each([
    ['"kdfMemory":64', '"kdfMemory":2048'],
    ['"kdfMemory":64', '"kdfMemory":0'],
    ['"kdfIterations":3', '"kdfIterations":99'],
    ['"kdfIterations":3', '"kdfIterations":0'],
    ['"kdfParallelism":4', '"kdfParallelism":17'],
    ['"kdfType":1,"kdfIterations":3', '"kdfType":0,"kdfIterations":4000000000'],
  ])("%s as %s", async (was, is) => {
    const text = textOf(sample("bitwarden-argon2id.json")) ?? "";
    expect(text).toContain(was);
    await expect(read(utf8(text.replace(was, is)), typing("test"), NOTHING_IS_DERIVED)).rejects.toThrow("refused");
  });
});

describe("what is no export", () => {
  it.each([
    "", "nothing", "{", "[", "{}", '{"a":1}', "PK\u0003\u0004", "SQLite format 3", "<?xml ?>", "folder,favorite,type",
    "-----BEGIN PGP MESSAGE-----", "[1,2", '{"tokens":',
  ])("is refused in one line: %s", async (text) => {
    const error: unknown = await read(utf8(text)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).message).not.toContain("\n");
  });

  it("is refused when it is a bomb", async () => {
    await expect(read(utf8("[".repeat(1_000_000)))).rejects.toThrow(Refusal);
    await expect(read(utf8(`[${"[],".repeat(3_000_000)}[]]`))).rejects.toThrow(Refusal);
    await expect(read(utf8(`["${"\\\\".repeat(4_000_000)}`))).rejects.toThrow(Refusal);
    await expect(read(new Uint8Array(MOST_BYTES + 1))).rejects.toThrow("16 MiB");
  });

  it("gives nothing but a refusal, whatever was changed in it", async () => {
    const files = ["aegis-plain.json", "twofas-plain.2fas", "stratum-plain.json", "bitwarden-plain.json", "andotp-plain.json", "freeotpplus.json", "google.txt", "ente-plain.txt", "list.txt"].map(sample);
    let state = 20261122;
    const draw = (most: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * most);
    };
    for (let i = 0; i < 4_000; i++) {
      const file = (files[draw(files.length)] ?? new Uint8Array()).slice();
      for (let flips = draw(4); flips >= 0; flips--) {
        file[draw(file.length)] = draw(256);
      }
      const length = draw(3) === 0 ? draw(file.length) : file.length;
      const outcome: unknown = await read(file.slice(0, length), typing()).catch((caught: unknown) => caught);
      if (outcome instanceof Error) {
        expect(outcome instanceof Refusal || outcome instanceof VaultError, String(outcome)).toBe(true);
        expect(outcome.message).not.toMatch(/4SJH|JRZC|5VAM/);
      } else {
        expect((outcome as Gathering).skipped.map(({ why }) => why).join()).not.toMatch(/4SJH|JRZC|5VAM/);
      }
    }
  });
});

describe("an import", () => {
  const uri = (name: string, rest = "") => readOtpAuth(`otpauth://totp/${name}?secret=4SJHB4GSD43FZBAI7C2HLRJGPQ${rest}`);

  it("takes the same account once, whatever its name, and one with other digits beside it", () => {
    const present = [newEntry("Deno: Mason", uri("Deno:Mason").account, 0)];
    const plan = planned(present, [uri("Other:name"), uri("Deno:Mason", "&digits=8"), uri("x", "&digits=8")]);
    expect(plan.map(({ name, twin }) => [name, twin])).toEqual([
      ["Other: name", "Deno: Mason"],
      ["Deno: Mason (2)", undefined],
      ["x", "Deno: Mason (2)"],
    ]);
  });

  it("brings back once what lies in the trash, unless it is in the list, too", () => {
    const trashed = { ...newEntry("old", uri("a").account, 0), deleted: new Date(0).toISOString() };
    const plan = planned([trashed], [uri("b"), uri("c")]);
    expect(plan.map(({ name, twin, comesBack }) => [name, twin, comesBack])).toEqual([
      ["old", "old in the trash", true],
      ["c", "old", undefined],
    ]);
    const listed = newEntry("listed", uri("a").account, 0);
    expect(planned([listed, trashed], [uri("b")])[0]).toMatchObject({ twin: "listed" });
    expect(planned([listed, trashed], [uri("b")])[0]?.comesBack).toBeUndefined();
  });

  it("never cuts a name", () => {
    const [issuer, account] = ["i".repeat(256), "a".repeat(256)];
    expect(suggestedName({ ...uri("x").account, issuer, account })).toBe(account);
  });
});
