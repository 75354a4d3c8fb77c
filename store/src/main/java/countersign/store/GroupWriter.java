package countersign.store;

import countersign.iam.ConcurrentChange;
import countersign.iam.Store;
import countersign.iam.StoreFailure;
import countersign.iam.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all units of work that wait, runs each under a savepoint of
 * its own, commits them together, and answers each caller after the commit: one fsync for all.
 *
 * <p>A body that throws is rolled back to its savepoint and the others go on. When the commit
 * itself fails, nobody was told anything yet, and all of them fail. Whatever happens, each caller
 * is answered: nobody waits for a writer that is gone.
 */
final class GroupWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final int LARGEST_GROUP = 128;
    private static final int REPEATS = 10;
    private static final Unit<?> STOP = new Unit<>(tables -> true);

    private final BlockingQueue<Unit<?>> waiting = new LinkedBlockingQueue<>();
    private final Sql sql;
    private final Tables tables;

    /**
     * Never prepared: a commit that failed would stay half run, and nothing could begin after it.
     */
    private final Statement control;

    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean gone;

    GroupWriter(Connection connection, String node) throws SQLException {
        this.sql = new Sql(connection);
        this.tables = SqlTables.over(sql, node);
        this.control = connection.createStatement();
        this.thread = Thread.ofPlatform().name("sqlite-writer").daemon().start(this::run);
    }

    /** One unit of work, and what its caller waits for. */
    private static final class Unit<T> {
        private final Store.Work<T> body;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Runnable verdict = () -> {};

        Unit(Store.Work<T> body) {
            this.body = body;
        }

        /** Runs the body; what it came to is told after the commit. */
        void run(Tables tables) {
            T result = body.in(tables);
            verdict = () -> answer.complete(result);
        }

        void failed(Throwable failure) {
            verdict = () -> answer.completeExceptionally(failure);
        }

        void tell() {
            verdict.run();
        }

        void tell(RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** Whether {@code caller} is the thread that runs the bodies. */
    boolean isMine(Thread caller) {
        return caller == thread;
    }

    <T> CompletableFuture<T> submit(Store.Work<T> body) {
        Unit<T> unit = new Unit<>(body);
        if (closed) {
            unit.tell(new StoreFailure("the store is closed"));
        } else {
            waiting.add(unit);
            if (gone) refuseWaiting();
        }
        return unit.answer;
    }

    private void run() {
        try {
            work();
        } finally {
            closed = true;
            gone = true;
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        List<Unit<?>> left = new ArrayList<>();
        waiting.drainTo(left);
        for (Unit<?> unit : left) unit.tell(new StoreFailure("the store is closed"));
    }

    private void work() {
        List<Unit<?>> group = new ArrayList<>();
        boolean stop = false;
        while (!stop) {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                break;
            }
            waiting.drainTo(group, LARGEST_GROUP - 1);
            stop = group.removeIf(unit -> unit == STOP);
            if (!group.isEmpty()) commit(group);
        }
    }

    private void commit(List<Unit<?>> group) {
        try {
            control.execute("BEGIN IMMEDIATE");
            for (Unit<?> unit : group) runUnderSavepoint(unit);
            control.execute("COMMIT");
            for (Unit<?> unit : group) unit.tell();
        } catch (SQLException | RuntimeException | Error e) {
            rollback();
            String why = SqliteErrors.words(e);
            LOG.error("{} units of work were not stored: {}", group.size(), why);
            StoreFailure failure = new StoreFailure("the database cannot be written: " + why, e);
            for (Unit<?> unit : group) unit.tell(failure);
        }
    }

    /**
     * A failure of the database ends the group; a broken constraint and whatever else a body throws
     * is the unit's own.
     */
    private void runUnderSavepoint(Unit<?> unit) {
        for (int repeat = 1; ; repeat++) {
            sql.update("SAVEPOINT unit");
            try {
                unit.run(tables);
                sql.update("RELEASE unit");
                return;
            } catch (StoreFailure e) {
                if (!SqliteErrors.isConstraint(e)) throw e;
                undo();
                unit.failed(e);
                return;
            } catch (ConcurrentChange e) {
                undo();
                if (repeat == REPEATS) {
                    unit.failed(new StoreFailure("changed at the same time, again and again", e));
                    return;
                }
            } catch (RuntimeException | Error e) {
                undo();
                unit.failed(e);
                return;
            }
        }
    }

    private void undo() {
        sql.update("ROLLBACK TO unit");
        sql.update("RELEASE unit");
    }

    private void rollback() {
        try {
            control.execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself (disk full, I/O error) and says that there is
            // nothing.
            LOG.debug("nothing to roll back: {}", e.getMessage());
        }
    }

    /** The texts of all statements that were prepared; to be asked when nothing is written. */
    Set<String> statements() {
        return sql.statements();
    }

    @Override
    public void close() {
        closed = true;
        waiting.add(STOP);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sql.close();
    }
}
