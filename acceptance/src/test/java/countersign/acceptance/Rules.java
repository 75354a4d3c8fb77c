package countersign.acceptance;

/** The values of {@code --mfa-rules}. */
enum Rules {
    AWS,
    HARDENED
}
