package countersign.iam;

/** The store could not do what was asked: it is down, full, read-only or damaged. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreFailure(String attempted, Throwable cause) {
        super(attempted, cause);
    }

    public StoreFailure(String attempted) {
        super(attempted);
    }
}
