package countersign.vault.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.vault.Argon2Cost;
import countersign.vault.Entry;
import countersign.vault.Notes;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that want too much, or hold what cannot be: one clear line, and the rest is kept. */
@Timeout(60)
class HostileImportTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String GOOD = "4SJHB4GSD43FZBAI7C2HLRJGPQ";

    /**
     * What one account looks like in each format: name, secret, period; and what is around them.
     */
    record Format(String name, String start, String account, String end) {
        String file(String... accounts) {
            return start + String.join(",", accounts) + end;
        }

        String account(String owner, String secret, int period) {
            return account.formatted(owner, secret, period);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Format> formats() {
        return Stream.of(
                new Format(
                        "Aegis",
                        "{\"header\":{},\"db\":{\"entries\":[",
                        "{\"type\":\"totp\",\"name\":\"%s\",\"info\":{\"secret\":\"%s\","
                                + "\"period\":%d}}",
                        "]}}"),
                new Format(
                        "2FAS",
                        "{\"schemaVersion\":4,\"services\":[",
                        "{\"name\":\"%s\",\"secret\":\"%s\",\"otp\":{\"period\":%d}}",
                        "]}"),
                new Format(
                        "Stratum",
                        "{\"Authenticators\":[",
                        "{\"Username\":\"%s\",\"Secret\":\"%s\",\"Period\":%d}",
                        "]}"),
                new Format(
                        "andOTP",
                        "[",
                        "{\"label\":\"%s\",\"type\":\"TOTP\",\"secret\":\"%s\",\"period\":%d}",
                        "]"),
                new Format(
                        "Bitwarden",
                        "{\"encrypted\":false,\"items\":[",
                        "{\"name\":\"%s\",\"login\":{\"totp\":\"otpauth://totp/?secret=%s"
                                + "&period=%d\"}}",
                        "]}"),
                new Format("URIs", "", "otpauth://totp/%s?secret=%s&period=%d", "\n"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aSeedThatIsNoBase32AndAPeriodOfZeroAreNamedAndStopNoOther(Format format) {
        Reading reading =
                read(
                        format.file(
                                format.account("notbase32", "0189", 30),
                                format.account("zero", GOOD, 0),
                                format.account("none", "", 30),
                                format.account("good", GOOD, 30)));
        assertThat(reading.found())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("good");
                    assertThat(found.account().seed()).isEqualTo(Seed.parseBase32(GOOD));
                });
        assertThat(reading.skipped()).hasSize(3);
        assertThat(reading.skipped().toString()).doesNotContain("0189", GOOD);
    }

    /** FreeOTP+ writes the secret as signed bytes. */
    @Test
    void freeOtpPlusToo() {
        String token = "{\"label\":\"%s\",\"type\":\"TOTP\",\"secret\":%s,\"period\":%d}";
        Reading reading =
                read(
                        "{\"tokens\":[%s,%s,%s,%s]}"
                                .formatted(
                                        token.formatted("bad", "[1000]", 30),
                                        token.formatted("zero", "[1,2]", 0),
                                        token.formatted("none", "[]", 30),
                                        token.formatted("good", "[1,-2]", 30)));
        assertThat(reading.found()).extracting(Found::name).containsExactly("good");
        assertThat(reading.skipped())
                .extracting(Skipped::name)
                .containsExactly("bad", "zero", "none");
    }

    /** Google's has no period that is written, but secrets that are none. */
    @Test
    void googlesToo() {
        var broken = new Protobuf.Writer().bytes(2, utf8("broken")).number(8, 0).message();
        var zero =
                new Protobuf.Writer()
                        .bytes(1, new byte[] {1})
                        .bytes(2, utf8("zero"))
                        .number(8, 0)
                        .message();
        var good = new Protobuf.Writer().bytes(1, new byte[] {1}).bytes(2, utf8("good")).message();
        var payload =
                new Protobuf.Writer().bytes(1, broken).bytes(1, zero).bytes(1, good).message();
        Reading reading = read("otpauth-migration://offline?data=" + base64(payload));
        assertThat(reading.found()).extracting(Found::name).containsExactly("good");
        assertThat(reading.skipped()).extracting(Skipped::name).containsExactly("broken", "zero");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%s",
                "{\"header\":{},\"db\":%s",
                "{\"header\":{\"slots\":%s",
                "{\"schemaVersion\":4,\"services\":%s",
                "{\"Authenticators\":%s",
                "{\"encrypted\":false,\"items\":%s",
                "{\"tokens\":%s",
                "{\"kdfParams\":%s"
            })
    void nestedJsonIsRefusedInEveryFormat(String start) {
        for (String bomb : List.of("[".repeat(4_000_000), "{\"a\":".repeat(2_000_000))) {
            assertThatThrownBy(() -> read(start.formatted(bomb)))
                    .isInstanceOf(ExchangeException.class)
                    .hasMessageContaining("no JSON within bounds");
        }
    }

    @Test
    void aBombThatIsSealedIsRefusedToo() {
        byte[] key = Crypto.pbkdf2(new SHA256Digest(), utf8("test"), new byte[16], 10_000);
        byte[] sealed = Crypto.sealGcm(key, new byte[12], utf8("[".repeat(1_000_000)));
        String file =
                "{\"schemaVersion\":4,\"services\":[],\"servicesEncrypted\":\"%s:%s:%s\"}"
                        .formatted(base64(sealed), base64(new byte[16]), base64(new byte[12]));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("no JSON within bounds");
    }

    /** Each is refused before anything is derived. */
    @ParameterizedTest
    @CsvSource({
        "0, 2147483647, 16, 1",
        "0, 0, 16, 1",
        "0, -1, 16, 1",
        "0, 99999999999999999999, 16, 1",
        "1, 3, 1048576, 1",
        "1, 3, 2147483648, 1",
        "1, 3, -1, 1",
        "1, 2147483647, 16, 1",
        "1, 3, 16, 2147483647",
        "1, 3, 16, 0",
        "2, 3, 16, 1"
    })
    void bitwardensCostsAreBounded(String kind, String rounds, String memory, String lanes) {
        String file =
                ("{\"encrypted\":true,\"passwordProtected\":true,\"salt\":\"AA==\",\"kdfType\":%s,"
                                + "\"kdfIterations\":%s,\"kdfMemory\":%s,\"kdfParallelism\":%s,"
                                + "\"data\":\"2.AA==|AA==|AA==\"}")
                        .formatted(kind, rounds, memory, lanes);
        assertThatThrownBy(() -> read(file)).isInstanceOf(ExchangeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1099511627776, 3",
        "1073741825, 3",
        "9223372036854775807, 3",
        "-1, 3",
        "0, 3",
        "67108864, 2147483647",
        "67108864, 0"
    })
    void entesCostsAreBounded(String bytes, String passes) {
        String file =
                ("{\"kdfParams\":{\"memLimit\":%s,\"opsLimit\":%s,\"salt\":\"AAAA\"},"
                                + "\"encryptedData\":\"AAAA\",\"encryptionNonce\":\"%s\"}")
                        .formatted(bytes, passes, base64(new byte[24]));
        assertThatThrownBy(() -> read(file)).isInstanceOf(ExchangeException.class);
    }

    /** Found by thought: Bouncy Castle throws another exception for r = 1 and N from 65,536 on. */
    @Test
    void scryptThatTheRfcForbidsIsRefused() {
        assertThatThrownBy(() -> Crypto.scrypt(new byte[1], new byte[16], 1 << 16, 1, 1))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("impossible");
        assertThat(Crypto.scrypt(new byte[1], new byte[16], 1 << 15, 1, 1)).hasSize(32);
    }

    /** Sixteen slots that are each just affordable took minutes with a wrong password. */
    @Test
    void aegisSlotsAreBoundedTogether() {
        String slot = "{\"type\":1,\"n\":1048576,\"r\":8,\"p\":1,\"salt\":\"00\",\"key\":\"00\"}";
        String file =
                "{\"header\":{\"slots\":[%s],\"params\":{}},\"db\":\"AAAA\"}"
                        .formatted(String.join(",", Collections.nCopies(3, slot)));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("all slots together cost too much");
    }

    /** What was left out is bounded as what was found is. */
    @ParameterizedTest
    @ValueSource(strings = {"motp://a\n", "otpauth-migration://x\n", "otpauth://totp/a\n"})
    void aMillionLinesThatCannotBeReadAreRefused(String line) {
        assertThatThrownBy(() -> read(line.repeat(700_000)))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("more than 10,000 accounts");
    }

    /** They were compared each with each, and gathered anew for each account. */
    @Test
    void aHundredThousandTagsOfOneSecretTakeNoMinutes() {
        String account = "{\"Username\":\"a\",\"Secret\":\"" + GOOD + "\"}";
        String link = "{\"AuthenticatorSecret\":\"" + GOOD + "\",\"CategoryId\":\"c\"}";
        Reading reading =
                read(
                        "{\"Authenticators\":[%s],\"AuthenticatorCategories\":[%s]}"
                                .formatted(
                                        String.join(",", Collections.nCopies(9_000, account)),
                                        String.join(",", Collections.nCopies(100_000, link))));
        assertThat(reading.found()).hasSize(9_000);
    }

    @Test
    void tenThousandAccountsOfOneNameArePlannedInAMoment() {
        var random = new SecureRandom();
        List<Found> found =
                IntStream.range(0, 10_000)
                        .mapToObj(_ ->
                                Found.of(
                                        OtpAuthUri.of("", "a", Totp.STANDARD, Seed.random(random)),
                                        Notes.NONE,
                                        List.of()))
                        .toList();
        Instant start = Instant.now();
        Plan plan = Plan.of(List.of(), found, NOW);
        assertThat(plan.additions()).hasSize(10_000);
        assertThat(plan.additions().getLast().entry().name()).isEqualTo("a (10000)");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    /** Found by the fuzzer: such a name made the whole import fail, when the vault was written. */
    @Test
    void aParameterThatNoVaultCanNameStaysBehindAndIsSaid(@TempDir Path folder) {
        String uri = "otpauth://totp/a?secret=" + GOOD;
        String longest = "x".repeat(1024);
        Reading reading = read(uri + "&" + longest + "=1&x" + longest + "=2&y=3");
        Found found = reading.found().getFirst();
        assertThat(found.account().extras()).isEqualTo(Map.of(longest, "1", "y", "3"));
        assertThat(found.warnings())
                .containsExactly("a parameter with a name of more than 1,024 bytes stays behind");
        assertThat(kept(folder, reading)).extracting(Entry::account).contains(found.account());
    }

    /** JSON can escape half a character, which no file can hold. */
    @Test
    void halfACharacterIsReplacedAndNothingIsLost(@TempDir Path folder) {
        Reading reading =
                read(
                        "{\"header\":{},\"db\":{\"entries\":[{\"type\":\"totp\",\"name\":\"a\\ud800\","
                            + "\"issuer\":\"\\udc00\",\"note\":\"n\\ud83d\",\"group\":\"\\ud83d\\ud83d\","
                            + "\"info\":{\"secret\":\""
                                + GOOD
                                + "\"}}]}}");
        assertThat(kept(folder, reading))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name()).isEqualTo("\ufffd: a\ufffd");
                    assertThat(entry.notes().note()).isEqualTo("n\ufffd");
                    assertThat(entry.notes().tags()).containsExactly("\ufffd\ufffd");
                });
    }

    private static List<Entry> kept(Path folder, Reading reading) {
        List<Entry> entries =
                Plan.of(List.of(), reading.found(), NOW).additions().stream()
                        .map(Plan.Addition::entry)
                        .toList();
        var passphrase = Passphrase.copyOf("test".toCharArray());
        Path file = folder.resolve(UUID.randomUUID().toString());
        try (var vault =
                Vault.create(file, passphrase, new Argon2Cost(1, 8192, 1), new SecureRandom())) {
            vault.update(_ -> new ArrayList<>(entries));
        }
        try (var vault = Vault.open(file, passphrase, new SecureRandom())) {
            assertThat(vault.entries()).isEqualTo(entries);
            return vault.entries();
        }
    }

    private static Reading read(String text) {
        var importer = new Importer((_, _) -> "test".toCharArray());
        importer.read("file", utf8(text));
        return importer.finish();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
