package countersign.iam;

/**
 * The unit of work: what a body does through its {@link Tables} commits together or not at all.
 *
 * <p>A body is repeatable: it may run more than once (a conflict, a lost connection), so ids,
 * secrets and time are drawn before it, and it changes nothing but tables. Anything it throws rolls
 * its own work back and reaches the caller.
 */
public interface Store {
    /**
     * Runs {@code body} in a transaction and returns when it is durable.
     *
     * @throws StoreFailure the store could not do it; nothing of it is kept
     */
    <T> T write(Work<T> body);

    /**
     * As {@link #write}, without waiting for it: it is durable a moment later. A failure is logged
     * and goes no further. Waits only when very many others wait already.
     */
    void submit(Work<?> body);

    /** Runs {@code body} on what is committed; it must not change anything. */
    <T> T read(Work<T> body);

    /** What is done with the tables. */
    @FunctionalInterface
    interface Work<T> {
        T in(Tables tables);
    }
}
