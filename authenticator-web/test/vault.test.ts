import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { concat, randomBytes, utf8, type Bytes } from "../src/bytes";
import { STANDARD, STEAM } from "../src/otp/method";
import { importKey } from "../src/vault/aead";
import { deriveHere } from "../src/vault/argon2";
import { newEntry, withoutExpired, type Entry } from "../src/vault/entry";
import { readEntries, writeEntries } from "../src/vault/entryjson";
import { openContents, readVault, writeVault } from "../src/vault/format";
import { newVaultId, readHeader, unwrapKey, wrapKey, writeHeader, type Header } from "../src/vault/header";
import { readJson } from "../src/vault/json";
import type { Kdf } from "../src/vault/kdf";
import { VaultError } from "../src/vault/vaulterror";

const CHEAP = { iterations: 1, memoryKib: 8192, lanes: 1 };
const SEED = utf8("12345678901234567890");

const FULL: readonly Entry[] = [
  {
    ...newEntry("Root", { issuer: "AWS", account: "root@example.com", seed: SEED, method: STANDARD, extras: { x: "y" } }, 0),
    lastGivenStep: 59_000_000,
    note: "in the safe\nat home",
    tags: ["work", "aws"],
    letter: "Ro",
    colour: "#0b5f50",
    lastUsed: "2026-11-22T10:00:00.000Z",
    deleted: "2026-11-22T11:00:00Z",
  },
  newEntry("Steam", { issuer: "", account: "", seed: SEED, method: STEAM, extras: {} }, 1),
  newEntry("Counter", {
    issuer: "",
    account: "",
    seed: SEED,
    method: { type: "hotp", hash: "SHA512", digits: 8, counter: 2n ** 63n - 1n },
    extras: {},
  }, 2),
];

async function sealedVault(passphrase: string, entries: readonly Entry[]): Promise<Bytes> {
  const dataKey = randomBytes(32);
  const vault = newVaultId();
  const slots = [await wrapKey(dataKey, passphrase, CHEAP, vault, deriveHere)];
  return writeVault({ vault, generation: 1, slots }, entries, await importKey(dataKey));
}

async function open(file: Bytes, passphrase: string): Promise<Entry[]> {
  const sealed = await readVault(file);
  const dataKey = await unwrapKey(sealed.header, passphrase, deriveHere);
  if (dataKey === undefined) {
    throw new VaultError("wrong-passphrase", "wrong");
  }
  return [...(await openContents(sealed, await importKey(dataKey))).entries];
}

async function rehashed(file: Bytes): Promise<Bytes> {
  const body = file.slice(0, -32);
  return concat(body, new Uint8Array(await crypto.subtle.digest("SHA-256", body)));
}

describe("a vault", () => {
  it("of version 2 comes back as it was sealed", async () => {
    expect(await open(await sealedVault("pässword", FULL), "pässword")).toEqual(FULL);
  });

  it("takes the passphrase in either normal form", async () => {
    expect(await open(await sealedVault("caf\u00e9", []), "cafe\u0301")).toEqual([]);
  });

  it("written by the Java library opens here", async () => {
    const file = new Uint8Array(readFileSync("test/java-version-1.vault"));
    const entries = await open(file, "caf\u00e9 au lait");
    expect(entries.map(({ name, account }) => [name, account.issuer, account.account, account.method])).toEqual([
      ["AWS root", "Amazon Web Services", "root@123456789012", STANDARD],
      ["Bank", "", "", { type: "totp", hash: "SHA256", digits: 8, period: 60 }],
      ["Door", "Example", "bob", { type: "hotp", hash: "SHA1", digits: 6, counter: 7n }],
    ]);
    expect(entries[2]?.account.extras).toEqual({ tags: "work" });
    expect(entries[0]?.lastGivenStep).toBe(59_000_000);
  });

  it("is refused with another passphrase", async () => {
    await expect(open(await sealedVault("right", FULL), "wrong")).rejects.toMatchObject({ kind: "wrong-passphrase" });
  });

  it.each([0, 30, 200, -40, -1])("is damaged when the byte at %i is another", async (at) => {
    const file = await sealedVault("right", FULL);
    const index = at < 0 ? file.length + at : at;
    file[index] = (file[index] ?? 0) ^ 1;
    await expect(open(file, "right")).rejects.toMatchObject({ kind: "damaged" });
  });

  it("is damaged when cut short", async () => {
    const file = await sealedVault("right", FULL);
    await expect(open(file.slice(0, -1), "right")).rejects.toMatchObject({ kind: "damaged" });
    await expect(open(file.slice(0, 20), "right")).rejects.toMatchObject({ kind: "damaged" });
  });

  it("changed and hashed anew is caught by its seal", async () => {
    const file = await sealedVault("right", FULL);
    file[file.length - 40] = (file[file.length - 40] ?? 0) ^ 1;
    await expect(open(await rehashed(file), "right")).rejects.toThrow("without its key");
  });

  it("of version 1 made from one of version 2 is caught, too", async () => {
    const file = await sealedVault("right", FULL);
    file[17] = 1;
    await expect(open(await rehashed(file), "right")).rejects.toThrow("without its key");
  });

  it("of a later version is refused as that", async () => {
    const file = await sealedVault("right", FULL);
    file[17] = 3;
    await expect(open(await rehashed(file), "right")).rejects.toMatchObject({ kind: "newer" });
  });
});

describe("a header", () => {
  const slot = { cost: CHEAP, salt: btoa("s".repeat(16)), wrapped: btoa("w".repeat(60)) };

  it.each([
    ["iterations", 0],
    ["iterations", 17],
    ["memoryKib", 8191],
    ["memoryKib", 1_048_577],
    ["lanes", 0],
    ["lanes", 9],
  ])("with %s of %i is refused before anything is derived", async (name, value) => {
    let derived = 0;
    const counting: Kdf = async () => {
      derived++;
      return new Uint8Array(32);
    };
    const header: Header = { vault: "v", generation: 1, slots: [{ ...slot, cost: { ...CHEAP, [name]: value } }] };
    const read = async () => unwrapKey(readHeader(writeHeader(header)), "p", counting);
    await expect(read()).rejects.toMatchObject({ kind: "damaged" });
    expect(derived).toBe(0);
  });

  it("with a slot of another kind is of a later version", () => {
    const text = new TextDecoder().decode(writeHeader({ vault: "v", generation: 1, slots: [slot] }));
    expect(() => readHeader(utf8(text.replace('"passphrase"', '"prf"')))).toThrow(VaultError);
  });
});

describe("entries", () => {
  it.each([
    ["two names alike", '{"entries":[],"entries":[]}'],
    ["a null", '{"entries":null}'],
    ["something behind the end", '{"entries":[]} x'],
    ["nine levels", `${'{"a":'.repeat(9)}1${"}".repeat(9)}`],
    ["a text over 16 KiB", `{"a":"${"x".repeat(16 * 1024 + 1)}"}`],
    ["a number of more than 20 characters", '{"entries":[],"a":922337203685477580800}'],
    ["a string that does not end", '{"entries":["a\\\\\\"}'],
  ])("are refused with %s", (_, text) => {
    expect(() => readEntries(utf8(text), 2)).toThrow(VaultError);
  });

  it("of version 1 have none of the new fields", () => {
    expect(readEntries(writeEntries(FULL), 1).unreadable.map(({ name }) => name)).toEqual(["Root", "Steam"]);
    expect(readEntries(writeEntries(FULL), 2)).toEqual({ entries: FULL, unreadable: [] });
  });

  it.each<Partial<Entry>>([
    { letter: "abc" },
    { colour: "#0B5F50" },
    { tags: ["a", "a"] },
    { tags: ["x".repeat(65)] },
    { note: "x".repeat(4097) },
    { lastUsed: "yesterday" },
    { name: " x" },
    { id: "1" },
  ])("out of bounds are set apart: %o", (change) => {
    const entry = { ...newEntry("a", { issuer: "", account: "", seed: SEED, method: STANDARD, extras: {} }, 0), ...change };
    const { entries, unreadable } = readEntries(writeEntries([entry]), 2);
    expect([entries.length, unreadable.length]).toEqual([0, 1]);
  });

  it("that cannot be read are named and written back field for field, behind the others", () => {
    const odd = '{"name":"odd","when":1.50,"big":9223372036854775808,"none":null,"yes":[true,false],"seed":"0189"}';
    const list = new TextDecoder().decode(writeEntries(FULL)).replace('"entries":[', `"entries":[${odd},7,`);
    const { entries, unreadable } = readEntries(utf8(list), 2);
    expect(entries).toEqual(FULL);
    expect(unreadable.map(({ name }) => name)).toEqual(["odd", "number 2"]);
    expect(unreadable.map(({ why }) => why).join()).not.toContain("0189");
    const written = new TextDecoder().decode(writeEntries(entries, unreadable));
    expect(written.endsWith(`,${odd},7]}`)).toBe(true);
  });

  it("leave the trash after 30 days", () => {
    const entry = { ...newEntry("a", { issuer: "", account: "", seed: SEED, method: STANDARD, extras: {} }, 0), deleted: new Date(0).toISOString() };
    const day = 86_400_000;
    expect(withoutExpired([entry], 30 * day - 1)).toHaveLength(1);
    expect(withoutExpired([entry], 30 * day)).toHaveLength(0);
  });
});

it("JSON keeps a number that a double would round", () => {
  expect(readJson('{"a": 9007199254740993}', "x").get("a")).toBe(9007199254740993n);
});
