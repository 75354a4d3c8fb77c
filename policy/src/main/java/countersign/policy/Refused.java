package countersign.policy;

/** Leaves the reading of a document with AWS's text; never seen outside {@link Policy#read}. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The text is the whole of it: a hostile document should not buy stack traces. */
    Refused(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
