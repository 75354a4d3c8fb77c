package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.PlaceTable;
import java.time.Instant;

final class PlaceRows implements PlaceTable {
    private final Sql sql;

    PlaceRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean isKnown(AccountId account, PrincipalId principal, Kind kind, String value) {
        return sql.exists(
                """
                SELECT 1
                  FROM known_place
                 WHERE account_id = ? AND principal_id = ? AND kind = ? AND value = ?
                """,
                account.digits(),
                principal.text(),
                kind.name(),
                value);
    }

    @Override
    public boolean hasAny(AccountId account, PrincipalId principal, Kind kind) {
        return sql.exists(
                """
                SELECT 1
                  FROM known_place
                 WHERE account_id = ? AND principal_id = ? AND kind = ?
                 LIMIT 1
                """,
                account.digits(),
                principal.text(),
                kind.name());
    }

    @Override
    public void remember(
            AccountId account, PrincipalId principal, Kind kind, String value, Instant at) {
        sql.update(
                """
                INSERT INTO known_place (account_id, principal_id, kind, value, last_at_ms)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (account_id, principal_id, kind, value) DO UPDATE
                   SET last_at_ms = excluded.last_at_ms
                """,
                account.digits(),
                principal.text(),
                kind.name(),
                value,
                at);
    }

    @Override
    public void forget(AccountId account, PrincipalId principal, Kind kind) {
        sql.update(
                "DELETE FROM known_place WHERE account_id = ? AND principal_id = ? AND kind = ?",
                account.digits(),
                principal.text(),
                kind.name());
    }

    @Override
    public void forget(AccountId account, PrincipalId principal, Kind kind, String value) {
        sql.update(
                """
                DELETE FROM known_place
                 WHERE account_id = ? AND principal_id = ? AND kind = ? AND value = ?
                """,
                account.digits(),
                principal.text(),
                kind.name(),
                value);
    }

    @Override
    public int prune(Instant lastBefore, int most) {
        return sql.update(
                """
                DELETE FROM known_place
                 WHERE (account_id, principal_id, kind, value)
                    IN (SELECT account_id, principal_id, kind, value
                          FROM known_place
                         WHERE last_at_ms < ?
                         LIMIT ?)
                """,
                lastBefore,
                most);
    }
}
