export type VaultErrorKind = "wrong-passphrase" | "damaged" | "newer";

/** A vault that cannot be opened; the kind says what its owner can do about it. */
export class VaultError extends Error {
  override readonly name = "VaultError";

  constructor(
    readonly kind: VaultErrorKind,
    message: string,
  ) {
    super(message);
  }
}

export function damaged(message: string): VaultError {
  return new VaultError("damaged", message);
}
