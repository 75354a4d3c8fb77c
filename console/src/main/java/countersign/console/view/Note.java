package countersign.console.view;

/** A few words in a box. */
public record Note(Kind kind, String title, String text) {
    /** What the box looks like. */
    public enum Kind {
        GOOD("note"),
        CARE("note note-care"),
        PROBLEM("note note-problem");

        private final String css;

        Kind(String css) {
            this.css = css;
        }

        public String css() {
            return css;
        }
    }

    public static Note good(String title, String text) {
        return new Note(Kind.GOOD, title, text);
    }

    public static Note care(String title, String text) {
        return new Note(Kind.CARE, title, text);
    }

    public static Note problem(String title, String text) {
        return new Note(Kind.PROBLEM, title, text);
    }
}
