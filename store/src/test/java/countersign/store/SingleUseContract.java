package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Token;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Password;
import countersign.iam.recovery.PasswordReset;
import countersign.iam.signin.CodeOutcome;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is good once is good once, everywhere and for everybody. */
abstract class SingleUseContract extends Contract {
    private static final int THREADS = 64;
    private static final int ROUNDS = 1_000;

    @Test
    void T01_oneCodeIsAcceptedOnceByManyThreads() {
        Rig rig = rig(WIDE);
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        for (int round = 0; round < ROUNDS; round++) {
            rig.nextStep();
            OtpCode code = phone.code(rig.now);
            var attempt = rig.attempt(phone);
            List<Verification<Boolean>> outcomes =
                    Rig.race(
                            THREADS, _ -> rig.iam.verifier().verify(attempt, code, (_, _) -> true));
            assertThat(outcomes).filteredOn(Verification.Accepted.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Verification.Refused.class::isInstance)
                    .hasSize(THREADS - 1);
        }
    }

    @Test
    void T01_onePairResynchronisesOnceByManyThreads() {
        Rig rig = rig(WIDE);
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        for (int round = 0; round < 20; round++) {
            rig.pass(Duration.ofMinutes(1));
            var attempt = rig.attempt(phone);
            OtpCode first = phone.code(rig.now.minusSeconds(30));
            OtpCode second = phone.code(rig.now);
            List<Devices.Resync> outcomes =
                    Rig.race(32, _ -> rig.iam.devices().resync(attempt, "flow", first, second));
            assertThat(outcomes)
                    .filteredOn(Devices.Resync.FreshCodeNeeded.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void T02_aSpentCodeStaysSpentWhenAResyncMovesTheDriftBackToIt() {
        Rig rig = hardened();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        assertThat(rig.check(phone, phone.code(rig.now))).isInstanceOf(Verification.Accepted.class);
        long watermark = rig.row(phone).watermark();
        rig.pass(Duration.ofMinutes(5));
        var late = rig.now.minus(Duration.ofMinutes(3));
        assertThat(
                        rig.iam
                                .devices()
                                .resync(
                                        rig.attempt(phone),
                                        "flow",
                                        phone.code(late.minusSeconds(30)),
                                        phone.code(late)))
                .isInstanceOf(Devices.Resync.FreshCodeNeeded.class);
        assertThat(rig.row(phone).watermark()).isGreaterThan(watermark);
        assertThat(rig.check(phone, phone.code(late))).isInstanceOf(Verification.Refused.class);
    }

    @ParameterizedTest(name = "[{index}]")
    @ValueSource(
            strings = {
                "%s ",
                " %s",
                "%s\n",
                "\t%s\r\n",
                "\u00a0%s",
                "\u2003%s",
                "+%s",
                "-%s",
                "0%s",
                "%s0",
                "\u0000%s",
                "%s\u0000",
                "\u200b%s",
                "%se0",
                "%s.0"
            })
    void T04_noSpellingOfASpentCodeIsGoodAgain(String form) {
        Rig rig = hardened();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        OtpCode code = phone.code(rig.now);
        rig.check(phone, code);
        Optional<OtpCode> typed = OtpCode.parse(form.formatted(code.digits()));
        typed.ifPresent(
                it -> assertThat(rig.check(phone, it)).isInstanceOf(Verification.Refused.class));
    }

    @Test
    void T05_digitsOfOtherScriptsAndGroupedOnesAreNoCode() {
        for (char zero : new char[] {'\u0660', '\u06f0', '\u0966', '\uff10'}) {
            String typed = "" + zero + (char) (zero + 1) + zero + zero + zero + zero;
            assertThat(OtpCode.parse(typed)).isEmpty();
        }
        assertThat(OtpCode.parse("123 456")).isEmpty();
        assertThat(OtpCode.parse("12345")).isEmpty();
        assertThat(OtpCode.parse("")).isEmpty();
    }

    @ParameterizedTest(name = "{0} seconds later")
    @ValueSource(ints = {0, 29, 31, 61, 91})
    void T07_firstSecondFirstIsRefused(int secondsLater) {
        Rig rig = hardened();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        OtpCode first = phone.code(rig.now);
        assertThat(rig.check(phone, first)).isInstanceOf(Verification.Accepted.class);
        OtpCode second = phone.code(rig.now.plusSeconds(30));
        assertThat(rig.check(phone, second)).isInstanceOf(Verification.Accepted.class);
        rig.pass(Duration.ofSeconds(secondsLater));
        assertThat(rig.check(phone, first)).isInstanceOf(Verification.Refused.class);
    }

    @Test
    void T06_underAwsRulesEachStepIsSpentByItselfAndOnlyOnce() {
        Rig rig = aws();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.pass(Duration.ofMinutes(3));
        for (int offset : new int[] {1, 0, -1}) {
            OtpCode code = phone.code(rig.now.plusSeconds(offset * 30L));
            assertThat(rig.check(phone, code)).isInstanceOf(Verification.Accepted.class);
            assertThat(rig.check(phone, code)).isInstanceOf(Verification.Refused.class);
        }
    }

    @Test
    void T10_aCodeSpentInOnePlaceIsSpentInEveryOther() {
        Rig rig = hardened();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        Token session = rig.signIn(phone);
        OtpCode spent = phone.code(rig.now);
        DeviceId device = phone.device().id();
        assertThat(rig.code(rig.pending(), phone, spent)).isInstanceOf(CodeOutcome.Refused.class);
        assertThat(rig.iam.reauthentication().code(rig.caller(session), device, spent))
                .isInstanceOf(Verification.Refused.class);
        assertThat(rig.remove(session, phone, phone))
                .isInstanceOf(Devices.Removal.CodeNotAccepted.class);
        assertThat(
                        rig.iam
                                .devices()
                                .resync(
                                        rig.attempt(phone),
                                        "flow",
                                        spent,
                                        phone.code(rig.now.plusSeconds(30))))
                .isInstanceOf(Devices.Resync.Refused.class);
    }

    @Test
    void T11_aDeviceIsChangedOnlyOverTheVersionThatWasRead() {
        Rig rig = hardened();
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        var stale = rig.row(phone);
        rig.nextStep();
        rig.check(phone, phone.code(rig.now));
        long watermark = rig.row(phone).watermark();
        boolean updated = rig.store.write(tables -> tables.devices().update(stale));
        boolean deleted = rig.store.write(tables -> tables.devices().delete(stale));
        assertThat(updated).isFalse();
        assertThat(deleted).isFalse();
        assertThat(rig.row(phone).watermark()).isEqualTo(watermark);
    }

    @Test
    void T13_twoUsersWithEqualCodesAtOnceBothGetIn() {
        Rig rig = hardened();
        var other = rig.create(new countersign.iam.account.EmailAddress("other@example.com"));
        Seed seed = Seed.random(new java.security.SecureRandom());
        var mine = rig.attempt(rig.insert(rig.account, "phone", seed));
        Rig.Phone theirs = rig.insert(other, "phone", seed);
        var attempt =
                new countersign.iam.mfa.Attempt(
                        other,
                        rig.root(other),
                        theirs.device().id(),
                        countersign.iam.mfa.Lane.CONSOLE,
                        rig.now,
                        rig.client,
                        "CheckMfa");
        OtpCode code = theirs.code(rig.now);
        var outcomes =
                Rig.race(
                        2,
                        n ->
                                rig.iam
                                        .verifier()
                                        .verify(n == 0 ? mine : attempt, code, (_, _) -> true));
        assertThat(outcomes).hasOnlyElementsOfType(Verification.Accepted.class);
    }

    @Test
    void T16_onePendingSignInBecomesOneSession() {
        Rig rig = rig(WIDE);
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        Rig.Phone tablet = rig.insert(rig.account, "tablet", phone.seed());
        rig.nextStep();
        Token pending = rig.pending();
        OtpCode code = phone.code(rig.now);
        var outcomes = Rig.race(32, n -> rig.code(pending, n % 2 == 0 ? phone : tablet, code));
        assertThat(outcomes).filteredOn(CodeOutcome.SignedIn.class::isInstance).hasSize(1);
        long step = Totp.STANDARD.stepAt(rig.now);
        assertThat(List.of(rig.row(phone).watermark(), rig.row(tablet).watermark()))
                .as("the code of the device that came second is not spent")
                .containsOnlyOnce(step);
    }

    @Test
    void T16_onePasswordLinkSetsOnePassword() {
        Rig rig = hardened();
        Token link = rig.resetLink();
        var outcomes =
                Rig.race(
                        32,
                        n ->
                                rig.iam
                                        .passwordReset()
                                        .complete(
                                                link,
                                                Password.of("another horse " + n),
                                                rig.client,
                                                rig.now));
        assertThat(outcomes).filteredOn(PasswordReset.Reset.Done.class::isInstance).hasSize(1);
    }

    @Test
    void T16_oneSessionIsRenewedOnceByManyThreads() {
        Rig rig = rig(WIDE);
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        Token session = rig.signIn(phone);
        rig.nextStep();
        var caller = rig.caller(session);
        OtpCode code = phone.code(rig.now);
        List<Verification<Token>> outcomes =
                Rig.race(
                        32,
                        _ -> rig.iam.reauthentication().code(caller, phone.device().id(), code));
        assertThat(outcomes).filteredOn(Verification.Accepted.class::isInstance).hasSize(1);
        assertThat(rig.find(session)).isEmpty();
        assertThat(rig.iam.sessions().list(caller)).hasSize(2);
    }

    @Test
    void T17_aDriftStoredUnderOtherRulesDoesNotWidenTheHardenedWindow() {
        Rig sandbox = aws();
        Rig.Phone phone = sandbox.enrol(sandbox.signIn(), "phone", Duration.ofHours(-2));
        assertThat(sandbox.row(phone).drift()).isEqualTo(-240);
        Rig production = new Rig(sandbox, sandbox.store, countersign.iam.mfa.MfaRules.HARDENED);
        production.pass(Duration.ofMinutes(3));
        OtpCode old = phone.code(production.now.minus(Duration.ofHours(2)));
        assertThat(production.check(phone, old)).isInstanceOf(Verification.Refused.class);
    }
}
