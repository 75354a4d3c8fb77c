import { randomBytes, sameBytes, type Bytes } from "../bytes";
import { importKey } from "../vault/aead";
import { unwrapByDevice, wrapForDevice, type DeviceSecret, type DeviceSlot } from "../vault/deviceslot";
import { withoutExpired, type Entry } from "../vault/entry";
import { writeEntries, type Contents, type Unreadable } from "../vault/entryjson";
import { openContents, readVault, writeVault } from "../vault/format";
import { newVaultId, unwrapKey, wrapKey, type Header } from "../vault/header";
import { USUAL_COST, type Argon2Cost, type Kdf } from "../vault/kdf";
import { VaultError } from "../vault/vaulterror";
import type { Exclusive } from "./exclusive";
import { Overtaken, type Generation, type VaultStore } from "./vaultstore";

/** What a vault needs from outside. */
export interface Surroundings {
  readonly store: VaultStore;
  readonly kdf: Kdf;
  readonly exclusive: Exclusive;
  readonly now: () => number;
  readonly cost?: Argon2Cost;
}

export type Change = (entries: readonly Entry[]) => readonly Entry[];

const MOST_TRIES = 20;
const CHANGED_ELSEWHERE = "The passphrase was changed in another tab: unlock with the new one.";

/** What a file says when it is opened with a passphrase. */
export interface OpenedFile extends Contents {
  readonly header: Header;
  readonly key: CryptoKey;
}

/** Opens the bytes of any vault file, a backup for one. */
export async function openFile(bytes: Bytes, passphrase: string, kdf: Kdf): Promise<OpenedFile> {
  const sealed = await readVault(bytes);
  const raw = await dataKey(sealed.header, passphrase, kdf);
  const key = await importKey(raw);
  raw.fill(0);
  return { header: sealed.header, key, ...(await openContents(sealed, key)) };
}

async function dataKey(header: Header, passphrase: string, kdf: Kdf): Promise<Bytes> {
  const raw = await unwrapKey(header, passphrase, kdf);
  if (raw === undefined) {
    throw new VaultError("wrong-passphrase", "The passphrase does not open this vault.");
  }
  return raw;
}

async function storedIn(around: Surroundings): Promise<Generation> {
  const stored = await around.store.current();
  if (stored === undefined) {
    throw new VaultError("damaged", "The vault is no longer in this browser.");
  }
  return stored;
}

function sameSlots(one: Header, other: Header): boolean {
  return JSON.stringify(one.slots) === JSON.stringify(other.slots);
}

/**
 * An open vault: its entries are in memory only, until {@link close}. It is changed by
 * {@link update}, which reads the store again while it has it to itself, so that two tabs that add
 * at once both have added.
 */
export class OpenVault {
  private key: CryptoKey | undefined;

  private constructor(
    private readonly around: Surroundings,
    private header: Header,
    key: CryptoKey,
    private held: readonly Entry[],
    private kept: readonly Unreadable[] = [],
  ) {
    this.key = key;
  }

  /** Makes an empty vault where there is none. */
  static async create(around: Surroundings, passphrase: string): Promise<OpenVault> {
    const raw = randomBytes(32);
    const vault = newVaultId();
    const slot = await wrapKey(raw, passphrase, around.cost ?? USUAL_COST, vault, around.kdf);
    const key = await importKey(raw);
    raw.fill(0);
    const header = { vault, generation: 1, slots: [slot] };
    const bytes = await writeVault(header, [], key);
    await around.store.replace(undefined, { generation: header.generation, bytes });
    return new OpenVault(around, header, key, []);
  }

  /** Puts a backup where no vault is, and opens it. */
  static async restore(around: Surroundings, bytes: Bytes, passphrase: string): Promise<OpenVault> {
    const { header, key, entries, unreadable } = await openFile(bytes, passphrase, around.kdf);
    await around.store.replace(undefined, { generation: header.generation, bytes });
    return new OpenVault(around, header, key, entries, unreadable);
  }

  static async unlock(around: Surroundings, passphrase: string): Promise<OpenVault> {
    const stored = await storedIn(around);
    const { header, key, entries, unreadable } = await openFile(stored.bytes, passphrase, around.kdf);
    return new OpenVault(around, header, key, entries, unreadable);
  }

  /** Unlocks by what the device's own lock guards; {@link secretOf} asks the device for it. */
  static async unlockByDevice(around: Surroundings, secretOf: (slot: DeviceSlot) => Promise<Bytes>): Promise<OpenVault> {
    const [stored, slot] = [await storedIn(around), await around.store.deviceSlot()];
    if (slot === undefined) {
      throw new VaultError("damaged", "This device is not set up to unlock: use the passphrase.");
    }
    const raw = await unwrapByDevice(slot, await secretOf(slot));
    const sealed = await readVault(stored.bytes);
    if (raw === undefined || slot.vault !== sealed.header.vault) {
      throw new VaultError("wrong-passphrase", "This device’s key does not open the vault: use the passphrase.");
    }
    const key = await importKey(raw);
    raw.fill(0);
    const { entries, unreadable } = await openContents(sealed, key);
    return new OpenVault(around, sealed.header, key, entries, unreadable);
  }

  /** Opens the generation before, and puts it in the place of one that does not open. */
  static async unlockBefore(around: Surroundings, passphrase: string): Promise<OpenVault> {
    const [present, before] = [await around.store.current(), await around.store.previous()];
    if (before === undefined) {
      throw new VaultError("damaged", "There is no earlier vault in this browser.");
    }
    const { header, key, entries, unreadable } = await openFile(before.bytes, passphrase, around.kdf);
    await around.store.replace(present?.generation, before);
    return new OpenVault(around, header, key, entries, unreadable);
  }

  /** In the order of the list, those in the trash among them. */
  get entries(): readonly Entry[] {
    return this.held;
  }

  /** What this app cannot read: it stays in the file as it is, and every writing puts it back. */
  get unreadable(): readonly Unreadable[] {
    return this.kept;
  }

  /** Applies {@link change} to the entries as they are stored now, and writes what it returns. */
  async update(change: Change): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.around.exclusive(() => this.updateOnce(change));
      } catch (error) {
        // Without Web Locks the generation alone tells who was first; the other one tries again.
        if (!(error instanceof Overtaken) || tries === MOST_TRIES) {
          throw error;
        }
      }
    }
  }

  /** Reads what another tab has written. */
  async refresh(): Promise<void> {
    const stored = await storedIn(this.around);
    const key = this.key;
    if (key === undefined || stored.generation <= this.header.generation) {
      return;
    }
    const sealed = await readVault(stored.bytes);
    if (!sameSlots(sealed.header, this.header)) {
      throw new VaultError("wrong-passphrase", CHANGED_ELSEWHERE);
    }
    const { entries, unreadable } = await openContents(sealed, key);
    if (this.key !== undefined && stored.generation > this.header.generation) {
      this.held = entries;
      this.kept = unreadable;
      this.header = sealed.header;
    }
  }

  /**
   * Seals everything under a new data key, which the new passphrase alone opens: who knew the old
   * one opens no later generation. The device's slot goes with the old key.
   */
  async changePassphrase(present: string, next: string): Promise<void> {
    await this.around.exclusive(async () => {
      const { header, entries, unreadable } = await openFile((await storedIn(this.around)).bytes, present, this.around.kdf);
      const raw = randomBytes(32);
      const slot = await wrapKey(raw, next, this.around.cost ?? USUAL_COST, header.vault, this.around.kdf);
      const key = await importKey(raw);
      raw.fill(0);
      const changed = { ...header, generation: header.generation + 1, slots: [slot] };
      const bytes = await writtenAndRead(changed, entries, unreadable, key);
      await this.around.store.replace(header.generation, { generation: changed.generation, bytes }, "new key");
      if (this.key !== undefined) {
        this.key = key;
        this.header = changed;
        this.held = entries;
        this.kept = unreadable;
      }
    });
  }

  /** Lets the device's own lock open the vault, too. */
  async addDevice(passphrase: string, newSecret: () => Promise<DeviceSecret>): Promise<void> {
    const { header } = await readVault((await storedIn(this.around)).bytes);
    const raw = await dataKey(header, passphrase, this.around.kdf);
    const slot = await newSecret()
      .then((secret) => wrapForDevice(raw, header.vault, secret))
      .finally(() => raw.fill(0));
    await this.around.exclusive(async () => {
      const now = await readVault((await storedIn(this.around)).bytes);
      if (!sameSlots(now.header, header)) {
        throw new VaultError("wrong-passphrase", CHANGED_ELSEWHERE);
      }
      await this.around.store.setDeviceSlot(slot);
    });
  }

  /** Forgets the key and the entries; seeds are overwritten. */
  close(): void {
    this.held.forEach((entry) => entry.account.seed.fill(0));
    this.held = [];
    this.kept = [];
    this.key = undefined;
  }

  private async updateOnce(change: Change): Promise<void> {
    await this.refresh();
    const key = this.key;
    if (key === undefined) {
      throw new VaultError("wrong-passphrase", "The vault is locked.");
    }
    // Another update of this object may change the field while this one waits.
    const header = this.header;
    const kept = this.kept;
    const before = writeEntries(this.held, kept);
    const changed = withoutExpired(change(this.held), this.around.now());
    const after = writeEntries(changed, kept);
    if (sameBytes(before, after)) {
      return;
    }
    const next = { ...header, generation: header.generation + 1 };
    const bytes = await writtenAndRead(next, changed, kept, key);
    await this.around.store.replace(header.generation, { generation: next.generation, bytes });
    if (this.key !== undefined && next.generation > this.header.generation) {
      this.header = next;
      this.held = changed;
    }
  }
}

/** The file; what cannot be read back must not replace what can. */
async function writtenAndRead(header: Header, entries: readonly Entry[], kept: readonly Unreadable[], key: CryptoKey): Promise<Bytes> {
  // Before anything is waited for: a lock in between overwrites the seeds of these entries.
  const list = writeEntries(entries, kept);
  const bytes = await writeVault(header, entries, key, kept);
  const back = await openContents(await readVault(bytes), key);
  if (!sameBytes(writeEntries(back.entries, back.unreadable), list)) {
    throw new Error("The vault would not read back as it was written.");
  }
  return bytes;
}
