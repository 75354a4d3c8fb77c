package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Token;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Devices.Resync;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.Verification;
import countersign.iam.mfa.Verification.Accepted;
import countersign.iam.mfa.Verification.Refused;
import countersign.iam.signin.CodeOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices out of sync, and devices removed. */
abstract class DeviceContract extends Contract {
    private static Rig.Phone enrolled(Rig rig) {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.pass(Duration.ofMinutes(12));
        return phone;
    }

    private static Resync resync(Rig rig, Token session, Rig.Phone phone, Instant shown) {
        var caller = rig.caller(session);
        var attempt = Devices.consoleAttempt(caller, phone.device().id(), "ResyncMFADevice");
        return rig.iam
                .devices()
                .resync(
                        attempt,
                        caller.session().series(),
                        phone.code(shown.minusSeconds(30)),
                        phone.code(shown));
    }

    private static Verification<MfaDevice> confirm(
            Rig rig, Token session, Rig.Phone phone, Instant shown) {
        var caller = rig.caller(session);
        var pending = rig.iam.devices().pending(caller.session().series(), rig.now).orElseThrow();
        return rig.iam.devices().confirm(caller, pending, phone.code(shown));
    }

    @ParameterizedTest(name = "a clock that is {0} steps off")
    @ValueSource(ints = {-20, -8, 8, 20})
    void hardenedResyncInTheConsoleTakesAPairAndAFreshCode(int steps) {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Token session = rig.signIn(phone);
        Duration off = Duration.ofSeconds(steps * 30L);
        rig.pass(Duration.ofMinutes(12));
        assertThat(rig.check(phone, phone.code(rig.now.plus(off)))).isInstanceOf(Refused.class);
        assertThat(rig.audit()).contains(steps < 0 ? "late by " + -steps : "ahead by " + steps);
        assertThat(resync(rig, session, phone, rig.now.plus(off)))
                .isEqualTo(new Resync.FreshCodeNeeded(steps));
        assertThat(rig.row(phone).drift()).as("a pair alone moves nothing").isZero();
        rig.nextStep();
        assertThat(confirm(rig, session, phone, rig.now.plus(off))).isInstanceOf(Accepted.class);
        assertThat(rig.row(phone).drift()).isEqualTo(steps);
        rig.pass(Duration.ofMinutes(12));
        Token next = rig.pending();
        assertThat(rig.code(next, phone, phone.code(rig.now.plus(off))))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @ParameterizedTest(name = "a clock that is {0} steps off")
    @ValueSource(ints = {-15, 15})
    void hardenedResyncAtSignInTakesAPairAndAFreshCodeThatSignsIn(int steps) {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Duration off = Duration.ofSeconds(steps * 30L);
        Token pending = rig.pending();
        Instant shown = rig.now.plus(off);
        assertThat(
                        rig.iam
                                .signIn()
                                .resync(
                                        pending,
                                        phone.device().id(),
                                        phone.code(shown.minusSeconds(30)),
                                        phone.code(shown),
                                        rig.client,
                                        rig.now))
                .contains(new Resync.FreshCodeNeeded(steps));
        rig.nextStep();
        var outcome =
                rig.iam
                        .signIn()
                        .confirmResync(pending, phone.code(rig.now.plus(off)), rig.client, rig.now);
        assertThat(outcome).isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(rig.row(phone).drift()).isEqualTo(steps);
    }

    @Test
    void aLatePairIsNotTheClockWhenTheFreshCodeIsOfNow() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Token session = rig.signIn(phone);
        rig.pass(Duration.ofMinutes(10));
        resync(rig, session, phone, rig.now.minus(Duration.ofMinutes(5)));
        rig.nextStep();
        assertThat(confirm(rig, session, phone, rig.now)).isInstanceOf(Refused.class);
        assertThat(rig.row(phone).drift()).isZero();
        assertThat(rig.check(phone, phone.code(rig.now)))
                .as("its codes go on being good")
                .isInstanceOf(Accepted.class);
    }

    @Test
    void threeCodesNotedDownTogetherAreNoProofOfASlowClock() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Token session = rig.signIn(phone);
        rig.pass(Duration.ofMinutes(10));
        Instant noted = rig.now.minus(Duration.ofMinutes(5));
        resync(rig, session, phone, noted);
        assertThat(confirm(rig, session, phone, noted.plusSeconds(30))).isInstanceOf(Refused.class);
        assertThat(rig.row(phone).drift()).isZero();
    }

    @Test
    void C12_hardenedResyncGoesNoFartherThanTwentySteps() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Token session = rig.signIn(phone);
        rig.pass(Duration.ofMinutes(14));
        assertThat(resync(rig, session, phone, rig.now.minusSeconds(21 * 30)))
                .isInstanceOf(Resync.Refused.class);
        assertThat(resync(rig, session, phone, rig.now.plusSeconds(21 * 30)))
                .isInstanceOf(Resync.Refused.class);
    }

    @ParameterizedTest(name = "a clock that is {0} steps off")
    @ValueSource(ints = {-998, -3, 3, 1000})
    void underAwsRulesAPairAloneSetsTheDriftInTheConsole(int steps) {
        Rig rig = aws();
        Rig.Phone phone = enrolled(rig);
        rig.pass(Duration.ofHours(9));
        Token session = rig.signIn(phone);
        Duration off = Duration.ofSeconds(steps * 30L);
        rig.nextStep();
        assertThat(resync(rig, session, phone, rig.now.plus(off)))
                .isEqualTo(new Resync.Done(steps));
        rig.nextStep();
        assertThat(rig.check(phone, phone.code(rig.now.plus(off)))).isInstanceOf(Accepted.class);
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Refused.class);
    }

    @Test
    void theAuditLogSaysWhenACodeIsOfAnotherDevice() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Rig.Phone tablet =
                rig.insert(
                        rig.account,
                        "tablet",
                        countersign.otp.Seed.random(new java.security.SecureRandom()));
        rig.check(phone, tablet.code(rig.now));
        assertThat(rig.audit()).contains("a code of another device of the same user");
        assertThat(rig.row(tablet).watermark()).as("and it is not spent").isNegative();
    }

    @Test
    void removingTheLastDeviceIsSaidLoudlyAndTheNextSignInAsksThePasswordAlone() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Token session = rig.signIn(phone);
        rig.nextStep();
        assertThat(rig.remove(session, phone, phone)).isEqualTo(new Devices.Removal.Removed(0));
        assertThat(rig.mail()).contains("protected by its password alone");
        assertThat(rig.devices()).isEmpty();
        assertThat(rig.find(rig.signIn())).isPresent();
        assertThat(rig.begin(session, "next")).isNotNull();
    }

    @Test
    void C29_aRemovedDevicesCodesAreRefusedAndNothingOfItIsLeft() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Rig.Phone tablet = rig.insert(rig.account, "tablet", phone.seed());
        Token session = rig.signIn(phone);
        rig.check(tablet, tablet.wrongCode(rig.now));
        rig.nextStep();
        rig.remove(session, tablet, phone);
        assertThat(rig.check(tablet, tablet.code(rig.now)))
                .isInstanceOf(Verification.NoSuchDevice.class);
        int failures =
                rig.store.read(tables ->
                        tables.attempts()
                                .failures(
                                        rig.account.id(),
                                        tablet.device().id(),
                                        countersign.iam.mfa.Lane.CONSOLE));
        assertThat(failures).isZero();
    }
}
