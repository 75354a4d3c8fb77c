package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {
    /** The seed of AWS's length whose codes oathtool and three programs agree on. */
    private static final Seed AWS =
            Seed.parseBase32("V2NFI2CRKFCMZJD232ONV5OLVPN5H3ZO2553QHFPXJK4BJN4X3JBYEQ6DJSBXE7H");

    private static final long NOW_STEP = 58_000_000;

    /** RFC 6238 appendix B. The key is as long as the hash: see the RFC's own program. */
    @ParameterizedTest(name = "at {0} s the code of {1} is {2}")
    @CsvSource({
        "59, SHA1, 94287082",
        "59, SHA256, 46119246",
        "59, SHA512, 90693936",
        "1111111109, SHA1, 07081804",
        "1111111109, SHA256, 68084774",
        "1111111109, SHA512, 25091201",
        "1111111111, SHA1, 14050471",
        "1111111111, SHA256, 67062674",
        "1111111111, SHA512, 99943326",
        "1234567890, SHA1, 89005924",
        "1234567890, SHA256, 91819424",
        "1234567890, SHA512, 93441116",
        "2000000000, SHA1, 69279037",
        "2000000000, SHA256, 90698825",
        "2000000000, SHA512, 38618901",
        "20000000000, SHA1, 65353130",
        "20000000000, SHA256, 77737706",
        "20000000000, SHA512, 47863826"
    })
    void agreesWithRfc6238AppendixB(long second, HashFunction hash, String code) {
        byte[] digits = "1234567890".repeat(7).getBytes(StandardCharsets.US_ASCII);
        var key = Seed.copyOf(java.util.Arrays.copyOf(digits, hash.outputBytes()));
        var totp = new Totp(hash, 8, 30);
        long step = totp.stepAt(Instant.ofEpochSecond(second));
        assertThat(totp.codeAt(key, step).digits()).isEqualTo(code);
    }

    @ParameterizedTest(name = "at {0} s the code is {1}")
    @CsvSource({
        "0, 746723",
        "29, 746723",
        "30, 687107",
        "59, 687107",
        "1111111109, 000760",
        "1700000000, 315474",
        "1735689599, 774016",
        "1735689600, 651196",
        "2000000000, 517629",
        "20000000000, 739577"
    })
    void agreesOnASeedOfAwsLength(long second, String code) {
        assertThat(codeAt(Totp.STANDARD.stepAt(Instant.ofEpochSecond(second))))
                .isEqualTo(new OtpCode(code));
    }

    @Test
    void writesAsciiDigitsWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
            assertThat(codeAt(1111111109 / 30).digits()).isEqualTo("000760");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void T08_findsTheTrueStepAtEveryOffset() {
        for (long offset = -20; offset <= 20; offset++) {
            OtpCode code = codeAt(NOW_STEP + offset);
            assertThat(Totp.STANDARD.matches(AWS, code, NOW_STEP - 20, NOW_STEP + 20))
                    .contains(NOW_STEP + offset);
            assertThat(Totp.STANDARD.matches(AWS, code, NOW_STEP + offset, NOW_STEP + offset))
                    .containsExactly(NOW_STEP + offset);
        }
    }

    @Test
    void T09_aShiftOfSecondsNeverMakesAFractionOfAStep() {
        for (int shift = 1; shift <= 29; shift++) {
            Instant start = Totp.STANDARD.startOf(NOW_STEP);
            assertThat(Totp.STANDARD.stepAt(start.plusSeconds(shift))).isEqualTo(NOW_STEP);
            assertThat(Totp.STANDARD.stepAt(start.minusSeconds(shift))).isEqualTo(NOW_STEP - 1);
            assertThat(Totp.STANDARD.stepAt(start.plusSeconds(shift).minusNanos(1)))
                    .isEqualTo(NOW_STEP);
        }
        assertThat(Totp.STANDARD.stepAt(Totp.STANDARD.startOf(NOW_STEP).minusNanos(1)))
                .isEqualTo(NOW_STEP - 1);
    }

    @Test
    void refusesTimesBefore1970() {
        assertThatThrownBy(() -> Totp.STANDARD.stepAt(Instant.EPOCH.minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codeAt(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passesOverStepsBelowZero() {
        assertThat(Totp.STANDARD.matches(AWS, codeAt(0), -5, 5)).containsExactly(0);
        assertThat(Totp.STANDARD.matches(AWS, codeAt(0), -5, -1)).isEmpty();
        assertThat(Totp.STANDARD.matchPairs(AWS, codeAt(0), codeAt(1), -5, 5)).containsExactly(1);
        assertThat(Totp.STANDARD.matchPairs(AWS, codeAt(0), codeAt(1), -5, 0)).isEmpty();
    }

    /** One digit makes accidents of every kind happen in a short window. */
    @Test
    void findsEveryStepThatMatchesAndNoOther() {
        var oneDigit = new Totp(HashFunction.SHA256, 1, 30);
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Seed seed = Seed.random(random);
            long first = random.nextInt(1000);
            var code1 = new OtpCode(Integer.toString(random.nextInt(10)));
            var code2 = new OtpCode(Integer.toString(random.nextInt(10)));
            long[] singles = range(first, n -> oneDigit.codeAt(seed, n).equals(code2));
            long[] pairs =
                    range(
                            first + 1,
                            n ->
                                    oneDigit.codeAt(seed, n - 1).equals(code1)
                                            && oneDigit.codeAt(seed, n).equals(code2));
            assertThat(oneDigit.matches(seed, code2, first, first + 49)).isEqualTo(singles);
            assertThat(oneDigit.matchPairs(seed, code1, code2, first + 1, first + 50))
                    .isEqualTo(pairs);
        }
    }

    private static long[] range(long first, java.util.function.LongPredicate wanted) {
        return java.util.stream.LongStream.range(first, first + 50).filter(wanted).toArray();
    }

    @Test
    void findsAPairAThousandStepsAwayAndOnlyInItsOrder() {
        for (long offset : new long[] {-998, -1, 0, 1, 1000}) {
            long step = NOW_STEP + offset;
            OtpCode code1 = codeAt(step - 1);
            OtpCode code2 = codeAt(step);
            assertThat(pair(code1, code2)).containsExactly(step);
            assertThat(pair(code2, code1)).isEmpty();
            assertThat(pair(code2, code2)).isEmpty();
            assertThat(pair(codeAt(step - 2), code2)).isEmpty();
        }
    }

    private static long[] pair(OtpCode code1, OtpCode code2) {
        return Totp.STANDARD.matchPairs(AWS, code1, code2, NOW_STEP - 998, NOW_STEP + 1000);
    }

    @Test
    void aCodeOfAnotherLengthMatchesNothing() {
        var eight = new OtpCode("00" + codeAt(NOW_STEP).digits());
        assertThat(Totp.STANDARD.matches(AWS, eight, NOW_STEP - 1, NOW_STEP + 1)).isEmpty();
        assertThat(pair(eight, codeAt(NOW_STEP))).isEmpty();
    }

    @Test
    void anEmptyWindowHoldsNothingAndAnAbsurdOneIsRefused() {
        OtpCode code = codeAt(NOW_STEP);
        assertThat(Totp.STANDARD.matches(AWS, code, NOW_STEP, NOW_STEP - 1)).isEmpty();
        assertThatThrownBy(() -> Totp.STANDARD.matches(AWS, code, Long.MIN_VALUE, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Totp.STANDARD.matches(AWS, code, 0, 100_000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> Totp.STANDARD.matches(AWS, code, Long.MAX_VALUE - 1, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new CodeMatcher(HashFunction.SHA1, 6).matches(AWS, code, 0, 2, new long[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -30, -1, 0, 86_401, Integer.MAX_VALUE})
    void T58_refusesAbsurdPeriods(int period) {
        assertThatThrownBy(() -> new Totp(HashFunction.SHA1, 6, period))
                .isInstanceOf(OtpFormatException.class);
    }

    @Test
    void C06_knowsWhichCodesNistAllows() {
        assertThat(Totp.STANDARD.meetsNist()).isTrue();
        assertThat(new Totp(HashFunction.SHA512, 8, 120).meetsNist()).isTrue();
        assertThat(new Totp(HashFunction.SHA1, 5, 30).meetsNist()).isFalse();
        assertThat(new Totp(HashFunction.SHA1, 6, 121).meetsNist()).isFalse();
    }

    @Test
    void C07_standardIsThirtySeconds() {
        assertThat(Totp.STANDARD).isEqualTo(new Totp(HashFunction.SHA1, 6, 30));
    }

    private static OtpCode codeAt(long step) {
        return Totp.STANDARD.codeAt(AWS, step);
    }
}
