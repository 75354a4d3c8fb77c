import { sameBytes, type Bytes } from "../bytes";
import { identityOf, type Entry } from "../vault/entry";
import type { Contents } from "../vault/entryjson";
import { VaultError } from "../vault/vaulterror";

export async function digestOf(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * Throws what keeps an opened file from being proof of a backup. With the digest of a file that was
 * {@link downloaded} just now, it has to be that file; otherwise it has to say all that the vault says.
 */
export async function checkProof(present: Contents, file: Contents, bytes: Bytes, downloaded: Bytes | undefined): Promise<void> {
  if (file.unreadable.length < present.unreadable.length) {
    throw new VaultError("damaged", "This file opens, but it has not all that the vault keeps: is it an older backup?");
  }
  const listed = present.entries.filter((entry) => entry.deleted === undefined);
  const kept = new Map(file.entries.filter((entry) => entry.deleted === undefined).map((entry) => [entry.id, entry]));
  const missing = listed.filter(({ id }) => !kept.has(id));
  if (missing.length > 0) {
    throw new VaultError("damaged", `This file opens, but ${missing.length} of your accounts are not in it: is it an older backup?`);
  }
  if (downloaded !== undefined) {
    if (!sameBytes(await digestOf(bytes), downloaded)) {
      throw new VaultError("damaged", "This file opens, but it is not the one that was just saved: is it an older backup?");
    }
    return;
  }
  const older = listed.filter((entry) => saidOf(entry) !== saidOf(kept.get(entry.id)));
  if (older.length > 0) {
    throw new VaultError("damaged", `This file opens, but it says something else of ${older.length} of your accounts: is it an older backup?`);
  }
}

function saidOf(entry: Entry | undefined): string | undefined {
  if (entry === undefined) {
    return undefined;
  }
  const { method } = entry.account;
  return [identityOf(entry.account), method.type === "hotp" ? method.counter : "", entry.name].join("|");
}
