package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import countersign.vault.exchange.Exporter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is fed to a command, it says so in one line, and the vault stays as it was. */
@Timeout(60)
class HostileInputTest extends Transcript {
    private byte[] before = new byte[0];

    @BeforeEach
    void addRoot() throws IOException {
        add("root");
        before = Files.readAllBytes(vault());
    }

    @AfterEach
    void theVaultIsAsItWas() throws IOException {
        assertThat(Files.readAllBytes(vault())).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "import, has more than 16 MiB",
        "restore, has more than 16 MiB",
        "add x --qr, larger than",
    })
    void refusesAFileOf100Megabytes(String command, String complaint) throws IOException {
        refuses(complaint, words(command, file(100_000_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--uri", "--secret", "--qr"})
    void refusesAPipeOf100Megabytes(String option) {
        assertThat(pipe("A".repeat(100_000_000), "add", "x", option, "-")).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().startsWith("authenticator: ");
    }

    @Test
    void aPassphraseFileOf100MegabytesIsReadToItsFirstLineAtMost() throws IOException {
        environment.clear();
        refuses("", "list", "--passphrase-file", file(100_000_000).toString());
    }

    @Test
    void refusesAVaultOf100Megabytes() throws IOException {
        refuses("is too large to be a vault", "list", "--vault", file(100_000_000).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"header\":{},\"db\":", "{\"encrypted\":false,\"items\":"})
    void refusesNestedJson(String start) throws IOException {
        Path file = Files.writeString(home.resolve("bomb"), start + "[".repeat(1_000_000));
        refuses("no JSON within bounds", "import", file.toString(), "--yes");
    }

    @Test
    void refusesASealedExportByAnotherPasswordOrCutShort() throws IOException {
        byte[] sealed;
        try (Vault vault = openVault()) {
            sealed = Exporter.aegis(vault.entries(), "secret".toCharArray(), new SecureRandom());
        }
        Path file = Files.write(home.resolve("aegis.json"), sealed);
        Path wrong = Files.writeString(home.resolve("wrong"), "Secret\n");
        Path right = Files.writeString(home.resolve("right"), "secret\n");
        refuses("does not open it", "import", file + "", "--yes", "--file-password", wrong + "");
        String whole = new String(sealed, StandardCharsets.UTF_8);
        Files.writeString(file, whole.replaceFirst("\"db\":\"[^\"]{8}", "\"db\":\""));
        refuses("does not open it", "import", file + "", "--yes", "--file-password", right + "");
        Files.write(file, Arrays.copyOf(sealed, sealed.length / 2));
        refuses("cut short", "import", file + "", "--yes", "--file-password", right + "");
    }

    @Test
    void refusesABackupThatIsCutShortOrOfAnotherPassphrase() throws IOException {
        Path file = Files.write(home.resolve("b.vault"), Arrays.copyOf(before, before.length - 1));
        refuses("damaged or cut short", "restore", file + "", "--yes");
        Files.write(file, before);
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", "correct house");
        refuses("the passphrase does not open", "restore", file + "", "--yes");
    }

    /** It said "something went wrong inside: java.lang.IllegalArgumentException". */
    @Test
    void saysThatAVaultIsFull() throws IOException {
        var random = new SecureRandom();
        String list =
                IntStream.range(0, 10_000)
                        .mapToObj(
                                i -> OtpAuthUri.of("", "a" + i, Totp.STANDARD, Seed.random(random)))
                        .map(OtpAuthUri::write)
                        .collect(Collectors.joining("\n"));
        Path file = Files.writeString(home.resolve("list"), list);
        assertThat(run("import", file.toString(), "--yes")).isEqualTo(1);
        assertThat(err).endsWith("authenticator: a vault holds at most 10,000 accounts\n");
    }

    @Test
    void refusesAParameterThatNoVaultCanName() {
        String uri = OtpAuthUri.of("", "a", Totp.STANDARD, SEED).write();
        assertThat(pipe(uri + "&" + "x".repeat(1_025) + "=1", "add", "a", "--uri", "-"))
                .isEqualTo(2);
        assertThat(err).contains("a parameter of the URI has a name of more than 1,024 bytes");
    }

    private Vault openVault() {
        var passphrase = Passphrase.copyOf("correct horse".toCharArray());
        return Vault.open(vault(), passphrase, new SecureRandom());
    }

    private void refuses(String complaint, String... words) {
        assertThat(run(words)).isEqualTo(1);
        assertThat(err.lines())
                .singleElement()
                .asString()
                .startsWith("authenticator: ")
                .contains(complaint)
                .doesNotContain("something went wrong inside");
    }

    private static String[] words(String command, Path file) {
        return (command + " " + file).split(" ", -1);
    }

    /** All zeros, and mostly not on the disk. */
    private Path file(long bytes) throws IOException {
        Path file = home.resolve("large");
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(bytes);
        }
        return file;
    }
}
