package countersign.store;

import countersign.iam.Store;
import countersign.iam.Tables;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A connection that reads. A snapshot is kept for the next unit of work while this process has
 * committed nothing since: to begin one costs as much as a query. Not thread-safe: it belongs to
 * whoever took it.
 */
final class SnapshotReader implements AutoCloseable {
    /** How late a commit of another process (a command of the operator) may be seen. */
    private static final Duration LONGEST = Duration.ofMillis(5);

    private final Sql sql;
    private final Tables tables;
    private final LongSupplier commits;
    private boolean open;
    private long commitsBefore;
    private long begunNanos;

    /**
     * Over a connection that is this reader's alone.
     *
     * @param commits how many commits of this process were answered or are about to be
     */
    SnapshotReader(Sql sql, Tables tables, LongSupplier commits) {
        this.sql = sql;
        this.tables = tables;
        this.commits = commits;
    }

    <T> T read(Store.Work<T> body) {
        begin();
        try {
            return body.in(tables);
        } finally {
            if (isStale()) end();
        }
    }

    private void begin() {
        if (open && isStale()) end();
        if (open) return;
        // First: a commit in between makes the snapshot look older than it is, never younger.
        commitsBefore = commits.getAsLong();
        begunNanos = System.nanoTime();
        sql.update("BEGIN");
        open = true;
    }

    private boolean isStale() {
        return commits.getAsLong() != commitsBefore
                || System.nanoTime() - begunNanos > LONGEST.toNanos();
    }

    /** Lets go of the snapshot, if there is one. */
    void end() {
        if (!open) return;
        open = false;
        sql.update("COMMIT");
    }

    Set<String> statements() {
        return sql.statements();
    }

    @Override
    public void close() {
        sql.close();
    }
}
