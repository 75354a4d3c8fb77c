package countersign.vault;

import java.util.Arrays;
import java.util.Base64;

/**
 * What opens one generation of keys of one vault without its passphrase. Never prints itself;
 * {@link #close} wipes it.
 */
public final class VaultKey implements AutoCloseable {
    private static final int BYTES = 32;

    private final String vaultId;
    private final byte[] bytes;

    VaultKey(String vaultId, byte[] bytes) {
        if (bytes.length != BYTES || vaultId.isEmpty()) {
            throw new IllegalArgumentException("this is no key of a vault");
        }
        this.vaultId = vaultId;
        this.bytes = bytes.clone();
    }

    /**
     * Reads what {@link #revealForKeeping} gave.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static VaultKey parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("this is no key of a vault");
        }
        byte[] decoded = Base64.getDecoder().decode(text.substring(space + 1));
        try {
            return new VaultKey(text.substring(0, space), decoded);
        } finally {
            Arrays.fill(decoded, (byte) 0);
        }
    }

    /** The vault's identifier, a space, and the key in Base64: for memory and pipes, not disks. */
    public String revealForKeeping() {
        return vaultId + " " + Base64.getEncoder().encodeToString(bytes);
    }

    String vaultId() {
        return vaultId;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "VaultKey[hidden]";
    }
}
