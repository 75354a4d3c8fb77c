package countersign.iam;

import java.time.Duration;
import java.time.Instant;

/**
 * Forgets what can never matter again, a little at a time: each table in a unit of work of its own,
 * so that it never stands in the way of a sign-in. Not for sandboxes, whose clocks go back.
 */
public final class Housekeeping {
    private static final int MOST = 500;
    private static final Duration GRACE = Duration.ofDays(1);
    private static final Duration SESSION_KEPT = Duration.ofDays(31);
    private static final Duration MAIL_KEPT = Duration.ofDays(7);
    private static final Duration PLACE_KEPT = Duration.ofDays(400);

    private final Store store;

    public Housekeeping(Store store) {
        this.store = store;
    }

    /** Runs once; says how many rows it has removed. */
    public int run(Instant now) {
        Instant expired = now.minus(GRACE);
        return store.<Integer>write(tables -> tables.pendingSignIns().prune(expired, MOST))
                + store.<Integer>write(tables -> tables.enrolments().prune(expired, MOST))
                + store.<Integer>write(tables -> tables.resyncs().prune(expired, MOST))
                + store.<Integer>write(tables -> tables.passwordLinks().prune(expired, MOST))
                + store.<Integer>write(
                        tables -> tables.attempts().prune(expired.getEpochSecond(), MOST))
                + store.<Integer>write(
                        tables -> tables.passwordAttempts().prune(expired.getEpochSecond(), MOST))
                + store.<Integer>write(
                        tables -> tables.sessions().prune(now.minus(SESSION_KEPT), MOST))
                + store.<Integer>write(tables -> tables.mail().prune(now.minus(MAIL_KEPT), MOST))
                + store.<Integer>write(
                        tables -> tables.places().prune(now.minus(PLACE_KEPT), MOST));
    }
}
