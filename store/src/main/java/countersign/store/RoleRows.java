package countersign.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import countersign.iam.Page;
import countersign.iam.StoreFailure;
import countersign.iam.account.AccountId;
import countersign.iam.role.Role;
import countersign.iam.role.RoleTable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class RoleRows implements RoleTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sql sql;

    RoleRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(Role role) {
        return sql.update(
                        """
                        INSERT INTO iam_role (account_id, role_id, name, name_key, path,
                                              description, trust_policy, trusted,
                                              max_session_seconds, boundary_arn, created_at_ms)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        role.account().digits(),
                        role.id(),
                        role.name(),
                        Sql.key(role.name()),
                        role.path(),
                        role.description(),
                        role.trustPolicy(),
                        write(role.trusted()),
                        role.maxSession().toSeconds(),
                        role.boundary(),
                        role.createdAt())
                == 1;
    }

    @Override
    public Optional<Role> find(AccountId account, String name) {
        return sql.first(
                """
                SELECT account_id, role_id, name, path, description, trust_policy, trusted,
                       max_session_seconds, boundary_arn, created_at_ms, used_at_ms, used_region
                  FROM iam_role
                 WHERE account_id = ? AND name_key = ?
                """,
                RoleRows::read,
                account.digits(),
                Sql.key(name));
    }

    @Override
    public Optional<Role> findById(AccountId account, String id) {
        return sql.first(
                """
                SELECT account_id, role_id, name, path, description, trust_policy, trusted,
                       max_session_seconds, boundary_arn, created_at_ms, used_at_ms, used_region
                  FROM iam_role
                 WHERE account_id = ? AND role_id = ?
                """,
                RoleRows::read,
                account.digits(),
                id);
    }

    @Override
    public List<Role> list(AccountId account, Page page) {
        return sql.list(
                """
                SELECT account_id, role_id, name, path, description, trust_policy, trusted,
                       max_session_seconds, boundary_arn, created_at_ms, used_at_ms, used_region
                  FROM iam_role
                 WHERE account_id = ? AND name_key > ? AND SUBSTR(path, 1, ?) = ?
                 ORDER BY name_key
                 LIMIT ?
                """,
                RoleRows::read,
                account.digits(),
                page.after(),
                page.pathPrefix().length(),
                page.pathPrefix(),
                page.most());
    }

    private static Role read(Sql.Row row) throws SQLException {
        return new Role(
                new AccountId(row.text("account_id")),
                row.text("role_id"),
                row.text("name"),
                row.text("path"),
                row.optionalText("description"),
                row.text("trust_policy"),
                readIds(row.text("trusted")),
                Duration.ofSeconds(row.number("max_session_seconds")),
                row.optionalText("boundary_arn"),
                row.instant("created_at_ms"),
                row.optionalInstant("used_at_ms"),
                row.optionalText("used_region"));
    }

    private static String write(Map<String, String> ids) {
        try {
            return JSON.writeValueAsString(ids);
        } catch (JsonProcessingException e) {
            throw new StoreFailure("writing the ids that a role trusts", e);
        }
    }

    private static Map<String, String> readIds(String text) {
        try {
            return JSON.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new StoreFailure("reading the ids that a role trusts", e);
        }
    }

    @Override
    public int count(AccountId account) {
        return sql.count(
                "SELECT COUNT(*) AS n FROM iam_role WHERE account_id = ?", account.digits());
    }

    @Override
    public void update(Role role) {
        sql.update(
                """
                UPDATE iam_role
                   SET description = ?, trust_policy = ?, trusted = ?, max_session_seconds = ?,
                       boundary_arn = ?
                 WHERE account_id = ? AND role_id = ?
                """,
                role.description(),
                role.trustPolicy(),
                write(role.trusted()),
                role.maxSession().toSeconds(),
                role.boundary(),
                role.account().digits(),
                role.id());
    }

    @Override
    public void used(AccountId account, String id, Instant at, String region) {
        sql.update(
                """
                UPDATE iam_role
                   SET used_at_ms = ?, used_region = ?
                 WHERE account_id = ? AND role_id = ?
                """,
                at,
                region,
                account.digits(),
                id);
    }

    @Override
    public void delete(Role role) {
        sql.update(
                "DELETE FROM iam_role WHERE account_id = ? AND role_id = ?",
                role.account().digits(),
                role.id());
    }
}
