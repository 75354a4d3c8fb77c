package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtpCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"000123", " 000123", "000123\n", "\t000123 ", "\u2003000123"})
    void T04_readsEveryTypingOfACodeAsTheSameCode(String typed) {
        assertThat(OtpCode.parse(typed)).contains(new OtpCode("000123"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "12345",
                "123456789",
                "+12345",
                "-12345",
                "123 456",
                "123-456",
                "12345a",
                "0x1234",
                "1e5000",
                "123.45",
                "123456\0",
                "\u0661\u0662\u0663\u0664\u0665\u0666",
                "\uff11\uff12\uff13\uff14\uff15\uff16",
                "123456\u200b",
                "1234\u00a056",
                "\ud835\udfce\ud835\udfcf\ud835\udfd0",
                "\u00b9\u00b2\u00b3\u00b9\u00b2\u00b3"
            })
    void T04_takesNothingElseForACode(String typed) {
        assertThat(OtpCode.parse(typed)).isEmpty();
    }

    @Test
    void T04_everyOtherCharacterMakesItNoCode() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (c < '0' || c > '9') {
                assertThat(OtpCode.parse("123" + (char) c + "456")).isEmpty();
            }
        }
    }

    @Test
    void readsSixToEightDigits() {
        assertThat(OtpCode.parse("1234567")).contains(new OtpCode("1234567"));
        assertThat(OtpCode.parse("12345678")).contains(new OtpCode("12345678"));
    }

    @Test
    void refusesWhatNoAccountCanShow() {
        for (String digits : new String[] {"", "12345678901", " 123456", "12345a"}) {
            assertThatThrownBy(() -> new OtpCode(digits))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("12345");
        }
    }

    @Test
    void neverPrintsItsDigits() {
        assertThat(new OtpCode("123456")).hasToString("OtpCode[6 digits]");
    }

    @Test
    void C13_comparesByValueAndLength() {
        assertThat(new OtpCode("000001")).isEqualTo(new OtpCode("000001"));
        assertThat(new OtpCode("000001")).hasSameHashCodeAs(new OtpCode("000001"));
        assertThat(new OtpCode("000001")).isNotEqualTo(new OtpCode("0000001"));
        assertThat(new OtpCode("000001")).isNotEqualTo(new OtpCode("000002"));
    }
}
