package countersign.store;

import countersign.iam.StoreFailure;
import countersign.iam.key.SealedValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One connection, with its statements prepared once. Not thread-safe: it belongs to whoever runs a
 * unit of work.
 */
final class Sql implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row into a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** Runs a change; says how many rows it touched. */
    int update(String sql, Object... values) {
        try {
            return bind(sql, values).executeUpdate();
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    /** Rows of a query, in its order. */
    <T> List<T> list(String sql, Reader<T> reader, Object... values) {
        try (ResultSet result = bind(sql, values).executeQuery()) {
            List<T> rows = new ArrayList<>();
            Row row = new Row(result);
            while (result.next()) rows.add(reader.read(row));
            return rows;
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    /** The first row of a query. */
    <T> Optional<T> first(String sql, Reader<T> reader, Object... values) {
        try (ResultSet result = bind(sql, values).executeQuery()) {
            return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    /** The number in the column {@code n} of the only row. */
    int count(String sql, Object... values) {
        return first(sql, row -> row.integer("n"), values).orElse(0);
    }

    /** By which names are told apart that differ in more than case. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether a query has a row. */
    boolean exists(String sql, Object... values) {
        return first(sql, row -> true, values).isPresent();
    }

    /** The texts of all statements that were prepared. */
    Set<String> statements() {
        return Set.copyOf(prepared.keySet());
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int index = 0; index < values.length; index++) {
            bind(statement, index + 1, values[index]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setLong(index, number);
            case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
            case Instant instant -> statement.setLong(index, instant.toEpochMilli());
            case SealedValue sealed -> statement.setBytes(index, sealed.bytes());
            case Optional<?> optional -> bindOptional(statement, index, optional);
            default -> throw new IllegalArgumentException("no column takes " + value.getClass());
        }
    }

    private static void bindOptional(PreparedStatement statement, int index, Optional<?> value)
            throws SQLException {
        if (value.isPresent()) {
            bind(statement, index, value.get());
        } else {
            statement.setObject(index, null);
        }
    }

    private static StoreFailure failure(String sql, SQLException cause) {
        String attempted = sql.strip().replaceAll("\\s+", " ");
        return new StoreFailure(attempted.substring(0, Math.min(60, attempted.length())), cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreFailure("closing a connection", e);
        }
    }

    /** The present row of a result. */
    static final class Row {
        private final ResultSet result;

        private Row(ResultSet result) {
            this.result = result;
        }

        String text(String column) throws SQLException {
            return result.getString(column);
        }

        long number(String column) throws SQLException {
            return result.getLong(column);
        }

        int integer(String column) throws SQLException {
            return Math.toIntExact(result.getLong(column));
        }

        boolean flag(String column) throws SQLException {
            return result.getInt(column) != 0;
        }

        Instant instant(String column) throws SQLException {
            return Instant.ofEpochMilli(result.getLong(column));
        }

        SealedValue sealed(String column) throws SQLException {
            return new SealedValue(result.getBytes(column));
        }

        boolean has(String column) throws SQLException {
            return result.getObject(column) != null;
        }

        Optional<String> optionalText(String column) throws SQLException {
            return Optional.ofNullable(result.getString(column));
        }

        Optional<Instant> optionalInstant(String column) throws SQLException {
            return has(column) ? Optional.of(instant(column)) : Optional.empty();
        }
    }
}
