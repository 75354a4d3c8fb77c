package countersign.iam.password;

import countersign.iam.mfa.Window;

/** Counts password checks: per sign-in name and lane in fixed windows, and strangers' in a row. */
public interface PasswordAttemptTable {
    /** Counts one more check in this window; false, and nothing is counted, when it is used up. */
    boolean count(String subject, String lane, Window window, int budget);

    /** Counts one more check by a stranger; false, and nothing is counted, at {@code most}. */
    boolean countStranger(String subject, int most);

    /** How many checks by strangers in a row were not right. */
    int strangersInARow(String subject);

    /** A right password: strangers start anew. */
    void clearStrangers(String subject);

    /** Drops windows that started before {@code startSecond}, at most {@code most} of them. */
    int prune(long startSecond, int most);
}
