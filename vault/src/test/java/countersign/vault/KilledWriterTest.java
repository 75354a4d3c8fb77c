package countersign.vault;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {
    private static final Passphrase PASSPHRASE = Passphrase.copyOf("correct horse".toCharArray());
    private static final int KILLS = 5;
    private static final int WRITES = 40;

    @TempDir private Path folder;

    /**
     * Two hundred acknowledged writings, and a kill -9 somewhere in the one after every fortieth.
     */
    @Test
    void losesNothingThatWasAcknowledged() throws IOException, InterruptedException {
        Path file = folder.resolve("vault");
        Vault.create(file, PASSPHRASE, new Argon2Cost(1, 8192, 1), new SecureRandom()).close();
        var acknowledged = new ArrayList<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Writer.class.getName(),
                                    file.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (var lines = writer.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().limit(WRITES).forEach(acknowledged::add);
                writer.destroyForcibly().waitFor();
            }
            try (var vault = Vault.open(file, PASSPHRASE, new SecureRandom())) {
                assertThat(vault.entries()).extracting(Entry::name).containsAll(acknowledged);
                assertThat(vault.unreadable()).isEmpty();
            }
        }
        assertThat(acknowledged).hasSize(KILLS * WRITES);
    }

    /** Adds until it is killed, and says what it has added. */
    static final class Writer {
        public static void main(String[] args) {
            try (var vault = Vault.open(Path.of(args[0]), PASSPHRASE, new SecureRandom())) {
                for (int i = 0; i < 10 * WRITES; i++) {
                    UUID id = UUID.randomUUID();
                    var seed = Seed.random(new SecureRandom());
                    var account = OtpAuthUri.of("", "a", Totp.STANDARD, seed);
                    vault.update(entries -> {
                        var more = new ArrayList<>(entries);
                        more.add(Entry.create(id, id.toString(), account, Instant.EPOCH));
                        return more;
                    });
                    System.out.println(id);
                }
            }
        }
    }
}
