package countersign.store;

import countersign.iam.accesskey.AccessKey;
import countersign.iam.accesskey.AccessKeyTable;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class AccessKeyRows implements AccessKeyTable {
    private final Sql sql;

    AccessKeyRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(AccessKey key) {
        sql.update(
                """
                INSERT INTO access_key (account_id, access_key_id, principal_id, sealed_secret,
                                        active, created_at_ms)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                key.account().digits(),
                key.id(),
                key.principal().text(),
                key.sealedSecret(),
                key.active(),
                key.createdAt());
    }

    @Override
    public Optional<AccessKey> find(AccountId account, String id) {
        return sql.first(
                """
                SELECT access_key_id, account_id, principal_id, sealed_secret, active, suspended,
                       created_at_ms, used_at_ms, used_service, used_region
                  FROM access_key
                 WHERE account_id = ? AND access_key_id = ?
                """,
                AccessKeyRows::read,
                account.digits(),
                id);
    }

    @Override
    public Optional<Signer> signer(AccountId account, String id) {
        return sql.first(
                """
                SELECT p.account_id, p.principal_id, p.email, p.user_name, p.path, p.boundary_arn,
                       p.created_at_ms, p.epoch, p.version, p.password_changed_at_ms,
                       p.password_used_at_ms, p.login_profile_at_ms, p.reset_required,
                       p.last_device_id, p.root_notice_hidden, k.sealed_secret,
                       a.name AS account_name, a.created_at_ms AS account_created_at_ms,
                       COALESCE(a.clock_offset_ms, CAST(m.value AS BIGINT), 0) AS offset_ms
                  FROM access_key k
                  JOIN principal p ON p.account_id = k.account_id
                                  AND p.principal_id = k.principal_id
                  JOIN account a ON a.account_id = k.account_id
                  LEFT JOIN meta m ON m.name = 'clock_offset_ms'
                 WHERE k.account_id = ? AND k.access_key_id = ?
                   AND k.active = 1 AND k.suspended = 0
                """,
                row ->
                        new Signer(
                                account(row),
                                PrincipalRows.read(row),
                                id,
                                row.sealed("sealed_secret")),
                account.digits(),
                id);
    }

    private static Account account(Sql.Row row) throws SQLException {
        return new Account(
                new AccountId(row.text("account_id")),
                row.text("account_name"),
                row.instant("account_created_at_ms"),
                Duration.ofMillis(row.number("offset_ms")));
    }

    @Override
    public List<AccessKey> ofPrincipal(AccountId account, PrincipalId principal) {
        return sql.list(
                """
                SELECT access_key_id, account_id, principal_id, sealed_secret, active, suspended,
                       created_at_ms, used_at_ms, used_service, used_region
                  FROM access_key
                 WHERE account_id = ? AND principal_id = ?
                 ORDER BY created_at_ms, access_key_id
                """,
                AccessKeyRows::read,
                account.digits(),
                principal.text());
    }

    private static AccessKey read(Sql.Row row) throws SQLException {
        return new AccessKey(
                row.text("access_key_id"),
                new AccountId(row.text("account_id")),
                new PrincipalId(row.text("principal_id")),
                row.sealed("sealed_secret"),
                row.flag("active"),
                row.flag("suspended"),
                row.instant("created_at_ms"),
                row.has("used_at_ms")
                        ? Optional.of(
                                new AccessKey.Use(
                                        row.instant("used_at_ms"),
                                        row.text("used_service"),
                                        row.text("used_region")))
                        : Optional.empty());
    }

    @Override
    public void setActive(AccountId account, String id, boolean active) {
        sql.update(
                "UPDATE access_key SET active = ? WHERE account_id = ? AND access_key_id = ?",
                active,
                account.digits(),
                id);
    }

    @Override
    public boolean suspend(AccountId account, String id) {
        return sql.update(
                        """
                        UPDATE access_key
                           SET suspended = 1, active = 0
                         WHERE account_id = ? AND access_key_id = ? AND suspended = 0
                        """,
                        account.digits(),
                        id)
                == 1;
    }

    @Override
    public boolean delete(AccountId account, String id) {
        return sql.update(
                        "DELETE FROM access_key WHERE account_id = ? AND access_key_id = ?",
                        account.digits(),
                        id)
                == 1;
    }

    @Override
    public void used(AccountId account, String id, AccessKey.Use use) {
        sql.update(
                """
                UPDATE access_key
                   SET used_at_ms = ?, used_service = ?, used_region = ?
                 WHERE account_id = ? AND access_key_id = ?
                """,
                use.at(),
                use.service(),
                use.region(),
                account.digits(),
                id);
    }
}
