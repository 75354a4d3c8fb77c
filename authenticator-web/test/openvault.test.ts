import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, describe, expect, it } from "vitest";
import { utf8 } from "../src/bytes";
import { STANDARD } from "../src/otp/method";
import { adding, changing, counting, editing, erasing, giving, importing, moving, restoring, trashing, untrashing } from "../src/store/changes";
import type { Exclusive } from "../src/store/exclusive";
import { OpenVault, openFile, type Surroundings } from "../src/store/openvault";
import { Overtaken, VaultStore } from "../src/store/vaultstore";
import { deriveHere } from "../src/vault/argon2";
import { newEntry, type Entry } from "../src/vault/entry";
import { writeVault } from "../src/vault/format";

const PASSPHRASE = "a passphrase of the test";
const NOW = Date.parse("2026-11-22T10:00:00Z");
const DAY = 86_400_000;
const atOnce: Exclusive = (work) => work();

let around: Surroundings;
let clock: number;
let databases = 0;

beforeEach(async () => {
  clock = NOW;
  around = {
    store: await VaultStore.open(`test ${databases++}`),
    kdf: deriveHere,
    exclusive: atOnce,
    now: () => clock,
    cost: { iterations: 1, memoryKib: 8192, lanes: 1 },
  };
});

function entry(name: string) {
  return newEntry(name, { issuer: "", account: name, seed: utf8(`${name} 4567890123456789`), method: STANDARD, extras: {} }, NOW);
}

function given(one: Entry, step: number): Entry {
  return { ...one, lastGivenStep: step };
}

function names(vault: OpenVault): string[] {
  return vault.entries.map(({ name }) => name);
}

describe("two tabs", () => {
  it("that add at once both have added, even without a lock", async () => {
    const one = await OpenVault.create(around, PASSPHRASE);
    const other = await OpenVault.unlock(around, PASSPHRASE);
    await Promise.all(["a", "b", "c"].flatMap((name) => [one.update(adding([entry(name)])), other.update(adding([entry(`${name}2`)]))]));
    await one.refresh();
    expect(names(one).sort()).toEqual(["a", "a2", "b", "b2", "c", "c2"]);
  });

  it("cannot both write the same generation", async () => {
    await OpenVault.create(around, PASSPHRASE);
    const bytes = utf8("x");
    await around.store.replace(1, { generation: 2, bytes });
    await expect(around.store.replace(1, { generation: 2, bytes })).rejects.toThrow(Overtaken);
    await expect(around.store.replace(undefined, { generation: 1, bytes })).rejects.toThrow(Overtaken);
  });

  it("do not give out one counter twice", async () => {
    const one = await OpenVault.create(around, PASSPHRASE);
    const door = entry("door");
    const hotp = { ...door, account: { ...door.account, method: { type: "hotp", hash: "SHA1", digits: 6, counter: 7n } as const } };
    await one.update(adding([hotp]));
    const other = await OpenVault.unlock(around, PASSPHRASE);
    await one.update(counting(door.id, 7n, NOW));
    await expect(other.update(counting(door.id, 7n, NOW))).rejects.toThrow("another tab");
    expect(one.entries[0]?.account.method).toMatchObject({ counter: 8n });
  });
});

describe("a vault in the browser", () => {
  it("keeps the generation before, which opens too", async () => {
    const vault = await OpenVault.create(around, PASSPHRASE);
    await vault.update(adding([entry("first")]));
    await vault.update(adding([entry("second")]));
    const previous = await around.store.previous();
    const opened = await openFile(previous?.bytes ?? utf8(""), PASSPHRASE, deriveHere);
    expect(opened.header.generation).toBe(2);
    expect(opened.entries.map(({ name }) => name)).toEqual(["first"]);
  });

  it("whose present generation is damaged opens as it was before", async () => {
    const vault = await OpenVault.create(around, PASSPHRASE);
    await vault.update(adding([entry("first")]));
    await around.store.replace(2, { generation: 3, bytes: utf8("COUNTERSIGNVAULT, cut short") });
    await expect(OpenVault.unlock(around, PASSPHRASE)).rejects.toMatchObject({ kind: "damaged" });
    const before = await OpenVault.unlockBefore(around, PASSPHRASE);
    await before.update(adding([entry("second")]));
    expect(names(await OpenVault.unlock(around, PASSPHRASE))).toEqual(["first", "second"]);
  });

  it("opens with an account that it cannot read, names it and keeps it through every change", async () => {
    const vault = await OpenVault.create(around, PASSPHRASE);
    await vault.update(adding([entry("good")]));
    const opened = await openFile((await around.store.current())?.bytes ?? utf8(""), PASSPHRASE, deriveHere);
    const future = { name: "future", why: "", json: new Map([["name", "future"], ["kind", "hologram"]]) };
    const header = { ...opened.header, generation: 3 };
    await around.store.replace(2, { generation: 3, bytes: await writeVault(header, opened.entries, opened.key, [future]) });

    const again = await OpenVault.unlock(around, PASSPHRASE);
    expect(again.unreadable.map(({ name }) => name)).toEqual(["future"]);
    await again.update(adding([entry("new")]));
    const last = await OpenVault.unlock(around, PASSPHRASE);
    expect(names(last)).toEqual(["good", "new"]);
    expect(last.unreadable.map(({ json }) => json)).toEqual([future.json]);
  });

  it("is found where an earlier version of the app kept it", async () => {
    const bytes = utf8("sealed");
    const old = await openDB("of version 1", 1, {
      upgrade(created) {
        created.createObjectStore("vault");
        created.createObjectStore("facts");
      },
    });
    await old.put("vault", { generation: 7, bytes }, "current");
    old.close();
    const store = await VaultStore.open("of version 1");
    expect(await store.current()).toEqual({ generation: 7, bytes });
    expect(await store.deviceSlot()).toBeUndefined();
  });

  it("writes nothing when nothing changes", async () => {
    const vault = await OpenVault.create(around, PASSPHRASE);
    await vault.update((entries) => entries);
    expect((await around.store.current())?.generation).toBe(1);
  });

  it("is left as it was by a change that throws", async () => {
    const vault = await OpenVault.create(around, PASSPHRASE);
    await vault.update(adding([entry("kept")]));
    await expect(vault.update(() => { throw new Error("no"); })).rejects.toThrow("no");
    expect(names(await OpenVault.unlock(around, PASSPHRASE))).toEqual(["kept"]);
  });

  it("overwrites its seeds when it is locked, and takes no change afterwards", async () => {
    const vault = await OpenVault.create(around, PASSPHRASE);
    await vault.update(adding([entry("a")]));
    const seed = vault.entries[0]?.account.seed;
    vault.close();
    expect(seed?.every((byte) => byte === 0)).toBe(true);
    expect(vault.entries).toEqual([]);
    await expect(vault.update(adding([entry("b")]))).rejects.toThrow("locked");
    expect(names(await OpenVault.unlock(around, PASSPHRASE))).toEqual(["a"]);
  });

  it("is restored only where there is none", async () => {
    const vault = await OpenVault.create(around, PASSPHRASE);
    await vault.update(adding([entry("a")]));
    const backup = (await around.store.current())?.bytes ?? utf8("");
    await expect(OpenVault.restore(around, backup, PASSPHRASE)).rejects.toThrow(Overtaken);
    const elsewhere = { ...around, store: await VaultStore.open("elsewhere") };
    expect(names(await OpenVault.restore(elsewhere, backup, PASSPHRASE))).toEqual(["a"]);
  });
});

describe("the list", () => {
  it("is put in order from either side", () => {
    const list = ["a", "b", "c", "d"].map(entry);
    const move = (from: number, to: number) =>
      moving(list[from]?.id ?? "", list[to]?.id ?? "")(list).map(({ name }) => name).join("");
    expect([move(0, 2), move(3, 1), move(1, 1)]).toEqual(["bcad", "adbc", "abcd"]);
  });

  it("gets an account back from the trash, and loses it 30 days later", async () => {
    const vault = await OpenVault.create(around, PASSPHRASE);
    const [kept, gone] = [entry("kept"), entry("gone")];
    await vault.update(adding([kept, gone]));
    await vault.update(trashing(kept.id, NOW));
    await vault.update(untrashing(kept.id));
    await vault.update(trashing(gone.id, NOW));
    clock = NOW + 30 * DAY;
    await vault.update(changing(kept.id, (found) => ({ ...found, name: "renamed" })));
    expect(names(vault)).toEqual(["renamed"]);
  });

  it("erases only what is in the trash", () => {
    const one = entry("a");
    expect(erasing(one.id)([one])).toHaveLength(1);
    expect(erasing(one.id)(trashing(one.id, NOW)([one]))).toHaveLength(0);
  });

  it("never takes back that a later code was given out", () => {
    const one = entry("a");
    const given = giving(one.id, 5, NOW)(giving(one.id, 9, NOW)([one]));
    expect(given[0]?.lastGivenStep).toBe(9);
  });

  it("takes from a backup what it has not, the trash included", () => {
    const [here, trashed, only] = [entry("here"), entry("trashed"), entry("only")];
    const list = [here, ...trashing(trashed.id, NOW)([trashed])];
    const restored = restoring([{ ...here, id: crypto.randomUUID() }, trashed, only])(list);
    expect(restored.map(({ name, deleted }) => [name, deleted])).toEqual([
      ["here", undefined],
      ["trashed", undefined],
      ["only", undefined],
    ]);
  });

  it("never has two accounts of one name, however they came", () => {
    const [one, two, three, other] = [entry("a"), entry("a"), entry("a"), entry("b")];
    const added = adding([two, three, other])([one]);
    expect(added.map(({ name }) => name)).toEqual(["a", "a (2)", "a (3)", "b"]);
    const renamed = editing(other.id, (found) => ({ ...found, name: "a" }))(added);
    expect(renamed.map(({ name }) => name)).toEqual(["a", "a (2)", "a (3)", "a (4)"]);
    expect(editing(one.id, (found) => ({ ...found, note: "n" }))(added)[0]).toEqual({ ...one, note: "n" });
    const back = { ...entry("c"), name: "a" };
    expect(restoring([back])(trashing(one.id, NOW)([one])).map(({ name }) => name)).toEqual(["a", "a (2)"]);
  });

  it("gets an imported account back from the trash, with its note and its last given step", () => {
    const old = { ...given(entry("a"), 9), note: "of the door" };
    const trash = trashing(old.id, NOW)([old]);
    const [again, twice] = [{ ...entry("a"), name: "new name" }, entry("a")];
    const after = importing([again, twice])(trash);
    expect(after).toEqual([{ ...old, name: "new name" }, twice]);
  });

  it("takes from a backup no counter and no step that was given out already", () => {
    const counter = (one: Entry, next: bigint) => ({ ...one, account: { ...one.account, method: { type: "hotp", hash: "SHA1", digits: 6, counter: next } as const } });
    const [door, root] = [entry("door"), given(entry("root"), 9)];
    const trash = [{ ...counter(door, 12n), deleted: "2026-11-22T10:00:00Z" }, { ...root, deleted: "2026-11-22T10:00:00Z" }];
    const underNewIds = [counter(door, 7n), given(root, 5)].map((one) => ({ ...one, id: crypto.randomUUID() }));
    for (const backup of [[counter(door, 7n), given(root, 5)], underNewIds]) {
      const restored = restoring(backup)(trash);
      expect(restored.map(({ name, deleted }) => [name, deleted])).toEqual([["door", undefined], ["root", undefined]]);
      expect(restored[0]?.account.method).toMatchObject({ counter: 12n });
      expect(restored[1]?.lastGivenStep).toBe(9);
    }
    const ahead = restoring([counter(door, 20n)])(trash);
    expect(ahead.at(-1)?.account.method).toMatchObject({ counter: 20n });
  });

  it("takes a backup's account with another key as it is, though one in the trash has its id", () => {
    const old = given(entry("a"), 9);
    const other = { ...entry("b"), id: old.id };
    expect(restoring([other])(trashing(old.id, NOW)([old]))).toEqual([other]);
  });
});
