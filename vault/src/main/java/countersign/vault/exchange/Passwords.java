package countersign.vault.exchange;

/** Who knows the password of a sealed file. */
@FunctionalInterface
public interface Passwords {
    /** The password of {@code file}, which is a {@code format}; whoever called wipes it. */
    char[] of(String file, String format);
}
