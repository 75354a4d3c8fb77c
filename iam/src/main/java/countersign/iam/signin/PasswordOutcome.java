package countersign.iam.signin;

import countersign.iam.Token;
import java.time.Instant;

/** What an e-mail address and a password came to. */
public sealed interface PasswordOutcome {
    /** Right, and there is no MFA device: signed in. */
    record SignedIn(Token session, Token browser) implements PasswordOutcome {}

    /** Right; now a code of one of the devices is asked. */
    record CodeNeeded(Token pending) implements PasswordOutcome {}

    /** Right, but too old: an administrator must set another (HardExpiry). */
    record Expired() implements PasswordOutcome {}

    /** Unknown address, wrong password or no password set: one and the same. */
    record Refused() implements PasswordOutcome {}

    /** Nothing was looked at: too many tries, known address or not. */
    record Throttled(Instant until) implements PasswordOutcome {}
}
