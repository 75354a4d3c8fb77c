package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Token;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.Guard;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Password;
import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.PasswordOutcome;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No state is reached but by its proofs, and none outlives what ended it. */
abstract class FlowContract extends Contract {
    private Rig rig;

    @BeforeEach
    void open() {
        rig = hardened();
    }

    private Enrolments.Begun begin(Token session, String name) {
        return rig.iam.enrolments().begin(rig.caller(session), new DeviceName(name));
    }

    @Test
    void T33_C22_aSessionWithoutMfaCannotTouchDevicesOnceThereIsOne() {
        Token old = rig.signIn();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        assertThat(begin(old, "mine"))
                .isEqualTo(new Enrolments.Begun.Needs(Guard.Need.MFA_SESSION));
        assertThat(rig.remove(old, phone, phone))
                .isEqualTo(new Devices.Removal.Needs(Guard.Need.MFA_SESSION));
        assertThat(rig.iam.addresses().add(rig.caller(old), new EmailAddress("x@example.com")))
                .isEqualTo(new countersign.iam.mail.Addresses.Change.Needs(Guard.Need.MFA_SESSION));
        assertThat(rig.devices()).hasSize(1);
    }

    @Test
    void T34_T40_aFactorAddedInASessionDoesNotLiftThatSession() {
        Token session = rig.signIn();
        Rig.Phone phone = rig.enrol(session, "phone");
        rig.nextStep();
        assertThat(rig.caller(session).proofs().hasMfa()).isFalse();
        assertThat(begin(session, "second"))
                .isEqualTo(new Enrolments.Begun.Needs(Guard.Need.MFA_SESSION));
        assertThat(
                        rig.iam
                                .reauthentication()
                                .code(
                                        rig.caller(session),
                                        phone.device().id(),
                                        phone.code(rig.now)))
                .isInstanceOf(Verification.NoSuchDevice.class);
        assertThat(rig.caller(session).proofs().hasMfa()).isFalse();
    }

    @Test
    void C25_aSessionWithMfaMayChangeDevicesForFifteenMinutesAndThenAfterAFreshCode() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        Token session = rig.signIn(phone);
        assertThat(begin(session, "second")).isInstanceOf(Enrolments.Begun.Started.class);
        rig.pass(Duration.ofMinutes(10));
        rig.find(session);
        rig.settle();
        rig.pass(Duration.ofMinutes(6));
        assertThat(begin(session, "second"))
                .isEqualTo(new Enrolments.Begun.Needs(Guard.Need.FRESH_CODE));
        var renewed =
                rig.iam
                        .reauthentication()
                        .code(rig.caller(session), phone.device().id(), phone.code(rig.now));
        Token next = ((Verification.Accepted<Token>) renewed).value();
        assertThat(begin(next, "second")).isInstanceOf(Enrolments.Begun.Started.class);
    }

    @Test
    void T35_T36_aPendingSignInIsNoSessionAndASessionNoPendingSignIn() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        Token pending = rig.pending();
        assertThat(rig.find(pending)).isEmpty();
        Token session = rig.signIn(phone);
        assertThat(rig.iam.signIn().waiting(session, rig.now)).isEmpty();
        rig.nextStep();
        assertThat(rig.code(session, phone, phone.code(rig.now)))
                .isInstanceOf(CodeOutcome.Ended.class);
    }

    @Test
    void T36_noStepCanBeTakenBeforeTheOneThatLeadsToIt() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        var other = rig.create(new EmailAddress("other@example.com"));
        Rig.Phone theirs = rig.insert(other, "theirs", Seed.random(new SecureRandom()));
        rig.nextStep();
        Token pending = rig.pending();
        assertThat(
                        rig.iam
                                .signIn()
                                .confirmResync(pending, phone.code(rig.now), rig.client, rig.now))
                .as("no resync was begun")
                .isInstanceOf(CodeOutcome.Ended.class);
        assertThat(rig.code(pending, theirs, theirs.code(rig.now)))
                .as("a device of somebody else")
                .isInstanceOf(CodeOutcome.Refused.class);
        assertThat(rig.code(pending, phone, phone.code(rig.now)))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        rig.nextStep();
        assertThat(rig.code(pending, phone, phone.code(rig.now)))
                .as("used up")
                .isInstanceOf(CodeOutcome.Ended.class);
    }

    @Test
    void aSignInWaitsTenMinutesForItsCodeAndNotWhenTheClockHasGoneBack() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.pass(Duration.ofMinutes(1));
        Token pending = rig.pending();
        rig.pass(Duration.ofSeconds(599));
        assertThat(rig.iam.signIn().waiting(pending, rig.now)).isPresent();
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.iam.signIn().waiting(pending, rig.now)).isEmpty();
        rig.pass(Duration.ofSeconds(-601));
        assertThat(rig.code(pending, phone, phone.code(rig.now)))
                .isInstanceOf(CodeOutcome.Ended.class);
    }

    @Test
    void C40_aSessionEndsAfterFifteenIdleMinutes() {
        Token session = rig.signIn();
        rig.pass(Duration.ofMinutes(15).minusMillis(1));
        assertThat(rig.find(session)).isPresent();
        rig.settle();
        rig.pass(Duration.ofMinutes(15));
        assertThat(rig.find(session)).isEmpty();
    }

    @Test
    void C40_aSessionEndsAfterTwelveHoursHoweverBusyAndRenewed() {
        Token session = rig.signIn();
        for (int tenth = 0; tenth < 71; tenth++) {
            rig.pass(Duration.ofMinutes(10));
            if (tenth == 35) {
                session =
                        rig.iam
                                .reauthentication()
                                .password(rig.caller(session), Rig.PASSWORD)
                                .orElseThrow();
            }
            assertThat(rig.find(session)).isPresent();
            rig.settle();
        }
        rig.pass(Duration.ofMinutes(10));
        assertThat(rig.find(session)).isEmpty();
    }

    @Test
    void C47_everyAuthenticationGivesANewTokenAndEndsTheOldOne() {
        Token first = rig.signIn();
        Token second =
                rig.iam.reauthentication().password(rig.caller(first), Rig.PASSWORD).orElseThrow();
        assertThat(rig.find(first)).isEmpty();
        assertThat(rig.caller(second).session().series()).isNotEqualTo(second.id());
        Rig.Phone phone = rig.enrol(second, "phone");
        rig.nextStep();
        Token third = rig.signIn(phone);
        rig.nextStep();
        var renewed =
                rig.iam
                        .reauthentication()
                        .code(rig.caller(third), phone.device().id(), phone.code(rig.now));
        assertThat(renewed).isInstanceOf(Verification.Accepted.class);
        assertThat(rig.find(third)).isEmpty();
    }

    @Test
    void C26_onesOtherSessionsCanBeListedAndEndedAndNobodyElses() {
        rig.create(new EmailAddress("other@example.com"));
        Token mine = rig.signIn();
        Token old = rig.signIn();
        var theirs =
                (PasswordOutcome.SignedIn)
                        rig.iam
                                .signIn()
                                .password(
                                        new EmailAddress("other@example.com"),
                                        Rig.PASSWORD,
                                        rig.client,
                                        rig.now);
        var caller = rig.caller(mine);
        assertThat(rig.iam.sessions().list(caller)).hasSize(2);
        String theirSeries = rig.caller(theirs.session()).session().series();
        assertThat(rig.iam.sessions().end(caller, theirSeries)).isFalse();
        assertThat(rig.iam.sessions().end(caller, rig.caller(old).session().series())).isTrue();
        assertThat(rig.find(old)).isEmpty();
        Token another = rig.signIn();
        assertThat(rig.iam.sessions().endOthers(caller)).isEqualTo(1);
        assertThat(rig.find(another)).isEmpty();
        assertThat(rig.find(theirs.session())).isPresent();
        rig.iam.sessions().signOut(caller);
        assertThat(rig.find(mine)).isEmpty();
    }

    @Test
    void C27_removingAFactorEndsOtherSessionsAndSignInsUnderWayAtOnce() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        Rig.Phone tablet = rig.insert(rig.account, "tablet", phone.seed());
        rig.nextStep();
        Token mine = rig.signIn(phone);
        Token other = rig.signIn(tablet);
        Token pending = rig.pending();
        rig.nextStep();
        assertThat(rig.remove(mine, tablet, phone)).isEqualTo(new Devices.Removal.Removed(1));
        assertThat(rig.find(mine)).isPresent();
        assertThat(rig.find(other)).isEmpty();
        assertThat(rig.code(pending, tablet, tablet.code(rig.now)))
                .isInstanceOf(CodeOutcome.Ended.class);
    }

    @Test
    void T44_removingChecksTheCode() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        Token session = rig.signIn(phone);
        var caller = rig.caller(session);
        var id = phone.device().id();
        assertThat(rig.iam.devices().remove(caller, id, id, phone.wrongCode(rig.now)))
                .isInstanceOf(Devices.Removal.CodeNotAccepted.class);
        assertThat(rig.devices()).hasSize(1);
    }

    @Test
    void aRequestInFlightWhenItsSessionIsEndedChangesNoDevices() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        Token mine = rig.signIn(phone);
        rig.nextStep();
        Token thiefs = rig.signIn(phone);
        var thief = rig.caller(thiefs);
        var begun = rig.begin(thiefs, "thiefs");
        Seed seed = rig.seed(thiefs, begun);
        rig.nextStep();
        rig.iam.sessions().endOthers(rig.caller(mine));
        OtpCode code = phone.code(rig.now);
        var id = phone.device().id();
        assertThat(
                        rig.iam
                                .enrolments()
                                .assign(
                                        thief,
                                        begun.id(),
                                        Rig.codeAt(seed, rig.now.minusSeconds(30)),
                                        Rig.codeAt(seed, rig.now)))
                .isInstanceOf(Enrolments.Assignment.Gone.class);
        assertThat(rig.iam.enrolments().begin(thief, new DeviceName("again")))
                .isInstanceOf(Enrolments.Begun.Needs.class);
        assertThat(rig.iam.devices().remove(thief, id, id, code))
                .isInstanceOf(Devices.Removal.NoSuchDevice.class);
        assertThat(rig.iam.addresses().add(thief, new EmailAddress("thief@example.com")))
                .isInstanceOf(countersign.iam.mail.Addresses.Change.NotPossible.class);
        assertThat(rig.check(phone, code)).as("unspent").isInstanceOf(Verification.Accepted.class);
        assertThat(rig.devices()).hasSize(1);
    }

    @Test
    void aSignInThatRacesTheRemovalOfItsDeviceLeavesNoSessionOfIt() {
        Rig wide = rig(WIDE);
        Rig.Phone phone = wide.enrol(wide.signIn(), "phone");
        for (int round = 0; round < 10; round++) {
            wide.nextWindow();
            Rig.Phone lost = wide.insert(wide.account, "lost" + round, phone.seed());
            Token mine = wide.signIn(phone);
            wide.nextStep();
            Token pending = wide.pending();
            Rig.race(
                    2,
                    n ->
                            n == 0
                                    ? wide.remove(mine, lost, phone)
                                    : wide.code(pending, lost, lost.code(wide.now)));
            assertThat(wide.iam.sessions().list(wide.caller(mine)))
                    .noneMatch(session ->
                            session.proofs()
                                    .mfa()
                                    .filter(proof -> proof.device().equals(lost.device().id()))
                                    .isPresent());
            wide.iam.sessions().signOut(wide.caller(mine));
        }
    }

    @Test
    void aSignInThatRacesAChangeOfThePasswordLeavesNoSessionOfTheOldOne() {
        for (int round = 0; round < 4; round++) {
            Password old = Password.of("the password of round " + round);
            Password next = Password.of("the password of round " + (round + 1));
            if (round == 0) {
                rig.iam.passwordChange().change(rig.caller(rig.signIn()), old);
            }
            rig.nextWindow();
            Token mine = ((PasswordOutcome.SignedIn) rig.password(old)).session();
            var caller = rig.caller(mine);
            Rig.race(
                    4,
                    n ->
                            n == 0
                                    ? rig.iam.passwordChange().change(caller, next)
                                    : rig.password(old));
            assertThat(rig.iam.sessions().list(rig.caller(mine))).hasSize(1);
        }
    }
}
