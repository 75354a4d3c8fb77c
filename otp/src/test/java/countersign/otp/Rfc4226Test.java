package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class Rfc4226Test {
    private static final Seed KEY =
            Seed.copyOf("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** RFC 4226 appendix D, the whole table. */
    @Test
    void agreesWithAppendixD() {
        var codes = new ArrayList<String>();
        for (var hotp = new Hotp(HashFunction.SHA1, 6, 0);
                hotp.counter() < 10;
                hotp = hotp.next()) {
            codes.add(hotp.code(KEY).digits());
        }
        assertThat(codes)
                .containsExactly(
                        "755224", "287082", "359152", "969429", "338314", "254676", "287922",
                        "162583", "399871", "520489");
    }

    /** Its column of the truncated number in decimal, which is the ten-digit code. */
    @Test
    void givesTenDigitsWithoutOverflow() {
        assertThat(new Hotp(HashFunction.SHA1, 10, 0).code(KEY).digits()).isEqualTo("1284755224");
        assertThat(new Hotp(HashFunction.SHA1, 10, 7).code(KEY).digits()).isEqualTo("0082162583");
        assertThat(new Hotp(HashFunction.SHA1, 10, 9).code(KEY).digits()).isEqualTo("0645520489");
    }

    @Test
    void T58_refusesAbsurdParameters() {
        for (int digits : new int[] {Integer.MIN_VALUE, -1, 0, 11, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> new Hotp(HashFunction.SHA1, digits, 0))
                    .isInstanceOf(OtpFormatException.class);
            assertThatThrownBy(() -> new CodeMatcher(HashFunction.SHA1, digits))
                    .isInstanceOf(OtpFormatException.class);
        }
        assertThatThrownBy(() -> new Hotp(HashFunction.SHA1, 6, -1))
                .isInstanceOf(OtpFormatException.class);
        assertThatThrownBy(() -> new Hotp(HashFunction.SHA1, 6, Long.MAX_VALUE).next())
                .isInstanceOf(ArithmeticException.class);
    }
}
