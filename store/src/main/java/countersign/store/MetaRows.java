package countersign.store;

import java.util.Optional;

/** Facts about the database itself. */
final class MetaRows {
    static final String DATABASE_ID = "database_id";
    static final String SANDBOX = "sandbox";
    static final String CLOCK = "clock_offset_ms";
    static final String KEY_CHECK = "key_check";

    private final Sql sql;

    MetaRows(Sql sql) {
        this.sql = sql;
    }

    Optional<String> find(String name) {
        return sql.first("SELECT value FROM meta WHERE name = ?", row -> row.text("value"), name);
    }

    void put(String name, String value) {
        sql.update(
                """
                INSERT INTO meta (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """,
                name,
                value);
    }

    /** False when it is there already. */
    boolean putIfAbsent(String name, String value) {
        return sql.update(
                        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        name,
                        value)
                == 1;
    }

    void delete(String name) {
        sql.update("DELETE FROM meta WHERE name = ?", name);
    }
}
