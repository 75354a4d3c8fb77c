package countersign.store;

import countersign.iam.Store;
import countersign.iam.StoreFailure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Store} in one SQLite file: write-ahead log, durable commits ({@code synchronous=FULL}),
 * one writer that groups, readers on connections of their own. Thread-safe.
 */
public final class SqliteStore implements Store, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final int READERS = 4;

    private final SqliteFile file;
    private final GroupWriter writer;
    private final List<SnapshotReader> readers = new ArrayList<>();
    private final BlockingQueue<SnapshotReader> idle = new LinkedBlockingQueue<>();
    private final ThreadLocal<Boolean> reading = ThreadLocal.withInitial(() -> false);

    private SqliteStore(SqliteFile file, String node) throws SQLException {
        this.file = file;
        this.writer = new GroupWriter(file.connectForWriting(), node, this::endSnapshots);
        for (int number = 0; number < READERS; number++) {
            Sql sql = new Sql(file.connectForReading());
            readers.add(new SnapshotReader(sql, SqlTables.over(sql, node), writer::commits));
        }
        idle.addAll(readers);
    }

    /**
     * Opens the database in {@code path}, made and brought up to date when needed.
     *
     * @param node name of this server in audit records
     * @throws StoreFailure with a message for the operator
     */
    public static SqliteStore open(Path path, String node) {
        SqliteFile file = SqliteFile.open(path);
        try {
            return new SqliteStore(file, node);
        } catch (SQLException e) {
            throw new StoreFailure(
                    "the database " + path + " cannot be opened: " + SqliteErrors.words(e), e);
        }
    }

    @Override
    public <T> T write(Work<T> body) {
        refuseNesting();
        try {
            return writer.submit(body).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            if (e.getCause() instanceof Error error) throw error;
            throw e;
        }
    }

    @Override
    public void submit(Work<?> body) {
        var _ =
                writer.submitLater(body)
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                LOG.warn("not stored: {}", failure.getMessage());
                            }
                        });
    }

    @Override
    public <T> T read(Work<T> body) {
        refuseNesting();
        SnapshotReader reader = take();
        reading.set(true);
        try {
            return reader.read(body);
        } finally {
            reading.remove();
            idle.add(reader);
        }
    }

    /** A snapshot that is still open keeps the write-ahead log from starting over. */
    private void endSnapshots() {
        for (int number = 0; number < READERS; number++) {
            SnapshotReader reader = idle.poll();
            if (reader == null) return;
            reader.end();
            idle.add(reader);
        }
    }

    /** A nested unit would see other data than the outer one, or wait for itself for ever. */
    private void refuseNesting() {
        if (reading.get() || writer.isMine(Thread.currentThread())) {
            throw new IllegalStateException("a unit of work inside a unit of work");
        }
    }

    private SnapshotReader take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure("interrupted while waiting for a connection", e);
        }
    }

    /** What is known about the database itself. */
    public Installation installation() {
        return new Installation(this);
    }

    /** What is wrong with the file; empty when nothing is. Reads all of it. */
    public List<String> faults() {
        try {
            return file.faults("PRAGMA integrity_check(20)");
        } catch (SQLException e) {
            throw new StoreFailure("checking the database: " + SqliteErrors.words(e), e);
        }
    }

    /** The texts of all statements that were prepared; to be asked when nothing is under way. */
    Set<String> statements() {
        Set<String> all = new HashSet<>(writer.statements());
        readers.forEach(reader -> all.addAll(reader.statements()));
        return all;
    }

    @Override
    public void close() {
        writer.close();
        readers.forEach(SnapshotReader::close);
    }
}
