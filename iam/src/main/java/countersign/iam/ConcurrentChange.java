package countersign.iam;

/**
 * Thrown inside a unit of work whose rows were changed between reading and writing them. The {@link
 * Store} rolls it back and runs the body again from the start.
 */
public final class ConcurrentChange extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConcurrentChange() {
        super("changed at the same time", null, false, false);
    }
}
