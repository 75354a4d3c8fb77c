package countersign.iam;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Draws ids and tokens, so that no body of a transaction has to. */
public final class Ids {
    private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    public RandomGenerator random() {
        return random;
    }

    public Token token() {
        return Token.random(random);
    }

    /** A random UUID (RFC 9562 version 4), as CloudTrail's event ids are. */
    public String uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low).toString();
    }

    /** {@code prefix} and random Base32 characters, {@code length} in all. */
    public String unique(String prefix, int length) {
        StringBuilder id = new StringBuilder(length).append(prefix);
        while (id.length() < length) id.append(BASE32[random.nextInt(BASE32.length)]);
        return id.toString();
    }
}
