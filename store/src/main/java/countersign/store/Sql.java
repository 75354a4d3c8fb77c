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
    private final Map<String, Prepared> prepared = new HashMap<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** A statement, and where its columns are: the driver would look for each in each row. */
    private record Prepared(PreparedStatement statement, Map<String, Integer> columns) {
        ResultSet query() throws SQLException {
            return statement.executeQuery();
        }
    }

    /** Reads one row into a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** Runs a change; says how many rows it touched. */
    int update(String sql, Object... values) {
        try {
            return bind(sql, values).statement().executeUpdate();
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    /** Rows of a query, in its order. */
    <T> List<T> list(String sql, Reader<T> reader, Object... values) {
        try {
            Prepared query = bind(sql, values);
            return list(query, reader);
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    private static <T> List<T> list(Prepared query, Reader<T> reader) throws SQLException {
        try (ResultSet result = query.query()) {
            List<T> rows = new ArrayList<>();
            Row row = new Row(result, query.columns());
            while (result.next()) rows.add(reader.read(row));
            return rows;
        }
    }

    /** The first row of a query. */
    <T> Optional<T> first(String sql, Reader<T> reader, Object... values) {
        try {
            Prepared query = bind(sql, values);
            return first(query, reader);
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    private static <T> Optional<T> first(Prepared query, Reader<T> reader) throws SQLException {
        try (ResultSet result = query.query()) {
            return result.next()
                    ? Optional.of(reader.read(new Row(result, query.columns())))
                    : Optional.empty();
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

    private Prepared bind(String sql, Object... values) throws SQLException {
        Prepared known = prepared.get(sql);
        if (known == null) {
            known = new Prepared(connection.prepareStatement(sql), new HashMap<>());
            prepared.put(sql, known);
        }
        for (int index = 0; index < values.length; index++) {
            bind(known.statement(), index + 1, values[index]);
        }
        return known;
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
        private final Map<String, Integer> columns;

        private Row(ResultSet result, Map<String, Integer> columns) {
            this.result = result;
            this.columns = columns;
        }

        private int at(String column) throws SQLException {
            Integer known = columns.get(column);
            if (known != null) return known;
            int found = result.findColumn(column);
            columns.put(column, found);
            return found;
        }

        String text(String column) throws SQLException {
            return result.getString(at(column));
        }

        long number(String column) throws SQLException {
            return result.getLong(at(column));
        }

        int integer(String column) throws SQLException {
            return Math.toIntExact(number(column));
        }

        boolean flag(String column) throws SQLException {
            return number(column) != 0;
        }

        Instant instant(String column) throws SQLException {
            return Instant.ofEpochMilli(number(column));
        }

        SealedValue sealed(String column) throws SQLException {
            return new SealedValue(result.getBytes(at(column)));
        }

        boolean has(String column) throws SQLException {
            return result.getObject(at(column)) != null;
        }

        Optional<String> optionalText(String column) throws SQLException {
            return Optional.ofNullable(text(column));
        }

        Optional<Instant> optionalInstant(String column) throws SQLException {
            long millis = number(column);
            return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        }
    }
}
