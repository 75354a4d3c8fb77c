package countersign.store;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import countersign.iam.permission.ManagedPolicy;
import countersign.iam.permission.ManagedPolicyTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

final class ManagedPolicyRows implements ManagedPolicyTable {
    private final Sql sql;

    ManagedPolicyRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(ManagedPolicy policy) {
        return sql.update(
                        """
                        INSERT INTO managed_policy (account_id, policy_id, name, name_key, path,
                                                    description, created_at_ms, updated_at_ms,
                                                    default_version, newest_version)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        policy.account().digits(),
                        policy.id(),
                        policy.name(),
                        Sql.key(policy.name()),
                        policy.path(),
                        policy.description(),
                        policy.createdAt(),
                        policy.updatedAt(),
                        policy.defaultVersion(),
                        policy.newestVersion())
                == 1;
    }

    @Override
    public Optional<ManagedPolicy> find(AccountId account, String name) {
        return sql.first(
                """
                SELECT account_id, policy_id, name, path, description, created_at_ms,
                       updated_at_ms, default_version, newest_version
                  FROM managed_policy
                 WHERE account_id = ? AND name_key = ?
                """,
                ManagedPolicyRows::read,
                account.digits(),
                Sql.key(name));
    }

    @Override
    public List<ManagedPolicy> list(AccountId account, Page page) {
        return sql.list(
                """
                SELECT account_id, policy_id, name, path, description, created_at_ms,
                       updated_at_ms, default_version, newest_version
                  FROM managed_policy
                 WHERE account_id = ? AND name_key > ? AND SUBSTR(path, 1, ?) = ?
                 ORDER BY name_key
                 LIMIT ?
                """,
                ManagedPolicyRows::read,
                account.digits(),
                page.after(),
                page.pathPrefix().length(),
                page.pathPrefix(),
                page.most());
    }

    private static ManagedPolicy read(Sql.Row row) throws SQLException {
        return new ManagedPolicy(
                new AccountId(row.text("account_id")),
                row.text("policy_id"),
                row.text("name"),
                row.text("path"),
                row.optionalText("description"),
                row.instant("created_at_ms"),
                row.instant("updated_at_ms"),
                row.integer("default_version"),
                row.integer("newest_version"));
    }

    @Override
    public int count(AccountId account) {
        return sql.count(
                "SELECT COUNT(*) AS n FROM managed_policy WHERE account_id = ?", account.digits());
    }

    @Override
    public void update(ManagedPolicy policy) {
        sql.update(
                """
                UPDATE managed_policy
                   SET updated_at_ms = ?, default_version = ?, newest_version = ?
                 WHERE account_id = ? AND policy_id = ?
                """,
                policy.updatedAt(),
                policy.defaultVersion(),
                policy.newestVersion(),
                policy.account().digits(),
                policy.id());
    }

    @Override
    public void delete(ManagedPolicy policy) {
        sql.update(
                "DELETE FROM managed_policy WHERE account_id = ? AND policy_id = ?",
                policy.account().digits(),
                policy.id());
    }

    @Override
    public void insertVersion(ManagedPolicy policy, ManagedPolicy.Version version) {
        sql.update(
                """
                INSERT INTO policy_version (account_id, policy_id, version, document,
                                            created_at_ms)
                VALUES (?, ?, ?, ?, ?)
                """,
                policy.account().digits(),
                policy.id(),
                version.number(),
                version.document(),
                version.createdAt());
    }

    @Override
    public Optional<ManagedPolicy.Version> version(ManagedPolicy policy, int number) {
        return sql.first(
                """
                SELECT version, document, created_at_ms
                  FROM policy_version
                 WHERE account_id = ? AND policy_id = ? AND version = ?
                """,
                ManagedPolicyRows::readVersion,
                policy.account().digits(),
                policy.id(),
                number);
    }

    @Override
    public List<ManagedPolicy.Version> versions(ManagedPolicy policy) {
        return sql.list(
                """
                SELECT version, document, created_at_ms
                  FROM policy_version
                 WHERE account_id = ? AND policy_id = ?
                 ORDER BY version DESC
                """,
                ManagedPolicyRows::readVersion,
                policy.account().digits(),
                policy.id());
    }

    private static ManagedPolicy.Version readVersion(Sql.Row row) throws SQLException {
        return new ManagedPolicy.Version(
                row.integer("version"), row.text("document"), row.instant("created_at_ms"));
    }

    @Override
    public int countVersions(AccountId account) {
        return sql.count(
                "SELECT COUNT(*) AS n FROM policy_version WHERE account_id = ?", account.digits());
    }

    @Override
    public void deleteVersion(ManagedPolicy policy, int number) {
        sql.update(
                """
                DELETE FROM policy_version
                 WHERE account_id = ? AND policy_id = ? AND version = ?
                """,
                policy.account().digits(),
                policy.id(),
                number);
    }
}
