package countersign.iam.sandbox;

import countersign.iam.account.AccountId;
import java.time.Duration;
import java.time.Instant;

/** What only a sandbox may do to its database. */
public interface SandboxTable {
    /** How far the sandbox's clock is ahead of the system's. */
    Duration offset();

    void setOffset(Duration offset);

    /** Gives one account a time of its own. */
    void setOffset(AccountId account, Duration offset);

    /** Adds to every account's own time. */
    void advanceOwnClocks(Duration by);

    /** All accounts follow the sandbox's clock again. */
    void clearOwnClocks();

    /** Forgets what one account spent and counted after {@code now}. */
    void forgetAfter(AccountId account, Instant now);

    /** Removes an account and all it has; false when there is none. */
    boolean delete(AccountId account);

    /** Removes everything and returns the clock to the system's. */
    void reset();
}
