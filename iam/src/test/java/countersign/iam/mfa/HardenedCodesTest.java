package countersign.iam.mfa;

import static countersign.iam.mfa.TestDevice.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.mfa.Judge.PairVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which codes are good in production. */
class HardenedCodesTest {
    private final TestDevice device = new TestDevice(MfaRules.HARDENED, 0);

    @ParameterizedTest(name = "{0} steps from now: {1}")
    @CsvSource({"-2, false", "-1, true", "0, true", "1, true", "2, false"})
    void C07_aCodeIsGoodOneStepEitherSideOfNow(int offset, boolean good) {
        assertThat(device.type(NOW + offset, NOW).isPresent()).isEqualTo(good);
    }

    @ParameterizedTest(name = "drift {0}, {1} steps from there: {2}")
    @CsvSource({"-7, -2, false", "-7, -1, true", "-7, 1, true", "-7, 2, false", "20, 1, true"})
    void theWindowGoesWithTheDrift(int drift, int offset, boolean good) {
        var slow = new TestDevice(MfaRules.HARDENED, drift);
        assertThat(slow.type(NOW + drift + offset, NOW).isPresent()).isEqualTo(good);
    }

    @Test
    void T08_theStoredStepIsTheTrueStepAtEveryOffsetInTheWindow() {
        for (int drift = -20; drift <= 20; drift++) {
            for (int offset = -1; offset <= 1; offset++) {
                var fresh = new TestDevice(MfaRules.HARDENED, drift);
                long step = NOW + drift + offset;
                assertThat(fresh.type(step, NOW).orElseThrow().step()).isEqualTo(step);
                assertThat(fresh.row().watermark()).isEqualTo(step);
            }
        }
    }

    @ParameterizedTest(name = "{0} steps before the accepted one")
    @ValueSource(ints = {-1, 0, 1})
    void T06_aCodeAtOrBelowTheWatermarkIsSpent(int earlier) {
        device.type(NOW, NOW);
        assertThat(device.type(NOW - earlier, NOW).isPresent()).isEqualTo(earlier < 0);
    }

    @Test
    void T07_firstSecondFirstIsRefusedForAsLongAsTheFirstCouldBeInTheWindow() {
        assertThat(device.type(NOW, NOW)).isPresent();
        assertThat(device.type(NOW + 1, NOW + 1)).isPresent();
        for (int later = 0; later <= 3; later++) {
            assertThat(device.type(NOW, NOW + later)).isEmpty();
        }
    }

    @Test
    void anOlderUnusedCodeAfterANewerOneIsRefused() {
        assertThat(device.type(NOW + 1, NOW)).isPresent();
        assertThat(device.type(NOW, NOW)).isEmpty();
    }

    @ParameterizedTest(name = "a stored drift of {0} steps")
    @ValueSource(ints = {-100_000, -998, -21, 21, 1_000, 100_000})
    void T17_noCodeIsGoodBeyondTheLimitWhateverDriftIsStored(int drift) {
        var foreign = new TestDevice(MfaRules.HARDENED, drift);
        for (long step = NOW + drift - 2; step <= NOW + drift + 2; step++) {
            if (Math.abs(step - NOW) > 21) assertThat(foreign.type(step, NOW)).isEmpty();
        }
        int limit = Integer.signum(drift) * 20;
        assertThat(foreign.type(NOW + limit, NOW).orElseThrow().drift()).isEqualTo(limit);
    }

    @ParameterizedTest(name = "{0} steps from now")
    @ValueSource(ints = {-2, -1, 0, 1, 2})
    void aPairWithinTwoStepsIsAcceptedAtOnceAndDriftStaysWithinTheWindow(int offset) {
        assertThat(device.pair(NOW + offset, NOW))
                .isInstanceOfSatisfying(
                        PairVerdict.Good.class,
                        good -> {
                            assertThat(good.step()).isEqualTo(NOW + offset);
                            assertThat(Math.abs(good.drift())).isLessThanOrEqualTo(1);
                        });
    }

    @ParameterizedTest(name = "{0} steps from now: {1}")
    @CsvSource({
        "-21, None",
        "-20, Distant",
        "-3, Distant",
        "3, Distant",
        "20, Distant",
        "21, None"
    })
    void aPairUpToTwentyStepsAwayIsSaidToBeDistantAndFartherIsNone(int offset, String verdict) {
        assertThat(device.pair(NOW + offset, NOW).getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void T53_theResyncWindowIsAroundNowAndNotAroundTheDrift() {
        var slow = new TestDevice(MfaRules.HARDENED, -20);
        assertThat(slow.pair(NOW - 21, NOW)).isInstanceOf(PairVerdict.None.class);
        assertThat(slow.pair(NOW + 20, NOW)).isInstanceOf(PairVerdict.Distant.class);
    }

    @Test
    void equalSwappedAndUnrelatedCodesAreNoPair() {
        assertThat(device.pair(device.codeOf(NOW), device.codeOf(NOW), NOW))
                .isInstanceOf(PairVerdict.None.class);
        assertThat(device.pair(device.codeOf(NOW), device.codeOf(NOW - 1), NOW))
                .isInstanceOf(PairVerdict.None.class);
        assertThat(device.pair(device.codeOf(NOW - 2), device.codeOf(NOW), NOW))
                .isInstanceOf(PairVerdict.None.class);
    }

    @Test
    void aPairSpendsItsCodesAndCodesSpendPairs() {
        device.resync(NOW, NOW, MfaRules.HARDENED);
        assertThat(device.type(NOW, NOW)).isEmpty();
        assertThat(device.type(NOW + 1, NOW)).isPresent();
        assertThat(device.pair(NOW + 2, NOW + 2)).isInstanceOf(PairVerdict.None.class);
        assertThat(device.pair(NOW + 3, NOW + 3)).isInstanceOf(PairVerdict.Good.class);
    }

    @Test
    void driftFollowsAFastClockAtOnceAndASlowOneAfterASecondLateCode() {
        device.type(NOW + 1, NOW);
        assertThat(device.row().drift()).isEqualTo(1);
        device.type(NOW + 10, NOW + 10);
        assertThat(device.row().drift()).isEqualTo(1);
        device.type(NOW + 20, NOW + 20);
        assertThat(device.row().drift()).isZero();
    }

    @Test
    void oneLateCodeIsASlowTypistAndMovesNothing() {
        device.type(NOW - 1, NOW);
        assertThat(device.row().drift()).isZero();
        device.type(NOW + 10, NOW + 10);
        device.type(NOW + 19, NOW + 20);
        assertThat(device.row().drift()).isZero();
        device.type(NOW + 29, NOW + 30);
        assertThat(device.row().drift()).isEqualTo(-1);
    }
}
