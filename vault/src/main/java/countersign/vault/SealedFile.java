package countersign.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A secret beside a vault (docs/vault-format.md, "Sealed files"). What cannot be opened counts as
 * absent, since it can be had again.
 */
public final class SealedFile {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]{1,64}");

    private final SafeFile file;
    private final byte[] key;
    private final byte[] associated;
    private final RandomGenerator random;

    SealedFile(Path vault, String folder, String name, VaultKey vaultKey, RandomGenerator random) {
        if (!PLAIN.matcher(folder).matches() || !PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("a sealed file has a plain name");
        }
        this.file =
                new SafeFile(
                        vault.resolveSibling(vault.getFileName() + "." + folder).resolve(name));
        this.key = derive(vaultKey.bytes(), folder);
        this.associated =
                ascii(
                        "countersign sealed file\n"
                                + vaultKey.vaultId()
                                + "\n"
                                + folder
                                + "\n"
                                + name);
        this.random = random;
    }

    /** HKDF-SHA-256 (RFC 5869), so that the data key itself seals vaults only. */
    private static byte[] derive(byte[] dataKey, String folder) {
        try {
            var parameters =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(dataKey)
                            .thenExpand(ascii("countersign vault " + folder), 32);
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF", e);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** Runs {@code body} while no other thread or process is in here for the same file. */
    public <T> T locked(Supplier<T> body) {
        return file.locked(body);
    }

    public Optional<byte[]> read() {
        if (!file.exists()) {
            return Optional.empty();
        }
        try {
            return Aead.open(key, file.read(MOST_BYTES), associated);
        } catch (VaultException e) {
            if (e.kind() == VaultException.Kind.STORAGE) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Replaces it whole; call it {@link #locked}. */
    public void write(byte[] plain) {
        if (plain.length > MOST_BYTES / 2) {
            throw new IllegalArgumentException("this is too long for a sealed file");
        }
        file.replaceForGood(Aead.seal(key, plain, associated, random));
    }

    /** Removes what was sealed in any file of the same folder; returns how many there were. */
    public static int removeAll(Path vault, String folder) {
        Path place = vault.toAbsolutePath().resolveSibling(vault.getFileName() + "." + folder);
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        int removed = 0;
        try (var files = Files.newDirectoryStream(place)) {
            for (Path one : files) {
                // A lock that is removed while it is held holds nobody off any more.
                if (!one.toString().endsWith(".lock") && Files.deleteIfExists(one)) {
                    removed++;
                }
            }
        } catch (IOException e) {
            throw new VaultException(VaultException.Kind.STORAGE, "cannot empty " + place, e);
        }
        return removed;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
