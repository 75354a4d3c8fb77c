package countersign.console.view;

/**
 * A field of a form as it is shown again: what was typed, and what is wrong with it.
 *
 * @param problem empty when nothing is
 */
public record Field(String value, String problem) {
    public static Field empty() {
        return new Field("", "");
    }

    public static Field of(String value) {
        return new Field(value, "");
    }

    /** A field that is never filled again: a code, a password. */
    public static Field wrong(String problem) {
        return new Field("", problem);
    }
}
