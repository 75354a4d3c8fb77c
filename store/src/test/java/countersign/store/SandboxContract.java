package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.iam.account.Account;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.Attempt;
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.MfaRules;
import countersign.iam.mfa.Verification;
import countersign.iam.mfa.Verification.Accepted;
import countersign.iam.mfa.Verification.OverBudget;
import countersign.iam.mfa.Verification.Refused;
import countersign.iam.sandbox.Sandbox;
import countersign.iam.sandbox.Sandbox.Move;
import countersign.otp.Seed;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that tests can move. The system's stands still here. */
abstract class SandboxContract extends Contract {
    private static Sandbox sandbox(Rig rig) {
        return new Sandbox(rig.store);
    }

    private static Instant time(Rig rig, Account account) {
        return sandbox(rig).now(account.id(), rig.now).orElseThrow();
    }

    /** A check in the account's own time. */
    private static Verification<Boolean> check(Rig rig, Account account, Rig.Phone phone) {
        Instant now = time(rig, account);
        var attempt =
                new Attempt(
                        account,
                        rig.root(account),
                        phone.device().id(),
                        Lane.CONSOLE,
                        now,
                        rig.client,
                        "CheckMfa");
        return rig.iam.verifier().verify(attempt, phone.code(now), (_, _) -> true);
    }

    private static Rig.Phone phone(Rig rig) {
        return rig.insert(rig.account, "phone", Seed.random(new SecureRandom()));
    }

    @Test
    void theClockGoesForwardForEverybodyAndTicksOn() {
        Rig rig = aws();
        var sandbox = sandbox(rig);
        Rig.Phone phone = phone(rig);
        assertThat(check(rig, rig.account, phone)).isInstanceOf(Accepted.class);
        assertThat(check(rig, rig.account, phone)).isInstanceOf(Refused.class);
        sandbox.move(new Move.Advance(Duration.ofSeconds(30)), rig.now);
        sandbox.move(new Move.Advance(Duration.ofSeconds(30)), rig.now);
        assertThat(sandbox.now(rig.now)).as("cumulative").isEqualTo(rig.now.plusSeconds(60));
        assertThat(check(rig, rig.account, phone)).isInstanceOf(Accepted.class);
        rig.pass(Duration.ofSeconds(5));
        assertThat(time(rig, rig.account)).isEqualTo(rig.now.plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "hardened"})
    void whatWasSpentAfterTheNewTimeIsGoodAgainAndWhatWasSpentBeforeIsNot(String rules) {
        Rig rig = rig(MfaRules.named(rules).orElseThrow());
        var sandbox = sandbox(rig);
        Rig.Phone phone = phone(rig);
        assertThat(check(rig, rig.account, phone)).isInstanceOf(Accepted.class);
        sandbox.move(new Move.Advance(Duration.ofMinutes(10)), rig.now);
        assertThat(check(rig, rig.account, phone)).isInstanceOf(Accepted.class);
        for (int tries = 0; tries < 10; tries++) check(rig, rig.account, phone);
        assertThat(check(rig, rig.account, phone)).isInstanceOf(OverBudget.class);
        sandbox.move(new Move.To(rig.now.plusSeconds(15)), rig.now);
        assertThat(check(rig, rig.account, phone)).isInstanceOf(Refused.class);
        sandbox.move(new Move.Advance(Duration.ofSeconds(585)), rig.now);
        assertThat(check(rig, rig.account, phone)).isInstanceOf(Accepted.class);
    }

    @Test
    void anAccountCanHaveATimeOfItsOwn() {
        Rig rig = aws();
        var sandbox = sandbox(rig);
        Account other = rig.create(new EmailAddress("other@example.com"));
        var yearLater = rig.now.plus(Duration.ofDays(365));
        assertThat(sandbox.move(other.id(), new Move.To(yearLater), rig.now)).contains(yearLater);
        assertThat(time(rig, rig.account)).isEqualTo(rig.now);
        assertThat(time(rig, other)).isEqualTo(yearLater);
        sandbox.move(new Move.Advance(Duration.ofHours(1)), rig.now);
        assertThat(time(rig, rig.account)).isEqualTo(rig.now.plusSeconds(3_600));
        assertThat(time(rig, other)).isEqualTo(yearLater.plusSeconds(3_600));
        sandbox.move(other.id(), new Move.FollowSystem(), rig.now);
        assertThat(time(rig, other)).isEqualTo(rig.now);
        sandbox.move(new Move.FollowSystem(), rig.now);
        assertThat(time(rig, rig.account)).isEqualTo(rig.now);
    }

    @Test
    void aTimeWithoutCodesIsRefusedAndChangesNothing() {
        Rig rig = aws();
        var sandbox = sandbox(rig);
        for (Duration by :
                new Duration[] {
                    Duration.ofDays(-365 * 60L),
                    Duration.ofDays(365 * 9_000L),
                    Duration.ofSeconds(Long.MAX_VALUE)
                }) {
            assertThatThrownBy(() -> sandbox.move(new Move.Advance(by), rig.now))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> sandbox.move(rig.account.id(), new Move.Advance(by), rig.now))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(time(rig, rig.account)).isEqualTo(rig.now);
    }

    @Test
    void removingAnAccountRemovesAllItHasAndAResetEverything() {
        Rig rig = aws();
        var sandbox = sandbox(rig);
        Account other = rig.create(new EmailAddress("other@example.com"));
        rig.enrol(rig.signIn(), "phone");
        sandbox.move(new Move.Advance(Duration.ofHours(1)), rig.now);
        assertThat(sandbox.delete(rig.account.id())).isTrue();
        assertThat(sandbox.delete(rig.account.id())).isFalse();
        assertThat(sandbox.now(rig.account.id(), rig.now)).isEmpty();
        assertThat(time(rig, other)).isEqualTo(rig.now.plusSeconds(3_600));
        sandbox.reset();
        assertThat(rig.iam.accounts().list()).isEmpty();
        assertThat(sandbox.now(rig.now)).isEqualTo(rig.now);
        assertThat(sandbox.mail()).isEmpty();
    }
}
