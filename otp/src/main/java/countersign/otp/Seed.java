package countersign.otp;

import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/**
 * The key that a device and the server share. Prints its length, never its bytes; the two doors out
 * begin with {@code reveal}, so that reviewers can search for them.
 */
public final class Seed {
    /** 320 bits, 64 Base32 characters: what AWS gives out (RFC 4226 section 4 asks for 160). */
    public static final int DEFAULT_BYTES = 40;

    /** RFC 4226 section 4 (R6): 128 bits at least in a seed that we make. */
    private static final int FEWEST_RANDOM_BYTES = 16;

    private static final int MOST_BYTES = 2560;

    private final byte[] bytes;

    private Seed(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            throw new OtpFormatException("a seed has 1 to " + MOST_BYTES + " bytes");
        }
        this.bytes = bytes;
    }

    /** A new seed of {@link #DEFAULT_BYTES}. {@code random} is a secure one outside tests. */
    public static Seed random(RandomGenerator random) {
        return random(random, DEFAULT_BYTES);
    }

    /** A new seed of {@code bytes} bytes, 16 at least. */
    public static Seed random(RandomGenerator random, int bytes) {
        if (bytes < FEWEST_RANDOM_BYTES || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a new seed has " + FEWEST_RANDOM_BYTES + " to " + MOST_BYTES + " bytes");
        }
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return new Seed(drawn);
    }

    /** A seed of these bytes, as unsealed or imported. */
    public static Seed copyOf(byte[] bytes) {
        return new Seed(bytes.clone());
    }

    /**
     * Reads the key as a person types it: groups, dashes and small letters are fine.
     *
     * @throws OtpFormatException when it is no Base32
     */
    public static Seed parseBase32(String text) {
        return new Seed(Base32.decode(text));
    }

    /** The bytes, for the one who seals them. */
    public byte[] revealForSealing() {
        return bytes.clone();
    }

    /** Unpadded, upper case: for the screen of the enrolment that made this seed. */
    public String revealBase32() {
        return Base32.encode(bytes);
    }

    /** In bytes. */
    public int length() {
        return bytes.length;
    }

    /** Shared, not copied: for the maths in this package only. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seed seed && MessageDigest.isEqual(bytes, seed.bytes);
    }

    /** By the length alone: a hash of the bytes would be a clue to them. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "Seed[" + bytes.length + " bytes]";
    }
}
