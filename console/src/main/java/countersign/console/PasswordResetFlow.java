package countersign.console;

import countersign.console.view.ConsolePages.Message;
import countersign.console.view.Field;
import countersign.console.view.SignInPages;
import countersign.iam.Iam;
import countersign.iam.Token;
import countersign.iam.account.EmailAddress;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordRules;
import countersign.iam.recovery.PasswordReset.Reset;
import java.util.List;
import java.util.Optional;

/** A forgotten password: the request, the mailed link, the new password. */
final class PasswordResetFlow {
    private final Iam iam;

    PasswordResetFlow(Iam iam) {
        this.iam = iam;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/signin/forgot", this::forgot),
                Route.post("/signin/forgot", this::takeForgot),
                Route.get("/signin/forgot/sent", this::sent),
                Route.get("/signin/reset/{link}", this::newPassword),
                Route.post("/signin/reset", this::takeNewPassword),
                Route.get("/signin/reset-done", this::done));
    }

    private Answer forgot(Visit visit) {
        return Answer.page("signin-forgot", new SignInPages.Forgot(visit.frame(), Field.empty()));
    }

    private Answer takeForgot(Visit visit) {
        var typed = visit.field("email");
        var email = EmailAddress.parse(typed);
        if (email.isEmpty()) {
            var field = new Field(typed, "Type an e-mail address, such as root@example.com.");
            return Answer.again("signin-forgot", new SignInPages.Forgot(visit.frame(), field));
        }
        iam.passwordReset().request(email.get(), visit.client(), visit.now());
        return Answer.redirect("/signin/forgot/sent");
    }

    private Answer sent(Visit visit) {
        return Answer.page(
                "message",
                new Message(
                        visit.frame(),
                        "Look into your mailbox",
                        List.of(
                                "If that address belongs to a root user, a link is on its way. It"
                                        + " works once, for 30 minutes.",
                                "Nothing there? Look into the folder for junk, and check the"
                                        + " spelling of the address."),
                        "Back to sign in",
                        "/signin"));
    }

    private Answer newPassword(Visit visit) {
        return link(visit.variable("link"))
                .filter(link -> iam.passwordReset().isAlive(link, visit.now()))
                .map(link -> Answer.page("signin-new-password", page(visit, link, "")))
                .orElseGet(() -> ended(visit));
    }

    private static Optional<Token> link(String sent) {
        return Token.parse(sent);
    }

    private static SignInPages.NewPassword page(Visit visit, Token link, String problem) {
        return new SignInPages.NewPassword(
                visit.frame(), link.reveal(), Field.wrong(problem), PasswordRules.SHORTEST);
    }

    private Answer takeNewPassword(Visit visit) {
        var link = link(visit.field("link"));
        if (link.isEmpty()) return ended(visit);
        var outcome =
                iam.passwordReset()
                        .complete(
                                link.get(),
                                Password.of(visit.field("password")),
                                visit.client(),
                                visit.now());
        return switch (outcome) {
            case Reset.Done _ ->
                    Answer.redirect("/signin/reset-done")
                            .without(Cookie.SESSION)
                            .without(Cookie.SIGN_IN);
            case Reset.LinkEnded _ -> ended(visit);
            case Reset.Weak(PasswordRules.Weakness weakness) ->
                    Answer.again("signin-new-password", page(visit, link.get(), weakness.advice()));
        };
    }

    private static Answer ended(Visit visit) {
        return Answer.page(
                404,
                "message",
                new Message(
                        visit.frame(),
                        "This link has ended",
                        List.of(
                                "It works once, for 30 minutes, and a newer change of the password"
                                        + " ends it too. Ask for another one."),
                        "Ask for a new link",
                        "/signin/forgot"));
    }

    private Answer done(Visit visit) {
        return Answer.page(
                "message",
                new Message(
                        visit.frame(),
                        "The password is set",
                        List.of(
                                "Sign in with the new one. If the account has MFA, have your device"
                                        + " at hand as always."),
                        "Sign in",
                        "/signin"));
    }
}
