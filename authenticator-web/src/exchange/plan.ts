import { suggestedName, type Account, type Reading } from "../otp/account";
import { freeName, identityOf, type Entry } from "../vault/entry";

/** An account that an import found, and what taking it over would mean. */
export interface Planned {
  readonly reading: Reading;
  /** What to call it: as it was called, with a number where another has that name. */
  readonly name: string;
  /** Where the same account is already: its name there. */
  readonly twin?: string;
  /** It lies in the trash, and comes back from there. */
  readonly comesBack?: boolean;
}

/** What the account with this key is called where it is already; one in the list before one in the trash. */
export function twinOf(present: readonly Entry[], account: Account): string | undefined {
  return namesByKey(present).get(identityOf(account));
}

function namesByKey(present: readonly Entry[]): Map<string, string> {
  const trashed = present.filter(({ deleted }) => deleted !== undefined);
  const listed = present.filter(({ deleted }) => deleted === undefined);
  return new Map([
    ...trashed.map(({ account, name }): [string, string] => [identityOf(account), `${name} in the trash`]),
    ...listed.map(({ account, name }): [string, string] => [identityOf(account), name]),
  ]);
}

/** Accounts are the same when all that goes into their codes is; names never decide that. */
export function planned(present: readonly Entry[], readings: readonly Reading[]): Planned[] {
  const known = namesByKey(present.filter(({ deleted }) => deleted === undefined));
  const trashed = new Map(present.filter(({ deleted }) => deleted !== undefined).map(({ account, name }) => [identityOf(account), name]));
  const names = new Set(present.map(({ name }) => name));
  return readings.map((reading) => {
    const wanted = reading.name ?? suggestedName(reading.account);
    const twin = known.get(identityOf(reading.account));
    if (twin !== undefined) {
      return { reading, name: wanted, twin };
    }
    const old = trashed.get(identityOf(reading.account));
    if (old !== undefined) {
      known.set(identityOf(reading.account), old);
      return { reading, name: old, twin: `${old} in the trash`, comesBack: true };
    }
    const name = freeName(wanted, names);
    known.set(identityOf(reading.account), name);
    names.add(name);
    return { reading, name };
  });
}
