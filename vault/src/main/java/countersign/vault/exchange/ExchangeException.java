package countersign.vault.exchange;

/** A file that cannot be read as a whole. The message is one line and holds no secret. */
public final class ExchangeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExchangeException(String message) {
        super(message);
    }
}
