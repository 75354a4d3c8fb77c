package countersign.vault;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What one guess of a passphrase costs (Argon2id, RFC 9106). Stored with each vault; bounds are
 * checked before anything is allocated, since the file may be anybody's.
 */
public record Argon2Cost(int iterations, int memoryKib, int lanes) {
    /** The second recommended option of RFC 9106 section 4. */
    public static final Argon2Cost STANDARD = new Argon2Cost(3, 64 * 1024, 4);

    private static final int KEY_BYTES = 32;

    public Argon2Cost {
        check("passes", iterations, 1, 16);
        check("KiB of memory", memoryKib, 8 * 1024, 1024 * 1024);
        check("lanes", lanes, 1, 8);
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Argon2 with " + value + " " + what + " is refused: " + least + " to " + most);
        }
    }

    /** The key that a passphrase gives with this cost and salt. Takes a while, on purpose. */
    byte[] deriveKey(Passphrase passphrase, byte[] salt) {
        checkRoom();
        var parameters =
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withIterations(iterations)
                        .withMemoryAsKB(memoryKib)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(passphrase.utf8(), key);
        return key;
    }

    private void checkRoom() {
        long most = Runtime.getRuntime().maxMemory();
        if (memoryKib * 1024L > most - most / 4) {
            throw new VaultException(
                    VaultException.Kind.STORAGE,
                    "this vault needs " + memoryKib / 1024 + " MiB to open: give Java more memory");
        }
    }
}
