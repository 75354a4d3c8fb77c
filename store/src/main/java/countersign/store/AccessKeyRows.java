package countersign.store;

import countersign.iam.accesskey.AccessKey;
import countersign.iam.accesskey.AccessKeyTable;
import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
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
                SELECT access_key_id, account_id, principal_id, sealed_secret, active, created_at_ms
                  FROM access_key
                 WHERE account_id = ? AND access_key_id = ?
                """,
                row ->
                        new AccessKey(
                                row.text("access_key_id"),
                                account,
                                new PrincipalId(row.text("principal_id")),
                                row.sealed("sealed_secret"),
                                row.flag("active"),
                                row.instant("created_at_ms")),
                account.digits(),
                id);
    }
}
