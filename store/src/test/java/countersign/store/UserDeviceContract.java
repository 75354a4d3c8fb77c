package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import countersign.iam.Page;
import countersign.iam.Refused.Code;
import countersign.iam.Token;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Enrolment;
import countersign.iam.mfa.Enrolments;
import countersign.iam.session.Caller;
import countersign.iam.signin.PasswordOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** IAM users in the console: MFA devices of their own and of others. */
abstract class UserDeviceContract extends Contract {
    @Test
    void aUserEnrolsAndSignsInWithTheCode() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        Rig.Phone phone = enrol(crew, crew.signIn("ada"), "phone", Optional.empty());
        crew.rig.nextStep();
        Caller.SignedIn ada = crew.signIn("ada", phone);
        assertThat(ada.mfa()).isPresent();
        assertThat(crew.rig.audit()).contains("\"userName\":\"ada\"");
    }

    private static Rig.Phone enrol(
            Crew crew, Caller.SignedIn caller, String name, Optional<String> owner) {
        var enrolments = crew.rig.iam.enrolments();
        var begun =
                owner.isPresent()
                        ? enrolments.begin(
                                caller, new DeviceName(name), crew.principal(owner.get()))
                        : enrolments.begin(caller, new DeviceName(name));
        var enrolment = ((Enrolments.Begun.Started) begun).enrolment();
        var seed = enrolments.seed(caller, enrolment.id()).orElseThrow();
        crew.rig.nextStep();
        var assigned =
                enrolments.assign(
                        new Caller.SignedIn(
                                caller.account(),
                                caller.principal(),
                                caller.session(),
                                crew.rig.now,
                                caller.client()),
                        enrolment.id(),
                        Rig.codeAt(seed, crew.rig.now.minusSeconds(30)),
                        Rig.codeAt(seed, crew.rig.now));
        return new Rig.Phone(seed, ((Enrolments.Assignment.Assigned) assigned).device());
    }

    @Test
    void aUserNeedsTheRightsOfTheCallsBehindTheScreen() {
        Crew crew = Crew.withAda(hardened(), Crew.allow("iam:EnableMFADevice", "*"));
        Caller.SignedIn ada = crew.signIn("ada");
        assertThat(crew.rig.iam.enrolments().begin(ada, new DeviceName("phone")))
                .isInstanceOfSatisfying(
                        Enrolments.Begun.Forbidden.class,
                        it ->
                                assertThat(it.denial().text())
                                        .contains("iam:CreateVirtualMFADevice")
                                        .contains(":mfa/phone"));
        crew.put("ada", Crew.allow("iam:CreateVirtualMFADevice", "*"));
        assertThat(crew.rig.iam.enrolments().begin(ada, new DeviceName("phone")))
                .isInstanceOfSatisfying(
                        Enrolments.Begun.Forbidden.class,
                        it -> assertThat(it.denial().text()).contains("iam:EnableMFADevice"));
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.pass(Duration.ofMinutes(3));
        Caller.SignedIn again = crew.signIn("ada", phone);
        crew.rig.nextStep();
        assertThat(
                        crew.rig
                                .iam
                                .devices()
                                .remove(
                                        again,
                                        phone.device().id(),
                                        phone.device().id(),
                                        phone.code(crew.rig.now)))
                .isInstanceOf(Devices.Removal.Forbidden.class);
        var attempt = Devices.consoleAttempt(again, phone.device().id(), "ResyncMFADevice");
        assertThat(
                        crew.rig
                                .iam
                                .devices()
                                .resync(
                                        attempt,
                                        again.session().series(),
                                        phone.code(crew.rig.now),
                                        phone.code(crew.rig.now.plusSeconds(30))))
                .isInstanceOf(Devices.Resync.Forbidden.class);
    }

    @Test
    void anAdministratorEnrolsForSomebodyElse() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        Caller.SignedIn root = crew.root();
        Rig.Phone phone = enrol(crew, root, "adas-phone", Optional.of("ada"));
        assertThat(phone.device().owner()).contains(crew.principal("ada").id());
        assertThat(crew.rig.devices()).as("the root user's").isEmpty();
        crew.rig.nextStep();
        crew.signIn("ada", phone);
        assertThat(
                        catchThrowable(() ->
                                crew.rig
                                        .iam
                                        .enrolments()
                                        .begin(
                                                crew.rig.caller(token(crew)),
                                                new DeviceName("x"),
                                                crew.rig.root())))
                .as("nobody enrols for root")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Token token(Crew crew) {
        crew.user("eve");
        crew.password("eve");
        return ((PasswordOutcome.SignedIn) crew.signInOutcome("eve", Crew.PASSWORD)).session();
    }

    @Test
    void theEnrolmentEndsWithTheAdministratorsSession() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        Caller.SignedIn root = crew.root();
        var begun =
                crew.rig
                        .iam
                        .enrolments()
                        .begin(root, new DeviceName("phone"), crew.principal("ada"));
        String id = ((Enrolments.Begun.Started) begun).enrolment().id();
        Caller.SignedIn other = crew.root();
        crew.rig.iam.sessions().endOthers(other);
        Optional<Enrolment> left =
                crew.rig.store.read(tables -> tables.enrolments().find(crew.account.id(), id));
        assertThat(left).isEmpty();
    }

    @Test
    void hardenedWantsTheAdministratorsOwnMfaToBeFresh() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        crew.user("boss");
        crew.password("boss");
        Rig.Phone own = crew.enabled("boss", "boss-phone");
        Rig.Phone adas = crew.enabled("ada", "ada-phone");
        crew.rig.nextStep();
        Caller.SignedIn boss = crew.signIn("boss", own);
        crew.rig.pass(Duration.ofMinutes(14));
        Caller.SignedIn stale =
                new Caller.SignedIn(
                        boss.account(),
                        boss.principal(),
                        boss.session(),
                        crew.rig.now.plus(Duration.ofMinutes(2)),
                        boss.client());
        assertThat(
                        crew.rig
                                .iam
                                .enrolments()
                                .begin(stale, new DeviceName("n"), crew.principal("ada")))
                .isInstanceOf(Enrolments.Begun.Needs.class);
        String text =
                "To complete this action, please ensure that you are authenticated with an MFA"
                        + " device that is enabled for this user.";
        String serial = adas.device().serial().arn();
        refused(
                Code.AccessDenied,
                text,
                () -> crew.rig.iam.virtualDevices().deactivate(stale, Optional.of("ada"), serial));
        refused(Code.AccessDenied, text, () -> crew.resync(stale, "ada", adas, Duration.ZERO));
        Caller.SignedIn fresh =
                new Caller.SignedIn(
                        boss.account(),
                        boss.principal(),
                        boss.session(),
                        crew.rig.now,
                        boss.client());
        crew.resync(fresh, "ada", adas, Duration.ZERO);
        crew.rig.iam.virtualDevices().deactivate(fresh, Optional.of("ada"), serial);
        crew.rig.iam.virtualDevices().delete(fresh, serial);
        assertThat(
                        crew.rig
                                .iam
                                .virtualDevices()
                                .list(crew.admin(), Optional.of("ada"), Page.all())
                                .devices()
                                .items())
                .isEmpty();
        assertThat(crew.rig.audit())
                .contains("\"arn\":\"" + boss.subject().arn() + "\"")
                .contains("\"mfaAuthenticated\":\"true\"");
    }

    @Test
    void anAdministratorsTriesDoNotCloseTheOwnersConsole() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        Rig.Phone phone = crew.enabled("ada", "phone");
        for (int wrong = 0; wrong < 100; wrong++) {
            if (wrong % 9 == 0) crew.rig.nextWindow();
            refused(
                    Code.InvalidAuthenticationCode,
                    "Authentication code for device is not valid.",
                    () -> crew.resync(crew.root(), "ada", phone, Duration.ofHours(3)));
        }
        crew.rig.nextWindow();
        refused(
                Code.InvalidAuthenticationCode,
                "Authentication code for device is not valid.",
                () -> crew.resync(crew.root(), "ada", phone, Duration.ZERO));
        crew.signIn("ada", phone);
    }

    @Test
    void anAdministratorsSecondPairShowsThatItIsTheClock() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextWindow();
        Duration off = Duration.ofMinutes(5);
        refused(
                Code.InvalidAuthenticationCode,
                "Authentication code for device is not valid.",
                () -> crew.resync(crew.root(), "ada", phone, off));
        crew.rig.pass(Duration.ofSeconds(60));
        crew.resync(crew.root(), "ada", phone, off);
        assertThat(crew.row(phone).drift()).isEqualTo(10);
    }
}
