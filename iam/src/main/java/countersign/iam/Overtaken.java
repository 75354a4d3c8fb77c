package countersign.iam;

/**
 * Thrown inside a unit of work to roll it back: what it was for has ended in the meantime. Caught
 * by whoever started that work; it never reaches an edge.
 */
public final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Overtaken() {
        super("overtaken", null, false, false);
    }
}
