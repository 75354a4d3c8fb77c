package countersign.vault.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.otp.HashFunction;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpMethod;
import countersign.otp.Seed;
import countersign.otp.Steam;
import countersign.otp.Totp;
import countersign.vault.Argon2Cost;
import countersign.vault.Entry;
import countersign.vault.Notes;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made by the published formats, from seeds that anybody may know. */
class ImporterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final byte[] PASSWORD = "test".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SALT = new byte[16];
    private static final byte[] NONCE = new byte[12];
    private static final OtpAuthUri DENO =
            account("Deno", "Mason", "4SJHB4GSD43FZBAI7C2HLRJGPQ", Totp.STANDARD);
    private static final OtpAuthUri SPDX =
            account(
                    "SPDX",
                    "James",
                    "5OM4WOOGPLQEF6UGN3CPEOOLWU",
                    new Totp(HashFunction.SHA256, 7, 20));
    private static final OtpAuthUri WWE =
            account(
                    "WWE",
                    "Mason",
                    "5VAML3X35THCEBVRLV24CGBKOY",
                    new Hotp(HashFunction.SHA512, 8, 10300));
    private static final OtpAuthUri BOEING =
            account("Boeing", "Sophia", "JRZCL47CMXVOQMNPZR2F7J4RGI", new Steam());

    /**
     * The worked example of the format's description: the seed of AWS and a counter, id -1234567.
     */
    private static final String GOOGLE =
            "otpauth-migration://offline?data=Cm0KKK6aVGhRUUTMpHrenNr1y6vb0%2B8u13u4HK%2B6VcClvL7"
                    + "SHBIeGmQbk%2BcSJkFtYXpvbiBXZWIgU2VydmljZXM6YWxpY2VAMTIzNDU2Nzg5MDEyGhNBbWF6"
                    + "b24gV2ViIFNlcnZpY2VzIAEoATACCiIKCkhlbGxvId6tvu8SA2JvYhoHRXhhbXBsZSABKAEwATg"
                    + "HEAEYASAAKPnStP%2F%2F%2F%2F%2F%2F%2FwE%3D";

    private static final String TWO_FAS_SERVICES =
            "[{\"name\":\"Deno\",\"secret\":\"4SJH B4GSD43FZBAI7C2HLRJGPQ\",\"groupId\":\"g\","
                + "\"otp\":{\"account\":\"Mason\",\"tokenType\":\"TOTP\"}},"
                + "{\"name\":\"WWE\",\"secret\":\"5VAML3X35THCEBVRLV24CGBKOY\",\"otp\":{"
                + "\"account\":\"Mason\",\"issuer\":\"WWE\",\"tokenType\":\"HOTP\",\"digits\":8,"
                + "\"algorithm\":\"SHA512\",\"counter\":10300}},"
                + "{\"name\":\"bad\",\"secret\":\"0189\",\"otp\":{}}]";

    private static final String STRATUM =
            "{\"Authenticators\":[{\"Type\":2,\"Issuer\":\"Deno\",\"Username\":\"Mason\",\"Secret\":"
                + "\"4SJHB4GSD43FZBAI7C2HLRJGPQ\",\"Algorithm\":0,\"Digits\":6,\"Period\":30},"
                + "{\"Type\":4,\"Issuer\":\"Boeing\",\"Username\":\"Sophia\",\"Secret\":"
                + "\"JRZCL47CMXVOQMNPZR2F7J4RGI\",\"Algorithm\":0,\"Digits\":5,\"Period\":30},"
                + "{\"Type\":5,\"Issuer\":\"Yandex\",\"Username\":null,\"Secret\":\"AAAAAAAA\"}],"
                + "\"Categories\":[{\"Id\":\"c\",\"Name\":\"Work\"}],\"AuthenticatorCategories\":[{"
                + "\"CategoryId\":\"c\",\"AuthenticatorSecret\":\"4SJHB4GSD43FZBAI7C2HLRJGPQ\"}]}";

    private static final String BITWARDEN =
            "{\"encrypted\":false,\"items\":[{\"name\":\"Deno\",\"notes\":\"hi\",\"login\":{"
                    + "\"username\":\"Mason\",\"totp\":\"4SJHB4GSD43FZBAI7C2HLRJGPQ\"}},"
                    + "{\"name\":\"no code\",\"login\":{\"totp\":null}},"
                    + "{\"name\":\"Boeing\",\"login\":{\"username\":\"Sophia\",\"totp\":"
                    + "\"steam://JRZCL47CMXVOQMNPZR2F7J4RGI\"}}]}";

    @Test
    void readsAListOfUrisAsPeopleKeepThem() {
        String list =
                "\ufeff# mine\r\n\r\n"
                        + DENO.write()
                        + ","
                        + SPDX.write()
                        + "\r\n"
                        + "motp://a:b?secret=e3152afee62599c8\r\n"
                        + WWE.write()
                        + "&codeDisplay=%7B%22note%22%3A%22n%22%2C%22trashed%22%3Atrue"
                        + "%2C%22tags%22%3A%5B%22x%22%5D%7D\r\nnonsense JBSWY3DP\r\n";
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            Reading reading = read(list.getBytes(charset));
            assertThat(accounts(reading)).containsExactly(DENO, SPDX, WWE);
            assertThat(reading.found().getLast().notes()).isEqualTo(Notes.of("n", List.of("x")));
            assertThat(reading.found().getLast().warnings()).contains("it was in the trash there");
            assertThat(reading.skipped())
                    .extracting(Skipped::name)
                    .containsExactly("line 4", "line 6");
            assertThat(reading.skipped().toString()).contains("\"motp\"").doesNotContain("JBSW");
        }
    }

    @Test
    void readsGooglesExportInEverySpelling() {
        for (String uri :
                List.of(
                        GOOGLE,
                        GOOGLE.replace("%2B", "+").replace("%3D", "").replace("%2F", "_"),
                        GOOGLE.replace("%2B", " "))) {
            Reading reading = read(uri);
            assertThat(reading.skipped()).isEmpty();
            assertThat(accounts(reading))
                    .containsExactly(
                            account(
                                    "Amazon Web Services",
                                    "alice@123456789012",
                                    "V2NFI2CRKFCMZJD232ONV5OLVPN5H3ZO2553QHFPXJK4BJN4X3JBYEQ6DJSBXE7H",
                                    Totp.STANDARD),
                            OtpAuthUri.of(
                                    "Example",
                                    "bob",
                                    new Hotp(HashFunction.SHA1, 6, 7),
                                    Seed.copyOf(HexFormat.of().parseHex("48656c6c6f21deadbeef"))));
        }
    }

    @Test
    void putsTheBatchesOfAnExportInOrderAndNamesAMissingOne() {
        List<Entry> entries =
                Stream.of("a", "b", "c", "d", "e", "f", "g")
                        .map(name -> entry(account("I", name, "JBSWY3DPEHPK3PXP", Totp.STANDARD)))
                        .toList();
        GoogleExport export = GoogleExport.of(entries, new SecureRandom());
        assertThat(export.uris()).hasSize(3);
        var importer = new Importer(ImporterTest::password);
        export.uris()
                .reversed()
                .forEach(uri -> importer.read("f", uri.getBytes(StandardCharsets.UTF_8)));
        Reading whole = importer.finish();
        assertThat(whole.found())
                .extracting(one -> one.account().account())
                .containsExactly("a", "b", "c", "d", "e", "f", "g");
        assertThat(whole.skipped()).isEmpty();
        Reading part = read(export.uris().getLast() + "\n" + export.uris().getFirst());
        assertThat(part.found()).hasSize(4);
        assertThat(part.skipped())
                .containsExactly(
                        new Skipped("QR code 2 of 3", "this part of the export was not given"));
    }

    @Test
    void saysWhatGooglesFormatCannotHold() {
        GoogleExport export =
                GoogleExport.of(
                        Stream.of(DENO, SPDX, WWE, BOEING).map(ImporterTest::entry).toList(),
                        new SecureRandom());
        assertThat(accounts(read(String.join("\n", export.uris())))).containsExactly(DENO, WWE);
        assertThat(export.leftOut()).hasSize(2);
    }

    @Test
    void readsWhatTheExportersWrite() {
        List<Entry> entries =
                Stream.of(DENO, SPDX, WWE, BOEING)
                        .map(one -> entry(one).noted(Notes.of("n", List.of("t", "u"))))
                        .toList();
        byte[] sealed = Exporter.aegis(entries, "test".toCharArray(), new SecureRandom());
        for (byte[] file : List.of(Exporter.aegis(entries), sealed)) {
            Reading reading = read(file);
            assertThat(accounts(reading)).containsExactly(DENO, SPDX, WWE, BOEING);
            assertThat(reading.found())
                    .extracting(Found::notes)
                    .containsOnly(Notes.of("n", List.of("t", "u")));
        }
        assertThat(accounts(read(Exporter.uris(entries)))).containsExactly(DENO, SPDX, WWE, BOEING);
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("Mason");
        refusesEveryOtherPasswordAndDamage(sealed);
    }

    @Test
    void readsItsOwnBackup() {
        Entry kept = entry(BOEING).named("games").noted(Notes.of("n", List.of("t")));
        Entry trashed = entry(DENO).named("gone").trashedAt(NOW);
        byte[] file =
                Vault.sealed(
                        List.of(kept, trashed),
                        Passphrase.copyOf("test".toCharArray()),
                        new Argon2Cost(1, 8192, 1),
                        new SecureRandom());
        Reading reading = read(file);
        assertThat(reading.found())
                .containsExactly(new Found("games", BOEING, kept.notes(), List.of()));
        assertThat(reading.skipped()).extracting(Skipped::name).containsExactly("gone");
        refusesEveryOtherPasswordAndDamage(file);
    }

    @Test
    void readsAegisOfOldWithOneGroupAndSkipsByName() {
        String file =
                "{\"version\":1,\"header\":{\"slots\":null,\"params\":null},\"db\":{\"version\":2,"
                    + "\"entries\":[{\"type\":\"totp\",\"name\":\"Mason\",\"issuer\":\"Deno\","
                    + "\"group\":\"G\",\"info\":{\"secret\":\"4SJHB4GSD43FZBAI7C2HLRJGPQ\","
                    + "\"algo\":\"SHA1\",\"digits\":6,\"period\":30}},"
                    + "{\"type\":\"motp\",\"name\":\"m\",\"issuer\":\"\",\"info\":{}},"
                    + "{\"type\":\"totp\",\"name\":\"md\",\"issuer\":\"\",\"info\":{\"secret\":"
                    + "\"AAAAAAAA\",\"algo\":\"MD5\"}},"
                    + "{\"type\":\"totp\",\"name\":\"zero\",\"issuer\":\"\",\"info\":{\"secret\":"
                    + "\"AAAAAAAA\",\"period\":0}}]}}";
        Reading reading = read(file);
        assertThat(accounts(reading)).containsExactly(DENO);
        assertThat(reading.found().getFirst().notes().tags()).containsExactly("G");
        assertThat(reading.skipped()).extracting(Skipped::name).containsExactly("m", "md", "zero");
    }

    @Test
    void readsTwoFas() {
        String groups = "\"groups\":[{\"id\":\"g\",\"name\":\"Work\"}],\"schemaVersion\":4";
        Reading plain = read("{\"services\":" + TWO_FAS_SERVICES + "," + groups + "}");
        assertThat(accounts(plain)).containsExactly(DENO, WWE);
        assertThat(plain.found().getFirst().notes().tags()).containsExactly("Work");
        assertThat(plain.skipped()).extracting(Skipped::name).containsExactly("bad");

        byte[] key = Crypto.pbkdf2(new SHA256Digest(), PASSWORD, SALT, 10_000);
        String sealed =
                String.join(
                        ":",
                        base64(Crypto.sealGcm(key, NONCE, utf8(TWO_FAS_SERVICES))),
                        base64(SALT),
                        base64(NONCE));
        byte[] file =
                utf8("{\"services\":[],\"servicesEncrypted\":\"" + sealed + "\"," + groups + "}");
        assertThat(read(file)).isEqualTo(plain);
        refusesEveryOtherPasswordAndDamage(file);
    }

    @Test
    void readsStratumPlainAndSealedBothWays() throws GeneralSecurityException {
        Reading plain = read(STRATUM);
        assertThat(accounts(plain)).containsExactly(DENO, BOEING);
        assertThat(plain.found().getFirst().notes().tags()).containsExactly("Work");
        assertThat(plain.skipped()).extracting(Skipped::name).containsExactly("Yandex");

        byte[] key = Crypto.argon2id(PASSWORD, SALT, 3, 64L << 20, 4);
        byte[] strong =
                joined(
                        utf8("AUTHENTICATORPRO"),
                        SALT,
                        NONCE,
                        Crypto.sealGcm(key, NONCE, utf8(STRATUM)));
        assertThat(read(strong)).isEqualTo(plain);

        byte[] oldKey = Crypto.pbkdf2(new SHA1Digest(), PASSWORD, new byte[20], 64_000);
        byte[] legacy =
                joined(
                        utf8("AuthenticatorPro"),
                        new byte[20],
                        new byte[16],
                        cbc(oldKey, utf8(STRATUM)));
        assertThat(read(legacy)).isEqualTo(plain);
        refusesEveryOtherPasswordAndDamage(strong);
        refusesEveryOtherPasswordAndDamage(legacy);
        assertThatThrownBy(() -> read(Arrays.copyOf(strong, 30)))
                .isInstanceOf(ExchangeException.class);
    }

    @Test
    void readsAndOtp() {
        String json =
                "[{\"secret\":\"4SJHB4GSD43FZBAI7C2HLRJGPQ======\",\"label\":\"Deno - Mason\","
                        + "\"type\":\"TOTP\",\"digits\":6,\"period\":30,\"tags\":[\"t\"]},"
                        + "{\"secret\":\"5VAML3X35THCEBVRLV24CGBKOY\",\"issuer\":\"WWE\",\"label\":"
                        + "\"Mason\",\"type\":\"HOTP\",\"algorithm\":\"SHA512\",\"digits\":8,"
                        + "\"counter\":10300}]";
        Reading plain = read(json);
        assertThat(accounts(plain)).containsExactly(DENO, WWE);
        byte[] key = Crypto.pbkdf2(new SHA1Digest(), PASSWORD, NONCE, 1_000);
        byte[] file =
                joined(
                        ByteBuffer.allocate(4).putInt(1_000).array(),
                        NONCE,
                        NONCE,
                        Crypto.sealGcm(key, NONCE, utf8(json)));
        assertThat(read(file)).isEqualTo(plain);
        refusesEveryOtherPasswordAndDamage(file);
    }

    /** Its stored counter is the last one used. */
    @Test
    void readsFreeOtpPlusWithItsCounters() {
        byte[] secret = WWE.seed().revealForSealing();
        Reading reading =
                read(
                        "{\"tokenOrder\":[],\"tokens\":[{\"algo\":\"SHA512\",\"counter\":10299,"
                            + "\"digits\":8,\"issuerExt\":\"WWE\",\"label\":\"Mason\",\"type\":\"HOTP\",\"secret\":"
                                + Arrays.toString(secret)
                                + "},{\"secret\":[999],\"label\":\"bad\"}]}");
        assertThat(accounts(reading)).containsExactly(WWE);
        assertThat(reading.skipped()).extracting(Skipped::name).containsExactly("bad");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void readsBitwarden(int kdf) throws GeneralSecurityException {
        Reading plain = read(BITWARDEN);
        assertThat(accounts(plain)).containsExactly(DENO, BOEING);
        assertThat(plain.found().getFirst().notes().note()).isEqualTo("hi");

        String salt = base64(SALT);
        byte[] master =
                kdf == 0
                        ? Crypto.pbkdf2(new SHA256Digest(), PASSWORD, utf8(salt), 1_000)
                        : Crypto.argon2id(PASSWORD, Crypto.sha256(utf8(salt)), 2, 16L << 20, 1);
        byte[] iv = new byte[16];
        byte[] text = cbc(Bitwarden.expand(master, "enc"), utf8(BITWARDEN));
        byte[] mac = Crypto.hmacSha256(Bitwarden.expand(master, "mac"), iv, text);
        byte[] file =
                utf8(
                        ("{\"encrypted\":true,\"passwordProtected\":true,\"salt\":\"%s\",\"kdfType\":%d,"
                             + "\"kdfIterations\":%d,\"kdfMemory\":16,\"kdfParallelism\":1,\"data\":\"2.%s|%s|%s\"}")
                                .formatted(
                                        salt,
                                        kdf,
                                        kdf == 0 ? 1_000 : 2,
                                        base64(iv),
                                        base64(text),
                                        base64(mac)));
        assertThat(read(file)).isEqualTo(plain);
        refusesEveryOtherPasswordAndDamage(file);
        assertThatThrownBy(() -> read("{\"encrypted\":true,\"data\":\"x\"}"))
                .hasMessageContaining("tied to its account");
    }

    /** draft-irtf-cfrg-xchacha section 2.2.1. */
    @Test
    void hChaCha20AgreesWithTheDraft() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        byte[] nonce = HexFormat.of().parseHex("000000090000004a0000000031415927");
        assertThat(HexFormat.of().formatHex(SecretStream.hChaCha20(key, nonce)))
                .isEqualTo("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc");
    }

    @Test
    void readsEntesSealedExport() {
        byte[] key = Crypto.argon2id(PASSWORD, SALT, 2, 16L << 20, 1);
        byte[] header = new byte[24];
        byte[] sealed = SecretStream.seal(key, header, utf8(DENO.write() + "\n" + BOEING.write()));
        byte[] file =
                utf8(
                        ("{\"version\":1,\"kdfParams\":{\"memLimit\":%d,\"opsLimit\":2,\"salt\":\"%s\"},"
                             + "\"encryptedData\":\"%s\",\"encryptionNonce\":\"%s\"}")
                                .formatted(16 << 20, base64(SALT), base64(sealed), base64(header)));
        assertThat(accounts(read(file))).containsExactly(DENO, BOEING);
        refusesEveryOtherPasswordAndDamage(file);
    }

    /** Each asks for more than a machine has, or for none; nothing is derived. */
    @ParameterizedTest
    @CsvSource({
        "1073741824, 8, 1",
        "32768, 100000, 1",
        "32768, 8, 100000",
        "0, 8, 1",
        "32767, 8, 1",
        "8388608, 8, 16",
        "2, 0, 1",
        "-32768, 8, 1",
        "9223372036854775807, 8, 1"
    })
    void refusesScryptThatWouldTakeAllMemory(String n, String r, String p) {
        byte[] file = Exporter.aegis(List.of(), "test".toCharArray(), new SecureRandom());
        String forged =
                new String(file, StandardCharsets.UTF_8)
                        .replace(
                                "\"n\":32768,\"r\":8,\"p\":1",
                                "\"n\":%s,\"r\":%s,\"p\":%s".formatted(n, r, p));
        assertThatThrownBy(() -> read(forged))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void refusesArgon2ThatWouldTakeAllMemory() {
        for (long[] cost :
                new long[][] {
                    {4, 1L << 31}, {4, 1L << 62}, {99, 1L << 20}, {0, 1L << 20}, {1, 1}
                }) {
            assertThatThrownBy(() -> Crypto.argon2id(PASSWORD, SALT, cost[0], cost[1], 1))
                    .isInstanceOf(ExchangeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "{",
                "[",
                "{}",
                "{\"a\":1}",
                "PK\u0003\u0004",
                "SQLite format 3",
                "<?xml ?>",
                "folder,favorite,type",
                "-----BEGIN PGP MESSAGE-----",
                "[1,2",
                "{\"tokens\":"
            })
    void refusesInOneLineWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ExchangeException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void refusesBombs() {
        assertThatThrownBy(() -> read("[".repeat(1_000_000))).isInstanceOf(ExchangeException.class);
        assertThatThrownBy(() -> read("[" + "[],".repeat(3_000_000) + "[]]"))
                .hasMessageContaining("500,000");
        assertThatThrownBy(() -> read(new byte[Importer.MOST_BYTES + 1]))
                .hasMessageContaining("16 MiB");
    }

    /** A robustness test with a seed of its own: nothing but one clear refusal ever comes out. */
    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(20261122);
        List<byte[]> files =
                List.of(
                        utf8(GOOGLE),
                        utf8(STRATUM),
                        utf8(BITWARDEN),
                        utf8(DENO.write() + "\n" + WWE.write()),
                        Exporter.aegis(List.of(entry(DENO), entry(BOEING))),
                        utf8("{\"services\":" + TWO_FAS_SERVICES + ",\"schemaVersion\":4}"));
        for (int i = 0; i < 20_000; i++) {
            byte[] file = files.get(random.nextInt(files.size())).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(3) == 0 ? random.nextInt(file.length) : file.length;
            try {
                read(Arrays.copyOf(file, length));
            } catch (ExchangeException e) {
                assertThat(e.getMessage()).doesNotContain("4SJH", "JRZC");
            }
        }
    }

    @Test
    void theSameAccountIsNotTakenTwiceWhateverItsName() {
        var renamed = account("Other", "name", "4SJHB4GSD43FZBAI7C2HLRJGPQ", Totp.STANDARD);
        var longer =
                account(
                        "Deno",
                        "Mason",
                        "4SJHB4GSD43FZBAI7C2HLRJGPQ",
                        new Totp(HashFunction.SHA1, 8, 30));
        Reading reading =
                read(
                        Stream.of(renamed, longer, DENO)
                                .map(OtpAuthUri::write)
                                .reduce("", (a, b) -> a + b + "\n"));
        Plan plan = Plan.of(List.of(entry(DENO).named("Deno: Mason")), reading.found(), NOW);
        assertThat(plan.additions()).hasSize(1);
        assertThat(plan.additions().getFirst().entry().name()).isEqualTo("Deno: Mason (2)");
        assertThat(plan.additions().getFirst().renamed()).isTrue();
        assertThat(plan.duplicates())
                .extracting(Skipped::why)
                .containsOnly("the same as Deno: Mason");
    }

    @Test
    void neverCutsAName() {
        String issuer = "i".repeat(256);
        String name = "a".repeat(256);
        Reading reading =
                read(
                        account(issuer, name, "JBSWY3DPEHPK3PXP", Totp.STANDARD).write()
                                + "\notpauth://totp/"
                                + "x".repeat(257)
                                + "?secret=JBSWY3DPEHPK3PXP");
        assertThat(reading.found().getFirst().name()).isEqualTo(name);
        assertThat(reading.found().getFirst().account().issuer()).isEqualTo(issuer);
        assertThat(reading.skipped()).hasSize(1);
    }

    private static void refusesEveryOtherPasswordAndDamage(byte[] file) {
        assertThatThrownBy(() -> new Importer((_, _) -> "wrong".toCharArray()).read("f", file))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("does not open");
        byte[] cut = Arrays.copyOf(file, file.length * 2 / 3);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(ExchangeException.class);
    }

    private static OtpAuthUri account(String issuer, String name, String key, OtpMethod method) {
        return new OtpAuthUri(issuer, name, method, Seed.parseBase32(key), Map.of());
    }

    private static Entry entry(OtpAuthUri account) {
        return Entry.create(UUID.randomUUID(), "name", account, NOW);
    }

    private static List<OtpAuthUri> accounts(Reading reading) {
        return reading.found().stream().map(Found::account).toList();
    }

    private static Reading read(String text) {
        return read(utf8(text));
    }

    private static Reading read(byte[] file) {
        var importer = new Importer(ImporterTest::password);
        importer.read("file", file);
        return importer.finish();
    }

    private static char[] password(String file, String format) {
        return "test".toCharArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] joined(byte[]... parts) {
        return Stream.of(parts).reduce(new byte[0], Crypto::join);
    }

    private static byte[] cbc(byte[] key, byte[] plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new IvParameterSpec(new byte[16]));
        return cipher.doFinal(plain);
    }
}
