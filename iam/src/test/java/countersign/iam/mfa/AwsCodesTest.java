package countersign.iam.mfa;

import static countersign.iam.mfa.TestDevice.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.mfa.Judge.PairVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS was measured to do with codes and pairs. */
class AwsCodesTest {
    private final TestDevice device = new TestDevice(MfaRules.AWS, 0);

    @ParameterizedTest(name = "{0} steps from now: {1}")
    @CsvSource({"-3, false", "-2, true", "-1, true", "0, true", "1, true", "2, true", "3, false"})
    void aCodeIsGoodTwoStepsEitherSideOfTheAdjustedTime(int offset, boolean good) {
        assertThat(device.type(NOW + offset, NOW).isPresent()).isEqualTo(good);
        var slow = new TestDevice(MfaRules.AWS, -500);
        assertThat(slow.type(NOW - 500 + offset, NOW).isPresent()).isEqualTo(good);
    }

    @Test
    void T08_theStoredStepIsTheTrueStepAtEveryOffsetInTheWindow() {
        for (int offset = -2; offset <= 2; offset++) {
            var fresh = new TestDevice(MfaRules.AWS, -300);
            long step = NOW - 300 + offset;
            assertThat(fresh.type(step, NOW).orElseThrow().step()).isEqualTo(step);
        }
    }

    @Test
    void eachCodeOfTheWindowIsGoodOnceInAnyOrder() {
        for (int offset : new int[] {2, -2, 1, -1, 0}) {
            assertThat(device.type(NOW + offset, NOW)).isPresent();
            assertThat(device.type(NOW + offset, NOW)).isEmpty();
        }
    }

    @Test
    void codesDoNotMoveTheDrift() {
        device.type(NOW + 2, NOW);
        device.type(NOW + 12, NOW + 10);
        assertThat(device.row().drift()).isZero();
    }

    @ParameterizedTest(name = "second code {0} steps from now: {1}")
    @CsvSource({
        "-999, false",
        "-998, true",
        "-1, true",
        "0, true",
        "1, true",
        "1000, true",
        "1001, false"
    })
    void T53_aPairIsFoundFrom998StepsBackTo1000Ahead(int offset, boolean found) {
        var verdict = device.pair(NOW + offset, NOW);
        assertThat(verdict instanceof PairVerdict.Good).isEqualTo(found);
        if (verdict instanceof PairVerdict.Good(long step, int drift)) {
            assertThat(step).isEqualTo(NOW + offset);
            assertThat(drift).isEqualTo(offset);
        }
    }

    @ParameterizedTest(name = "second code {0} steps from the adjusted time: {1}")
    @CsvSource({"-999, false", "-998, true", "1000, true", "1001, false"})
    void T53_aResyncSearchesAroundThePresentDriftAndNotAroundTrueTime(int offset, boolean found) {
        var slow = new TestDevice(MfaRules.AWS, -700);
        assertThat(slow.pair(NOW - 700 + offset, NOW) instanceof PairVerdict.Good).isEqualTo(found);
    }

    @ParameterizedTest(name = "{0} steps late")
    @ValueSource(ints = {1, 2, 3, 60})
    void aLatePairStoresItsLatenessAndBeyondTwoStepsThePhonesCodesFailUntilAResync(int late) {
        device.resync(NOW - late, NOW, MfaRules.AWS);
        assertThat(device.row().drift()).isEqualTo(-late);
        assertThat(device.type(NOW + 1, NOW + 1).isPresent()).isEqualTo(late <= 2);
        device.resync(NOW + 5, NOW + 5, MfaRules.AWS);
        assertThat(device.row().drift()).isZero();
        assertThat(device.type(NOW + 6, NOW + 6)).isPresent();
    }

    @Test
    void aPairMustLieAfterTheLastPairAndAnOverlapByOneIsRefused() {
        device.resync(NOW, NOW, MfaRules.AWS);
        assertThat(device.pair(NOW, NOW)).isInstanceOf(PairVerdict.None.class);
        assertThat(device.pair(NOW - 5, NOW)).isInstanceOf(PairVerdict.None.class);
        assertThat(device.pair(NOW + 1, NOW + 1)).isInstanceOf(PairVerdict.None.class);
        assertThat(device.pair(NOW + 2, NOW + 2)).isInstanceOf(PairVerdict.Good.class);
    }

    @Test
    void codesOfAnAcceptedPairAreStillGoodOnceEach() {
        device.resync(NOW, NOW, MfaRules.AWS);
        assertThat(device.type(NOW - 1, NOW)).isPresent();
        assertThat(device.type(NOW, NOW)).isPresent();
        assertThat(device.type(NOW, NOW)).isEmpty();
    }

    @Test
    void aPairMayHoldSpentCodesAndDoesNotFreeThem() {
        device.type(NOW, NOW);
        assertThat(device.resync(NOW, NOW, MfaRules.AWS)).isInstanceOf(PairVerdict.Good.class);
        assertThat(device.type(NOW, NOW)).isEmpty();
    }
}
