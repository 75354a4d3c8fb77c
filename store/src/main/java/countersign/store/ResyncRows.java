package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.PendingResync;
import countersign.iam.mfa.ResyncTable;
import java.time.Instant;
import java.util.Optional;

final class ResyncRows implements ResyncTable {
    private final Sql sql;

    ResyncRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(PendingResync resync) {
        sql.update(
                """
                INSERT INTO pending_resync (flow, account_id, device_id, distance, expires_at_ms)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (flow) DO UPDATE
                   SET device_id = excluded.device_id,
                       distance = excluded.distance,
                       expires_at_ms = excluded.expires_at_ms
                """,
                resync.flow(),
                resync.account().digits(),
                resync.device().text(),
                resync.offset(),
                resync.expiresAt());
    }

    @Override
    public Optional<PendingResync> find(String flow) {
        return sql.first(
                """
                SELECT flow, account_id, device_id, distance, expires_at_ms
                  FROM pending_resync
                 WHERE flow = ?
                """,
                row ->
                        new PendingResync(
                                row.text("flow"),
                                new AccountId(row.text("account_id")),
                                new DeviceId(row.text("device_id")),
                                row.integer("distance"),
                                row.instant("expires_at_ms")),
                flow);
    }

    @Override
    public void delete(String flow) {
        sql.update("DELETE FROM pending_resync WHERE flow = ?", flow);
    }

    @Override
    public int prune(Instant before, int most) {
        return sql.update(
                """
                DELETE FROM pending_resync
                 WHERE flow IN (SELECT flow FROM pending_resync WHERE expires_at_ms < ? LIMIT ?)
                """,
                before,
                most);
    }
}
