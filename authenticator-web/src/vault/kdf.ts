import { utf8, type Bytes } from "../bytes";

/** What deriving a key costs, within the bounds of docs/vault-format.md. */
export interface Argon2Cost {
  readonly iterations: number;
  readonly memoryKib: number;
  readonly lanes: number;
}

/** The second recommended option of RFC 9106 section 4. */
export const USUAL_COST: Argon2Cost = { iterations: 3, memoryKib: 65_536, lanes: 4 };

/** Argon2id, version 0x13, to 32 bytes. */
export type Kdf = (passphrase: Bytes, salt: Bytes, cost: Argon2Cost) => Promise<Bytes>;

/** To 32 bytes; {@link cost} is that of RFC 7914. */
export type Scrypt = (password: Bytes, salt: Bytes, cost: { readonly n: number; readonly r: number; readonly p: number }) => Promise<Bytes>;

/** What takes long on purpose: in the page a worker does it. */
export interface Derivers {
  readonly argon2id: Kdf;
  readonly scrypt: Scrypt;
}

export const COST_BOUNDS = {
  iterations: [1, 16],
  memoryKib: [8_192, 1_048_576],
  lanes: [1, 8],
} as const satisfies Record<keyof Argon2Cost, readonly [number, number]>;

/** Normal form C, so that an e with an accent is the same from every keyboard. */
export function passphraseBytes(typed: string): Bytes {
  return utf8(typed.normalize("NFC"));
}
