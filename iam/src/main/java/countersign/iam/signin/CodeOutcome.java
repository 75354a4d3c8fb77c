package countersign.iam.signin;

import countersign.iam.Token;
import java.time.Instant;

/** What a code at sign-in came to. */
public sealed interface CodeOutcome {
    record SignedIn(Token session, Token browser) implements CodeOutcome {}

    /** Wrong, spent, too old or too new: one and the same. */
    record Refused() implements CodeOutcome {}

    record OverBudget(Instant until) implements CodeOutcome {}

    /** This device takes no more codes here. */
    record LaneClosed() implements CodeOutcome {}

    /** The sign-in has ended: begin again with the password. */
    record Ended() implements CodeOutcome {}
}
