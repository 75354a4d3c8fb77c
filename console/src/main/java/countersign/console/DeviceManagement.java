package countersign.console;

import countersign.console.view.DeviceChoice;
import countersign.console.view.DevicePages.Manage;
import countersign.console.view.DevicePages.Remove;
import countersign.console.view.DevicePages.Resync;
import countersign.console.view.DevicePages.ResyncFresh;
import countersign.console.view.DeviceView;
import countersign.iam.Iam;
import countersign.iam.authorization.Denial;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Guard;
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.PendingResync;
import countersign.iam.mfa.Verification;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Optional;

/** Manage: look at a device, resynchronise it, remove it. */
final class DeviceManagement {
    private static final String DEVICE = SafeReturn.CREDENTIALS + "/mfa/{device}";

    private final Iam iam;
    private final ConfirmPages confirm;

    DeviceManagement(Iam iam, ConfirmPages confirm) {
        this.iam = iam;
        this.confirm = confirm;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(DEVICE, this::manage),
                Route.getSignedIn(DEVICE + "/resync", this::resync),
                Route.postSignedIn(DEVICE + "/resync", this::takePair),
                Route.getSignedIn(DEVICE + "/resync/fresh", this::fresh),
                Route.postSignedIn(DEVICE + "/resync/fresh", this::takeFresh),
                Route.getSignedIn(DEVICE + "/remove", this::remove),
                Route.postSignedIn(DEVICE + "/remove", this::takeRemove));
    }

    private List<MfaDevice> devices(Caller.SignedIn caller) {
        return iam.devices().of(caller.account(), caller.principal());
    }

    private MfaDevice device(Visit visit, Caller.SignedIn caller) {
        var id = new DeviceId(visit.variable("device"));
        return devices(caller).stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .orElseThrow(Visit.NoSuchPage::new);
    }

    private DeviceView view(MfaDevice device) {
        return Views.device(device, iam.devices().isClosed(device, Lane.CONSOLE));
    }

    private Answer manage(Visit visit, Caller.SignedIn caller) {
        return Answer.page("device-manage", new Manage(visit.frame(), view(device(visit, caller))));
    }

    private Answer resync(Visit visit, Caller.SignedIn caller) {
        return Answer.page("device-resync", resyncPage(visit, caller, ""));
    }

    private Resync resyncPage(Visit visit, Caller.SignedIn caller, String problem) {
        return new Resync(
                visit.frame(), view(device(visit, caller)), problem, caller.now().toEpochMilli());
    }

    private Answer takePair(Visit visit, Caller.SignedIn caller) {
        MfaDevice device = device(visit, caller);
        var code1 = Codes.parse(visit.field("code1"));
        var code2 = Codes.parse(visit.field("code2"));
        if (code1.isEmpty() || code2.isEmpty()) return pairAgain(visit, caller, Codes.SIX_DIGITS);
        var attempt = Devices.consoleAttempt(caller, device.id(), "ResyncMFADevice");
        var outcome =
                iam.devices().resync(attempt, caller.session().series(), code1.get(), code2.get());
        return switch (outcome) {
            case Devices.Resync.Done _ -> CredentialsPages.back("mfa", "resync");
            case Devices.Resync.FreshCodeNeeded _ ->
                    Answer.redirect(address(device) + "/resync/fresh");
            case Devices.Resync.Refused _ -> pairAgain(visit, caller, Codes.NO_PAIR);
            case Devices.Resync.OverBudget _ -> pairAgain(visit, caller, Codes.OVER_BUDGET);
            case Devices.Resync.LaneClosed _ -> pairAgain(visit, caller, Codes.CLOSED);
            case Devices.Resync.NoSuchDevice _ -> throw new Visit.NoSuchPage();
            case Devices.Resync.Forbidden(Denial denial) -> throw denial.refused();
        };
    }

    private static String address(MfaDevice device) {
        return SafeReturn.CREDENTIALS + "/mfa/" + device.id();
    }

    private Answer pairAgain(Visit visit, Caller.SignedIn caller, String problem) {
        return Answer.again("device-resync", resyncPage(visit, caller, problem));
    }

    private Optional<PendingResync> pending(MfaDevice device, Caller.SignedIn caller) {
        return iam.devices()
                .pending(caller.session().series(), caller.now())
                .filter(pending -> pending.device().equals(device.id()));
    }

    private Answer fresh(Visit visit, Caller.SignedIn caller) {
        MfaDevice device = device(visit, caller);
        if (pending(device, caller).isEmpty()) return Answer.redirect(address(device) + "/resync");
        return Answer.page("device-resync-fresh", freshPage(visit, caller, device, ""));
    }

    private ResyncFresh freshPage(
            Visit visit, Caller.SignedIn caller, MfaDevice device, String problem) {
        return new ResyncFresh(visit.frame(), view(device), problem, caller.now().toEpochMilli());
    }

    private Answer takeFresh(Visit visit, Caller.SignedIn caller) {
        MfaDevice device = device(visit, caller);
        var pending = pending(device, caller);
        if (pending.isEmpty()) return Answer.redirect(address(device) + "/resync");
        var code = Codes.parse(visit.field("code"));
        if (code.isEmpty()) return freshAgain(visit, caller, device, Codes.SIX_DIGITS);
        return switch (iam.devices().confirm(caller, pending.get(), code.get())) {
            case Verification.Accepted<MfaDevice> _ -> CredentialsPages.back("mfa", "resync");
            case Verification.Refused<MfaDevice> _ ->
                    freshAgain(visit, caller, device, Codes.REFUSED);
            case Verification.OverBudget<MfaDevice> _ ->
                    freshAgain(visit, caller, device, Codes.OVER_BUDGET);
            case Verification.LaneClosed<MfaDevice> _ ->
                    freshAgain(visit, caller, device, Codes.CLOSED);
            case Verification.NoSuchDevice<MfaDevice> _ -> throw new Visit.NoSuchPage();
            case Verification.Overtaken<MfaDevice> _ ->
                    Answer.redirect(address(device) + "/resync");
        };
    }

    private Answer freshAgain(
            Visit visit, Caller.SignedIn caller, MfaDevice device, String problem) {
        return Answer.again("device-resync-fresh", freshPage(visit, caller, device, problem));
    }

    private Answer remove(Visit visit, Caller.SignedIn caller) {
        MfaDevice device = device(visit, caller);
        if (iam.devices().need(caller) == Guard.Need.MFA_SESSION) {
            return needs(visit, Guard.Need.MFA_SESSION);
        }
        return Answer.page("device-remove", removePage(visit, caller, device, ""));
    }

    private Answer needs(Visit visit, Guard.Need need) {
        return confirm.instead(need, visit, SafeReturn.CREDENTIALS)
                .orElseGet(() -> Answer.redirect(SafeReturn.CREDENTIALS));
    }

    private Remove removePage(
            Visit visit, Caller.SignedIn caller, MfaDevice device, String problem) {
        List<MfaDevice> devices = devices(caller);
        List<DeviceChoice> choices = Views.choices(devices, caller.principal().lastDevice());
        return new Remove(visit.frame(), view(device), devices.size() == 1, choices, problem);
    }

    private Answer takeRemove(Visit visit, Caller.SignedIn caller) {
        MfaDevice device = device(visit, caller);
        var code = Codes.parse(visit.field("code"));
        if (code.isEmpty()) return removeAgain(visit, caller, device, Codes.SIX_DIGITS);
        var prover = new DeviceId(visit.field("device"));
        return switch (iam.devices().remove(caller, device.id(), prover, code.get())) {
            case Devices.Removal.Removed _ -> CredentialsPages.back("mfa", "removed");
            case Devices.Removal.Needs(Guard.Need need) -> needs(visit, need);
            case Devices.Removal.Forbidden(Denial denial) -> throw denial.refused();
            case Devices.Removal.NoSuchDevice _ ->
                    removeAgain(visit, caller, device, Codes.REFUSED);
            case Devices.Removal.CodeNotAccepted(Verification<Integer> why) ->
                    removeAgain(visit, caller, device, words(why));
        };
    }

    private static String words(Verification<Integer> why) {
        return switch (why) {
            case Verification.OverBudget<Integer> _ -> Codes.OVER_BUDGET;
            case Verification.LaneClosed<Integer> _ -> Codes.CLOSED;
            case Verification.Accepted<Integer> _,
                    Verification.Refused<Integer> _,
                    Verification.NoSuchDevice<Integer> _,
                    Verification.Overtaken<Integer> _ ->
                    Codes.REFUSED;
        };
    }

    private Answer removeAgain(
            Visit visit, Caller.SignedIn caller, MfaDevice device, String problem) {
        return Answer.again("device-remove", removePage(visit, caller, device, problem));
    }
}
