package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtpAuthUriTest {
    private static final String KEY = "JBSWY3DPEHPK3PXP";
    private static final Seed SEED = Seed.parseBase32(KEY);

    /** {@code ...} in a URI stands for the key. */
    private static OtpAuthUri.Reading read(String uri) {
        return OtpAuthUri.parse("otpauth://" + uri.replace("...", KEY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "totp/Example:alice@example.com?secret=...&issuer=Example | Example |"
                        + " alice@example.com",
                "totp/Example%3Aalice?secret=... | Example | alice",
                "totp/Example:%20alice?secret=jbsw y3dp-ehpk3pxp== | Example | alice",
                "totp/Example:%20alice?secret=jbsw%20y3dp-ehpk3pxp%3D%3D | Example | alice",
                "totp/Example:alice?secret=jbsw+y3dp+ehpk+3pxp | Example | alice",
                "totp/?secret=...&issuer=Example | Example | ''",
                "totp/Big%26Small%3F:x%23y?secret=...&issuer=Big%26Small%3F | Big&Small? | x#y",
                "totp/Air%20Canada:b?secret=...&issuer=Air+Canada | Air Canada | b",
                "totp/AWS:alice+root@example.com?secret=...&issuer=AWS | AWS |"
                        + " alice+root@example.com",
                "totp/C%2B%2B%20Club:b?secret=...&issuer=C%2B%2B+Club | C++ Club | b",
                "totp/A+B:b?secret=...&issuer=A+B | A+B | b",
                "totp/Microsoft:Company:user?secret=...&issuer=Microsoft:Company |"
                        + " Microsoft:Company | user",
                "totp/%D8%AF:%F0%9F%94%91?secret=... | \u062f | \ud83d\udd11",
                "totp/a?secret=...&image=file:///etc/passwd | '' | a",
                "totp/a?secret=...&digits=10&period=1 | '' | a",
                "totp/root-account-mfa-device@123456789012?secret=... | '' |"
                        + " root-account-mfa-device@123456789012",
                "totp/Amazon%20Web%20Services:u@acme?secret=...&issuer=Amazon%20Web%20Services |"
                        + " Amazon Web Services | u@acme"
            })
    void accepts(String uri, String issuer, String account) {
        OtpAuthUri.Reading reading = read(uri);
        assertThat(reading.uri().issuer()).isEqualTo(issuer);
        assertThat(reading.uri().account()).isEqualTo(account);
        assertThat(reading.uri().seed()).isEqualTo(SEED);
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOTP/alice?SECRET=... | '' | alice | not in small letters",
                "totp/C#%20shop:a?secret=...&issuer=C# shop | C# shop | a | unescaped #",
                "totp/A:b?secret=...&issuer=B | B | b | \"B\" in one place and \"A\" in another",
                "totp/a?secret=JBSWY3DPEHPK3PX | '' | a | is the key complete?",
                "hotp/a?secret=... | '' | a | no counter",
                "totp/%E4?secret=... | '' | \ufffd | replaced",
                "totp/%zz?secret=... | '' | %zz | replaced",
                "totp/a?secret=...&secret=MZXW6YTBOI | '' | a | twice",
                "totp/a%00b?secret=... | '' | ab | control characters",
                "totp/a%0Ab?secret=... | '' | ab | control characters",
                "totp/x%1B[2J:a%E2%80%AEb?secret=... | x[2J | ab | control characters",
                "totp/a?secret=MZXW6YQ | '' | a | key is short",
                "totp/a?secret=...&digits=5 | '' | a | codes are short",
                "totp/a?secret=...&period=300 | '' | a | live long",
                "totp/Steam:a?secret=... | Steam | a | Steam's own codes"
            })
    void acceptsWithAWarning(String uri, String issuer, String account, String warning) {
        OtpAuthUri.Reading reading = read(uri);
        assertThat(reading.uri().issuer()).isEqualTo(issuer);
        assertThat(reading.uri().account()).isEqualTo(account);
        assertThat(reading.warnings()).anyMatch(one -> one.contains(warning));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "totp/a?secret=JBSWY3DPEHPK3P",
                "totp/a?secret=JBSWY3DPEHPK3PX0",
                "totp/a?secret=",
                "totp/a",
                "totp/a?secret=...&digits=11",
                "totp/a?secret=...&digits=0",
                "totp/a?secret=...&digits=six",
                "totp/a?secret=...&digits=",
                "totp/a?secret=...&digits=-6",
                "totp/a?secret=...&digits=+6",
                "totp/a?secret=...&digits=\u0666",
                "totp/a?secret=...&period=0",
                "totp/a?secret=...&period=-30",
                "totp/a?secret=...&period=86401",
                "totp/a?secret=...&period=2147483648",
                "totp/a?secret=...&period=18446744073709551646",
                "totp/a?secret=...&algorithm=SHA3",
                "totp/a?secret=...&algorithm=SHA",
                "totp/a?secret=...&algorithm=MD5",
                "hotp/a?secret=...&counter=18446744073709551615",
                "hotp/a?secret=...&counter=9223372036854775808",
                "yubico/a?secret=...",
                "steam/Steam:a?secret=...&period=60",
                "hotp/a?secret=...&encoder=steam&counter=1",
                "yaotp/a?secret=...",
                "totp?secret=...",
                "/totp/a?secret=...",
                "?secret=...",
                ""
            })
    void T58_refusesWithoutShowingTheSecret(String uri) {
        assertThatThrownBy(() -> read(uri))
                .isInstanceOf(OtpFormatException.class)
                .hasMessageNotContaining("JBSW");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://totp/a?secret=JBSWY3DPEHPK3PXP",
                "otpauth-migration://offline?data=JBSW",
                "xotpauth://totp/a?secret=JBSWY3DPEHPK3PXP",
                "otpauth //totp/a?secret=JBSWY3DPEHPK3PXP",
                "JBSWY3DPEHPK3PXP",
                ""
            })
    void refusesOtherSchemes(String uri) {
        assertThatThrownBy(() -> OtpAuthUri.parse(uri))
                .isInstanceOf(OtpFormatException.class)
                .hasMessageNotContaining("JBSW");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTPAuth://totp/a?secret=JBSWY3DPEHPK3PXP",
                "otpauth:totp/a?secret=JBSWY3DPEHPK3PXP",
                "apple-otpauth://totp/a?secret=JBSWY3DPEHPK3PXP",
                "\ufeff otpauth://totp/a?secret=JBSWY3DPEHPK3PXP \n"
            })
    void readsTheSchemeAsItIsFound(String uri) {
        assertThat(OtpAuthUri.parse(uri).uri().account()).isEqualTo("a");
    }

    @Test
    void suggestsTheLetterThatLooksLikeTheDigit() {
        assertThatThrownBy(() -> read("totp/a?secret=JBSWY3DPEHPK3PX0"))
                .hasMessageContaining("character 16")
                .hasMessageContaining("letter O");
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1, SHA1",
        "sha-256, SHA256",
        "HMACSHA512, SHA512",
        "hmac-sha-1, SHA1",
        "Algorithm.sha1, SHA1",
        "SHA256, SHA256"
    })
    void knowsTheSpellingsOfTheHashes(String spelling, HashFunction hash) {
        assertThat(read("totp/a?secret=...&algorithm=" + spelling).uri().method().hash())
                .isEqualTo(hash);
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        OtpAuthUri uri =
                read("totp/a?secret=...&color=%23ff&tags=x+y&image=http://x&counter=3").uri();
        assertThat(uri.extras()).isEqualTo(Map.of("color", "#ff", "tags", "x+y", "counter", "3"));
        assertThat(uri.write())
                .isEqualTo("otpauth://totp/a?secret=" + KEY + "&color=%23ff&tags=x%2By&counter=3");
    }

    @Test
    void theFirstOfTwoSecretsCounts() {
        assertThat(read("totp/a?secret=...&secret=MZXW6YTBOI").uri().seed()).isEqualTo(SEED);
    }

    @ParameterizedTest
    @CsvSource({
        "Example, alice@example.com, Example:alice@example.com?secret=K&issuer=Example",
        "'', root-account-mfa-device@123456789012, root-account-mfa-device@123456789012?secret=K",
        "A B, c d, A%20B:c%20d?secret=K&issuer=A%20B",
        "A+B, c+d, A%2BB:c%2Bd?secret=K&issuer=A%2BB",
        "A:B, c:d, A%3AB:c%3Ad?secret=K&issuer=A%3AB",
        "'', c:d, :c%3Ad?secret=K",
        "\u00e9, %40, %C3%A9:%2540?secret=K&issuer=%C3%A9"
    })
    void writesTheCanonicalForm(String issuer, String account, String uri) {
        var written = OtpAuthUri.of(issuer, account, Totp.STANDARD, SEED);
        assertThat(written.write()).isEqualTo("otpauth://totp/" + uri.replace("=K", "=" + KEY));
        assertThat(OtpAuthUri.parse(written.write()).uri()).isEqualTo(written);
    }

    @Test
    void writesWhatIsNotUsual() {
        var totp = new Totp(HashFunction.SHA512, 8, 60);
        assertThat(OtpAuthUri.of("", "a", totp, SEED).write())
                .endsWith(KEY + "&algorithm=SHA512&digits=8&period=60");
        assertThat(OtpAuthUri.of("", "a", new Hotp(HashFunction.SHA1, 6, 7), SEED).write())
                .isEqualTo("otpauth://hotp/a?secret=" + KEY + "&counter=7");
    }

    @Test
    void neverCutsANameSilently() {
        String longest = "x".repeat(256);
        assertThat(read("totp/" + longest + "?secret=...").uri().account()).isEqualTo(longest);
        assertThatThrownBy(() -> read("totp/" + longest + "x?secret=..."))
                .isInstanceOf(OtpFormatException.class);
        assertThatThrownBy(() -> read("totp/a?secret=...&x=" + "y".repeat(4096)))
                .hasMessageContaining("4096");
    }

    @Test
    void neverPrintsTheSecret() {
        OtpAuthUri.Reading reading = read("totp/A:b?secret=...&pin=1234");
        assertThat(reading.toString()).doesNotContain("JBSW").doesNotContain("1234");
    }

    /** Damages good URIs at random: whatever is read writes a URI that reads the same. */
    @Test
    void readsBackWhateverItAccepts() {
        String[] good = {
            "otpauth://totp/Example:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example",
            "otpauth://hotp/A%3Ab?secret=MZXW6YTBOI&counter=5&digits=8&color=%23f&issuer=A+B",
            "otpauth://totp/%D8%AF:%F0%9F%94%91?secret=MZXW6YTBOI&period=60&algorithm=SHA-256"
        };
        String pieces = ":/?#&=%+@ \u0000\u00e9\ud83dAa0%3A%2B%00&issuer=&secret=";
        var random = new Random(1);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder(good[i % good.length]);
            for (int edit = random.nextInt(4); edit >= 0; edit--) {
                int at = random.nextInt(text.length());
                int from = random.nextInt(pieces.length());
                int to = Math.min(pieces.length(), from + random.nextInt(4));
                text.replace(
                        at,
                        Math.min(text.length(), at + random.nextInt(3)),
                        pieces.substring(from, to));
            }
            try {
                OtpAuthUri uri = OtpAuthUri.parse(text.toString()).uri();
                OtpAuthUri again = OtpAuthUri.parse(uri.write()).uri();
                assertThat(again).as(text.toString()).isEqualTo(uri);
                accepted++;
            } catch (OtpFormatException e) {
                assertThat(e.getMessage()).doesNotContain("JBSW").doesNotContain("MZXW");
            }
        }
        assertThat(accepted).isGreaterThan(10_000);
    }
}
