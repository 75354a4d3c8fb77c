package countersign.iam.mfa;

/**
 * A way in which codes of a device are tried: the console after a right password, or one access
 * key. Budgets and failures are counted by device and lane, so that who holds a leaked key cannot
 * lock the owner out of the console.
 */
public record Lane(String text) {
    public static final Lane CONSOLE = new Lane("console");

    /** The one lane of rules that count by device alone. */
    static final Lane EVERY = new Lane("every");
}
