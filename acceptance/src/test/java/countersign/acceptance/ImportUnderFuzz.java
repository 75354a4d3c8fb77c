package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.vault.Argon2Cost;
import countersign.vault.Entry;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import countersign.vault.exchange.ExchangeException;
import countersign.vault.exchange.Importer;
import countersign.vault.exchange.Passwords;
import countersign.vault.exchange.Plan;
import countersign.vault.exchange.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole way of an import, from bytes to a vault that is read back: refused in one line, or
 * every account that was found is there. Slow is a failure, too.
 */
final class ImportUnderFuzz implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int LONGEST_LINE = 400;

    private final Path file;
    private final Vault vault;

    ImportUnderFuzz(Path folder) {
        file = folder.resolve("vault");
        try (var passphrase = Passphrase.copyOf("a vault of its own".toCharArray())) {
            vault =
                    Vault.create(
                            file, passphrase, new Argon2Cost(1, 8 * 1024, 1), new SecureRandom());
        }
    }

    @Override
    public void close() {
        vault.close();
    }

    /** The files that the web app's importers are tested with; their password is "test". */
    static Stream<byte[]> samples() {
        Path folder = Python.folder().resolveSibling("authenticator-web/test/files");
        try (var files = Files.list(folder)) {
            List<Path> all =
                    files.filter(file -> !file.endsWith("expected.json")).sorted().toList();
            assertThat(all).hasSizeGreaterThan(15);
            return all.stream().map(ImportUnderFuzz::bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What wants a password gets none: this is about what is read before and without. */
    void readUnsealed(byte[] input) {
        try {
            read(
                    input,
                    (_, _) -> {
                        throw new Sealed();
                    });
        } catch (Sealed e) {
            // Asking is an answer.
        }
    }

    void readSealed(byte[] input) {
        read(input, (_, _) -> "test".toCharArray());
    }

    private void read(byte[] input, Passwords passwords) {
        long start = System.nanoTime();
        try {
            var importer = new Importer(passwords);
            importer.read("file", input);
            keep(importer.finish());
        } catch (ExchangeException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_LINE);
            assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    }

    private void keep(Reading reading) {
        assertThat(reading.skipped())
                .allSatisfy(one -> {
                    assertThat(one.name()).isNotBlank();
                    assertThat(one.why()).isNotBlank();
                    assertThat((one.name() + one.why()).chars()).noneMatch(Character::isISOControl);
                });
        Plan plan = Plan.of(List.of(), reading.found(), NOW);
        assertThat(plan.additions().size() + plan.duplicates().size())
                .isEqualTo(reading.found().size());
        List<Entry> entries = plan.additions().stream().map(Plan.Addition::entry).toList();
        vault.update(_ -> entries);
        try (var key = vault.revealKey();
                var again = Vault.open(file, key, new SecureRandom())) {
            assertThat(again.entries()).isEqualTo(entries);
            assertThat(again.unreadable()).isEmpty();
        }
    }

    private static final class Sealed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
