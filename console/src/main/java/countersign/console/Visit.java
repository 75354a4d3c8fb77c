package countersign.console;

import countersign.console.view.Frame;
import countersign.iam.Client;
import countersign.iam.Token;
import countersign.iam.session.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One request, as the handlers see it: time, client and caller were found once, at the edge, and a
 * form has passed its checks.
 *
 * @param now the system's instant at which it arrived
 * @param query the parameters of the address, all harmless
 * @param signIn the sign-in that waits for a code in this browser
 * @param caller who is signed in
 * @param frame what goes around the page
 */
record Visit(
        Instant now,
        Client client,
        Map<String, String> variables,
        FormBody query,
        FormBody form,
        Optional<Token> signIn,
        Optional<Caller.SignedIn> caller,
        boolean noticeSeen,
        Frame frame) {

    /** Holds forms and links: says nothing of them. */
    @Override
    public String toString() {
        return "Visit[hidden]";
    }

    /** Thrown to end up on the sign-in page. */
    static final class NotSignedIn extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotSignedIn() {
            super("not signed in", null, false, false);
        }
    }

    /** Thrown to begin again with the password: no sign-in waits for a code in this browser. */
    static final class SignInEnded extends RuntimeException {
        private static final long serialVersionUID = 1;

        SignInEnded() {
            super("sign-in ended", null, false, false);
        }
    }

    /** Thrown to end up on the page that says there is no such page. */
    static final class NoSuchPage extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoSuchPage() {
            super("no such page", null, false, false);
        }
    }

    Caller.SignedIn mustBeSignedIn() {
        return caller.orElseThrow(NotSignedIn::new);
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    String field(String name) {
        return form.value(name);
    }
}
