package countersign.iam.key;

/** A sealed value does not open: changed, moved, rolled back, or its key is not here. */
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    SealBroken(String what) {
        super(what);
    }
}
