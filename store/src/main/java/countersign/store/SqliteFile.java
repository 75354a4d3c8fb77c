package countersign.store;

import countersign.iam.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database file: made, checked, brought up to date, connected to. */
final class SqliteFile {
    /** Number of the newest migration; when the file has it, Flyway is not started. */
    private static final String NEWEST = "3";

    private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(10);
    private static final long CHECKED_BYTES = 512L << 20;

    private final Path path;

    private SqliteFile(Path path) {
        this.path = path;
    }

    /**
     * Opens or makes the file.
     *
     * @throws StoreFailure it cannot be written, is damaged, or is of a newer version
     */
    static SqliteFile open(Path path) {
        SqliteFile file = new SqliteFile(path);
        file.make();
        file.check();
        file.migrate();
        return file;
    }

    private void make() {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                restrict(folder, "rwx------");
            }
            if (Files.notExists(path)) {
                Files.createFile(path);
                restrict(path, "rw-------");
            }
        } catch (IOException e) {
            throw new StoreFailure(
                    "cannot make the database file " + path + ": " + e.getMessage(), e);
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private void check() {
        try {
            if (Files.size(path) > CHECKED_BYTES) return;
            List<String> faults = faults("PRAGMA quick_check(1)");
            if (!faults.isEmpty()) {
                throw new StoreFailure(
                        "the database " + path + " is damaged: " + faults.getFirst());
            }
        } catch (IOException | SQLException e) {
            throw new StoreFailure(
                    "the database " + path + " cannot be used: " + SqliteErrors.words(e), e);
        }
    }

    /** What {@code PRAGMA integrity_check} finds; empty when all is well. */
    List<String> faults(String pragma) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(pragma)) {
            List<String> faults = new java.util.ArrayList<>();
            while (result.next()) faults.add(result.getString(1));
            return faults.equals(List.of("ok")) ? List.of() : faults;
        }
    }

    private void migrate() {
        try {
            String version = version();
            if (version.equals(NEWEST)) return;
            if (isNewer(version)) {
                throw new StoreFailure(
                        "the database %s was made by a newer Countersign (its version is %s, mine %s)"
                                .formatted(path, version, NEWEST));
            }
            Flyway.configure(SqliteFile.class.getClassLoader())
                    .dataSource(source())
                    .locations("classpath:countersign/store/sqlite")
                    .load()
                    .migrate();
        } catch (SQLException | org.flywaydb.core.api.FlywayException e) {
            throw new StoreFailure(
                    "cannot bring the database " + path + " up to date: " + SqliteErrors.words(e),
                    e);
        }
    }

    private static boolean isNewer(String version) {
        return !version.isEmpty()
                && MigrationVersion.fromVersion(version)
                        .isNewerThan(MigrationVersion.fromVersion(NEWEST));
    }

    private String version() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet tables =
                    statement.executeQuery(
                            "SELECT 1 FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
                if (!tables.next()) return "";
            }
            try (ResultSet newest =
                    statement.executeQuery(
                            """
                            SELECT version
                              FROM flyway_schema_history
                             WHERE success = 1
                             ORDER BY installed_rank DESC
                             LIMIT 1
                            """)) {
                String version = newest.next() ? newest.getString(1) : "";
                return version == null ? "" : version;
            }
        }
    }

    Connection connect() throws SQLException {
        return source().getConnection();
    }

    /** A connection for the one who writes: what it changes again and again stays in memory. */
    Connection connectForWriting() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -64000");
            statement.execute("PRAGMA wal_autocheckpoint = 16000");
        }
        return connection;
    }

    /** A connection that refuses to write. */
    Connection connectForReading() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -8000");
            statement.execute("PRAGMA query_only = ON");
        }
        return connection;
    }

    private SQLiteDataSource source() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) WAIT_FOR_OTHERS.toMillis());
        config.enforceForeignKeys(true);
        // Nobody asks for them, and the driver would run a query after each insert.
        config.setGetGeneratedKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path.toAbsolutePath());
        return source;
    }
}
