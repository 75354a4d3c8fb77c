import type { Bytes } from "../bytes";
import type { Method } from "./method";

/** What an otpauth URI says. Issuer or account may be empty. */
export interface Account {
  readonly issuer: string;
  readonly account: string;
  readonly seed: Bytes;
  readonly method: Method;
  /** Parameters that we do not know, kept so that an export loses nothing. */
  readonly extras: Readonly<Record<string, string>>;
}

/** An account as read, and what its owner should be told before it is used. */
export interface Reading {
  readonly account: Account;
  readonly warnings: readonly string[];
}

export const LONGEST_NAME = 256;

/** What the owner may call it until they say otherwise. */
export function suggestedName(account: Account): string {
  const name = [account.issuer, account.account].filter((part) => part !== "").join(": ");
  return name.slice(0, LONGEST_NAME).trim();
}
