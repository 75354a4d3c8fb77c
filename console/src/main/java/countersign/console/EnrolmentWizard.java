package countersign.console;

import countersign.console.view.ConsolePages.Message;
import countersign.console.view.DevicePages.Backup;
import countersign.console.view.DevicePages.ChooseType;
import countersign.console.view.DevicePages.Done;
import countersign.console.view.DevicePages.SetUp;
import countersign.console.view.DevicePages.Sheet;
import countersign.console.view.Field;
import countersign.console.view.Frame;
import countersign.iam.Iam;
import countersign.iam.Page;
import countersign.iam.authorization.Denial;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Enrolment;
import countersign.iam.mfa.Enrolments.Assignment;
import countersign.iam.mfa.Enrolments.BackupProof;
import countersign.iam.mfa.Enrolments.Begun;
import countersign.iam.mfa.Guard;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.qr.QrCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wizard "Manage MFA device": type, set-up, backup, success. The id of the enrolment in the
 * addresses is no secret: it opens for the session that began it and for no other.
 */
final class EnrolmentWizard {
    private static final String OWN = "/mfa/enrolment/";
    private static final String OTHERS = UsersPages.USERS + "/{user}";
    private static final List<String> REFUSED =
            List.of(
                    "These two codes were not accepted.",
                    "Type two codes in a row, the older one first. Each works only once.",
                    "The app must use the QR code or key shown above, and not one from an earlier"
                            + " try.",
                    "Let the phone set its clock by itself.");

    private final Iam iam;
    private final String issuer;
    private final ConfirmPages confirm;

    EnrolmentWizard(Iam iam, String issuer, ConfirmPages confirm) {
        this.iam = iam;
        this.issuer = issuer;
        this.confirm = confirm;
    }

    List<Route> routes() {
        return Stream.of(pages(SafeReturn.CREDENTIALS), pages(OTHERS))
                .flatMap(List::stream)
                .toList();
    }

    /** The same pages for one's own device and for one that an administrator assigns. */
    private List<Route> pages(String base) {
        String folder = base + OWN;
        return List.of(
                Route.getSignedIn(base + "/mfa/activate", this::chooseType),
                Route.postSignedIn(base + "/mfa/activate", this::begin),
                Route.getSignedIn(folder + "{enrolment}", this::setUp),
                Route.postSignedIn(folder + "{enrolment}/assign", this::assign),
                Route.postSignedIn(folder + "{enrolment}/cancel", this::cancel),
                Route.getSignedIn(folder + "{enrolment}/backup", this::backup),
                Route.getSignedIn(folder + "{enrolment}/backup-sheet", this::sheet),
                Route.postSignedIn(folder + "{enrolment}/finish", this::finish),
                Route.getSignedIn(base + "/mfa/success", this::success));
    }

    private static boolean isForOther(Visit visit) {
        return !visit.variable("user").isEmpty();
    }

    /** Where the pages of this wizard are. */
    private static String base(Visit visit) {
        return isForOther(visit)
                ? UserPage.address(visit.variable("user"))
                : SafeReturn.CREDENTIALS;
    }

    private static String folder(Visit visit) {
        return base(visit) + OWN;
    }

    /** Where it leads when it is over. */
    private static String home(Visit visit) {
        return isForOther(visit) ? base(visit) : SafeReturn.CREDENTIALS + "?open=mfa";
    }

    private Principal owner(Visit visit, Caller.SignedIn caller) {
        return isForOther(visit)
                ? iam.users().get(caller, Optional.of(visit.variable("user"))).user()
                : caller.principal();
    }

    private static DeviceName usualName(Principal owner) {
        return owner.userName().flatMap(DeviceName::parse).orElse(DeviceName.OF_ROOT);
    }

    /** Inside the wizard nobody needs to be told that MFA is missing. */
    private static Frame calm(Visit visit) {
        return visit.frame().withoutWarning();
    }

    private Answer chooseType(Visit visit, Caller.SignedIn caller) {
        if (UserPage.instead(visit, caller).isPresent())
            return Answer.redirect(SafeReturn.ACTIVATE);
        Principal owner = owner(visit, caller);
        Guard.Need need = isForOther(visit) ? Guard.Need.NOTHING : iam.devices().need(caller);
        return confirm.instead(need, visit, SafeReturn.ACTIVATE)
                .orElseGet(() -> {
                    var name = iam.enrolments().freeName(caller, usualName(owner));
                    return Answer.page("device-type", choose(visit, Field.of(name.text())));
                });
    }

    private Answer begin(Visit visit, Caller.SignedIn caller) {
        var typed = visit.field("name");
        var name = DeviceName.parse(typed);
        if (name.isEmpty()) {
            var problem =
                    "Use letters, digits and + = , . @ - _ only, at most "
                            + DeviceName.LONGEST
                            + " of them.";
            return typeAgain(visit, typed, problem);
        }
        return switch (iam.enrolments().begin(caller, name.get(), owner(visit, caller))) {
            case Begun.Started(Enrolment enrolment) ->
                    Answer.redirect(folder(visit) + enrolment.id());
            case Begun.Forbidden(Denial denial) -> throw denial.refused();
            case Begun.Needs(Guard.Need need) -> needs(visit, need);
            case Begun.NameTaken(DeviceName free) ->
                    typeAgain(
                            visit,
                            free.text(),
                            "A device named " + name.get() + " exists. This name is free.");
            case Begun.QuotaReached(int most) -> quotaReached(visit, most);
        };
    }

    private static Answer typeAgain(Visit visit, String name, String problem) {
        return Answer.again("device-type", choose(visit, new Field(name, problem)));
    }

    private static ChooseType choose(Visit visit, Field name) {
        return new ChooseType(calm(visit), base(visit) + "/mfa/activate", home(visit), name);
    }

    private Answer needs(Visit visit, Guard.Need need) {
        String next = isForOther(visit) ? UsersPages.USERS : SafeReturn.ACTIVATE;
        return confirm.instead(need, visit, next)
                .orElseGet(() -> Answer.redirect(SafeReturn.ACTIVATE));
    }

    private static Answer quotaReached(Visit visit, int most) {
        return Answer.page(
                "message",
                new Message(
                        visit.frame(),
                        "That is as many as there can be",
                        List.of(
                                "A user can have "
                                        + most
                                        + " MFA devices. Remove one that you do not"
                                        + " use, then add the new one."),
                        isForOther(visit)
                                ? "Back to the user"
                                : "Back to Your Security Credentials",
                        home(visit)));
    }

    private Answer setUp(Visit visit, Caller.SignedIn caller) {
        return show(visit, caller, List.of(), "");
    }

    private Answer show(
            Visit visit, Caller.SignedIn caller, List<String> problems, String askAgain) {
        var id = visit.variable("enrolment");
        var enrolment = iam.enrolments().find(caller, id);
        var seed = iam.enrolments().seed(caller, id);
        if (enrolment.isEmpty() || seed.isEmpty()) return gone(visit);
        if (enrolment.get().assigned()) return Answer.redirect(folder(visit) + id + "/backup");
        var page =
                new SetUp(
                        calm(visit),
                        folder(visit) + id,
                        enrolment.get().name().text(),
                        qr(enrolment.get(), seed.get()).svg(),
                        seed.get().revealBase32(),
                        lateNote(),
                        problems,
                        askAgain,
                        caller.now().toEpochMilli());
        return problems.isEmpty() && askAgain.isEmpty()
                ? Answer.page("device-setup", page)
                : Answer.again("device-setup", page);
    }

    private QrCode qr(Enrolment enrolment, Seed seed) {
        var label = enrolment.name() + "@" + enrolment.account();
        return QrCode.of(OtpAuthUri.of(issuer, label, Totp.STANDARD, seed).write());
    }

    private String lateNote() {
        return iam.rules().pair().lateBecomesDrift()
                ? "If you wait too long, the device is assigned but out of sync, and its codes are"
                        + " refused until you resync it."
                : "If you wait more than a minute, we ask for the next two codes, to tell old codes"
                        + " from a clock that is off.";
    }

    private static Answer gone(Visit visit) {
        return Answer.page(
                404,
                "message",
                new Message(
                        visit.frame(),
                        "This set-up has ended",
                        List.of(
                                "A secret key is shown for ten minutes, to the session that began."
                                        + " If the device was assigned, it works; otherwise begin"
                                        + " again, and delete the entry in the app."),
                        isForOther(visit)
                                ? "Back to the user"
                                : "Back to Your Security Credentials",
                        home(visit)));
    }

    private Answer assign(Visit visit, Caller.SignedIn caller) {
        var id = visit.variable("enrolment");
        var code1 = Codes.parse(visit.field("code1"));
        var code2 = Codes.parse(visit.field("code2"));
        if (code1.isEmpty() || code2.isEmpty()) {
            return show(visit, caller, List.of(Codes.SIX_DIGITS), "");
        }
        return switch (iam.enrolments().assign(caller, id, code1.get(), code2.get())) {
            case Assignment.Assigned _ -> Answer.redirect(folder(visit) + id + "/backup");
            case Assignment.Forbidden(Denial denial) -> throw denial.refused();
            case Assignment.Refused _ -> show(visit, caller, REFUSED, "");
            case Assignment.Distant(Duration distance) ->
                    show(visit, caller, List.of(), distant(distance));
            case Assignment.OverBudget _ -> show(visit, caller, List.of(Codes.OVER_BUDGET), "");
            case Assignment.Closed _, Assignment.Gone _ -> gone(visit);
            case Assignment.Needs(Guard.Need need) -> needs(visit, need);
            case Assignment.NameTaken(DeviceName free) ->
                    typeAgain(
                            visit,
                            free.text(),
                            "Another device was given this name meanwhile. Begin again with this"
                                    + " one.");
            case Assignment.QuotaReached(int most) -> quotaReached(visit, most);
        };
    }

    private static String distant(Duration distance) {
        long minutes = Math.max(1, Math.round(distance.abs().toSeconds() / 60.0));
        var much = minutes == 1 ? "a minute" : minutes + " minutes";
        return distance.isNegative()
                ? "These codes are about "
                        + much
                        + " old, or the device's clock is: type the next two."
                : "The device's clock is about " + much + " fast: type the next two.";
    }

    private Answer cancel(Visit visit, Caller.SignedIn caller) {
        iam.enrolments().end(caller, visit.variable("enrolment"));
        return Answer.redirect(home(visit));
    }

    private Answer backup(Visit visit, Caller.SignedIn caller) {
        return iam.enrolments()
                .find(caller, visit.variable("enrolment"))
                .map(enrolment ->
                        enrolment.assigned()
                                ? Answer.page(
                                        "device-backup", backupPage(visit, enrolment, "none", ""))
                                : Answer.redirect(folder(visit) + enrolment.id()))
                .orElseGet(() -> gone(visit));
    }

    private static Backup backupPage(
            Visit visit, Enrolment enrolment, String chosen, String problem) {
        return new Backup(
                calm(visit),
                folder(visit) + enrolment.id(),
                enrolment.name().text(),
                chosen,
                problem);
    }

    private Answer sheet(Visit visit, Caller.SignedIn caller) {
        var id = visit.variable("enrolment");
        var enrolment = iam.enrolments().find(caller, id).filter(Enrolment::assigned);
        var seed = iam.enrolments().seed(caller, id);
        if (enrolment.isEmpty() || seed.isEmpty()) return gone(visit);
        return Answer.page(
                "device-sheet",
                new Sheet(
                        calm(visit),
                        enrolment.get().name().text(),
                        enrolment.get().serial().arn(),
                        caller.account().name(),
                        caller.account().id().digits(),
                        qr(enrolment.get(), seed.get()).svg(),
                        seed.get().revealBase32(),
                        caller.now()));
    }

    private Answer finish(Visit visit, Caller.SignedIn caller) {
        var id = visit.variable("enrolment");
        var enrolment = iam.enrolments().find(caller, id).filter(Enrolment::assigned);
        if (enrolment.isEmpty()) return gone(visit);
        return switch (visit.field("backup")) {
            case "sheet" -> prove(visit, caller, enrolment.get());
            case "device" -> {
                iam.enrolments().end(caller, id);
                yield Answer.redirect(base(visit) + "/mfa/activate");
            }
            default -> finished(visit, caller, id, "");
        };
    }

    private Answer prove(Visit visit, Caller.SignedIn caller, Enrolment enrolment) {
        var code = Codes.parse(visit.field("code"));
        if (code.isEmpty()) return sheetAgain(visit, enrolment, Codes.SIX_DIGITS);
        return switch (iam.enrolments().proveBackup(caller, enrolment.id(), code.get())) {
            case BackupProof.PROVED -> finished(visit, caller, enrolment.id(), "?backup=proved");
            case BackupProof.WRONG ->
                    sheetAgain(
                            visit,
                            enrolment,
                            "The sheet does not make this code. Compare the key letter by letter.");
            case BackupProof.OVER_BUDGET -> sheetAgain(visit, enrolment, Codes.OVER_BUDGET);
            case BackupProof.GONE -> gone(visit);
        };
    }

    private static Answer sheetAgain(Visit visit, Enrolment enrolment, String problem) {
        return Answer.again("device-backup", backupPage(visit, enrolment, "sheet", problem));
    }

    private Answer finished(Visit visit, Caller.SignedIn caller, String id, String query) {
        iam.enrolments().end(caller, id);
        return Answer.redirect(base(visit) + "/mfa/success" + query);
    }

    private List<MfaDevice> listed(Visit visit, Caller.SignedIn caller) {
        return iam
                .virtualDevices()
                .list(caller, Optional.of(visit.variable("user")), Page.all())
                .devices()
                .items()
                .stream()
                .sorted(Comparator.comparing(it -> it.enabledAt().orElse(it.createdAt())))
                .toList();
    }

    private Answer success(Visit visit, Caller.SignedIn caller) {
        var devices =
                isForOther(visit)
                        ? listed(visit, caller)
                        : iam.devices().of(caller.account(), caller.principal());
        if (devices.isEmpty()) return Answer.redirect(home(visit));
        return Answer.page(
                "device-done",
                new Done(
                        visit.frame(),
                        devices.getLast().name().text(),
                        visit.query().value("backup").equals("proved"),
                        home(visit)));
    }
}
