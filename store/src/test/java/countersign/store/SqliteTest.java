package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Store;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every contract on a SQLite file. */
class SqliteTest {
    @TempDir Path folder;
    private int files;

    private static final Set<String> PREPARED = ConcurrentHashMap.newKeySet();
    private final List<SqliteStore> opened = new ArrayList<>();

    private Store empty() {
        SqliteStore store = SqliteStore.open(folder.resolve(++files + ".db"), "test");
        opened.add(store);
        return store;
    }

    @AfterEach
    void collectStatements() {
        opened.forEach(store -> PREPARED.addAll(store.statements()));
    }

    /** Housekeeping, the operator's commands and the sandbox may read whole tables. */
    private static final Pattern RARE =
            Pattern.compile(
                    "(?s)DELETE FROM .* LIMIT \\?.*|.* FROM (mail|audit_event|meta)\\b.*"
                            + "|UPDATE account\\s+SET clock_offset_ms .* IS NOT NULL"
                            + "|UPDATE mfa_device\\s+SET watermark = CASE .*"
                            + "|SELECT .* FROM account .* ORDER BY a.account_id");

    /** An index that is used by its account alone reads all that the account has. */
    private static final Pattern WHOLE_ACCOUNT =
            Pattern.compile(
                    "SEARCH (mfa_device|access_key|group_member|attached_policy|[mg])"
                            + " USING (PRIMARY KEY|.*INDEX .*) \\(account_id=\\?\\)");

    @AfterAll
    static void noStatementReadsAWholeTable(@TempDir Path another) throws SQLException {
        Path path = another.resolve("plan.db");
        SqliteStore.open(path, "test").close();
        List<String> scans = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement()) {
            for (String sql : PREPARED) {
                if (RARE.matcher(sql.strip()).matches()) continue;
                try (var plan = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
                    while (plan.next()) {
                        String detail = plan.getString("detail");
                        boolean reads =
                                detail.startsWith("SCAN")
                                        || (WHOLE_ACCOUNT.matcher(detail).matches()
                                                && !sql.contains("COUNT(*)"));
                        if (reads) scans.add(detail + ": " + sql);
                    }
                }
            }
        }
        assertThat(scans).isEmpty();
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

    @Nested
    class User extends UserContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Policy extends PolicyContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class UserSignIn extends UserSignInContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class VirtualDevice extends VirtualDeviceContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Token extends TokenContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Role extends RoleContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Audit extends RecordContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class Report extends ReportContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class UserDevice extends UserDeviceContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class UserPassword extends UserPasswordContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class ResourceTag extends ResourceTagContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }

    @Nested
    class ResourcePolicy extends ResourcePolicyContract {
        @Override
        Store emptyStore() {
            return empty();
        }
    }
}
