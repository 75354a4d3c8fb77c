package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.iam.Token;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.MfaRules;
import countersign.iam.mfa.PendingResync;
import countersign.iam.mfa.Verification;
import countersign.iam.mfa.Verification.Accepted;
import countersign.iam.mfa.Verification.LaneClosed;
import countersign.iam.mfa.Verification.NoSuchDevice;
import countersign.iam.mfa.Verification.OverBudget;
import countersign.iam.mfa.Verification.Refused;
import countersign.iam.mfa.Window;
import countersign.iam.signin.CodeOutcome;
import countersign.otp.OtpCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Codes can be tried nine times in three minutes, and a hundred times in a row at all. */
abstract class BudgetContract extends Contract {
    private static final Lane KEY = new Lane("a key");

    private static Verification<Boolean> wrong(Rig rig, Rig.Phone phone) {
        return rig.check(phone, phone.wrongCode(rig.now));
    }

    private static int failures(Rig rig, Rig.Phone phone) {
        return rig.store.read(tables ->
                tables.attempts().failures(rig.account.id(), phone.device().id(), Lane.CONSOLE));
    }

    private static Rig.Phone enrolled(Rig rig) {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.now = Rig.START.plus(Duration.ofMinutes(6));
        return phone;
    }

    @Test
    void T32_theTenthTryInAWindowIsNotLookedAtAndTheNextWindowIsOpen() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        for (int tries = 0; tries < 9; tries++) {
            assertThat(wrong(rig, phone)).isInstanceOf(Refused.class);
        }
        assertThat(wrong(rig, phone))
                .isEqualTo(new OverBudget<>(rig.now.plus(Duration.ofMinutes(3))));
        rig.nextWindow();
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Accepted.class);
    }

    @Test
    void T29_aRightCodeOverTheBudgetIsNotLookedAtAndWritesNothing() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        rig.pass(Duration.ofSeconds(170));
        for (int tries = 0; tries < 9; tries++) wrong(rig, phone);
        var before = List.of(rig.row(phone), rig.audit(), failures(rig, phone));
        OtpCode code = phone.code(rig.now);
        assertThat(rig.check(phone, code)).isInstanceOf(OverBudget.class);
        assertThat(List.of(rig.row(phone), rig.audit(), failures(rig, phone))).isEqualTo(before);
        rig.pass(Duration.ofSeconds(10));
        assertThat(rig.check(phone, code)).as("it was not spent").isInstanceOf(Accepted.class);
    }

    @Test
    void T19_ofManyParallelTriesNoMoreThanTheBudgetAreLookedAt() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        var attempt = rig.attempt(phone);
        OtpCode wrong = phone.wrongCode(rig.now);
        var outcomes =
                Rig.race(500, _ -> rig.iam.verifier().verify(attempt, wrong, (_, _) -> true));
        assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(9);
        assertThat(outcomes).filteredOn(OverBudget.class::isInstance).hasSize(491);
    }

    @Test
    void T23_noFailureIsLostAmongManyAtOnce() {
        Rig rig = rig(WIDE);
        Rig.Phone phone = enrolled(rig);
        var attempt = rig.attempt(phone);
        OtpCode wrong = phone.wrongCode(rig.now);
        Rig.race(200, _ -> rig.iam.verifier().verify(attempt, wrong, (_, _) -> true));
        assertThat(failures(rig, phone)).isEqualTo(200);
    }

    @Test
    void T24_oneFailureIsCountedOnce() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        for (int tries = 1; tries <= 9; tries++) {
            wrong(rig, phone);
            assertThat(failures(rig, phone)).isEqualTo(tries);
        }
        wrong(rig, phone);
        assertThat(failures(rig, phone)).isEqualTo(9);
    }

    @Test
    void T22_aTryWhoseTransactionIsRolledBackHasBeenCounted() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        for (int tries = 0; tries < 9; tries++) {
            assertThatThrownBy(() ->
                            rig.iam
                                    .verifier()
                                    .verify(
                                            rig.attempt(phone),
                                            phone.code(rig.now),
                                            (_, _) -> {
                                                throw new IllegalStateException("cut off");
                                            }))
                    .hasMessage("cut off");
        }
        assertThat(failures(rig, phone)).isEqualTo(9);
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(OverBudget.class);
    }

    /** Every way in which a code is checked, each with a wrong one. */
    @Test
    void T18_T20_T28_everyPlaceThatChecksACodeCountsTheSameBudget() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Token session = rig.signIn(phone);
        Token pending = rig.pending();
        DeviceId device = phone.device().id();
        OtpCode wrong = phone.wrongCode(rig.now);
        var resync =
                new PendingResync(
                        "flow", rig.account.id(), device, 5, rig.now.plus(Duration.ofMinutes(9)));
        List<Runnable> places =
                List.of(
                        () -> rig.code(pending, phone, wrong),
                        () ->
                                rig.iam
                                        .signIn()
                                        .resync(pending, device, wrong, wrong, rig.client, rig.now),
                        () -> rig.iam.reauthentication().code(rig.caller(session), device, wrong),
                        () -> rig.iam.devices().resync(rig.attempt(phone), "flow", wrong, wrong),
                        () -> rig.iam.devices().confirm(rig.caller(session), resync, wrong),
                        () -> rig.iam.devices().remove(rig.caller(session), device, device, wrong));
        int counted = 0;
        for (Runnable place : places) {
            place.run();
            assertThat(failures(rig, phone)).isEqualTo(++counted);
        }
        wrong(rig, phone);
        wrong(rig, phone);
        assertThat(rig.code(pending, phone, wrong)).isInstanceOf(CodeOutcome.OverBudget.class);
        assertThat(rig.iam.reauthentication().code(rig.caller(session), device, wrong))
                .isInstanceOf(OverBudget.class);
        assertThat(rig.iam.devices().resync(rig.attempt(phone), "flow", wrong, wrong))
                .isInstanceOf(Devices.Resync.OverBudget.class);
    }

    @Test
    void T28_pairsOfAnEnrolmentAndTheProofOfItsBackupAreCountedToo() {
        Rig rig = hardened();
        Token session = rig.signIn();
        var enrolment = rig.begin(session, "phone");
        var seed = rig.seed(session, enrolment);
        rig.nextStep();
        for (int tries = 0; tries < 8; tries++) {
            assertThat(rig.assign(session, enrolment, seed, rig.now.minus(Duration.ofDays(1))))
                    .isInstanceOf(Enrolments.Assignment.Refused.class);
        }
        assertThat(rig.assign(session, enrolment, seed, rig.now))
                .isInstanceOf(Enrolments.Assignment.Assigned.class);
        assertThat(
                        rig.iam
                                .enrolments()
                                .proveBackup(
                                        rig.caller(session),
                                        enrolment.id(),
                                        Rig.codeAt(seed, rig.now)))
                .isEqualTo(Enrolments.BackupProof.OVER_BUDGET);
        rig.nextWindow();
        assertThat(
                        rig.iam
                                .enrolments()
                                .proveBackup(
                                        rig.caller(session),
                                        enrolment.id(),
                                        Rig.codeAt(seed, rig.now)))
                .isEqualTo(Enrolments.BackupProof.PROVED);
    }

    @Test
    void T21_T26_aLockFallsOnSignInsThatAreAlreadyUnderWay() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Token begunBefore = rig.pending();
        for (int tries = 0; tries < 9; tries++) wrong(rig, phone);
        Token begunAfter = rig.pending();
        OtpCode right = phone.code(rig.now);
        assertThat(rig.code(begunBefore, phone, right)).isInstanceOf(CodeOutcome.OverBudget.class);
        assertThat(rig.code(begunAfter, phone, right)).isInstanceOf(CodeOutcome.OverBudget.class);
    }

    @Test
    void T27_C17_aRightCodeClearsTheFailuresOfItsDeviceAndLaneOnly() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Rig.Phone tablet = rig.insert(rig.account, "tablet", phone.seed());
        OtpCode wrong = phone.wrongCode(rig.now);
        wrong(rig, phone);
        wrong(rig, tablet);
        rig.iam.verifier().verify(rig.attempt(phone, KEY), wrong, (_, _) -> true);
        rig.check(phone, phone.code(rig.now));
        assertThat(failures(rig, phone)).isZero();
        assertThat(failures(rig, tablet)).isEqualTo(1);
        int byKey =
                rig.store.read(tables ->
                        tables.attempts().failures(rig.account.id(), phone.device().id(), KEY));
        assertThat(byKey).isEqualTo(1);
    }

    @Test
    void T30_whoDoesNotKnowThePasswordCannotUseUpTheCodes() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        for (int tries = 0; tries < 12; tries++) rig.password(Rig.WRONG_PASSWORD);
        Token stranger = Token.random(new java.security.SecureRandom());
        for (int tries = 0; tries < 12; tries++) {
            assertThat(rig.code(stranger, phone, phone.wrongCode(rig.now)))
                    .isInstanceOf(CodeOutcome.Ended.class);
        }
        assertThat(failures(rig, phone)).isZero();
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Accepted.class);
    }

    @Test
    void T30_aLeakedKeyCannotLockItsOwnerOutOfTheConsole() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        OtpCode wrong = phone.wrongCode(rig.now);
        for (int tries = 0; tries < 20; tries++) {
            rig.iam.verifier().verify(rig.attempt(phone, KEY), wrong, (_, _) -> true);
        }
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Accepted.class);
    }

    @Test
    void aDeviceThatIsNotTheCallersCostsNothingAndWritesNothing() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        var other = rig.create(new countersign.iam.account.EmailAddress("other@example.com"));
        Rig.Phone theirs = rig.insert(other, "phone", phone.seed());
        String before = rig.audit();
        for (int tries = 0; tries < 12; tries++) {
            assertThat(rig.check(theirs, theirs.code(rig.now))).isInstanceOf(NoSuchDevice.class);
        }
        assertThat(rig.audit()).isEqualTo(before);
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Accepted.class);
    }

    @Test
    void windowsNeverRunBackwards() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        rig.pass(Duration.ofMinutes(30));
        for (int tries = 0; tries < 9; tries++) wrong(rig, phone);
        rig.pass(Duration.ofMinutes(-20));
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(OverBudget.class);
        rig.pass(Duration.ofMinutes(23));
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Accepted.class);
    }

    /** NIST SP 800-63B-4 section 3.2.2. */
    @Test
    void C14_theHundredthFailureInARowClosesTheLaneForGood() {
        Rig rig = hardened();
        Rig.Phone phone = enrolled(rig);
        Rig.Phone tablet = rig.enrol(rig.signIn(phone), "tablet");
        rig.nextWindow();
        int lookedAt = 0;
        for (int window = 0; window < 20; window++, rig.nextWindow()) {
            for (int tries = 0; tries < 10; tries++) {
                if (wrong(rig, phone) instanceof Refused) lookedAt++;
            }
        }
        assertThat(lookedAt).isEqualTo(100);
        rig.pass(Duration.ofDays(365));
        OtpCode right = phone.code(rig.now);
        assertThat(rig.check(phone, right)).isInstanceOf(LaneClosed.class);
        assertThat(rig.code(rig.pending(), phone, right))
                .isInstanceOf(CodeOutcome.LaneClosed.class);
        assertThat(rig.iam.devices().isClosed(phone.device(), Lane.CONSOLE)).isTrue();
        assertThat(rig.mail().split("was closed after|MFA device was closed", -1))
                .as("told once")
                .hasSize(2);
        assertThat(rig.audit()).containsOnlyOnce("\"eventName\":\"CloseMFALane\"");
        assertThat(rig.iam.verifier().verify(rig.attempt(phone, KEY), right, (_, _) -> true))
                .as("another lane")
                .isInstanceOf(Accepted.class);
        Token session = rig.signIn(tablet);
        rig.nextStep();
        assertThat(rig.remove(session, phone, tablet)).isEqualTo(new Devices.Removal.Removed(1));
        rig.nextStep();
        Rig.Phone anew = rig.enrol(session, "phone");
        rig.nextStep();
        assertThat(rig.check(anew, anew.code(rig.now))).isInstanceOf(Accepted.class);
    }

    @Test
    void C18_theHundredAreCountedOverAllSignInsAtOnce() {
        Rig rig =
                rig(
                        new MfaRules(
                                "hardened",
                                1,
                                MfaRules.Memory.WATERMARK,
                                MfaRules.HARDENED.pair(),
                                20,
                                true,
                                new MfaRules.Budget(1_000, Duration.ofMinutes(3), true, 100),
                                MfaRules.HARDENED.proofAge(),
                                8,
                                false,
                                true,
                                "CKIA",
                                "CSIA"));
        Rig.Phone phone = enrolled(rig);
        var attempt = rig.attempt(phone);
        OtpCode wrong = phone.wrongCode(rig.now);
        var outcomes =
                Rig.race(300, _ -> rig.iam.verifier().verify(attempt, wrong, (_, _) -> true));
        assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(100);
        assertThat(outcomes).filteredOn(LaneClosed.class::isInstance).hasSize(200);
        assertThat(rig.audit()).containsOnlyOnce("\"eventName\":\"CloseMFALane\"");
    }

    /**
     * Hardened: 100 guesses at 3 good codes in a million, for ever, while the owner stays away; an
     * owner who signs in between starts the row anew, so the windows' 4,320 a day are the most.
     */
    @Test
    void T31_anAttackersDayComesToOneHundredGuessesAndUnderAwsRulesTo4320() {
        assertThat(guessesInADay(hardened(), MfaRules.HARDENED)).isEqualTo(100);
        double chance = 100 * 3 / 1e6;
        assertThat(chance).isLessThan(0.001);
    }

    @Test
    void T31_anAttackersDayUnderAwsRulesComesTo4320Guesses() {
        assertThat(guessesInADay(aws(), MfaRules.AWS)).isEqualTo(480 * 9);
    }

    private static int guessesInADay(Rig rig, MfaRules rules) {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        Lane lane = rules.budget().byLane() ? Lane.CONSOLE : new Lane("every");
        var serial = phone.device().serial();
        return rig.store.write(tables -> {
            int looked = 0;
            Instant begin = Rig.START.plus(Duration.ofMinutes(6));
            for (Instant at = begin;
                    at.isBefore(begin.plus(Duration.ofDays(1)));
                    at = at.plusSeconds(10)) {
                var window = Window.at(at, rules.budget().window());
                var attempts = tables.attempts();
                var id = rig.account.id();
                boolean open =
                        attempts.failures(id, phone.device().id(), lane)
                                < rules.budget().closesAfter();
                if (open && attempts.count(id, serial, lane, window, rules.budget().checks())) {
                    attempts.countFailure(id, phone.device().id(), lane);
                    looked++;
                }
            }
            return looked;
        });
    }

    @Test
    void underAwsRulesRightCodesCountAndOtherDevicesDoNot() {
        Rig rig = aws();
        Rig.Phone phone = enrolled(rig);
        Rig.Phone tablet = rig.insert(rig.account, "tablet", phone.seed());
        for (int tries = 0; tries < 8; tries++) wrong(rig, phone);
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Accepted.class);
        rig.nextStep();
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(OverBudget.class);
        assertThat(rig.check(tablet, tablet.code(rig.now))).isInstanceOf(Accepted.class);
    }

    @Test
    void theBudgetOfASerialNumberSurvivesItsRemovalAndIsSharedByAllLanesUnderAwsRules() {
        Rig rig = aws();
        Rig.Phone phone = enrolled(rig);
        Rig.Phone tablet = rig.insert(rig.account, "tablet", phone.seed());
        Token session = rig.signIn(tablet);
        for (int tries = 0; tries < 9; tries++) wrong(rig, phone);
        assertThat(
                        rig.iam
                                .verifier()
                                .verify(rig.attempt(phone, KEY), phone.code(rig.now), (_, _) -> 1))
                .isInstanceOf(OverBudget.class);
        rig.nextStep();
        assertThat(rig.remove(session, phone, tablet)).isEqualTo(new Devices.Removal.Removed(1));
        var enrolment = rig.begin(session, "phone");
        var seed = rig.seed(session, enrolment);
        rig.nextStep();
        assertThat(rig.assign(session, enrolment, seed, rig.now))
                .isInstanceOf(Enrolments.Assignment.OverBudget.class);
        rig.nextWindow();
        assertThat(rig.assign(session, enrolment, seed, rig.now))
                .isInstanceOf(Enrolments.Assignment.Assigned.class);
    }

    @Test
    void underAwsRulesNoLaneEverCloses() {
        Rig rig = aws();
        Rig.Phone phone = enrolled(rig);
        for (int tries = 0; tries < 130; tries++) {
            wrong(rig, phone);
            if (tries % 9 == 8) rig.nextWindow();
        }
        rig.nextWindow();
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Accepted.class);
    }
}
