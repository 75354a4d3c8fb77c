package countersign.console;

import countersign.console.view.Field;
import countersign.console.view.SignInPages;
import countersign.iam.Iam;
import countersign.iam.Token;
import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.password.Password;
import countersign.iam.signin.PasswordOutcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** E-mail address, then password. The address travels inside forms and never in a URL. */
final class SignInFlow {
    private static final String REFUSED = "The e-mail address or the password is not right.";
    private static final String THROTTLED =
            "Too many tries. Wait three minutes, then try again, or use the link below.";

    private static final String EXPIRED =
            "Your password has expired. Ask your administrator to reset it.";

    private final Iam iam;

    SignInFlow(Iam iam) {
        this.iam = iam;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/signin", this::email),
                Route.post("/signin", this::takeEmail),
                Route.post("/signin/password", this::takePassword),
                Route.post("/signin/user", this::takeUser),
                Route.get("/signin/{account}", this::ofAccount),
                Route.post("/signout", this::signOut));
    }

    private Answer email(Visit visit) {
        var next = SafeReturn.of(visit.query().value("next"));
        if (visit.caller().isPresent()) return Answer.redirect(next);
        return Answer.page(
                "signin",
                new SignInPages.Email(visit.frame(), false, Field.empty(), Field.empty(), next));
    }

    private Answer takeEmail(Visit visit) {
        var next = SafeReturn.of(visit.field("next"));
        if (visit.field("kind").equals("user")) return takeAccount(visit, next);
        var typed = visit.field("email");
        var email = EmailAddress.parse(typed);
        if (email.isEmpty()) {
            var field = new Field(typed, "Type an e-mail address, such as root@example.com.");
            return Answer.again(
                    "signin",
                    new SignInPages.Email(visit.frame(), false, field, Field.empty(), next));
        }
        return Answer.page(
                "signin-password",
                new SignInPages.Password(visit.frame(), email.get().text(), next, ""));
    }

    private static Answer takeAccount(Visit visit, String next) {
        String account = visit.field("account").strip();
        if (!isAccount(account)) {
            var field = new Field(account, "Type the account's 12 digits or its alias.");
            return Answer.again(
                    "signin",
                    new SignInPages.Email(visit.frame(), true, Field.empty(), field, next));
        }
        return Answer.page(
                "signin-user",
                new SignInPages.User(visit.frame(), Field.of(account), "", next, ""));
    }

    private static boolean isAccount(String typed) {
        return Names.isAlias(typed) || AccountId.parse(typed).isPresent();
    }

    /** The address that an administrator gives to the users of an account. */
    private Answer ofAccount(Visit visit) {
        String account = visit.variable("account");
        if (!isAccount(account)) throw new Visit.NoSuchPage();
        if (visit.caller().isPresent()) return Answer.redirect(SafeReturn.HOME);
        return Answer.page(
                "signin-user",
                new SignInPages.User(visit.frame(), Field.of(account), "", SafeReturn.HOME, ""));
    }

    private Answer takeUser(Visit visit) {
        String account = visit.field("account").strip();
        String name = visit.field("name");
        if (!isAccount(account)) {
            return userAgain(
                    visit, new Field(account, "Type the account's 12 digits or its alias."), "");
        }
        if (name.isBlank() || visit.field("password").isEmpty()) {
            return userAgain(visit, Field.of(account), "Type the user name and the password.");
        }
        var outcome =
                iam.signIn()
                        .passwordOfUser(
                                account,
                                name,
                                Password.of(visit.field("password")),
                                visit.client(),
                                visit.now());
        return proceed(visit, outcome, problem -> userAgain(visit, Field.of(account), problem));
    }

    private static Answer userAgain(Visit visit, Field account, String problem) {
        return Answer.again(
                "signin-user",
                new SignInPages.User(
                        visit.frame(),
                        account,
                        visit.field("name"),
                        SafeReturn.of(visit.field("next")),
                        problem));
    }

    private Answer takePassword(Visit visit) {
        Optional<EmailAddress> email = EmailAddress.parse(visit.field("email"));
        if (email.isEmpty()) return Answer.redirect("/signin");
        if (visit.field("password").isEmpty())
            return again(visit, email.get(), "Type the password.");
        var outcome =
                iam.signIn()
                        .password(
                                email.get(),
                                Password.of(visit.field("password")),
                                visit.client(),
                                visit.now());
        return proceed(visit, outcome, problem -> again(visit, email.get(), problem));
    }

    private Answer proceed(Visit visit, PasswordOutcome outcome, Function<String, Answer> again) {
        // Who signs in anew in this browser leaves nothing open behind.
        boolean right =
                outcome instanceof PasswordOutcome.SignedIn
                        || outcome instanceof PasswordOutcome.CodeNeeded;
        if (right) visit.caller().ifPresent(iam.sessions()::signOut);
        return switch (outcome) {
            case PasswordOutcome.SignedIn(Token session, Token browser) ->
                    signedIn(session, browser, visit.field("next"));
            case PasswordOutcome.CodeNeeded(Token pending) ->
                    Answer.redirect(MfaSignInFlow.address(visit.field("next")))
                            .with(Cookie.SIGN_IN, pending.reveal())
                            .without(Cookie.SESSION);
            case PasswordOutcome.Expired _ -> again.apply(EXPIRED);
            case PasswordOutcome.Refused _ -> again.apply(refused(visit));
            case PasswordOutcome.Throttled _ -> again.apply(throttled(visit));
        };
    }

    private static boolean ofUser(Visit visit) {
        return !visit.field("account").isEmpty();
    }

    private static String refused(Visit visit) {
        return ofUser(visit) ? "The user name or the password is not right." : REFUSED;
    }

    private static String throttled(Visit visit) {
        return ofUser(visit) ? "Too many tries. Wait three minutes, then try again." : THROTTLED;
    }

    private static Answer again(Visit visit, EmailAddress email, String problem) {
        return Answer.again(
                "signin-password",
                new SignInPages.Password(
                        visit.frame(), email.text(), SafeReturn.of(visit.field("next")), problem));
    }

    /** Into the console, and everything of the way there is forgotten. */
    static Answer signedIn(Token session, Token browser, String next) {
        return Answer.redirect(SafeReturn.of(next))
                .with(Cookie.SESSION, session.reveal())
                .with(Cookie.BROWSER, browser.reveal())
                .without(Cookie.SIGN_IN)
                .without(Cookie.FORM)
                .without(Cookie.NOTICE);
    }

    private Answer signOut(Visit visit) {
        visit.caller().ifPresent(iam.sessions()::signOut);
        return Answer.redirect("/signin")
                .without(Cookie.SESSION)
                .without(Cookie.SIGN_IN)
                .without(Cookie.NOTICE);
    }
}
