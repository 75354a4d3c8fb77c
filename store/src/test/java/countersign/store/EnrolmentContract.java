package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Token;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Enrolment;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.Enrolments.Assignment;
import countersign.iam.mfa.Guard;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.Verification;
import countersign.iam.signin.CodeOutcome;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assigning a device. */
abstract class EnrolmentContract extends Contract {
    private static MfaDevice assigned(Assignment assignment) {
        return ((Assignment.Assigned) assignment).device();
    }

    @Test
    void T47_T55_aDeviceExistsOnlyFromItsSecondCodeOn() {
        Rig rig = hardened();
        Token session = rig.signIn();
        Enrolment enrolment = rig.begin(session, "phone");
        assertThat(rig.devices()).isEmpty();
        assertThat(rig.find(rig.signIn())).as("nothing is asked yet").isPresent();
        Seed seed = rig.seed(session, enrolment);
        rig.nextStep();
        MfaDevice device = assigned(rig.assign(session, enrolment, seed, rig.now));
        assertThat(rig.devices()).containsExactly(device);
        assertThat(rig.pending()).isNotNull();
    }

    @Test
    void T37_T47_wrongEqualSwappedAndOldPairsAreRefusedAlikeAndKeepTheSeed() {
        Rig rig = hardened();
        Token session = rig.signIn();
        Enrolment enrolment = rig.begin(session, "phone");
        Seed seed = rig.seed(session, enrolment);
        rig.pass(Duration.ofMinutes(3));
        OtpCode now = Rig.codeAt(seed, rig.now);
        OtpCode before = Rig.codeAt(seed, rig.now.minusSeconds(30));
        OtpCode old = Rig.codeAt(seed, rig.now.minusSeconds(3_600));
        OtpCode[][] pairs = {{now, now}, {now, before}, {old, now}, {before, old}, {old, old}};
        for (OtpCode[] pair : pairs) {
            assertThat(
                            rig.iam
                                    .enrolments()
                                    .assign(rig.caller(session), enrolment.id(), pair[0], pair[1]))
                    .isEqualTo(new Assignment.Refused());
        }
        assertThat(rig.devices()).isEmpty();
        assertThat(rig.seed(session, enrolment)).isEqualTo(seed);
        assigned(rig.assign(session, enrolment, seed, rig.now));
    }

    @Test
    void aSeedIsShownOnlyInTheSessionThatBeganAndOnlyUntilItEnds() {
        Rig rig = hardened();
        Token mine = rig.signIn();
        Token other = rig.signIn();
        Enrolment enrolment = rig.begin(mine, "phone");
        var enrolments = rig.iam.enrolments();
        assertThat(enrolments.seed(rig.caller(other), enrolment.id())).isEmpty();
        enrolments.end(rig.caller(other), enrolment.id());
        assertThat(enrolments.seed(rig.caller(mine), enrolment.id())).isPresent();
        enrolments.end(rig.caller(mine), enrolment.id());
        assertThat(enrolments.seed(rig.caller(mine), enrolment.id())).isEmpty();
        Enrolment late = rig.begin(mine, "phone");
        rig.pass(Enrolments.LIFETIME);
        assertThat(enrolments.seed(rig.caller(mine), late.id())).isEmpty();
    }

    @Test
    void aCancelledAnExpiredAndASignedOutEnrolmentLeaveNothing() {
        Rig rig = hardened();
        Token session = rig.signIn();
        Enrolment cancelled = rig.begin(session, "phone");
        rig.iam.enrolments().end(rig.caller(session), cancelled.id());
        Enrolment expired = rig.begin(session, "phone");
        Seed seed = rig.seed(session, expired);
        rig.pass(Enrolments.LIFETIME);
        assertThat(rig.assign(session, expired, seed, rig.now)).isInstanceOf(Assignment.Gone.class);
        rig.iam.sessions().signOut(rig.caller(session));
        for (Enrolment gone : new Enrolment[] {cancelled, expired}) {
            assertThat(
                            rig.store.<Boolean>read(tables ->
                                    tables.enrolments()
                                            .find(rig.account.id(), gone.id())
                                            .isEmpty()))
                    .isTrue();
        }
        assertThat(rig.devices()).isEmpty();
        assertThat(rig.begin(rig.signIn(), "phone").name().text()).isEqualTo("phone");
    }

    @Test
    void ofTwoTabsThatRaceTheFirstEnrolmentOneWinsAndTheOtherIsToldThatMfaIsNeeded() {
        Rig rig = hardened();
        for (int round = 0; round < 5; round++) {
            Token[] tabs = {rig.signIn(), rig.signIn()};
            Enrolment[] enrolments = {rig.begin(tabs[0], "one"), rig.begin(tabs[1], "two")};
            Seed[] seeds = {rig.seed(tabs[0], enrolments[0]), rig.seed(tabs[1], enrolments[1])};
            rig.nextStep();
            Instant now = rig.now;
            var outcomes = Rig.race(2, n -> rig.assign(tabs[n], enrolments[n], seeds[n], now));
            assertThat(outcomes).filteredOn(Assignment.Assigned.class::isInstance).hasSize(1);
            assertThat(outcomes).contains(new Assignment.Needs(Guard.Need.MFA_SESSION));
            int winner = outcomes.get(0) instanceof Assignment.Assigned ? 0 : 1;
            rig.nextWindow();
            var phone = new Rig.Phone(seeds[winner], assigned(outcomes.get(winner)));
            Token session = rig.signIn(phone);
            rig.nextStep();
            assertThat(rig.remove(session, phone, phone)).isEqualTo(new Devices.Removal.Removed(0));
            rig.nextWindow();
        }
    }

    @Test
    void ofTwoWizardsInOneSessionTheSecondEndsTheFirst() {
        Rig rig = hardened();
        Token session = rig.signIn();
        Enrolment first = rig.begin(session, "first");
        Seed seed = rig.seed(session, first);
        rig.begin(session, "second");
        rig.nextStep();
        assertThat(rig.assign(session, first, seed, rig.now)).isInstanceOf(Assignment.Gone.class);
    }

    @Test
    void C21_aUserHasUpToEightDevicesOfDifferentNames() {
        Rig rig = hardened();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        for (int number = 2; number <= 7; number++) {
            rig.insert(rig.account, "key" + number, Seed.random(new SecureRandom()));
        }
        rig.nextStep();
        Token session = rig.signIn(phone);
        var taken = rig.iam.enrolments().begin(rig.caller(session), new DeviceName("phone"));
        assertThat(taken).isEqualTo(new Enrolments.Begun.NameTaken(new DeviceName("phone-2")));
        rig.enrol(session, "eighth");
        assertThat(rig.iam.enrolments().begin(rig.caller(session), new DeviceName("ninth")))
                .isEqualTo(new Enrolments.Begun.QuotaReached(8));
    }

    @ParameterizedTest(name = "{0} steps")
    @ValueSource(ints = {-20, -3, 3, 20})
    void aDistantPairIsAskedAboutAndASecondAtTheSameDistanceIsTheClock(int offset) {
        Rig rig = hardened();
        Token session = rig.signIn();
        Enrolment enrolment = rig.begin(session, "phone");
        Seed seed = rig.seed(session, enrolment);
        Duration off = Duration.ofSeconds(offset * 30L);
        assertThat(rig.assign(session, enrolment, seed, rig.now.plus(off)))
                .isEqualTo(new Assignment.Distant(off));
        assertThat(rig.devices()).isEmpty();
        rig.pass(Duration.ofMinutes(1));
        MfaDevice device = assigned(rig.assign(session, enrolment, seed, rig.now.plus(off)));
        assertThat(device.drift()).isEqualTo(offset);
        rig.nextStep();
        var phone = new Rig.Phone(seed, device);
        assertThat(rig.check(phone, phone.code(rig.now.plus(off))))
                .isInstanceOf(Verification.Accepted.class);
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Verification.Refused.class);
    }

    @Test
    void latenessNeverBecomesDrift() {
        Rig rig = hardened();
        Token session = rig.signIn();
        Enrolment enrolment = rig.begin(session, "phone");
        Seed seed = rig.seed(session, enrolment);
        rig.pass(Duration.ofMinutes(6));
        Instant noted = rig.now.minus(Duration.ofMinutes(5));
        assertThat(rig.assign(session, enrolment, seed, noted))
                .isInstanceOf(Assignment.Distant.class);
        assertThat(rig.assign(session, enrolment, seed, noted.plusSeconds(60)))
                .as("four codes noted down together")
                .isInstanceOf(Assignment.Distant.class);
        assertThat(rig.assign(session, enrolment, seed, noted.plusSeconds(30)))
                .as("an overlapping pair")
                .isInstanceOf(Assignment.Distant.class);
        assertThat(assigned(rig.assign(session, enrolment, seed, rig.now)).drift()).isZero();
    }

    @Test
    void C12_aPairBeyondTwentyStepsIsRefused() {
        Rig rig = hardened();
        Token session = rig.signIn();
        Enrolment enrolment = rig.begin(session, "phone");
        Seed seed = rig.seed(session, enrolment);
        assertThat(rig.assign(session, enrolment, seed, rig.now.minusSeconds(21 * 30)))
                .isInstanceOf(Assignment.Refused.class);
        assertThat(rig.assign(session, enrolment, seed, rig.now.plusSeconds(21 * 30)))
                .isInstanceOf(Assignment.Refused.class);
    }

    @Test
    void C10_theCodesOfTheEnrolmentAreSpent() {
        Rig rig = hardened();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        assertThat(rig.code(rig.pending(), phone, phone.code(rig.now)))
                .isInstanceOf(CodeOutcome.Refused.class);
        assertThat(rig.code(rig.pending(), phone, phone.code(rig.now.plusSeconds(30))))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @Test
    void underAwsRulesCodesOfTheEnrolmentAreGoodOnceAtSignIn() {
        Rig rig = aws();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        OtpCode code = phone.code(rig.now);
        assertThat(rig.code(rig.pending(), phone, code)).isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(rig.code(rig.pending(), phone, code)).isInstanceOf(CodeOutcome.Refused.class);
    }

    @Test
    void underAwsRulesALatePairAssignsTheDeviceAndLeavesItOutOfSync() {
        Rig rig = aws();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone", Duration.ofMinutes(-5));
        assertThat(rig.row(phone).drift()).isEqualTo(-10);
        assertThat(rig.code(rig.pending(), phone, phone.code(rig.now)))
                .isInstanceOf(CodeOutcome.Refused.class);
        rig.nextStep();
        var resync =
                rig.iam
                        .signIn()
                        .resync(
                                rig.pending(),
                                phone.device().id(),
                                phone.code(rig.now.minusSeconds(30)),
                                phone.code(rig.now),
                                rig.client,
                                rig.now);
        assertThat(resync).contains(new Devices.Resync.Done(0));
        rig.nextStep();
        assertThat(rig.code(rig.pending(), phone, phone.code(rig.now)))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @Test
    void C23_C28_C42_assigningIsToldToEveryAddressAndRecorded() {
        Rig rig = hardened();
        Token session = rig.signIn();
        rig.confirmAddress(session, "second@example.com");
        Rig.Phone phone = rig.enrol(session, "phone");
        String mail = rig.mail();
        assertThat(mail)
                .contains("To: root@example.com\nAn MFA device was added")
                .contains("To: second@example.com\nAn MFA device was added")
                .contains("If it was not you")
                .contains(phone.device().serial().arn());
        assertThat(rig.audit()).contains("\"eventName\":\"EnableMFADevice\"");
    }
}
