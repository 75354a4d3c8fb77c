package countersign.iam.key;

import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.spec.SecretKeySpec;

/** One AES-256 key and its name. Cannot print itself. */
public final class SealingKey {
    private static final int BYTES = 32;

    private final int id;
    private final byte[] bytes;

    private SealingKey(int id, byte[] bytes) {
        if (bytes.length != BYTES) throw new IllegalArgumentException("a sealing key has 32 bytes");
        this.id = id;
        this.bytes = bytes.clone();
    }

    public static SealingKey random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SealingKey(random.nextInt(), bytes);
    }

    /**
     * Reads the line that {@link #revealForKeyFile} wrote.
     *
     * @throws IllegalArgumentException it is no such line; the message does not repeat it
     */
    public static SealingKey parse(String line) {
        String[] parts = line.strip().split(" ", 2);
        if (parts.length != 2) throw new IllegalArgumentException("a key line is: ID BASE64");
        int id;
        try {
            id = Integer.parseUnsignedInt(parts[0], 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a key's id is 8 hexadecimal digits");
        }
        try {
            return new SealingKey(id, Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key is 32 bytes in Base64");
        }
    }

    int id() {
        return id;
    }

    SecretKeySpec forCipher() {
        return new SecretKeySpec(bytes, "AES");
    }

    /** The one door for the bytes: a line of the key file. */
    public String revealForKeyFile() {
        return "%08x %s".formatted(id, Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return "SealingKey[%08x]".formatted(id);
    }
}
