package countersign.store;

import countersign.iam.Store;
import java.util.Optional;

/**
 * What a database knows of itself: its name, whether it is a sandbox, and which key it is under.
 */
public final class Installation {
    private final Store store;

    Installation(Store store) {
        this.store = store;
    }

    /** The database's id, {@code drawn} if it had none yet. */
    public String id(String drawn) {
        return putIfAbsent(MetaRows.DATABASE_ID, drawn);
    }

    /** Whether it is a sandbox; {@code wanted} is remembered when nobody has said so before. */
    public boolean sandbox(boolean wanted) {
        return Boolean.parseBoolean(putIfAbsent(MetaRows.SANDBOX, Boolean.toString(wanted)));
    }

    /** Whether it is a sandbox, if that was ever said. */
    public Optional<Boolean> isSandbox() {
        return find(MetaRows.SANDBOX).map(Boolean::parseBoolean);
    }

    /** A sealed value that opens under the right key only; absent before the first start. */
    public Optional<String> keyCheck() {
        return find(MetaRows.KEY_CHECK);
    }

    /** Stores the key check, unless another starter was faster; says which one counts. */
    public String keyCheck(String sealed) {
        return putIfAbsent(MetaRows.KEY_CHECK, sealed);
    }

    private Optional<String> find(String name) {
        return store.read(tables -> ((SqlTables) tables).meta().find(name));
    }

    private String putIfAbsent(String name, String value) {
        Optional<String> present = find(name);
        if (present.isPresent()) return present.get();
        return store.write(tables -> {
            MetaRows meta = ((SqlTables) tables).meta();
            meta.putIfAbsent(name, value);
            return meta.find(name).orElseThrow();
        });
    }
}
