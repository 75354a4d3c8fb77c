package countersign.console;

import countersign.console.view.ConsolePages.Message;
import countersign.console.view.DeviceChoice;
import countersign.console.view.Field;
import countersign.console.view.SignInPages;
import countersign.iam.Iam;
import countersign.iam.Token;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Devices;
import countersign.iam.recovery.LostDevices;
import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.Waiting;
import countersign.otp.OtpCode;
import java.util.List;
import java.util.Optional;

/** The code after the password, and what to do when there is none. */
final class MfaSignInFlow {
    private static final String ADDRESS = "/signin/mfa";

    private final Iam iam;

    MfaSignInFlow(Iam iam) {
        this.iam = iam;
    }

    /** The page that asks for the code, on the way to {@code next}. */
    static String address(String next) {
        var safe = SafeReturn.of(next);
        return safe.equals(SafeReturn.HOME) ? ADDRESS : ADDRESS + "?next=" + safe;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ADDRESS, this::code),
                Route.post(ADDRESS, this::takeCode),
                Route.get("/signin/mfa/resync", this::resync),
                Route.post("/signin/mfa/resync", this::takePair),
                Route.get("/signin/mfa/fresh", this::freshCode),
                Route.post("/signin/mfa/fresh", this::takeFreshCode),
                Route.get("/signin/mfa/lost", this::lost),
                Route.post("/signin/mfa/lost", this::takeLost));
    }

    private Waiting waiting(Visit visit) {
        return visit.signIn()
                .flatMap(token -> iam.signIn().waiting(token, visit.now()))
                .orElseThrow(Visit.SignInEnded::new);
    }

    private static Token token(Visit visit) {
        return visit.signIn().orElseThrow(Visit.SignInEnded::new);
    }

    private static List<DeviceChoice> choices(Visit visit, Waiting waiting) {
        var typed = Optional.of(visit.field("device")).filter(it -> !it.isEmpty());
        return Views.choices(
                waiting.devices(),
                Optional.of(typed.map(DeviceId::new).orElseGet(waiting::preselected)));
    }

    private Answer code(Visit visit) {
        if (visit.caller().isPresent()) return Answer.redirect(SafeReturn.HOME);
        return Answer.page("signin-mfa", codePage(visit, waiting(visit), ""));
    }

    private static SignInPages.Mfa codePage(Visit visit, Waiting waiting, String problem) {
        var next = visit.query().value("next") + visit.field("next");
        return new SignInPages.Mfa(
                visit.frame(),
                choices(visit, waiting),
                SafeReturn.of(next),
                problem,
                waiting.now().toEpochMilli());
    }

    private Answer takeCode(Visit visit) {
        Waiting waiting = waiting(visit);
        Optional<OtpCode> code = Codes.parse(visit.field("code"));
        if (code.isEmpty()) return codeAgain(visit, waiting, Codes.SIX_DIGITS);
        var outcome =
                iam.signIn()
                        .code(
                                token(visit),
                                new DeviceId(visit.field("device")),
                                code.get(),
                                visit.client(),
                                visit.now());
        return outcome instanceof CodeOutcome.SignedIn(Token session, Token browser)
                ? SignInFlow.signedIn(session, browser, visit.field("next"))
                : problem(outcome)
                        .map(problem -> codeAgain(visit, waiting, problem))
                        .orElseGet(MfaSignInFlow::ended);
    }

    private static Answer codeAgain(Visit visit, Waiting waiting, String problem) {
        return Answer.again("signin-mfa", codePage(visit, waiting, problem));
    }

    /** What to say beside the field; empty when the sign-in has ended. */
    private static Optional<String> problem(CodeOutcome outcome) {
        return switch (outcome) {
            case CodeOutcome.Refused _ -> Optional.of(Codes.REFUSED);
            case CodeOutcome.OverBudget _ -> Optional.of(Codes.OVER_BUDGET);
            case CodeOutcome.LaneClosed _ -> Optional.of(Codes.CLOSED);
            case CodeOutcome.Ended _, CodeOutcome.SignedIn _ -> Optional.empty();
        };
    }

    private static Answer ended() {
        return Answer.redirect("/signin").without(Cookie.SIGN_IN);
    }

    private Answer resync(Visit visit) {
        return Answer.page("signin-resync", resyncPage(visit, waiting(visit), ""));
    }

    private SignInPages.Resync resyncPage(Visit visit, Waiting waiting, String problem) {
        return new SignInPages.Resync(
                visit.frame(),
                choices(visit, waiting),
                problem,
                waiting.now().toEpochMilli(),
                !iam.rules().pair().lateBecomesDrift());
    }

    private Answer takePair(Visit visit) {
        Waiting waiting = waiting(visit);
        var code1 = Codes.parse(visit.field("code1"));
        var code2 = Codes.parse(visit.field("code2"));
        if (code1.isEmpty() || code2.isEmpty()) return pairAgain(visit, waiting, Codes.SIX_DIGITS);
        var outcome =
                iam.signIn()
                        .resync(
                                token(visit),
                                new DeviceId(visit.field("device")),
                                code1.get(),
                                code2.get(),
                                visit.client(),
                                visit.now())
                        .orElseThrow(Visit.SignInEnded::new);
        return switch (outcome) {
            case Devices.Resync.Done _ -> Answer.redirect("/signin/mfa");
            case Devices.Resync.FreshCodeNeeded _ -> Answer.redirect("/signin/mfa/fresh");
            case Devices.Resync.Refused _,
                    Devices.Resync.NoSuchDevice _,
                    Devices.Resync.Forbidden _ ->
                    pairAgain(visit, waiting, Codes.NO_PAIR);
            case Devices.Resync.OverBudget _ -> pairAgain(visit, waiting, Codes.OVER_BUDGET);
            case Devices.Resync.LaneClosed _ -> pairAgain(visit, waiting, Codes.CLOSED);
        };
    }

    private Answer pairAgain(Visit visit, Waiting waiting, String problem) {
        return Answer.again("signin-resync", resyncPage(visit, waiting, problem));
    }

    private Answer freshCode(Visit visit) {
        Waiting waiting = waiting(visit);
        if (waiting.resync().isEmpty()) return Answer.redirect("/signin/mfa/resync");
        return Answer.page("signin-fresh", freshPage(visit, waiting, ""));
    }

    private static SignInPages.FreshCode freshPage(Visit visit, Waiting waiting, String problem) {
        return new SignInPages.FreshCode(visit.frame(), problem, waiting.now().toEpochMilli());
    }

    private Answer takeFreshCode(Visit visit) {
        Waiting waiting = waiting(visit);
        if (waiting.resync().isEmpty()) return Answer.redirect("/signin/mfa/resync");
        Optional<OtpCode> code = Codes.parse(visit.field("code"));
        if (code.isEmpty()) return freshAgain(visit, waiting, Codes.SIX_DIGITS);
        var outcome =
                iam.signIn().confirmResync(token(visit), code.get(), visit.client(), visit.now());
        return outcome instanceof CodeOutcome.SignedIn(Token session, Token browser)
                ? SignInFlow.signedIn(session, browser, SafeReturn.HOME)
                : problem(outcome)
                        .map(problem -> freshAgain(visit, waiting, problem))
                        .orElseGet(MfaSignInFlow::ended);
    }

    private static Answer freshAgain(Visit visit, Waiting waiting, String problem) {
        return Answer.again("signin-fresh", freshPage(visit, waiting, problem));
    }

    private Answer lost(Visit visit) {
        waiting(visit);
        return Answer.page("signin-lost", lostPage(visit, Field.empty()));
    }

    private SignInPages.Lost lostPage(Visit visit, Field words) {
        var contact = iam.lostDevices().support().map(EmailAddress::text).orElse("");
        return new SignInPages.Lost(visit.frame(), contact, words);
    }

    private Answer takeLost(Visit visit) {
        Waiting waiting = waiting(visit);
        var words = visit.field("words").strip();
        if (words.isEmpty() || words.length() > LostDevices.LONGEST_MESSAGE) {
            var problem =
                    words.isEmpty()
                            ? "Write a few words."
                            : "At most " + LostDevices.LONGEST_MESSAGE + " characters, please.";
            return Answer.again("signin-lost", lostPage(visit, new Field(words, problem)));
        }
        return iam.lostDevices()
                .request(waiting, words, visit.client())
                .map(number -> lostSent(visit, number))
                .orElseGet(() ->
                        Answer.again(
                                "signin-lost",
                                lostPage(
                                        visit,
                                        new Field(
                                                words,
                                                "You have asked several times this hour. We"
                                                        + " have your requests."))));
    }

    private static Answer lostSent(Visit visit, String number) {
        return Answer.page(
                "message",
                new Message(
                        visit.frame(),
                        "Your request is kept",
                        List.of(
                                "Its number is " + number + ". Keep it for when you are asked.",
                                "A note about it went to the addresses of this account. If the"
                                        + " device turns up, simply sign in."),
                        "Back to the MFA code",
                        ADDRESS));
    }
}
