import { LONGEST_NAME, type Account, type Notes } from "../otp/account";
import { Refusal } from "../otp/refusal";

/** One account in a vault (docs/vault-format.md, "Entries"). */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly account: Account;
  /** An ISO 8601 instant, as are the others. */
  readonly created: string;
  /** The latest step whose code was given out. */
  readonly lastGivenStep?: number;
  readonly note?: string;
  readonly tags?: readonly string[];
  readonly letter?: string;
  readonly colour?: string;
  readonly lastUsed?: string;
  /** In the trash since. */
  readonly deleted?: string;
}

export const TRASH_DAYS = 30;
export const LONGEST_NOTE = 4096;

export function newEntry(name: string, account: Account, atMs: number, notes: Notes = {}): Entry {
  return {
    id: crypto.randomUUID(),
    name: checkedName(name),
    account,
    created: new Date(atMs).toISOString(),
    ...notes,
  };
}

/** A name without spaces at its ends, or a refusal that says what is wrong with it. */
export function checkedName(typed: string): string {
  const name = typed.trim();
  if (name === "" || name.length > LONGEST_NAME || /[\u0000-\u001f\u007f-\u009f]/.test(name)) {
    throw new Refusal(`Type an account name of 1 to ${LONGEST_NAME} characters.`);
  }
  return name;
}

/** {@link name}, with a number where another has it. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) {
    const numbered = `${name} (${number})`;
    candidate = numbered.length > LONGEST_NAME ? `imported (${number})` : numbered;
  }
  return candidate;
}

/** Two accounts are the same when this is: all that goes into a code, and nothing that is a name. */
export function identityOf({ seed, method }: Account): string {
  return [seed.join(), method.type, method.hash, method.digits, method.type === "hotp" ? "" : method.period].join("|");
}

/** Without what has been in the trash for 30 days. */
export function withoutExpired(entries: readonly Entry[], atMs: number): Entry[] {
  const limit = atMs - TRASH_DAYS * 86_400_000;
  return entries.filter((entry) => entry.deleted === undefined || Date.parse(entry.deleted) > limit);
}
