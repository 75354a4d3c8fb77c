package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import countersign.iam.recovery.PasswordLink;
import countersign.iam.recovery.PasswordLinkTable;
import java.time.Instant;
import java.util.Optional;

final class PasswordLinkRows implements PasswordLinkTable {
    private final Sql sql;

    PasswordLinkRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(PasswordLink link) {
        sql.update(
                """
                INSERT INTO password_link (link_id, account_id, principal_id, epoch, expires_at_ms)
                VALUES (?, ?, ?, ?, ?)
                """,
                link.id(),
                link.account().digits(),
                link.principal().text(),
                link.epoch(),
                link.expiresAt());
    }

    @Override
    public Optional<PasswordLink> find(String id) {
        return sql.first(
                """
                SELECT link_id, account_id, principal_id, epoch, expires_at_ms
                  FROM password_link
                 WHERE link_id = ?
                """,
                row ->
                        new PasswordLink(
                                row.text("link_id"),
                                new AccountId(row.text("account_id")),
                                new PrincipalId(row.text("principal_id")),
                                row.number("epoch"),
                                row.instant("expires_at_ms")),
                id);
    }

    @Override
    public boolean delete(String id) {
        return sql.update("DELETE FROM password_link WHERE link_id = ?", id) == 1;
    }

    @Override
    public int prune(Instant expiredBefore, int most) {
        return sql.update(
                """
                DELETE FROM password_link
                 WHERE link_id IN (SELECT link_id
                                     FROM password_link
                                    WHERE expires_at_ms < ?
                                    LIMIT ?)
                """,
                expiredBefore,
                most);
    }
}
