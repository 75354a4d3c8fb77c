import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { utf8 } from "../src/bytes";
import { STANDARD } from "../src/otp/method";
import { adding } from "../src/store/changes";
import { OpenVault, type Surroundings } from "../src/store/openvault";
import { VaultStore } from "../src/store/vaultstore";
import { deriveHere } from "../src/vault/argon2";
import { newEntry } from "../src/vault/entry";

const PASSPHRASE = "a passphrase of the test";
const CHEAP = { iterations: 1, memoryKib: 8192, lanes: 1 };

async function surroundings(): Promise<Surroundings> {
  return { store: await VaultStore.open(`locking ${Math.random()}`), kdf: deriveHere, exclusive: (work) => work(), now: () => 0, cost: CHEAP };
}

function entry(name: string) {
  return newEntry(name, { issuer: "", account: name, seed: utf8("12345678901234567890"), method: STANDARD, extras: {} }, 0);
}

const seeds = (vault: OpenVault) => vault.entries.map(({ account }) => new TextDecoder().decode(account.seed));

it("a lock in the middle of a change leaves the seeds of every account as they were", async () => {
  const around = await surroundings();
  await (await OpenVault.create(around, PASSPHRASE)).update(adding([entry("first")]));
  for (let turns = 0; turns < 60; turns++) {
    const vault = await OpenVault.unlock(around, PASSPHRASE);
    const change = vault.update(adding([entry(`number ${turns}`)])).then(() => "added", (error: unknown) => String(error));
    for (let turn = 0; turn < turns; turn++) {
      await (turn % 4 === 3 ? new Promise((next) => setTimeout(next)) : Promise.resolve());
    }
    vault.close();
    expect(await change, `locked after ${turns} turns`).toMatch(/added|locked/);
    expect(new Set(seeds(await OpenVault.unlock(around, PASSPHRASE))), `locked after ${turns} turns`).toEqual(new Set(["12345678901234567890"]));
  }
});
