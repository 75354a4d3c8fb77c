package countersign.console;

import countersign.console.view.ConsolePages.Confirm;
import countersign.console.view.ConsolePages.Message;
import countersign.console.view.DeviceChoice;
import countersign.iam.Iam;
import countersign.iam.Token;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Guard;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Password;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Optional;

/** "Confirm it is you": the proof that something needs before it may go on. */
final class ConfirmPages {
    static final String ADDRESS = "/console/confirm";

    private final Iam iam;

    ConfirmPages(Iam iam) {
        this.iam = iam;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(ADDRESS, this::show), Route.postSignedIn(ADDRESS, this::take));
    }

    /** What to do about {@code need} on the way to {@code next}; empty when nothing is needed. */
    Optional<Answer> instead(Guard.Need need, Visit visit, String next) {
        return switch (need) {
            case NOTHING -> Optional.empty();
            case MFA_SESSION -> Optional.of(mfaSessionNeeded(visit));
            case FRESH_CODE, FRESH_PASSWORD ->
                    Optional.of(Answer.redirect(ADDRESS + "?next=" + SafeReturn.of(next)));
        };
    }

    private static Answer mfaSessionNeeded(Visit visit) {
        return Answer.page(
                403,
                "message",
                new Message(
                        visit.frame(),
                        "Sign in with MFA first",
                        List.of(
                                "To complete this action, please ensure that you are authenticated"
                                        + " with an MFA device that is enabled for this user.",
                                "This session began before the device was added. Sign out, and in"
                                        + " again with a code; then repeat the step."),
                        "Back to Your Security Credentials",
                        SafeReturn.CREDENTIALS));
    }

    private Answer show(Visit visit, Caller.SignedIn caller) {
        var next = SafeReturn.of(visit.query().value("next"));
        return switch (iam.devices().need(caller)) {
            case NOTHING -> Answer.redirect(next);
            case MFA_SESSION -> mfaSessionNeeded(visit);
            case FRESH_CODE -> Answer.page("console-confirm", page(visit, caller, next, false, ""));
            case FRESH_PASSWORD ->
                    Answer.page("console-confirm", page(visit, caller, next, true, ""));
        };
    }

    private Confirm page(
            Visit visit, Caller.SignedIn caller, String next, boolean byPassword, String problem) {
        var devices = iam.devices().of(caller.account(), caller.principal());
        var choices =
                byPassword || devices.isEmpty()
                        ? List.<DeviceChoice>of()
                        : Views.choices(devices, caller.principal().lastDevice());
        return new Confirm(visit.frame(), next, byPassword, choices, problem);
    }

    private Answer take(Visit visit, Caller.SignedIn caller) {
        var next = SafeReturn.of(visit.field("next"));
        return switch (iam.devices().need(caller)) {
            case NOTHING -> Answer.redirect(next);
            case MFA_SESSION -> mfaSessionNeeded(visit);
            case FRESH_CODE -> takeCode(visit, caller, next);
            case FRESH_PASSWORD -> takePassword(visit, caller, next);
        };
    }

    private Answer takePassword(Visit visit, Caller.SignedIn caller, String next) {
        return iam.reauthentication()
                .password(caller, Password.of(visit.field("password")))
                .map(token -> confirmed(token, next))
                .orElseGet(() -> again(visit, caller, next, true, "That is not your password."));
    }

    private Answer takeCode(Visit visit, Caller.SignedIn caller, String next) {
        var code = Codes.parse(visit.field("code"));
        if (code.isEmpty()) return again(visit, caller, next, false, Codes.SIX_DIGITS);
        var device = new DeviceId(visit.field("device"));
        return switch (iam.reauthentication().code(caller, device, code.get())) {
            case Verification.Accepted<Token> accepted -> confirmed(accepted.value(), next);
            case Verification.Refused<Token> _, Verification.NoSuchDevice<Token> _ ->
                    again(visit, caller, next, false, Codes.REFUSED);
            case Verification.OverBudget<Token> _ ->
                    again(visit, caller, next, false, Codes.OVER_BUDGET);
            case Verification.LaneClosed<Token> _ ->
                    again(visit, caller, next, false, Codes.CLOSED);
            case Verification.Overtaken<Token> _ -> throw new Visit.NotSignedIn();
        };
    }

    private static Answer confirmed(Token session, String next) {
        return Answer.redirect(next).with(Cookie.SESSION, session.reveal());
    }

    private Answer again(
            Visit visit, Caller.SignedIn caller, String next, boolean byPassword, String problem) {
        return Answer.again("console-confirm", page(visit, caller, next, byPassword, problem));
    }
}
