import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { randomBytes, utf8, type Bytes } from "../src/bytes";
import { STANDARD } from "../src/otp/method";
import { adding } from "../src/store/changes";
import { OpenVault, openFile, type Surroundings } from "../src/store/openvault";
import { VaultStore } from "../src/store/vaultstore";
import { deriveHere } from "../src/vault/argon2";
import type { DeviceSecret, DeviceSlot } from "../src/vault/deviceslot";
import { newEntry } from "../src/vault/entry";

const OLD = "the old passphrase";
const NEW = "the new passphrase";

let around: Surroundings;
let databases = 0;

beforeEach(async () => {
  around = {
    store: await VaultStore.open(`keys ${databases++}`),
    kdf: deriveHere,
    exclusive: (work) => work(),
    now: () => 0,
    cost: { iterations: 1, memoryKib: 8192, lanes: 1 },
  };
});

function entry(name: string) {
  return newEntry(name, { issuer: "", account: name, seed: utf8("12345678901234567890"), method: STANDARD, extras: {} }, 0);
}

function names(vault: OpenVault): string[] {
  return vault.entries.map(({ name }) => name);
}

async function stored(): Promise<Bytes> {
  return (await around.store.current())?.bytes ?? utf8("");
}

/** A device as WebAuthn's PRF makes it: the same secret for the same salt. */
function device(): { newSecret: () => Promise<DeviceSecret>; secretOf: (slot: DeviceSlot) => Promise<Bytes> } {
  const [credential, salt, secret] = [randomBytes(16), randomBytes(32), randomBytes(32)];
  return {
    newSecret: async () => ({ credential, salt, secret }),
    secretOf: async (slot) => (slot.credential.join() === credential.join() ? secret : randomBytes(32)),
  };
}

describe("a change of the passphrase", () => {
  it("makes a new key, which the new passphrase alone opens, for all that was there", async () => {
    const vault = await OpenVault.create(around, OLD);
    await vault.update(adding([entry("a")]));
    const before = await openFile(await stored(), OLD, deriveHere);
    await vault.changePassphrase(OLD, NEW);
    await vault.update(adding([entry("b")]));
    const after = await stored();

    await expect(OpenVault.unlock(around, OLD)).rejects.toMatchObject({ kind: "wrong-passphrase" });
    expect(names(await OpenVault.unlock(around, NEW))).toEqual(["a", "b"]);
    const { header } = await openFile(after, NEW, deriveHere);
    expect(header.vault).toBe(before.header.vault);
    expect(header.slots[0]?.salt).not.toBe(before.header.slots[0]?.salt);
    // The data key is another: who has the old one opens nothing of the new file.
    const iv = after.slice(-60, -48);
    await expect(crypto.subtle.decrypt({ name: "AES-GCM", iv }, before.key, after.slice(-48, -32))).rejects.toThrow();
  });

  it("wants the old passphrase, and changes nothing without it", async () => {
    const vault = await OpenVault.create(around, OLD);
    await expect(vault.changePassphrase("not the passphrase", NEW)).rejects.toMatchObject({ kind: "wrong-passphrase" });
    expect((await around.store.current())?.generation).toBe(1);
  });

  it("takes what another tab has just added along, and shuts that tab out until it unlocks", async () => {
    const one = await OpenVault.create(around, OLD);
    const other = await OpenVault.unlock(around, OLD);
    await other.update(adding([entry("new")]));
    await one.changePassphrase(OLD, NEW);
    expect(names(one)).toEqual(["new"]);
    await expect(other.refresh()).rejects.toThrow("changed in another tab");
    await expect(other.update(adding([entry("late")]))).rejects.toThrow("changed in another tab");
    expect(names(await OpenVault.unlock(around, NEW))).toEqual(["new"]);
  });
});

describe("the device’s own lock", () => {
  it("opens the vault, and the file in the store knows nothing of it", async () => {
    const { newSecret, secretOf } = device();
    const vault = await OpenVault.create(around, OLD);
    const file = await stored();
    await vault.addDevice(OLD, newSecret);
    expect(await stored()).toEqual(file);
    await vault.update(adding([entry("a")]));
    const again = await OpenVault.unlockByDevice(around, secretOf);
    await again.update(adding([entry("b")]));
    expect(names(await OpenVault.unlock(around, OLD))).toEqual(["a", "b"]);
  });

  it("of another device opens nothing", async () => {
    const vault = await OpenVault.create(around, OLD);
    await vault.addDevice(OLD, device().newSecret);
    await expect(OpenVault.unlockByDevice(around, device().secretOf)).rejects.toThrow("use the passphrase");
  });

  it("is added only by who knows the passphrase, who is asked first", async () => {
    const vault = await OpenVault.create(around, OLD);
    let asked = 0;
    const counting = () => {
      asked++;
      return device().newSecret();
    };
    await expect(vault.addDevice("not the passphrase", counting)).rejects.toMatchObject({ kind: "wrong-passphrase" });
    expect(asked).toBe(0);
    expect(await around.store.deviceSlot()).toBeUndefined();
  });

  it("goes with the key that a new passphrase replaces", async () => {
    const { newSecret, secretOf } = device();
    const vault = await OpenVault.create(around, OLD);
    await vault.addDevice(OLD, newSecret);
    await vault.changePassphrase(OLD, NEW);
    expect(await around.store.deviceSlot()).toBeUndefined();
    await expect(OpenVault.unlockByDevice(around, secretOf)).rejects.toThrow("use the passphrase");
  });

  it("is not added for a key that was replaced while its owner was asked", async () => {
    const vault = await OpenVault.create(around, OLD);
    const other = await OpenVault.unlock(around, OLD);
    const slow = async () => {
      await other.changePassphrase(OLD, NEW);
      return device().newSecret();
    };
    await expect(vault.addDevice(OLD, slow)).rejects.toThrow("changed in another tab");
    expect(await around.store.deviceSlot()).toBeUndefined();
  });

  it("is forgotten when it is turned off", async () => {
    const { newSecret, secretOf } = device();
    await (await OpenVault.create(around, OLD)).addDevice(OLD, newSecret);
    await around.store.forgetDevice();
    await expect(OpenVault.unlockByDevice(around, secretOf)).rejects.toThrow("use the passphrase");
  });
});
