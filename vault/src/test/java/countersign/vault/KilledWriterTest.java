package countersign.vault;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that write to one vault at once, and both are killed in the middle of it. */
class KilledWriterTest {
    private static final Argon2Cost CHEAP = new Argon2Cost(1, 8 * 1024, 1);
    private static final List<Passphrase> PASSPHRASES =
            Stream.of("correct horse", "another horse")
                    .map(text -> Passphrase.copyOf(text.toCharArray()))
                    .toList();
    private static final String CHANGED = "changed the passphrase";
    private static final int ROUNDS = 15;
    private static final int WRITES_EACH = 7;

    @TempDir private Path folder;

    /**
     * At least 210 writings that were acknowledged, among them 35 changes of the passphrase; after
     * each of 15 double kills the vault opens by one passphrase and holds all that was added.
     */
    @Test
    void losesNothingThatWasAcknowledged() throws IOException, InterruptedException {
        Path file = folder.resolve("vault");
        Vault.create(file, PASSPHRASES.getFirst(), CHEAP, new SecureRandom()).close();
        var acknowledged = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            var adding = new Killable(file, "adding");
            var changing = new Killable(file, "changing");
            adding.awaitWrites();
            changing.awaitWrites();
            acknowledged.addAll(adding.kill());
            acknowledged.addAll(changing.kill());
            List<Vault> opened = PASSPHRASES.stream().flatMap(one -> open(file, one)).toList();
            assertThat(opened).hasSize(1);
            try (Vault vault = opened.getFirst()) {
                assertThat(vault.entries())
                        .extracting(Entry::name)
                        .containsAll(
                                acknowledged.stream().filter(id -> !id.equals(CHANGED)).toList());
                assertThat(vault.unreadable()).isEmpty();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * 2 * WRITES_EACH);
        assertThat(acknowledged)
                .filteredOn(CHANGED::equals)
                .hasSizeGreaterThanOrEqualTo(ROUNDS * WRITES_EACH / 3);
    }

    private static Stream<Vault> open(Path file, Passphrase passphrase) {
        try {
            return Stream.of(Vault.open(file, passphrase, new SecureRandom()));
        } catch (VaultException e) {
            assertThat(e.kind()).isEqualTo(VaultException.Kind.WRONG_PASSPHRASE);
            return Stream.empty();
        }
    }

    /** A process that writes, and what it has said it wrote. */
    private static final class Killable {
        private final List<String> said = new ArrayList<>();
        private final CountDownLatch writes = new CountDownLatch(WRITES_EACH);
        private final Process process;
        private final Thread reader;

        Killable(Path file, String how) throws IOException {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Writer.class.getName(),
                                    file.toString(),
                                    how)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            reader = Thread.ofPlatform().start(this::read);
        }

        private void read() {
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines()
                        .forEach(line -> {
                            said.add(line);
                            writes.countDown();
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void awaitWrites() throws InterruptedException {
            assertThat(writes.await(1, TimeUnit.MINUTES)).as("it writes").isTrue();
        }

        /** What was acknowledged until the end: a pipe keeps what its writer left. */
        List<String> kill() throws InterruptedException {
            // By its handle, since the process itself closes the pipe before it is read to its end.
            process.toHandle().destroyForcibly();
            process.waitFor();
            reader.join();
            return said;
        }
    }

    /** Writes until it is killed, and says of each writing when it is done. */
    static final class Writer {
        public static void main(String[] args) {
            Path file = Path.of(args[0]);
            boolean changes = args[1].equals("changing");
            for (int i = 0; ; i++) {
                String done = changes && i % 3 == 0 ? change(file) : add(file);
                System.out.println(done);
            }
        }

        private static String add(Path file) {
            UUID id = UUID.randomUUID();
            var seed = Seed.random(new SecureRandom());
            var account = OtpAuthUri.of("", "a", Totp.STANDARD, seed);
            write(
                    file,
                    vault ->
                            vault.update(entries -> {
                                var more = new ArrayList<>(entries);
                                more.add(Entry.create(id, id.toString(), account, Instant.EPOCH));
                                return more;
                            }));
            return id.toString();
        }

        private static String change(Path file) {
            for (Passphrase next : PASSPHRASES) {
                if (open(file, next).isEmpty()) {
                    write(file, vault -> vault.changePassphrase(next, CHEAP));
                    return CHANGED;
                }
            }
            throw new IllegalStateException("both passphrases open it");
        }

        /** Again with the other passphrase, when that was changed meanwhile. */
        private static void write(Path file, Consumer<Vault> change) {
            while (true) {
                Optional<Vault> opened =
                        PASSPHRASES.stream()
                                .map(one -> open(file, one))
                                .flatMap(Optional::stream)
                                .findFirst();
                if (opened.isEmpty()) {
                    continue;
                }
                try (Vault vault = opened.get()) {
                    change.accept(vault);
                    return;
                } catch (VaultException e) {
                    refuseOthers(e);
                }
            }
        }

        private static Optional<Vault> open(Path file, Passphrase passphrase) {
            try {
                return Optional.of(Vault.open(file, passphrase, new SecureRandom()));
            } catch (VaultException e) {
                refuseOthers(e);
                return Optional.empty();
            }
        }

        private static void refuseOthers(VaultException e) {
            if (e.kind() != VaultException.Kind.WRONG_PASSPHRASE) {
                throw e;
            }
        }
    }
}
