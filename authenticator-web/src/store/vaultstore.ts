import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Bytes } from "../bytes";

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
}

/** The vault as the browser keeps it: the present generation and the one before it. */
export class VaultStore {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  static async open(name = "countersign-authenticator"): Promise<VaultStore> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(created) {
        created.createObjectStore("vault");
        created.createObjectStore("facts");
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
   * @throws Overtaken when the present generation is not {@link expected}
   */
  async replace(expected: number | undefined, next: Generation): Promise<void> {
    const transaction = this.db.transaction("vault", "readwrite", { durability: "strict" });
    const present = await transaction.store.get("current");
    if (present?.generation !== expected) {
      await transaction.done;
      throw new Overtaken(`generation ${present?.generation} was written since ${expected}`);
    }
    if (present !== undefined) {
      void transaction.store.put(present, "previous");
    }
    void transaction.store.put(next, "current");
    await transaction.done;
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
