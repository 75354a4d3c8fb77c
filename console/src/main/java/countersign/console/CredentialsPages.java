package countersign.console;

import countersign.console.view.ConsolePages.ChangePassword;
import countersign.console.view.ConsolePages.Credentials;
import countersign.console.view.ConsolePages.KeySection;
import countersign.console.view.DeviceView;
import countersign.console.view.Field;
import countersign.console.view.Frame;
import countersign.console.view.Note;
import countersign.iam.Iam;
import countersign.iam.Refused;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.authorization.Denial;
import countersign.iam.mfa.Guard;
import countersign.iam.mfa.Lane;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordChange.Change;
import countersign.iam.password.PasswordRules;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** "Your Security Credentials" with its sections, the password and the sessions. */
final class CredentialsPages {
    private static final Set<String> SECTIONS =
            Set.of("password", "keys", "mfa", "sessions", "account");

    private final Iam iam;
    private final ConfirmPages confirm;

    CredentialsPages(Iam iam, ConfirmPages confirm) {
        this.iam = iam;
        this.confirm = confirm;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(SafeReturn.CREDENTIALS, this::show),
                Route.postSignedIn(SafeReturn.CREDENTIALS + "/root-notice", this::rootNotice),
                Route.getSignedIn(SafeReturn.PASSWORD, this::password),
                Route.postSignedIn(SafeReturn.PASSWORD, this::takePassword),
                Route.postSignedIn(SafeReturn.CREDENTIALS + "/sessions/end", this::endSession),
                Route.postSignedIn(
                        SafeReturn.CREDENTIALS + "/sessions/end-others", this::endOthers));
    }

    private Answer show(Visit visit, Caller.SignedIn caller) {
        var open = visit.query().value("open");
        boolean root = caller.principal().isRoot();
        return Answer.page(
                "console-credentials",
                new Credentials(
                        withNote(visit.frame(), visit.query().value("done")),
                        SECTIONS.contains(open) ? open : "",
                        root && !visit.noticeSeen() && !caller.principal().rootNoticeHidden(),
                        caller.principal().passwordChangedAt(),
                        root ? "the root user of this account" : caller.principal().title(),
                        Optional.of(keys(caller)),
                        devices(caller),
                        iam.rules().devicesPerPrincipal(),
                        iam.sessions().list(caller).stream()
                                .map(session -> Views.session(session, caller))
                                .toList(),
                        Views.account(caller)));
    }

    private KeySection keys(Caller.SignedIn caller) {
        if (caller.principal().isRoot() && !iam.rules().rootAccessKeys()) {
            return new KeySection(
                    List.of(),
                    false,
                    "The root user has no access keys here: they could do everything, without MFA."
                            + " Create an IAM user for programs.");
        }
        try {
            var keys = iam.accessKeys().list(caller, Optional.empty()).keys();
            return new KeySection(
                    keys.stream().map(UserPage::view).toList(), keys.size() < AccessKeys.MOST, "");
        } catch (Refused e) {
            return new KeySection(List.of(), false, e.text());
        }
    }

    private List<DeviceView> devices(Caller.SignedIn caller) {
        return iam.devices().of(caller.account(), caller.principal()).stream()
                .map(device -> Views.device(device, iam.devices().isClosed(device, Lane.CONSOLE)))
                .toList();
    }

    /** What the last step came to, by a word in the address that can only choose among these. */
    private static Frame withNote(Frame frame, String done) {
        return switch (done) {
            case "resync" ->
                    frame.with(Note.good("Resynchronised.", "Its codes are accepted again."));
            case "removed" ->
                    frame.with(Note.good("Removed.", "Its codes are not accepted any more."));
            case "password" ->
                    frame.with(Note.good("Password changed.", "All other sessions have ended."));
            case "key" -> frame.with(Note.good("Access key changed.", ""));
            case "session" -> frame.with(Note.good("Session ended.", ""));
            case "sessions" -> frame.with(Note.good("All other sessions have ended.", ""));
            default -> frame;
        };
    }

    static Answer back(String open, String done) {
        return Answer.redirect(SafeReturn.CREDENTIALS + "?open=" + open + "&done=" + done);
    }

    private Answer rootNotice(Visit visit, Caller.SignedIn caller) {
        if (visit.field("hide").equals("yes")) iam.accounts().hideRootNotice(caller);
        var open = visit.field("open");
        var section = SECTIONS.contains(open) ? "?open=" + open : "";
        return Answer.redirect(SafeReturn.CREDENTIALS + section).with(Cookie.NOTICE, "seen");
    }

    private Answer endSession(Visit visit, Caller.SignedIn caller) {
        iam.sessions().end(caller, visit.field("session"));
        return back("sessions", "session");
    }

    private Answer endOthers(Visit visit, Caller.SignedIn caller) {
        iam.sessions().endOthers(caller);
        return back("sessions", "sessions");
    }

    /** The current password, asked for on the page itself, is proof enough where one is needed. */
    private Answer password(Visit visit, Caller.SignedIn caller) {
        Guard.Need need = iam.devices().need(caller);
        if (need == Guard.Need.FRESH_PASSWORD) need = Guard.Need.NOTHING;
        return confirm.instead(need, visit, SafeReturn.PASSWORD)
                .orElseGet(() ->
                        Answer.page(
                                "console-password",
                                passwordPage(visit, Field.empty(), Field.empty())));
    }

    private static ChangePassword passwordPage(Visit visit, Field current, Field fresh) {
        return new ChangePassword(visit.frame(), current, fresh, PasswordRules.SHORTEST);
    }

    private Answer takePassword(Visit visit, Caller.SignedIn caller) {
        var token = iam.reauthentication().password(caller, Password.of(visit.field("current")));
        if (token.isEmpty()) {
            var wrong = Field.wrong("That is not your password, or it was tried too often.");
            return Answer.again("console-password", passwordPage(visit, wrong, Field.empty()));
        }
        var renewed =
                iam.sessions()
                        .find(token.get(), visit.client(), visit.now())
                        .orElseThrow(Visit.NotSignedIn::new);
        return change(visit, renewed).with(Cookie.SESSION, token.get().reveal());
    }

    private Answer change(Visit visit, Caller.SignedIn caller) {
        return switch (iam.passwordChange().change(caller, Password.of(visit.field("password")))) {
            case Change.Done _ -> back("password", "password");
            case Change.Needs(Guard.Need need) ->
                    confirm.instead(need, visit, SafeReturn.PASSWORD)
                            .orElseGet(() -> Answer.redirect(SafeReturn.PASSWORD));
            case Change.Weak(PasswordRules.Weakness weakness) -> weak(visit, weakness.advice());
            case Change.Same _ ->
                    weak(visit, "That is the password you have now. Choose a different one.");
            case Change.AgainstPolicy(String text) -> weak(visit, text);
            case Change.Forbidden(Denial denial) -> throw denial.refused();
            case Change.Overtaken _ -> Answer.redirect(SafeReturn.PASSWORD);
        };
    }

    private static Answer weak(Visit visit, String advice) {
        return Answer.again(
                "console-password", passwordPage(visit, Field.empty(), Field.wrong(advice)));
    }
}
