package countersign.iam.password;

import countersign.iam.mfa.Window;
import java.util.OptionalInt;

/** Counts password checks: per sign-in name and lane, in fixed windows and in a row. */
public interface PasswordAttemptTable {
    /** The lane in which wrong passwords of all but known browsers are counted in a row. */
    String STRANGERS = "strangers in a row";

    /** Counts one more check in this window; false, and nothing is counted, when it is used up. */
    boolean count(String subject, String lane, Window window, int budget);

    /**
     * Counts one more check in a row, before it is looked at; says how many that makes. Empty, and
     * nothing is counted, when there are {@code most} already.
     *
     * @param keptUntilSecond when {@link #prune} may drop the row
     */
    OptionalInt countInARow(String subject, String lane, long keptUntilSecond, int most);

    /** A right password: the row starts anew. */
    void clearRow(String subject, String lane);

    /** Drops windows that started before {@code startSecond}, at most {@code most} of them. */
    int prune(long startSecond, int most);
}
