package countersign.aws;

import java.util.Optional;

/**
 * A refusal in the protocol's words, on its way out. It is an exception, unlike other expected
 * outcomes, because a handler's value is an SDK response class, and those are closed: a sealed
 * result would wrap the answer of every one of some 120 handlers. Services say what happened in
 * sealed results; the handler turns those into an answer or into this, and only the {@link
 * Dispatcher} catches it. It carries no stack.
 */
public final class ApiFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final boolean silent;

    public ApiFault(ErrorCode code, String message) {
        this(code, message, false);
    }

    private ApiFault(ErrorCode code, String message, boolean silent) {
        super(message, null, false, false);
        this.code = code;
        this.silent = silent;
    }

    /** A fault whose answer has no Message element, as ReportNotPresent. */
    public static ApiFault withoutMessage(ErrorCode code) {
        return new ApiFault(code, code.wireName(), true);
    }

    public ErrorCode code() {
        return code;
    }

    /** The text for the client. */
    public Optional<String> text() {
        return Optional.ofNullable(getMessage()).filter(_ -> !silent);
    }
}
