import { describe, expect, it } from "vitest";
import { utf8 } from "../src/bytes";
import { STANDARD, type Method } from "../src/otp/method";
import { trashing } from "../src/store/changes";
import { checkProof, digestOf } from "../src/store/proof";
import { newEntry, type Entry } from "../src/vault/entry";

const HOTP = { type: "hotp", hash: "SHA1", digits: 6, counter: 7n } as const;
const FILE = utf8("the file that was saved");

function entry(name: string, method: Method = STANDARD, seed = "12345678901234567890"): Entry {
  return newEntry(name, { issuer: "", account: name, seed: utf8(seed), method, extras: {} }, 0);
}

const [root, door] = [entry("root"), entry("door", HOTP)];
const of = (...entries: Entry[]) => ({ entries, unreadable: [] });
const present = of(root, door);

describe("a backup", () => {
  it("that was just saved is proved by its bytes, also when a code was given since", async () => {
    const since = of(root, { ...door, account: { ...door.account, method: { ...HOTP, counter: 8n } } });
    await checkProof(since, present, FILE, await digestOf(FILE));
  });

  it("is not proved by another file, though it opens and has every account", async () => {
    await expect(checkProof(present, present, utf8("another"), await digestOf(FILE))).rejects.toThrow("not the one that was just saved");
  });

  it("of an earlier day is proved by all that it says", async () => {
    await checkProof(present, of(door, root, entry("more")), FILE, undefined);
  });

  it.each([
    ["a counter", { ...door, account: { ...door.account, method: { ...HOTP, counter: 6n } } }],
    ["a name", { ...door, name: "back door" }],
    ["a key", { ...door, account: { ...door.account, seed: utf8("09876543210987654321") } }],
  ])("of an earlier day is not proved when %s was another", async (_, then) => {
    await expect(checkProof(present, of(root, then), FILE, undefined)).rejects.toThrow("something else of 1 of your accounts");
  });

  it("is not proved when an account is not in it, or in its trash", async () => {
    await expect(checkProof(present, of(root), FILE, undefined)).rejects.toThrow("1 of your accounts are not in it");
    const trashed = of(...trashing(door.id, 0)([root, door]));
    await expect(checkProof(present, trashed, FILE, await digestOf(FILE))).rejects.toThrow("are not in it");
  });
});
