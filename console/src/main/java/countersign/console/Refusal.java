package countersign.console;

/** A request that no page of ours makes; answered with the page for its status. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status) {
        super("refused", null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
