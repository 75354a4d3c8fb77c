package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {
    /** RFC 4648 section 10; the row of the empty text is no key. */
    @ParameterizedTest
    @CsvSource({
        "f, MY======",
        "fo, MZXQ====",
        "foo, MZXW6===",
        "foob, MZXW6YQ=",
        "fooba, MZXW6YTB",
        "foobar, MZXW6YTBOI======"
    })
    void agreesWithRfc4648(String text, String base32) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(Base32.encode(bytes)).isEqualTo(base32.replace("=", ""));
        assertThat(Base32.decode(base32)).isEqualTo(bytes);
        assertThat(Base32.decode(base32.toLowerCase(Locale.ROOT))).isEqualTo(bytes);
    }

    @Test
    void encodesNothingAsNothing() {
        assertThat(Base32.encode(new byte[0])).isEmpty();
    }

    @Test
    void readsWhatItWrote() {
        var random = new Random(4648);
        for (int length = 1; length < 100; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String text = Base32.encode(bytes);
            assertThat(Base32.decode(text)).isEqualTo(bytes);
            assertThat(Base32.hasLeftover(text)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JBSW Y3DP EHPK 3PXP", "jbswy3dpehpk3pxp", "JBSW-Y3DP-EHPK-3PXP",
                "JBSWY3DPEHPK3PXP======", " JBSWY3DP\r\nEHPK3PXP\t", "JBSW\u00a0Y3DPEHPK3PXP"
            })
    void forgivesHowAKeyIsWritten(String text) {
        assertThat(Base32.encode(Base32.decode(text))).isEqualTo("JBSWY3DPEHPK3PXP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JBSWY3D0 | character 8 of the key is 0 (is it the letter O?)",
                "1BSW | character 1 of the key is 1 (is it the letter I or L?)",
                "JB 8W | character 3 of the key is 8 (is it the letter B?)",
                "JB9W | character 3 of the key is 9, which",
                "JB*W | character 3 of the key is '*'",
                "JB\u0131W | character 3 of the key is U+0131",
                "JB\u0130W | character 3 of the key is U+0130",
                "A | 1 characters",
                "ABC | 3 characters",
                "ABCDEF | 6 characters",
                "'' | the key is empty",
                "' =-' | the key is empty"
            })
    void refusesWhatIsNoKeyAndSaysWhy(String text, String why) {
        assertThatThrownBy(() -> Base32.decode(text))
                .isInstanceOf(OtpFormatException.class)
                .hasMessageContaining(why);
    }

    @Test
    void upperCasesTheSameInTurkey() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(Base32.decode("iiii")).isEqualTo(Base32.decode("IIII"));
            assertThat(OtpAuthUri.parse("OTPAUTH://HOTP/a?secret=iiiiiiii&DIGITS=6&counter=1"))
                    .isNotNull();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void noticesBitsThatBelongToNoByte() {
        assertThat(Base32.hasLeftover("MZ")).isTrue();
        assertThat(Base32.hasLeftover("my==")).isFalse();
    }
}
