import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Bytes } from "../bytes";
import type { DeviceSlot } from "../vault/deviceslot";

/** One writing of the vault, sealed. */
export interface Generation {
  readonly generation: number;
  readonly bytes: Bytes;
}

/** Another tab has written since. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}

interface Schema extends DBSchema {
  vault: { key: "current" | "previous"; value: Generation };
  facts: { key: string; value: number };
  device: { key: "slot"; value: DeviceSlot };
}

/** The vault as the browser keeps it: the present generation and the one before it. */
export class VaultStore {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  static async open(name = "countersign-authenticator"): Promise<VaultStore> {
    const db = await openDB<Schema>(name, 2, {
      upgrade(created, version) {
        if (version < 1) {
          created.createObjectStore("vault");
          created.createObjectStore("facts");
        }
        created.createObjectStore("device");
      },
      // A tab of a later version waits for this one to let go.
      blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
    });
    return new VaultStore(db);
  }

  current(): Promise<Generation | undefined> {
    return this.db.get("vault", "current");
  }

  previous(): Promise<Generation | undefined> {
    return this.db.get("vault", "previous");
  }

  /**
   * In one transaction: the present generation becomes the previous one and {@link next} the present.
   * A new key, as that of a vault where none was, leaves the device's slot nothing to open: it goes.
   * @throws Overtaken when the present generation is not {@link expected}
   */
  async replace(expected: number | undefined, next: Generation, key: "same key" | "new key" = "same key"): Promise<void> {
    const transaction = this.db.transaction(["vault", "device"], "readwrite", { durability: "strict" });
    const vault = transaction.objectStore("vault");
    const present = await vault.get("current");
    if (present?.generation !== expected) {
      await transaction.done;
      throw new Overtaken(`generation ${present?.generation} was written since ${expected}`);
    }
    if (present !== undefined) {
      void vault.put(present, "previous");
    }
    if (present === undefined || key === "new key") {
      void transaction.objectStore("device").delete("slot");
    }
    void vault.put(next, "current");
    await transaction.done;
  }

  /** How this device's own lock opens the vault, where that was turned on. */
  deviceSlot(): Promise<DeviceSlot | undefined> {
    return this.db.get("device", "slot");
  }

  async setDeviceSlot(slot: DeviceSlot): Promise<void> {
    await this.db.put("device", slot, "slot");
  }

  async forgetDevice(): Promise<void> {
    await this.db.delete("device", "slot");
  }

  /** A number that is no secret: when the last backup was proved, minutes until the lock. */
  fact(name: string): Promise<number | undefined> {
    return this.db.get("facts", name);
  }

  async setFact(name: string, value: number): Promise<void> {
    await this.db.put("facts", value, name);
  }

  close(): void {
    this.db.close();
  }
}
