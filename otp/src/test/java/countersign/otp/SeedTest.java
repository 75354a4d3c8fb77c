package countersign.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 32, 40, 64})
    void C01_isAsLongAsAsked(int bytes) {
        assertThat(Seed.random(new SecureRandom(), bytes).revealForSealing()).hasSize(bytes);
    }

    @Test
    void C01_hasAtLeast160BitsUnlessAskedOtherwise() {
        Seed seed = Seed.random(new SecureRandom());
        assertThat(seed.length()).isEqualTo(Seed.DEFAULT_BYTES).isGreaterThanOrEqualTo(20);
        assertThat(seed.revealBase32()).hasSize(64).matches("[A-Z2-7]+");
        assertThatThrownBy(() -> Seed.random(new SecureRandom(), 15))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Each bit of 4,000 seeds is set about half the time (six sigma), and no seed comes twice. */
    @Test
    void C02_bitsOfTheSystemsRandomnessAreEven() {
        var random = new SecureRandom();
        int[] set = new int[Seed.DEFAULT_BYTES * 8];
        var seen = new HashSet<String>();
        for (int i = 0; i < 4000; i++) {
            Seed seed = Seed.random(random);
            seen.add(seed.revealBase32());
            byte[] bytes = seed.revealForSealing();
            for (int bit = 0; bit < set.length; bit++) {
                set[bit] += (bytes[bit / 8] >> (bit % 8)) & 1;
            }
        }
        assertThat(seen).hasSize(4000);
        assertThat(Arrays.stream(set)).allMatch(count -> Math.abs(count - 2000) < 190);
    }

    /** A source that is read one short would leave zeros; this one never gives a zero. */
    @Test
    void T54_everyByteOfASeedIsDrawn() {
        RandomGenerator neverZero = () -> 0x5555_5555_5555_5555L;
        for (int bytes = 16; bytes <= 80; bytes++) {
            assertThat(Seed.random(neverZero, bytes).revealForSealing())
                    .hasSize(bytes)
                    .containsOnly(0x55);
        }
    }

    @Test
    void neverPrintsItself() {
        Seed seed = Seed.random(new SecureRandom());
        assertThat(seed).hasToString("Seed[40 bytes]");
        assertThat(seed.hashCode()).isEqualTo(Seed.random(new SecureRandom()).hashCode());
    }

    @Test
    void isWhatItsBytesAre() {
        byte[] bytes = {1, 2, 3};
        Seed seed = Seed.copyOf(bytes);
        bytes[0] = 9;
        seed.revealForSealing()[1] = 9;
        assertThat(seed).isEqualTo(Seed.copyOf(new byte[] {1, 2, 3}));
        assertThat(seed).isNotEqualTo(Seed.copyOf(new byte[] {1, 2, 4}));
    }

    @Test
    void T58_refusesNothingAndTooMuch() {
        assertThatThrownBy(() -> Seed.copyOf(new byte[0])).isInstanceOf(OtpFormatException.class);
        assertThatThrownBy(() -> Seed.copyOf(new byte[2561]))
                .isInstanceOf(OtpFormatException.class);
        assertThatThrownBy(() -> Seed.random(new SecureRandom(), Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
