package countersign.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.otp.HashFunction;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpMethod;
import countersign.otp.Seed;
import countersign.otp.Steam;
import countersign.otp.Totp;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    /** The least that is allowed, since most tests are not about the cost. */
    private static final Argon2Cost CHEAP = new Argon2Cost(1, 8 * 1024, 1);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Passphrase RIGHT = Passphrase.copyOf("correct horse".toCharArray());
    private static final Passphrase WRONG = Passphrase.copyOf("correct house".toCharArray());

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("sub").resolve("vault.csv1");
    }

    @Test
    void keepsEveryFieldOfAnAccount() {
        var account =
                new OtpAuthUri(
                        "Big&Small",
                        "\u062f\ud83d\udd11",
                        new Totp(HashFunction.SHA512, 8, 60),
                        Seed.random(RANDOM),
                        Map.of("color", "#ff", "", "empty name"));
        var hotp =
                OtpAuthUri.of(
                        "",
                        "a",
                        new Hotp(HashFunction.SHA256, 7, Long.MAX_VALUE),
                        Seed.random(RANDOM));
        var notes = new Notes("backup codes\nin the safe", List.of("a", "b"), "W", "#00ff7f");
        var first =
                new Entry(
                        UUID.randomUUID(),
                        "work",
                        account,
                        NOW,
                        OptionalLong.of(58_000_000),
                        notes,
                        Optional.of(NOW),
                        Optional.of(NOW.plusMillis(1)));
        var second = Entry.create(UUID.randomUUID(), "play", hotp, NOW);
        var letters = OtpAuthUri.of("Steam", "a", new Steam(), Seed.random(RANDOM));
        var third = Entry.create(UUID.randomUUID(), "games", letters, NOW);
        try (var vault = Vault.create(file, RIGHT, CHEAP, RANDOM)) {
            vault.update(_ -> List.of(first, third, second));
        }
        assertThat(open().entries()).containsExactly(first, third, second);
    }

    @Test
    void isOpenedByItsPassphraseAlone() {
        add("a");
        assertThatThrownBy(() -> Vault.open(file, WRONG, RANDOM))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> kind(e, VaultException.Kind.WRONG_PASSPHRASE));
    }

    @Test
    void theSamePassphraseFromAnotherKeyboardOpensIt() {
        var composed = Passphrase.copyOf("caf\u00e9 caf\u00e9".toCharArray());
        var decomposed = Passphrase.copyOf("cafe\u0301 cafe\u0301".toCharArray());
        Vault.create(file, composed, CHEAP, RANDOM).close();
        assertThat(Vault.open(file, decomposed, RANDOM).entries()).isEmpty();
    }

    /** Every byte, one of its bits; with the right passphrase nothing opens and all is said. */
    @Test
    void noticesAFlippedBitAnywhere() throws IOException {
        add("a");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            assertThatThrownBy(() -> VaultFormat.read(damaged))
                    .isInstanceOfSatisfying(
                            VaultException.class, e -> kind(e, VaultException.Kind.DAMAGED));
        }
    }

    /** Whoever repairs the hash has still no key: header and entries are authenticated. */
    @Test
    void noticesWhoeverRepairsTheHash() throws IOException {
        add("a");
        byte[] whole = Files.readAllBytes(file);
        byte[] dataKey = VaultFormat.read(whole).header().unlock(RIGHT).orElseThrow();
        int opened = 0;
        for (int i = 0; i < whole.length - 32; i++) {
            byte[] forged = whole.clone();
            forged[i] ^= (byte) (1 << (i % 8));
            repairHash(forged);
            try {
                VaultFormat.read(forged).open(dataKey);
                opened++;
            } catch (VaultException e) {
                assertThat(e.getMessage()).doesNotContain("JBSW");
            }
        }
        assertThat(opened).isZero();
    }

    @Test
    void noticesATruncatedFile() throws IOException {
        add("a");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> VaultFormat.read(cut))
                    .isInstanceOfSatisfying(
                            VaultException.class, e -> kind(e, VaultException.Kind.DAMAGED));
        }
    }

    @Test
    void leavesAVaultOfTheFutureAlone() throws IOException {
        add("a");
        byte[] future = Files.readAllBytes(file);
        future[17] = 3;
        repairHash(future);
        Files.write(file, future);
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        VaultException.class, e -> kind(e, VaultException.Kind.NEWER))
                .hasMessageContaining("version 3");
        assertThat(Files.readAllBytes(file)).isEqualTo(future);
    }

    @Test
    void refusesAbsurdCostsBeforeSpendingThem() throws IOException {
        add("a");
        for (String cost :
                List.of(
                        "\"iterations\":99",
                        "\"iterations\":0",
                        "\"memoryKib\":9",
                        "\"memoryKib\":2000000000",
                        "\"memoryKib\":20000000000",
                        "\"memoryKib\":\"8192\"",
                        "\"lanes\":0",
                        "\"lanes\":255")) {
            String name = cost.substring(0, cost.indexOf(':'));
            byte[] forged = withHeader(json -> json.replaceAll(name + ":\\d+", cost));
            assertThatThrownBy(() -> VaultFormat.read(forged))
                    .isInstanceOfSatisfying(
                            VaultException.class, e -> kind(e, VaultException.Kind.DAMAGED));
        }
    }

    @Test
    void refusesHeadersThatAreNoHeader() throws IOException {
        add("a");
        for (String header :
                List.of(
                        "",
                        "[]",
                        "{}",
                        "{\"vault\":1}",
                        "{\"vault\":\"a\",\"generation\":1,\"slots\":{}}",
                        "{\"vault\":\"a\",\"generation\":1,\"slots\":[1]}",
                        "{\"vault\":\"a\",\"vault\":\"b\",\"generation\":1,\"slots\":[]}",
                        "{\"vault\":\"a\",\"generation\":1.5,\"slots\":[]}",
                        "{\"vault\":\"a\",\"generation\":99999999999999999999,\"slots\":[]}",
                        "{\"vault\":\"a\",\"generation\":1,\"slots\":[]}{}",
                        "{\"a\":".repeat(1000),
                        "[".repeat(10_000))) {
            byte[] forged = withHeader(_ -> header);
            assertThatThrownBy(() -> VaultFormat.read(forged))
                    .isInstanceOfSatisfying(
                            VaultException.class, e -> kind(e, VaultException.Kind.DAMAGED));
        }
    }

    @Test
    void refusesAHugeFileWithoutReadingIt() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        try (var huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(20L * 1024 * 1024 * 1024);
        }
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        VaultException.class, e -> kind(e, VaultException.Kind.DAMAGED))
                .hasMessageContaining("too large");
    }

    @Test
    void refusesLinksAndFolders() throws IOException {
        add("a");
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, file);
        assertThatThrownBy(() -> Vault.open(link, RIGHT, RANDOM))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> kind(e, VaultException.Kind.MISPLACED));
        assertThatThrownBy(() -> Vault.open(folder, RIGHT, RANDOM))
                .isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> Vault.open(folder.resolve("none"), RIGHT, RANDOM))
                .hasMessageContaining("there is no vault at");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        add("a");
        add("b");
        try (var files = Files.list(folder.resolve("sub"))) {
            assertThat(files.map(VaultTest::permissions)).containsOnly("rw-------");
        }
        assertThat(permissions(folder.resolve("sub"))).isEqualTo("rwx------");
    }

    @Test
    void keepsTheGenerationBefore() {
        add("a");
        add("b");
        Path backup = file.resolveSibling("vault.csv1.bak");
        try (var before = Vault.open(backup, RIGHT, RANDOM);
                var now = open()) {
            assertThat(names(before)).containsExactly("a");
            assertThat(names(now)).containsExactly("a", "b");
            assertThat(now.generation()).isEqualTo(before.generation() + 1);
        }
    }

    @Test
    void saysWhereTheGenerationBeforeIs() throws IOException {
        add("a");
        Files.write(file, new byte[100]);
        assertThatThrownBy(this::open).hasMessageContaining("vault.csv1.bak");
    }

    @Test
    void leavesNothingBehindWhenAChangeFails() throws IOException {
        add("a");
        byte[] before = Files.readAllBytes(file);
        try (var vault = open()) {
            assertThatThrownBy(() ->
                            vault.update(_ -> {
                                throw new IllegalStateException("no");
                            }))
                    .hasMessage("no");
            vault.update(entries -> entries);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void goesOnAfterAWriterThatWasKilled() throws IOException {
        add("a");
        Files.write(file.resolveSibling("vault.csv1.new"), new byte[10]);
        Files.write(file.resolveSibling("vault.csv1.bak.new"), new byte[10]);
        add("b");
        assertThat(names(open())).containsExactly("a", "b");
    }

    @Test
    void aNewPassphraseMakesANewDataKey() throws IOException {
        add("a");
        byte[] oldKey = VaultFormat.read(Files.readAllBytes(file)).header().unlock(RIGHT).get();
        try (var vault = open()) {
            vault.changePassphrase(WRONG, CHEAP);
            vault.update(entries -> plus(entries, "b"));
        }
        assertThatThrownBy(this::open).isInstanceOf(VaultException.class);
        assertThat(names(Vault.open(file, WRONG, RANDOM))).containsExactly("a", "b");
        var sealed = VaultFormat.read(Files.readAllBytes(file));
        assertThatThrownBy(() -> sealed.open(oldKey)).isInstanceOf(VaultException.class);
    }

    @Test
    void oneThatWasOpenBeforeTheChangeWritesNothing() {
        add("a");
        try (var early = open();
                var vault = open()) {
            vault.changePassphrase(WRONG, CHEAP);
            assertThatThrownBy(() -> early.update(entries -> plus(entries, "b")))
                    .hasMessageContaining("changed meanwhile");
        }
        assertThat(names(Vault.open(file, WRONG, RANDOM))).containsExactly("a");
    }

    @Test
    void isNotMadeTwice() {
        add("a");
        assertThatThrownBy(() -> Vault.create(file, RIGHT, CHEAP, RANDOM))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> kind(e, VaultException.Kind.MISPLACED));
        assertThat(names(open())).containsExactly("a");
    }

    @Test
    void threadsThatAddAtOnceLoseNothing() throws Exception {
        Vault.create(file, RIGHT, CHEAP, RANDOM).close();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 40; i++) {
                String name = "t" + i;
                tasks.add(() -> {
                    add(name);
                    return null;
                });
            }
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        }
        assertThat(open().entries()).hasSize(40);
    }

    @Test
    void processesThatAddAtOnceLoseNothing() throws Exception {
        Vault.create(file, RIGHT, CHEAP, RANDOM).close();
        var writers = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            writers.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Writer.class.getName(),
                                    file.toString(),
                                    "p" + i)
                            .inheritIO()
                            .start());
        }
        for (Process writer : writers) {
            assertThat(writer.waitFor()).isZero();
        }
        assertThat(names(open()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 75).mapToObj(i -> "p" + i / 25 + "-" + i % 25).toList());
    }

    /** Another process, adding 25 accounts one by one. */
    static final class Writer {
        public static void main(String[] args) {
            for (int i = 0; i < 25; i++) {
                String name = args[1] + "-" + i;
                try (var vault = Vault.open(Path.of(args[0]), RIGHT, RANDOM)) {
                    vault.update(entries -> plus(entries, name));
                }
            }
        }
    }

    @Test
    void theStepLastGivenNeverGoesBack() {
        Entry entry = entry("a").given(10);
        assertThat(entry.given(9).lastGivenStep()).hasValue(10);
        assertThat(entry.given(11).lastGivenStep()).hasValue(11);
    }

    @Test
    void nothingPrintsASecret() {
        assertThat(entry("a").toString()).doesNotContain("JBSW");
        assertThat(RIGHT).hasToString("Passphrase[hidden]");
    }

    private static Entry entry(String name) {
        OtpMethod method = Totp.STANDARD;
        var account = OtpAuthUri.of("", name, method, Seed.parseBase32("JBSWY3DPEHPK3PXP"));
        return Entry.create(UUID.randomUUID(), name, account, NOW);
    }

    private static List<Entry> plus(List<Entry> entries, String name) {
        var more = new ArrayList<>(entries);
        more.add(entry(name));
        return more;
    }

    private void add(String name) {
        try (var vault = Vault.exists(file) ? open() : Vault.create(file, RIGHT, CHEAP, RANDOM)) {
            vault.update(entries -> plus(entries, name));
        }
    }

    private Vault open() {
        return Vault.open(file, RIGHT, RANDOM);
    }

    private static List<String> names(Vault vault) {
        return vault.entries().stream().map(Entry::name).toList();
    }

    private static void kind(VaultException e, VaultException.Kind kind) {
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void repairHash(byte[] file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(file, 0, file.length - 32);
            System.arraycopy(digest.digest(), 0, file, file.length - 32, 32);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file with another header, lengths and hash put right. */
    private byte[] withHeader(java.util.function.UnaryOperator<String> change) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        var old = java.nio.ByteBuffer.wrap(whole);
        int length = old.getInt(18);
        var json = new String(whole, 22, length, StandardCharsets.UTF_8);
        byte[] header = change.apply(json).getBytes(StandardCharsets.UTF_8);
        var forged =
                java.nio.ByteBuffer.allocate(whole.length - length + header.length)
                        .put(whole, 0, 18)
                        .putInt(header.length)
                        .put(header)
                        .put(whole, 22 + length, whole.length - 22 - length)
                        .array();
        repairHash(forged);
        return forged;
    }
}
