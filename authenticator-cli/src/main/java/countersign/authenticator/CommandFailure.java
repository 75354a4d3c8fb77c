package countersign.authenticator;

/** A command cannot do what it was asked; the message is the one line that its user sees. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailure(String message) {
        super(message);
    }
}
