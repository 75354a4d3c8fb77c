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

/** What an owner writes beside an account. */
export interface Notes {
  readonly note?: string;
  readonly tags?: readonly string[];
  /** On the icon, instead of the name's first. */
  readonly letter?: string;
  readonly colour?: string;
}

/** An account as read, and what its owner should be told before it is used. */
export interface Reading {
  readonly account: Account;
  readonly warnings: readonly string[];
  /** What its owner calls it, where that is known. */
  readonly name?: string;
  readonly notes?: Notes;
  /** Of which picture of which export, whatever order they were read in. */
  readonly from?: { readonly exportId: bigint; readonly picture: number };
}

/** Something that was not taken over: its name or place, and why, without its secret. */
export interface Skipped {
  readonly name: string;
  readonly why: string;
}

export const LONGEST_NAME = 256;

/** Issuer and account, as far as both fit; neither is ever cut. */
export function suggestedName({ issuer, account }: Account): string {
  const both = [issuer, account].filter((part) => part !== "").join(": ");
  return both.length > LONGEST_NAME && account !== "" ? account : both;
}
