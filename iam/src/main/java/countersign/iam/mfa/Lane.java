package countersign.iam.mfa;

import java.util.Optional;

/**
 * A way in which codes of a device are tried: the console after a right password, or one access
 * key. Budgets and failures are counted by device and lane, so that who holds a leaked key cannot
 * lock the owner out of the console.
 */
public record Lane(String text) {
    public static final Lane CONSOLE = new Lane("console");

    /** Pairs that an administrator types for somebody else's device. */
    static final Lane ADMINISTRATOR = new Lane("administrator");

    private static final String KEY = "key ";

    /** The lane of one long-term access key, and of the session credentials that it issued. */
    public static Lane ofKey(String accessKeyId) {
        return new Lane(KEY + accessKeyId);
    }

    /** The access key whose lane it is. */
    Optional<String> accessKeyId() {
        return text.startsWith(KEY) ? Optional.of(text.substring(KEY.length())) : Optional.empty();
    }

    /** The one lane of rules that count by device alone. */
    static final Lane EVERY = new Lane("every");
}
