import org.jspecify.annotations.NullMarked;

/**
 * Keeps what iam decides in a SQL database: the ports of iam in plain JDBC. Decides nothing itself.
 */
@NullMarked
module countersign.store {
    requires static org.jspecify;
    requires transitive countersign.iam;
    requires java.sql;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires flyway.core;

    exports countersign.store;

    // Flyway reads the migrations as resources.
    opens countersign.store.sqlite;
}
