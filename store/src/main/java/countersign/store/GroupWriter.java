package countersign.store;

import countersign.iam.ConcurrentChange;
import countersign.iam.Store;
import countersign.iam.StoreFailure;
import countersign.iam.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all units of work that wait, commits them together, and
 * answers each caller after the commit: one fsync for all. Units that nobody waits for (records of
 * reads) gather until somebody does or a moment has passed.
 *
 * <p>A body that throws is undone and the others go on: the group is then run again, each body
 * under a savepoint of its own. When the commit itself fails, nobody was told anything yet, and all
 * of them fail. Whatever happens, each caller is answered: nobody waits for a writer that is gone.
 */
final class GroupWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final int LARGEST_GROUP = 128;
    private static final int REPEATS = 10;

    /** How long a unit that nobody waits for can wait for company. */
    private static final Duration GATHERING = Duration.ofMillis(20);

    /** When so many gather, the next one's caller waits after all. */
    private static final int MOST_GATHERED = 2_048;

    private static final Unit<?> STOP = new Unit<>(tables -> true);

    /** Says that there is something in {@link #gathered}. */
    private static final Unit<?> GATHERED = new Unit<>(tables -> true);

    private final BlockingQueue<Unit<?>> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<Unit<?>> gathered = new ArrayBlockingQueue<>(MOST_GATHERED);
    private final AtomicBoolean announced = new AtomicBoolean();
    private final Sql sql;
    private final Tables tables;

    /**
     * Never prepared: a commit that failed would stay half run, and nothing could begin after it.
     */
    private final Statement control;

    private final Runnable beforeGroup;
    private final Thread thread;
    private final AtomicLong commits = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean gone;

    /**
     * Starts the thread.
     *
     * @param beforeGroup is run by it before each group
     */
    GroupWriter(Connection connection, String node, Runnable beforeGroup) throws SQLException {
        this.beforeGroup = beforeGroup;
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

    /** How many groups were committed: counted before anybody is answered. */
    long commits() {
        return commits.get();
    }

    /** Whether {@code caller} is the thread that runs the bodies. */
    boolean isMine(Thread caller) {
        return caller == thread;
    }

    /** Runs the body in the next group. */
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

    /** Runs the body soon. Waits for it only when too many others gather already. */
    <T> CompletableFuture<T> submitLater(Store.Work<T> body) {
        Unit<T> unit = new Unit<>(body);
        if (closed || !gathered.offer(unit)) {
            CompletableFuture<T> answer = submit(body);
            var _ = answer.handle((_, _) -> true).join();
            return answer;
        }
        if (announced.compareAndSet(false, true)) waiting.add(GATHERED);
        if (gone) refuseWaiting();
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
        gathered.drainTo(left);
        for (Unit<?> unit : left) unit.tell(new StoreFailure("the store is closed"));
    }

    private void work() {
        List<Unit<?>> group = new ArrayList<>();
        boolean stop = false;
        while (!stop) {
            group.clear();
            List<Unit<?>> callers;
            try {
                callers = callers();
            } catch (InterruptedException e) {
                break;
            }
            // First: what is added from here on announces itself.
            announced.set(false);
            gathered.drainTo(group);
            stop = callers.contains(STOP);
            callers.stream().filter(unit -> unit != STOP && unit != GATHERED).forEach(group::add);
            if (!group.isEmpty()) commit(group);
        }
    }

    /** Those who wait, once somebody does or what gathered has waited long enough. */
    private List<Unit<?>> callers() throws InterruptedException {
        List<Unit<?>> callers = new ArrayList<>();
        Unit<?> first = waiting.take();
        if (first == GATHERED) first = waiting.poll(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) callers.add(first);
        waiting.drainTo(callers, LARGEST_GROUP - 1);
        return callers;
    }

    private void commit(List<Unit<?>> group) {
        try {
            beforeGroup.run();
            control.execute("BEGIN IMMEDIATE");
            if (!runTogether(group)) {
                control.execute("ROLLBACK");
                control.execute("BEGIN IMMEDIATE");
                for (Unit<?> unit : group) runUnderSavepoint(unit);
            }
            control.execute("COMMIT");
            commits.incrementAndGet();
            for (Unit<?> unit : group) unit.tell();
        } catch (SQLException | RuntimeException | Error e) {
            rollback();
            // As if: what a failed commit came to is not known.
            commits.incrementAndGet();
            String why = SqliteErrors.words(e);
            LOG.error("{} units of work were not stored: {}", group.size(), why);
            StoreFailure failure = new StoreFailure("the database cannot be written: " + why, e);
            for (Unit<?> unit : group) unit.tell(failure);
        }
    }

    /** Without savepoints, which cost as much as a small unit; false when a body threw. */
    private boolean runTogether(List<Unit<?>> group) {
        for (Unit<?> unit : group) {
            try {
                unit.run(tables);
            } catch (StoreFailure e) {
                if (!SqliteErrors.isConstraint(e)) throw e;
                return false;
            } catch (RuntimeException | Error e) {
                // Each is told what its own body throws when they are run one by one.
                return false;
            }
        }
        return true;
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
