package countersign.iam.password;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with the parameters that the OWASP password storage cheat sheet recommends:
 * 19 MiB, 2 passes, 1 lane. Parameters are kept in front of each hash, so they can rise.
 *
 * <p>Layout: format (1 byte), memory KiB (4), passes (1), lanes (1), salt (16), hash (32).
 */
final class Argon2 {
    private static final byte FORMAT = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int HEADER_BYTES = 7;

    private Argon2() {}

    static byte[] hash(Password password, RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = derive(password, salt, MEMORY_KIB, PASSES, LANES);
        return ByteBuffer.allocate(HEADER_BYTES + SALT_BYTES + HASH_BYTES)
                .put(FORMAT)
                .putInt(MEMORY_KIB)
                .put((byte) PASSES)
                .put((byte) LANES)
                .put(salt)
                .put(hash)
                .array();
    }

    static boolean verify(Password password, byte[] stored) {
        if (stored.length != HEADER_BYTES + SALT_BYTES + HASH_BYTES || stored[0] != FORMAT) {
            throw new IllegalStateException("a stored password hash has an unknown form");
        }
        ByteBuffer in = ByteBuffer.wrap(stored, 1, stored.length - 1);
        int memoryKib = in.getInt();
        int passes = in.get();
        int lanes = in.get();
        byte[] salt = Arrays.copyOfRange(stored, HEADER_BYTES, HEADER_BYTES + SALT_BYTES);
        byte[] hash = Arrays.copyOfRange(stored, HEADER_BYTES + SALT_BYTES, stored.length);
        return MessageDigest.isEqual(hash, derive(password, salt, memoryKib, passes, lanes));
    }

    private static byte[] derive(
            Password password, byte[] salt, int memoryKib, int passes, int lanes) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memoryKib)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build());
        byte[] hash = new byte[HASH_BYTES];
        byte[] bytes = password.bytesForHashing();
        try {
            generator.generateBytes(bytes, hash);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        return hash;
    }
}
