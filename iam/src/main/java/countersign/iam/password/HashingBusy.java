package countersign.iam.password;

/** More passwords wait to be checked than this server can take: come back in a moment. */
public final class HashingBusy extends RuntimeException {
    private static final long serialVersionUID = 1;

    HashingBusy() {
        super("too many passwords are being checked");
    }
}
