package countersign.iam.mfa;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;

/**
 * A way in which codes of a device are tried: the console after a right password, or a principal's
 * access keys. Budgets and failures are counted by device and lane, so that who holds a leaked key
 * cannot lock the owner out of the console.
 */
public record Lane(String text) {
    public static final Lane CONSOLE = new Lane("console");

    /** Pairs that an administrator types for somebody else's device. */
    static final Lane ADMINISTRATOR = new Lane("administrator");

    /**
     * The lane of one principal's access keys together, and of the session credentials that they
     * issued: whoever may make keys could else begin to count anew with each.
     */
    static Lane ofKeys(AccountId account, PrincipalId principal) {
        return new Lane("keys of " + account + "/" + principal);
    }

    /** The one lane of rules that count by device alone. */
    static final Lane EVERY = new Lane("every");
}
