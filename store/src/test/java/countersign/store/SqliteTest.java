package countersign.store;

import countersign.iam.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every contract on a SQLite file. */
class SqliteTest {
    @TempDir Path folder;
    private int files;

    private Store empty() {
        return SqliteStore.open(folder.resolve(++files + ".db"), "test");
    }

    @Nested
    class SignIn extends SignInContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class SingleUse extends SingleUseContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Budget extends BudgetContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Passwords extends PasswordContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Flow extends FlowContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Enrolment extends EnrolmentContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Device extends DeviceContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Notice extends NoticeContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Sandboxes extends SandboxContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Walk extends WalkContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }
}
