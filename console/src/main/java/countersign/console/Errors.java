package countersign.console;

import countersign.console.view.ConsolePages.Message;
import countersign.console.view.Frame;
import countersign.iam.Refused;
import java.util.List;

/** The pages for what went wrong: calm, without a trace of the inside. */
final class Errors {
    private Errors() {}

    static Answer page(int status, Frame frame) {
        var words = words(status);
        return Answer.page(
                status,
                "message",
                new Message(
                        frame, words.title(), List.of(words.text()), "To the console", "/console"));
    }

    /** What a policy or a rule of IAM's forbids, in the words of the API. */
    static Answer refused(Refused refusal, Frame frame) {
        boolean denied = refusal.code() == Refused.Code.AccessDenied;
        return Answer.page(
                denied ? 403 : 409,
                "message",
                new Message(
                        frame,
                        denied ? "You are not allowed to do that" : "That was refused",
                        List.of(
                                refusal.text(),
                                denied
                                        ? "An administrator of the account can change your"
                                                + " permissions. Some permissions need a sign-in"
                                                + " with MFA."
                                        : "Nothing was changed."),
                        "To the console",
                        "/console"));
    }

    private record Words(String title, String text) {}

    private static Words words(int status) {
        return switch (status) {
            case 403 ->
                    new Words(
                            "This form is out of date",
                            "You may have signed in or out in another window since it was opened."
                                + " Nothing was changed. Open the page again and repeat the step.");
            case 404 ->
                    new Words(
                            "There is no such page",
                            "The address may be mistyped, or what it showed is gone.");
            case 405 -> new Words("That cannot be done here", "The page exists, but not for that.");
            case 413 ->
                    new Words("That is too much", "The form was larger than this server takes.");
            case 421 ->
                    new Words(
                            "This server has another name",
                            "The address in your browser is not one that this server answers to.");
            case 500 ->
                    new Words(
                            "Something broke on our side",
                            "Nothing was changed. The people who run this server find the reason in"
                                    + " its log.");
            case 503 ->
                    new Words(
                            "Not available for a moment",
                            "The server is busy or cannot reach its storage. Nothing was changed."
                                    + " Try again in a minute.");
            default ->
                    new Words(
                            "That request makes no sense here",
                            "Nothing was changed. Go back, open the page again and repeat the"
                                    + " step.");
        };
    }
}
