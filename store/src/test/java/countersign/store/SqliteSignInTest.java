package countersign.store;

import countersign.iam.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSignInTest extends SignInContract {
    @TempDir Path folder;

    @Override
    Store emptyStore() {
        return SqliteStore.open(folder.resolve("countersign.db"), "test");
    }
}
