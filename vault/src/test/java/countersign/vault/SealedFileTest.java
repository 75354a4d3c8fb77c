package countersign.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an open vault's key is good for besides its passphrase. */
class SealedFileTest {
    private static final Argon2Cost CHEAP = new Argon2Cost(1, 8 * 1024, 1);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] SECRET = "a session".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;
    private Path path;
    private Vault vault;

    @BeforeEach
    void makeAVault() {
        path = folder.resolve("vault");
        vault = Vault.create(path, passphrase("correct horse"), CHEAP, RANDOM);
    }

    @Test
    void theKeptKeyOpensWithoutThePassphrase() {
        VaultKey key = VaultKey.parse(vault.revealKey().revealForKeeping());
        assertThat(Vault.open(path, key, RANDOM).generation()).isEqualTo(1);
        assertThat(key.toString()).isEqualTo("VaultKey[hidden]");
    }

    @Test
    void aChangedPassphraseMakesTheKeptKeyUseless() {
        VaultKey key = vault.revealKey();
        vault.changePassphrase(passphrase("another horse"), CHEAP);
        assertThatThrownBy(() -> Vault.open(path, key, RANDOM))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        e -> assertThat(e.kind()).isEqualTo(VaultException.Kind.WRONG_KEY))
                .hasMessage("the vault's passphrase was changed since it was unlocked");
        assertThat(Vault.open(path, vault.revealKey(), RANDOM).generation()).isEqualTo(2);
    }

    @Test
    void aKeptKeyIsOfOneVaultOnly() {
        Path other = folder.resolve("other");
        Vault.create(other, passphrase("correct horse"), CHEAP, RANDOM);
        assertThatThrownBy(() -> Vault.open(other, vault.revealKey(), RANDOM))
                .hasMessageContaining("is another vault than the one that was unlocked");
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        assertThatThrownBy(() -> VaultKey.parse("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VaultKey.parse("id AAAA"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VaultKey.parse("id ???"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsASecretThatOnlyThisVaultOpens() throws IOException {
        assertThat(vault.sealedFile("sessions", "a").read()).isEmpty();
        write("a");
        assertThat(
                        Vault.open(path, passphrase("correct horse"), RANDOM)
                                .sealedFile("sessions", "a")
                                .read())
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(SECRET));

        Path file = folder.resolve("vault.sessions").resolve("a");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("session");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");

        Files.copy(file, file.resolveSibling("b"));
        assertThat(vault.sealedFile("sessions", "b").read()).as("under another name").isEmpty();
        vault.changePassphrase(passphrase("another horse"), CHEAP);
        assertThat(vault.sealedFile("sessions", "a").read()).as("under another key").isEmpty();
    }

    @Test
    void aFlippedBitCountsAsAbsent() throws IOException {
        write("a");
        Path file = folder.resolve("vault.sessions").resolve("a");
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 1;
            Files.write(file, bytes);
            assertThat(vault.sealedFile("sessions", "a").read()).isEmpty();
            bytes[at] ^= 1;
        }
        Files.write(file, bytes);
        assertThat(vault.sealedFile("sessions", "a").read()).isPresent();
    }

    @Test
    void removesWhatWasSealed() {
        write("a");
        write("b");
        assertThat(SealedFile.removeAll(path, "sessions")).isEqualTo(2);
        assertThat(vault.sealedFile("sessions", "a").read()).isEmpty();
        assertThat(SealedFile.removeAll(path, "nothing")).isZero();
    }

    private void write(String name) {
        SealedFile sealed = vault.sealedFile("sessions", name);
        sealed.locked(() -> {
            sealed.write(SECRET);
            return sealed;
        });
    }

    private static Passphrase passphrase(String text) {
        return Passphrase.copyOf(text.toCharArray());
    }
}
