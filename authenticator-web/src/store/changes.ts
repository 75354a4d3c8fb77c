import { Refusal } from "../otp/refusal";
import { freeName, identityOf, type Entry } from "../vault/entry";
import type { Change } from "./openvault";

/** Changes of the list, each by the ids of entries, so that it holds whatever another tab did. */

export function adding(added: readonly Entry[]): Change {
  return (entries) => withNew(entries, added);
}

/** As {@link adding}; but what lies in the trash with the same key comes back under its own id, called as the new one is. */
export function importing(added: readonly Entry[]): Change {
  return (entries) => {
    const trashed = new Map(entries.filter(({ deleted }) => deleted !== undefined).map((entry) => [identityOf(entry.account), entry]));
    const returned = new Set<string>();
    const all = added.map((entry) => {
      const old = trashed.get(identityOf(entry.account));
      if (old === undefined || returned.has(old.id)) {
        return entry;
      }
      returned.add(old.id);
      const { deleted: _, ...back } = notBefore(old, entry);
      return { ...back, name: entry.name };
    });
    return withNew(entries.filter(({ id }) => !returned.has(id)), all);
  };
}

/** Puts {@link added} at the end, with a number behind a name that another has. */
function withNew(entries: readonly Entry[], added: readonly Entry[]): readonly Entry[] {
  const names = namesOf(entries);
  const named = added.map((entry) => {
    const name = freeName(entry.name, names);
    names.add(name);
    return { ...entry, name };
  });
  return [...entries, ...named];
}

function namesOf(entries: readonly Entry[]): Set<string> {
  return new Set(entries.map(({ name }) => name));
}

/** What a backup has and the list has not. */
export function missingFrom(entries: readonly Entry[], backup: readonly Entry[]): Entry[] {
  const listed = entries.filter((entry) => entry.deleted === undefined);
  const ids = new Set(listed.map((entry) => entry.id));
  const known = new Set(listed.map((entry) => identityOf(entry.account)));
  return backup.filter((candidate) => candidate.deleted === undefined && !ids.has(candidate.id) && !known.has(identityOf(candidate.account)));
}

/**
 * Adds what is missing; it takes the place of what lies in the trash under its id or with its key, and
 * gives no code again that was given there.
 */
export function restoring(backup: readonly Entry[]): Change {
  return (entries) => {
    const missing = missingFrom(entries, backup);
    const ids = new Set(missing.map((entry) => entry.id));
    const keys = new Set(missing.map((entry) => identityOf(entry.account)));
    const replaced = entries.filter((entry) => ids.has(entry.id) || (entry.deleted !== undefined && keys.has(identityOf(entry.account))));
    const kept = entries.filter((entry) => !replaced.includes(entry));
    return withNew(kept, missing.map((entry) => replaced.reduce(notBefore, entry)));
  };
}

/** {@link entry}, as far on as {@link other} where both have one key: no code of it is given twice. */
function notBefore(entry: Entry, other: Entry): Entry {
  if (identityOf(entry.account) !== identityOf(other.account)) {
    return entry;
  }
  const [method, further] = [entry.account.method, other.account.method];
  const behind = method.type === "hotp" && further.type === "hotp" && method.counter < further.counter;
  const step = Math.max(entry.lastGivenStep ?? -1, other.lastGivenStep ?? -1);
  return {
    ...entry,
    ...(behind && { account: { ...entry.account, method: further } }),
    ...(step >= 0 && { lastGivenStep: step }),
  };
}

export function changing(id: string, change: (entry: Entry) => Entry): Change {
  return (entries) => entries.map((entry) => (entry.id === id ? change(entry) : entry));
}

/** Changes what its owner may edit; a new name that another has gets a number. */
export function editing(id: string, edited: (entry: Entry) => Entry): Change {
  return (entries) =>
    changing(id, (entry) => {
      const { name, ...rest } = edited(entry);
      return { ...rest, name: name === entry.name ? name : freeName(name, namesOf(entries.filter((other) => other.id !== id))) };
    })(entries);
}

export function trashing(id: string, atMs: number): Change {
  return changing(id, (entry) => ({ ...entry, deleted: new Date(atMs).toISOString() }));
}

export function untrashing(id: string): Change {
  return changing(id, ({ deleted: _, ...entry }) => entry);
}

/** Out of the trash, for good. */
export function erasing(id: string): Change {
  return (entries) => entries.filter((entry) => entry.id !== id || entry.deleted === undefined);
}

/** Moves an entry to where {@link target} is. */
export function moving(id: string, target: string): Change {
  return (entries) => {
    const from = entries.findIndex((entry) => entry.id === id);
    const to = entries.findIndex((entry) => entry.id === target);
    const moved = entries[from];
    if (moved === undefined || to < 0) {
      return entries;
    }
    const rest = entries.filter((entry) => entry.id !== id);
    return [...rest.slice(0, to), moved, ...rest.slice(to)];
  };
}

/** Remembers that the code of {@link step} was given out; an earlier step changes only the time. */
export function giving(id: string, step: number, atMs: number): Change {
  return changing(id, (entry) => ({
    ...entry,
    lastGivenStep: Math.max(step, entry.lastGivenStep ?? step),
    lastUsed: new Date(atMs).toISOString(),
  }));
}

/** Spends the counter {@link shown} of an account that counts; refuses when another tab has. */
export function counting(id: string, shown: bigint, atMs: number): Change {
  return changing(id, (entry) => {
    const { method } = entry.account;
    if (method.type !== "hotp" || method.counter !== shown) {
      throw new Refusal("This code was given out in another tab: ask again for the next one.");
    }
    const next = { ...method, counter: method.counter + 1n };
    return { ...entry, account: { ...entry.account, method: next }, lastUsed: new Date(atMs).toISOString() };
  });
}
