package countersign.otp;

/** The hash inside the HMAC (RFC 6238 section 1.2). */
public enum HashFunction {
    SHA1("SHA-1", 20, 64),
    SHA256("SHA-256", 32, 64),
    SHA512("SHA-512", 64, 128);

    private final String digestName;
    private final int outputBytes;
    private final int blockBytes;

    HashFunction(String digestName, int outputBytes, int blockBytes) {
        this.digestName = digestName;
        this.outputBytes = outputBytes;
        this.blockBytes = blockBytes;
    }

    /** The name that {@link java.security.MessageDigest#getInstance(String)} takes. */
    String digestName() {
        return digestName;
    }

    /** Length of the hash; RFC 4226 section 4 (R6) wants a seed at least this long for SHA-1. */
    public int outputBytes() {
        return outputBytes;
    }

    /** HMAC block (RFC 2104): a longer key is hashed first. */
    int blockBytes() {
        return blockBytes;
    }
}
