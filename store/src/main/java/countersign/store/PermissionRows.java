package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.permission.PermissionTable;
import java.util.List;
import java.util.Optional;

final class PermissionRows implements PermissionTable {
    private final Sql sql;

    PermissionRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void putInline(AccountId account, String owner, Inline policy) {
        sql.update(
                """
                INSERT INTO inline_policy (account_id, owner_id, name, name_key, document)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (account_id, owner_id, name_key)
                DO UPDATE SET document = excluded.document
                """,
                account.digits(),
                owner,
                policy.name(),
                Sql.key(policy.name()),
                policy.document());
    }

    @Override
    public Optional<Inline> inline(AccountId account, String owner, String name) {
        return sql.first(
                """
                SELECT name, document
                  FROM inline_policy
                 WHERE account_id = ? AND owner_id = ? AND name_key = ?
                """,
                row -> new Inline(row.text("name"), row.text("document")),
                account.digits(),
                owner,
                Sql.key(name));
    }

    @Override
    public List<Inline> inline(AccountId account, String owner) {
        return sql.list(
                """
                SELECT name, document
                  FROM inline_policy
                 WHERE account_id = ? AND owner_id = ?
                 ORDER BY name_key
                """,
                row -> new Inline(row.text("name"), row.text("document")),
                account.digits(),
                owner);
    }

    @Override
    public boolean deleteInline(AccountId account, String owner, String name) {
        return sql.update(
                        """
                        DELETE FROM inline_policy
                         WHERE account_id = ? AND owner_id = ? AND name_key = ?
                        """,
                        account.digits(),
                        owner,
                        Sql.key(name))
                == 1;
    }

    @Override
    public void attach(AccountId account, String owner, String policyArn) {
        sql.update(
                """
                INSERT INTO attached_policy (account_id, owner_id, policy_arn)
                VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                account.digits(),
                owner,
                policyArn);
    }

    @Override
    public boolean detach(AccountId account, String owner, String policyArn) {
        return sql.update(
                        """
                        DELETE FROM attached_policy
                         WHERE account_id = ? AND owner_id = ? AND policy_arn = ?
                        """,
                        account.digits(),
                        owner,
                        policyArn)
                == 1;
    }

    @Override
    public List<String> attached(AccountId account, String owner) {
        return sql.list(
                """
                SELECT policy_arn
                  FROM attached_policy
                 WHERE account_id = ? AND owner_id = ?
                 ORDER BY policy_arn
                """,
                row -> row.text("policy_arn"),
                account.digits(),
                owner);
    }

    @Override
    public List<String> ownersOf(AccountId account, String policyArn) {
        return sql.list(
                """
                SELECT owner_id
                  FROM attached_policy
                 WHERE account_id = ? AND policy_arn = ?
                 ORDER BY owner_id
                """,
                row -> row.text("owner_id"),
                account.digits(),
                policyArn);
    }

    @Override
    public List<String> boundedBy(AccountId account, String policyArn) {
        return sql.list(
                """
                SELECT principal_id AS owner_id
                  FROM principal
                 WHERE account_id = ? AND boundary_arn = ?
                UNION ALL
                SELECT role_id AS owner_id
                  FROM iam_role
                 WHERE account_id = ? AND boundary_arn = ?
                """,
                row -> row.text("owner_id"),
                account.digits(),
                policyArn,
                account.digits(),
                policyArn);
    }
}
