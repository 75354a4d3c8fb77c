package countersign.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Steam;
import countersign.otp.Totp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vaults of every version, and entries that are not as they should be. */
class VaultVersionsTest {
    private static final Passphrase PASSPHRASE =
            Passphrase.copyOf("correct horse battery".toCharArray());
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String GOOD =
            "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"name\":\"a\",\"issuer\":\"\","
                + "\"account\":\"\",\"seed\":\"JBSWY3DPEHPK3PXP\",\"hash\":\"SHA1\",\"digits\":6,"
                + "\"type\":\"totp\",\"period\":30,\"created\":\"2026-11-22T10:00:00Z\","
                + "\"extras\":{}}";

    @TempDir private Path folder;

    /** Written by the version that only knew the first format; never to be made anew. */
    @Test
    void opensTheGoldenVaultOfVersion1() throws IOException {
        try (var vault = golden("golden-v1.vault")) {
            List<Entry> entries = vault.entries();
            assertThat(entries)
                    .extracting(Entry::name)
                    .containsExactly("root", "counter", "\u062f \ud83d\udd11");
            assertThat(entries.getFirst().lastGivenStep()).hasValue(58_000_000);
            assertThat(entries.getFirst().account().extras()).containsEntry("color", "#ff");
            assertThat(entries.getFirst().notes()).isEqualTo(Notes.NONE);
            assertThat(Totp.STANDARD.codeAt(entries.getFirst().account().seed(), 0).digits())
                    .isEqualTo("746723");
            assertThat(entries.get(1).account().method()).isInstanceOf(Hotp.class);
            assertThat(vault.unreadable()).isEmpty();
        }
    }

    @Test
    void opensTheGoldenVaultOfVersion2() throws IOException {
        try (var vault = golden("golden-v2.vault")) {
            List<Entry> entries = vault.entries();
            assertThat(entries).extracting(Entry::name).containsExactly("root", "games", "old");
            assertThat(entries.getFirst().notes())
                    .isEqualTo(
                            new Notes(
                                    "in the safe\nbelow", List.of("work", "root"), "R", "#0a7f5c"));
            assertThat(entries.getFirst().lastUsed()).contains(NOW.plusMillis(1));
            assertThat(entries.get(1).account().method()).isEqualTo(new Steam());
            assertThat(entries.get(2).deleted()).contains(NOW);
        }
    }

    @Test
    void aChangeMakesAVersion1VaultOneOfVersion2() throws IOException {
        try (var vault = golden("golden-v1.vault")) {
            List<Entry> before = vault.entries();
            var notes = Notes.of("new", List.of());
            vault.update(entries -> entries.stream().map(entry -> entry.noted(notes)).toList());
            assertThat(Files.readAllBytes(folder.resolve("golden-v1.vault"))[17])
                    .isEqualTo((byte) 2);
            assertThat(vault.entries())
                    .extracting(Entry::account)
                    .isEqualTo(before.stream().map(Entry::account).toList());
        }
    }

    /** Each is the only one that stays shut; the program that wrote it finds it as it was. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"seed\":\"JBSW0\"",
                "\"digits\":11",
                "\"digits\":6.5",
                "\"type\":\"motp\"",
                "\"type\":\"steam\"",
                "\"hash\":\"MD5\"",
                "\"period\":0",
                "\"period\":99999999999999999999",
                "\"name\":\"\"",
                "\"name\":null",
                "\"extras\":[true, false]",
                "\"created\":\"yesterday\"",
                "\"id\":\"x\"",
                "\"note\":7",
                "\"tags\":[\"a\",\"a\"]",
                "\"letter\":\"abc\"",
                "\"colour\":\"#FFFFFF\"",
                "\"deleted\":\"\"",
                "\"fromTheFuture\":{}"
            })
    void setsABadEntryApartAndKeepsIt(String field) throws IOException {
        String name = field.substring(0, field.indexOf(':'));
        String bad =
                GOOD.contains(name + ":")
                        ? GOOD.replaceFirst(name + ":(\"[^\"]*\"|\\{\\}|[0-9]+)", field)
                        : GOOD.replace("}}", "}," + field + "}");
        Contents read = read("{\"entries\":[" + bad + "," + GOOD + ",[1]]}");
        assertThat(read.entries()).extracting(Entry::name).containsExactly("a");
        assertThat(read.unreadable()).hasSize(2);
        assertThat(read.unreadable().getLast().name()).isEqualTo("number 3");
        assertThat(read.unreadable())
                .allSatisfy(one -> assertThat(one + one.why()).doesNotContain("JBSW"));
        Contents again = EntryJson.read(EntryJson.write(read), 2);
        assertThat(again).isEqualTo(read);
        assertThat(new String(EntryJson.write(again), StandardCharsets.UTF_8))
                .contains(field.replace(", ", ","));
    }

    @Test
    void aListThatIsNoneIsDamage() {
        for (String text : List.of("[]", "{\"entries\":{}}", "{}", "{\"entries\":[1}")) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(VaultException.class);
        }
    }

    @Test
    void anUnreadableEntrySurvivesAChange() throws IOException {
        Contents read = read("{\"entries\":[{\"name\":\"odd\",\"x\":[null,1.5,true]}]}");
        Path path = folder.resolve("odd.vault");
        writeWith(path, read);
        try (var vault = Vault.open(path, PASSPHRASE, new SecureRandom())) {
            vault.update(_ -> List.of(entry("new")));
        }
        try (var vault = Vault.open(path, PASSPHRASE, new SecureRandom())) {
            assertThat(vault.entries()).extracting(Entry::name).containsExactly("new");
            assertThat(vault.unreadable()).isEqualTo(read.unreadable());
            assertThat(vault.unreadable().getFirst().name()).isEqualTo("odd");
        }
    }

    @Test
    void theTrashKeepsAnAccountForThirtyDays() {
        Entry gone = entry("a").trashedAt(NOW);
        assertThat(gone.hasOutlivedTrash(NOW.plus(Duration.ofDays(30)).minusMillis(1))).isFalse();
        assertThat(gone.hasOutlivedTrash(NOW.plus(Duration.ofDays(30)))).isTrue();
        assertThat(gone.restored()).isEqualTo(entry("a").restored());
        assertThat(gone.restored().deleted()).isEqualTo(Optional.empty());
    }

    @Test
    void aCopyIsTheSameVaultAndNeverReplacesAFile() throws IOException {
        Path copy = folder.resolve("copy");
        try (var vault = golden("golden-v1.vault")) {
            vault.copyTo(copy);
            assertThat(Vault.contents(Files.readAllBytes(copy), PASSPHRASE).entries())
                    .isEqualTo(vault.entries());
            assertThatThrownBy(() -> vault.copyTo(copy)).hasMessageContaining("already");
        }
    }

    @Test
    void aRestoredBackupTakesTheVaultsPlaceOnlyWhenItOpens() throws IOException {
        Path path = folder.resolve("vault");
        try (var vault =
                Vault.create(path, PASSPHRASE, new Argon2Cost(1, 8192, 1), new SecureRandom())) {
            vault.update(_ -> List.of(entry("present")));
        }
        byte[] present = Files.readAllBytes(path);
        byte[] backup =
                Vault.sealed(
                        List.of(entry("kept")),
                        PASSPHRASE,
                        new Argon2Cost(1, 8192, 1),
                        new SecureRandom());
        var wrong = Passphrase.copyOf("wrong".toCharArray());
        assertThatThrownBy(() -> Vault.restore(backup, path, wrong, Instant.EPOCH))
                .isInstanceOf(VaultException.class);
        assertThat(Files.readAllBytes(path)).isEqualTo(present);
        Vault.restore(backup, path, PASSPHRASE, Instant.EPOCH);
        assertThat(Files.readAllBytes(path)).isEqualTo(backup);
        assertThat(Files.readAllBytes(folder.resolve("vault.bak"))).isEqualTo(present);
    }

    private static Contents read(String json) {
        return EntryJson.read(json.getBytes(StandardCharsets.UTF_8), 2);
    }

    private static Entry entry(String name) {
        var account = OtpAuthUri.of("", name, Totp.STANDARD, Seed.parseBase32("JBSWY3DPEHPK3PXP"));
        return Entry.create(new UUID(0, 7), name, account, NOW);
    }

    private static void writeWith(Path path, Contents contents) throws IOException {
        byte[] key = new byte[32];
        var cost = new Argon2Cost(1, 8192, 1);
        var slot = KeySlot.wrap(key, PASSPHRASE, cost, "AAAA", new SecureRandom());
        var header = new VaultFormat.Header("AAAA", 1, List.of(slot));
        Files.write(path, VaultFormat.write(header, contents, key, new SecureRandom()));
    }

    private Vault golden(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (var in = VaultVersionsTest.class.getResourceAsStream(name)) {
            Files.write(copy, in.readAllBytes());
        }
        return Vault.open(copy, PASSPHRASE, new SecureRandom());
    }
}
