import { LONGEST_NAME, suggestedName, type Reading } from "../otp/account";
import { identityOf, type Entry } from "../vault/entry";

/** An account that an import found, and what taking it over would mean. */
export interface Planned {
  readonly reading: Reading;
  /** What to call it: as it was called, with a number where another has that name. */
  readonly name: string;
  /** Where the same account is already: its name there. */
  readonly twin?: string;
}

/** Accounts are the same when all that goes into their codes is; names never decide that. */
export function planned(present: readonly Entry[], readings: readonly Reading[]): Planned[] {
  const known = new Map(present.map(({ account, name, deleted }) => [identityOf(account), deleted === undefined ? name : `${name} in the trash`]));
  const names = new Set(present.map(({ name }) => name));
  return readings.map((reading) => {
    const wanted = reading.name ?? suggestedName(reading.account);
    const twin = known.get(identityOf(reading.account));
    if (twin !== undefined) {
      return { reading, name: wanted, twin };
    }
    const name = free(wanted, names);
    known.set(identityOf(reading.account), name);
    names.add(name);
    return { reading, name };
  });
}

function free(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) {
    const numbered = `${name} (${number})`;
    candidate = numbered.length > LONGEST_NAME ? `imported (${number})` : numbered;
  }
  return candidate;
}
