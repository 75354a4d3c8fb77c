package countersign.iam.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MfaRulesTest {
    @Test
    void theBudgetIsNineChecksInThreeMinutesUnderBothRules() {
        for (MfaRules rules : new MfaRules[] {MfaRules.HARDENED, MfaRules.AWS}) {
            assertThat(rules.budget().checks()).isEqualTo(9);
            assertThat(rules.budget().window()).isEqualTo(Duration.ofMinutes(3));
            assertThat(rules.devicesPerPrincipal()).isEqualTo(8);
        }
    }

    @Test
    void hardenedCountsByLaneAndClosesAtOneHundredAndAwsDoesNeither() {
        assertThat(MfaRules.HARDENED.counted(Lane.CONSOLE)).isEqualTo(Lane.CONSOLE);
        assertThat(MfaRules.HARDENED.budget().closesAfter()).isEqualTo(100);
        assertThat(MfaRules.AWS.counted(Lane.CONSOLE)).isEqualTo(Lane.EVERY);
        assertThat(MfaRules.AWS.budget().closesAfter()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void moreChecksChangeNothingElse() {
        MfaRules wide = MfaRules.HARDENED.withChecks(1_000);
        assertThat(wide.budget().checks()).isEqualTo(1_000);
        assertThat(wide.codeWindow()).isEqualTo(MfaRules.HARDENED.codeWindow());
        assertThat(wide.memory()).isEqualTo(MfaRules.HARDENED.memory());
    }

    @Test
    void rulesAreFoundByNameAndNoOtherNameIsTaken() {
        assertThat(MfaRules.named("hardened")).contains(MfaRules.HARDENED);
        assertThat(MfaRules.named("aws")).contains(MfaRules.AWS);
        assertThat(MfaRules.named("Hardened")).isEmpty();
    }

    @ParameterizedTest(name = "{0} is in the window that starts at {1}")
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01T00:02:59.999Z, 2026-01-01T00:00:00Z",
        "2026-01-01T00:03:00Z, 2026-01-01T00:03:00Z",
        "1969-12-31T23:59:59Z, 1969-12-31T23:57:00Z"
    })
    void windowsStartAtMultiplesOf180SecondsOfUtc(Instant at, Instant start) {
        Window window = Window.at(at, Duration.ofMinutes(3));
        assertThat(Instant.ofEpochSecond(window.startSecond())).isEqualTo(start);
        assertThat(window.end()).isEqualTo(start.plusSeconds(180));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-2147483648"})
    void T58_zeroAndNegativeNumbersAreRefusedWhenRulesAreMade(int number) {
        Duration minutes = Duration.ofMinutes(3);
        refused(() -> MfaRules.HARDENED.withChecks(number));
        refused(() -> new MfaRules.Budget(9, minutes, true, number));
        refused(() -> new MfaRules.Budget(9, Duration.ofSeconds(number), true, 100));
        refused(() -> Window.at(Instant.EPOCH, Duration.ofSeconds(number)));
        refused(() -> new MfaRules.Pair(number - 1, 20, 2, false));
    }

    @Test
    void T58_hugeNumbersAreRefusedWhenRulesAreMade() {
        refused(() -> new MfaRules.Pair(Integer.MAX_VALUE, 20, 2, false));
        refused(() -> new MfaRules.Pair(20, Integer.MAX_VALUE, 2, false));
    }

    private static void refused(Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
    }
}
