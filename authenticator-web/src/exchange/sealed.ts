import { utf8, type Bytes } from "../bytes";
import { Refusal } from "../otp/refusal";
import type { Derivers } from "../vault/kdf";

/**
 * Asks for the password of a sealed file, again when the one before was {@link wrong}. Rejects with
 * a Refusal when its owner gives up.
 */
export type Passwords = (format: string, wrong: boolean) => Promise<string>;

/** Nobody is there to ask. */
export const NO_PASSWORDS: Passwords = () => Promise.reject(new Refusal("This file is sealed by a password: choose it under Import accounts."));

/** What the readers of sealed files work with. */
export interface Opening {
  readonly passwords: Passwords;
  readonly derive: Derivers;
}

/** What {@link opener} makes of the password's UTF-8 bytes, asked for until one opens. */
export async function opened(format: string, { passwords }: Opening, opener: (password: Bytes) => Promise<Bytes | undefined>): Promise<Bytes> {
  for (let wrong = false; ; wrong = true) {
    const password = utf8(await passwords(format, wrong));
    const found = await opener(password);
    password.fill(0);
    if (found !== undefined) {
      return found;
    }
  }
}
