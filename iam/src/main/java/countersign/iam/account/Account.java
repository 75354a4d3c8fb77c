package countersign.iam.account;

import java.time.Duration;
import java.time.Instant;

/**
 * An account, which has one root user.
 *
 * @param clockOffset how far this account's time is ahead of the system's: zero but in a sandbox
 */
public record Account(AccountId id, String name, Instant createdAt, Duration clockOffset) {
    /** Domain time of this account when the system's clock shows {@code system}. */
    public Instant timeAt(Instant system) {
        return system.plus(clockOffset);
    }
}
