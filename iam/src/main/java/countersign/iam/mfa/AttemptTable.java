package countersign.iam.mfa;

import countersign.iam.account.AccountId;

/** Counts tried codes: budgets by serial number and lane, failures in a row by device and lane. */
public interface AttemptTable {
    int CLOSED = Integer.MAX_VALUE;

    /**
     * Counts one more check in this window; false, and nothing is counted, when the budget is used
     * up. Windows never run backwards: a stored window that is later than {@code window} goes on
     * being the current one.
     */
    boolean count(AccountId account, SerialNumber serial, Lane lane, Window window, int budget);

    /** Counts one more failure in a row, before the code is looked at. */
    void countFailure(AccountId account, DeviceId device, Lane lane);

    /** How many failures in a row are counted; a closed lane has {@link #CLOSED}. */
    int failures(AccountId account, DeviceId device, Lane lane);

    /** A right code: the count starts anew. A closed lane stays closed. */
    void clearFailures(AccountId account, DeviceId device, Lane lane);

    /** Closes a lane for good; false when it was closed before. */
    boolean close(AccountId account, DeviceId device, Lane lane);

    /** Drops windows that started before {@code startSecond}, at most {@code most} of them. */
    int prune(long startSecond, int most);
}
