export const HASHES = ["SHA1", "SHA256", "SHA512"] as const;
export type HashName = (typeof HASHES)[number];

/** How the codes of an account are made. */
export type Method =
  | { readonly type: "totp"; readonly hash: HashName; readonly digits: number; readonly period: number }
  | { readonly type: "hotp"; readonly hash: HashName; readonly digits: number; readonly counter: bigint }
  | { readonly type: "steam"; readonly hash: "SHA1"; readonly digits: 5; readonly period: 30 };

/** A method whose codes follow the clock. */
export type Timed = Exclude<Method, { type: "hotp" }>;

/** What AWS and nearly everybody else uses. */
export const STANDARD = { type: "totp", hash: "SHA1", digits: 6, period: 30 } as const satisfies Timed;

export const STEAM = { type: "steam", hash: "SHA1", digits: 5, period: 30 } as const satisfies Timed;

export const MOST_COUNTER = 2n ** 63n - 1n;
