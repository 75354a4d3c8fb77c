package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import countersign.iam.signin.PendingSignIn;
import countersign.iam.signin.PendingSignInTable;
import java.time.Instant;
import java.util.Optional;

final class PendingSignInRows implements PendingSignInTable {
    private final Sql sql;

    PendingSignInRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(PendingSignIn pending) {
        sql.update(
                """
                INSERT INTO pending_sign_in (pending_id, account_id, principal_id, epoch,
                                             password_at_ms, expires_at_ms)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                pending.id(),
                pending.account().digits(),
                pending.principal().text(),
                pending.epoch(),
                pending.passwordAt(),
                pending.expiresAt());
    }

    @Override
    public Optional<PendingSignIn> find(String id) {
        return sql.first(
                """
                SELECT pending_id, account_id, principal_id, epoch, password_at_ms, expires_at_ms
                  FROM pending_sign_in
                 WHERE pending_id = ?
                """,
                row ->
                        new PendingSignIn(
                                row.text("pending_id"),
                                new AccountId(row.text("account_id")),
                                new PrincipalId(row.text("principal_id")),
                                row.number("epoch"),
                                row.instant("password_at_ms"),
                                row.instant("expires_at_ms")),
                id);
    }

    @Override
    public boolean delete(String id) {
        return sql.update("DELETE FROM pending_sign_in WHERE pending_id = ?", id) == 1;
    }

    @Override
    public int deleteOf(AccountId account, PrincipalId principal) {
        return sql.update(
                "DELETE FROM pending_sign_in WHERE account_id = ? AND principal_id = ?",
                account.digits(),
                principal.text());
    }

    @Override
    public int prune(Instant expiredBefore, int most) {
        return sql.update(
                """
                DELETE FROM pending_sign_in
                 WHERE pending_id IN (SELECT pending_id
                                        FROM pending_sign_in
                                       WHERE expires_at_ms < ?
                                       LIMIT ?)
                """,
                expiredBefore,
                most);
    }
}
