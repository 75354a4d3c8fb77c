package countersign.store;

import countersign.iam.StoreFailure;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in words an operator can act on what SQLite meant. */
final class SqliteErrors {
    private SqliteErrors() {}

    static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) return words(sqlite.getResultCode());
        }
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    /** Whether a statement broke a constraint: the database itself is well. */
    static boolean isConstraint(StoreFailure failure) {
        return failure.getCause() instanceof SQLiteException cause
                && (cause.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
    }

    private static String words(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_READONLY, SQLITE_READONLY_DBMOVED, SQLITE_READONLY_DIRECTORY ->
                    "it is read-only";
            case SQLITE_CANTOPEN -> "it cannot be opened (read-only, or not ours?)";
            case SQLITE_BUSY, SQLITE_LOCKED -> "another process holds it";
            case SQLITE_NOTADB -> "the file is no Countersign database";
            case SQLITE_CORRUPT -> "the file is damaged; restore a backup";
            default -> code.message;
        };
    }
}
