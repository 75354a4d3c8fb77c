package countersign.server;

/** Something that the operator can put right; its message is the one line that is shown. */
final class OperatorError extends RuntimeException {
    private static final long serialVersionUID = 1;

    OperatorError(String message) {
        super(message);
    }
}
