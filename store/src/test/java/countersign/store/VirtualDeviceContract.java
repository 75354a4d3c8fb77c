package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Page;
import countersign.iam.Refused.Code;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.DeviceTable.Assignment;
import countersign.iam.mfa.MfaRules;
import countersign.iam.tag.Tag;
import countersign.otp.OtpCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Virtual MFA devices over the API: aws-mfa B.1 to B.9, D.2 to D.5. */
abstract class VirtualDeviceContract extends Contract {
    private static final String NOT_VALID = "Authentication code for device is not valid.";
    private static final String NEEDS_MFA =
            "To complete this action, please ensure that you are authenticated with an MFA device"
                    + " that is enabled for this user.";

    private static void wrong(Crew crew, String user, Rig.Phone phone, Duration ahead) {
        refused(
                Code.InvalidAuthenticationCode,
                NOT_VALID,
                () -> crew.enable(crew.admin(), user, phone, ahead));
    }

    private static String serial(Rig.Phone phone) {
        return phone.device().serial().arn();
    }

    private Crew crew(String rules) {
        return new Crew(rig(MfaRules.named(rules).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hardened", "aws"})
    void aDeviceIsMadeUnassignedEnabledDeactivatedAndDeleted(String rules) {
        Crew crew = crew(rules);
        crew.user("ada");
        var devices = crew.rig.iam.virtualDevices();
        Rig.Phone phone = crew.device("phone");
        assertThat(serial(phone)).isEqualTo("arn:aws:iam::" + crew.account.id() + ":mfa/phone");
        assertThat(devices.listVirtual(crew.admin(), Assignment.UNASSIGNED, Page.all()).items())
                .hasSize(1);
        refused(Code.EntityAlreadyExists, "MFA device already exists.", () -> crew.device("phone"));
        crew.rig.nextStep();
        crew.enable(crew.admin(), "ada", phone, Duration.ZERO);
        var listed = devices.listVirtual(crew.admin(), Assignment.ASSIGNED, Page.all()).items();
        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().owner().orElseThrow().userName()).contains("ada");
        assertThat(listed.getFirst().device().enabledAt()).contains(crew.rig.now);
        refused(
                Code.DeleteConflict,
                "MFA VirtualDevice in use. Must deactivate first.",
                () -> devices.delete(crew.admin(), serial(phone)));
        devices.deactivate(crew.admin(), Optional.of("ada"), serial(phone));
        refused(
                Code.NoSuchEntity,
                "MFA Device invalid for user.",
                () -> devices.deactivate(crew.admin(), Optional.of("ada"), serial(phone)));
        refused(Code.EntityAlreadyExists, "MFA device already exists.", () -> crew.device("phone"));
        devices.delete(crew.admin(), serial(phone));
        refused(
                Code.NoSuchEntity,
                "MFA Device with serial number " + serial(phone) + " does not exist.",
                () -> devices.delete(crew.admin(), serial(phone)));
        assertThat(devices.listVirtual(crew.admin(), Assignment.ANY, Page.all()).items()).isEmpty();
    }

    @Test
    void enableChecksInAwsOrder() {
        Crew crew = new Crew(aws());
        Crew.Key ada = crew.user("ada");
        Crew.Key eve = crew.user("eve", Crew.allow("iam:ListUsers", "*"));
        crew.user("bob");
        Rig.Phone first = crew.enabled("ada", "first");
        Rig.Phone spare = crew.device("spare");
        crew.rig.nextStep();
        var bad = new Rig.Phone(spare.seed(), first.device());
        refused(
                Code.AccessDenied,
                "User: arn:aws:iam::%1$s:user/eve is not authorized to perform: iam:EnableMFADevice on resource: arn:aws:iam::%1$s:user/nobody because no identity-based policy allows the iam:EnableMFADevice action"
                        .formatted(crew.account.id()),
                () -> crew.enable(crew.by(eve), "nobody", spare, Duration.ZERO));
        refused(
                Code.NoSuchEntity,
                "The user with name nobody cannot be found.",
                () -> crew.enable(crew.admin(), "nobody", spare, Duration.ZERO));
        refused(
                Code.AccessDenied,
                NEEDS_MFA,
                () -> crew.enable(crew.by(ada), "ada", bad, Duration.ZERO));
        refused(
                Code.AccessDenied,
                NEEDS_MFA,
                () ->
                        crew.rig
                                .iam
                                .virtualDevices()
                                .deactivate(crew.by(ada), Optional.empty(), "arn:no-such-device"));
        refused(
                Code.EntityAlreadyExists,
                "MFA Device for user ada already exists.",
                () -> crew.enable(crew.admin(), "ada", bad, Duration.ZERO));
        refused(
                Code.EntityAlreadyExists,
                "MFA Device is already in use.",
                () -> crew.enable(crew.admin(), "bob", bad, Duration.ZERO));
        refused(
                Code.NoSuchEntity,
                "MFA Device with serial number arn:aws:iam::%s:mfa/none does not exist."
                        .formatted(crew.account.id()),
                () ->
                        crew.rig
                                .iam
                                .enabling()
                                .enable(
                                        crew.admin(),
                                        "ada",
                                        "arn:aws:iam::" + crew.account.id() + ":mfa/none",
                                        new OtpCode("000000"),
                                        new OtpCode("000001")));
        refused(
                Code.NoSuchEntity,
                "MFA Device invalid for user.",
                () -> crew.resync(crew.admin(), "bob", first, Duration.ZERO));
    }

    @Test
    void pairsThatAreNoneAreRefusedAlike() {
        Crew crew = new Crew(aws());
        crew.user("ada");
        Rig.Phone phone = crew.device("phone");
        crew.rig.nextStep();
        var now = crew.rig.now;
        OtpCode before = phone.code(now.minusSeconds(30));
        OtpCode at = phone.code(now);
        for (OtpCode[] pair :
                new OtpCode[][] {{at, before}, {at, at}, {phone.code(now.minusSeconds(60)), at}}) {
            refused(
                    Code.InvalidAuthenticationCode,
                    NOT_VALID,
                    () ->
                            crew.rig
                                    .iam
                                    .enabling()
                                    .enable(crew.admin(), "ada", serial(phone), pair[0], pair[1]));
        }
        crew.enable(crew.admin(), "ada", phone, Duration.ZERO);
    }

    @Test
    void aUserHasEightDevicesAtMost() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        for (int number = 0; number < 8; number++) crew.enabled("ada", "d" + number);
        Rig.Phone ninth = crew.device("d8");
        refused(
                Code.LimitExceeded,
                "Cannot exceed quota for MFADevicesPerUser: 8",
                () -> crew.enable(crew.admin(), "ada", ninth, Duration.ZERO));
        var page =
                crew.rig
                        .iam
                        .virtualDevices()
                        .list(crew.admin(), Optional.of("ada"), Crew.page("", 5));
        assertThat(page.devices().items()).hasSize(5);
        var rest =
                crew.rig
                        .iam
                        .virtualDevices()
                        .list(
                                crew.admin(),
                                Optional.of("ada"),
                                Crew.page(page.devices().next(), 5));
        assertThat(rest.devices().items()).hasSize(3);
        assertThat(rest.devices().next()).isEmpty();
    }

    @Test
    void awsALatePairBecomesDrift() {
        Crew crew = new Crew(aws());
        Crew.Key ada = crew.user("ada");
        Rig.Phone phone = crew.device("phone");
        crew.rig.pass(Duration.ofHours(1));
        crew.enable(crew.admin(), "ada", phone, Duration.ofMinutes(-5));
        assertThat(crew.row(phone).drift()).isEqualTo(-10);
        crew.rig.nextWindow();
        refused(
                Code.AccessDenied,
                "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
                () -> crew.session(ada, phone));
        crew.resync(crew.by(ada), "ada", phone, Duration.ZERO);
        assertThat(crew.row(phone).drift()).isZero();
        crew.session(ada, phone);
    }

    @Test
    void hardenedALatePairIsRefusedAndTheSecondAtItsDistanceIsTheClock() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        Rig.Phone phone = crew.device("phone");
        crew.rig.pass(Duration.ofHours(1));
        Duration late = Duration.ofMinutes(-5);
        wrong(crew, "ada", phone, late);
        wrong(crew, "ada", phone, late);
        crew.rig.pass(Duration.ofMinutes(1));
        wrong(crew, "ada", phone, Duration.ofMinutes(-8));
        crew.enable(crew.admin(), "ada", phone, late);
        assertThat(crew.row(phone).drift()).isEqualTo(-10);
        assertThat(crew.rig.audit()).contains("late by 10 steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hardened", "aws"})
    void theMemoryOfPairsSurvivesDeactivation(String rules) {
        Crew crew = crew(rules);
        crew.user("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        var devices = crew.rig.iam.virtualDevices();
        devices.deactivate(crew.admin(), Optional.of("ada"), serial(phone));
        wrong(crew, "ada", phone, Duration.ZERO);
        crew.rig.nextStep();
        wrong(crew, "ada", phone, Duration.ZERO);
        crew.rig.nextStep();
        crew.enable(crew.admin(), "ada", phone, Duration.ZERO);
    }

    @Test
    void T20_theBudgetGoesByArnAndSurvivesReCreation() {
        Crew crew = new Crew(aws());
        crew.user("ada");
        Rig.Phone phone = crew.device("phone");
        for (int number = 0; number < 9; number++) wrong(crew, "ada", phone, Duration.ofHours(20));
        crew.rig.iam.virtualDevices().delete(crew.admin(), serial(phone));
        Rig.Phone again = crew.device("phone");
        crew.rig.nextStep();
        wrong(crew, "ada", again, Duration.ZERO);
        crew.rig.nextWindow();
        crew.enable(crew.admin(), "ada", again, Duration.ZERO);
    }

    @Test
    void D5_whoHasADeviceNeedsMfaForItsOwnButNotForOthers() {
        Crew crew = new Crew(aws());
        Crew.Key ada = crew.user("ada");
        crew.user("bob");
        var devices = crew.rig.iam.virtualDevices();
        Rig.Phone first = crew.device("first");
        crew.rig.nextStep();
        crew.enable(crew.by(ada), "ada", first, Duration.ZERO);
        Rig.Phone second = crew.device("second");
        crew.rig.nextStep();
        refused(
                Code.AccessDenied,
                NEEDS_MFA,
                () -> crew.enable(crew.by(ada), "ada", second, Duration.ZERO));
        crew.enable(crew.by(ada), "bob", second, Duration.ZERO);
        devices.deactivate(crew.by(ada), Optional.of("bob"), serial(second));
        crew.rig.nextStep();
        crew.resync(crew.by(ada), "ada", first, Duration.ZERO);
        crew.rig.nextStep();
        var session = crew.session(ada, first);
        crew.rig.pass(Duration.ofHours(5));
        crew.enable(crew.by(session), "ada", second, Duration.ZERO);
        devices.deactivate(crew.by(session), Optional.empty(), serial(second));
        devices.deactivate(crew.by(session), Optional.empty(), serial(first));
        devices.delete(crew.by(ada), serial(first));
    }

    @Test
    void D5_hardenedWantsTheProofToBeFresh() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        Rig.Phone first = crew.enabled("ada", "first");
        Rig.Phone second = crew.device("second");
        crew.rig.nextStep();
        var session = crew.session(ada, first);
        crew.rig.pass(Duration.ofMinutes(16));
        refused(
                Code.AccessDenied,
                NEEDS_MFA,
                () -> crew.enable(crew.by(session), "ada", second, Duration.ZERO));
        var fresh = crew.session(ada, first);
        crew.enable(crew.by(fresh), "ada", second, Duration.ZERO);
    }

    @Test
    void noCallChangesRootsDevices() {
        Crew crew = new Crew(aws());
        var rootKey = new Crew.Key(crew.rig.iam.accessKeys().create(crew.root(), Optional.empty()));
        Rig.Phone phone = crew.rig.enrol(crew.rig.signIn(), "root-phone");
        var devices = crew.rig.iam.virtualDevices();
        String text = "The root user's MFA devices are managed by the root user in the console.";
        refused(
                Code.AccessDenied,
                text,
                () -> devices.deactivate(crew.by(rootKey), Optional.empty(), serial(phone)));
        refused(
                Code.DeleteConflict,
                "MFA VirtualDevice in use. Must deactivate first.",
                () -> devices.delete(crew.admin(), serial(phone)));
        refused(
                Code.DeleteConflict,
                "MFA VirtualDevice in use. Must deactivate first.",
                () -> devices.delete(crew.by(rootKey), serial(phone)));
        for (String name : List.of("root", "<root_account>", crew.account.id().digits())) {
            for (var caller : List.of(crew.admin(), crew.by(rootKey))) {
                refused(
                        Code.NoSuchEntity,
                        "The user with name " + name + " cannot be found.",
                        () -> devices.deactivate(caller, Optional.of(name), serial(phone)));
                refused(
                        Code.NoSuchEntity,
                        "The user with name " + name + " cannot be found.",
                        () -> crew.resync(caller, name, phone, Duration.ZERO));
                refused(
                        Code.NoSuchEntity,
                        "The user with name " + name + " cannot be found.",
                        () -> crew.enable(caller, name, phone, Duration.ZERO));
            }
        }
        crew.user("ada");
        refused(
                Code.NoSuchEntity,
                "MFA Device invalid for user.",
                () -> crew.resync(crew.by(rootKey), "ada", phone, Duration.ZERO));
        refused(
                Code.EntityAlreadyExists,
                "MFA Device is already in use.",
                () -> crew.enable(crew.by(rootKey), "ada", phone, Duration.ZERO));
        var listed = devices.listVirtual(crew.admin(), Assignment.ASSIGNED, Page.all()).items();
        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().owner().orElseThrow().isRoot()).isTrue();
        assertThat(devices.list(crew.by(rootKey), Optional.empty(), Page.all()).devices().items())
                .hasSize(1);
        assertThat(crew.rig.devices()).hasSize(1);
    }

    @Test
    void devicesHaveTagsThatTellCaseApart() {
        Crew crew = new Crew(hardened());
        Rig.Phone phone = crew.device("phone");
        var devices = crew.rig.iam.virtualDevices();
        devices.tag(crew.admin(), serial(phone), List.of(new Tag("b", "1"), new Tag("B", "2")));
        assertThat(devices.tags(crew.admin(), serial(phone), Page.all()).items())
                .containsExactly(new Tag("B", "2"), new Tag("b", "1"));
        devices.untag(crew.admin(), serial(phone), List.of("b", "none"));
        assertThat(devices.tags(crew.admin(), serial(phone), Page.all()).items()).hasSize(1);
        refused(
                Code.NoSuchEntity,
                "MFA Device with serial number arn:none does not exist.",
                () -> devices.tags(crew.admin(), "arn:none", Page.all()));
        refused(
                Code.ValidationError,
                "The MFA device serial number sent in the request is invalid or not supported by"
                        + " this API. Currently, only hardware FIDO security keys are supported."
                        + " Please use the compatible device or API.",
                () -> devices.get(crew.admin(), serial(phone), Optional.empty()));
    }

    @Test
    void aPathIsPartOfTheSerialNumber() {
        Crew crew = new Crew(hardened());
        var devices = crew.rig.iam.virtualDevices();
        var name = new DeviceName("phone");
        devices.create(crew.admin(), name, "/a//b/", List.of());
        devices.create(crew.admin(), name, "/", List.of(new Tag("k", "v")));
        var page = devices.listVirtual(crew.admin(), Assignment.ANY, Crew.page("", 1));
        assertThat(page.items().getFirst().device().serial().arn()).endsWith(":mfa/a//b/phone");
        assertThat(
                        devices.listVirtual(crew.admin(), Assignment.ANY, Crew.page(page.next(), 1))
                                .items()
                                .getFirst()
                                .device()
                                .serial()
                                .arn())
                .endsWith(":mfa/phone");
    }
}
