package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.audit.AuditEvent;
import countersign.iam.audit.AuditTable;
import java.util.List;

final class AuditRows implements AuditTable {
    /** How far back {@link #newest} looks: there is no index that would find older ones. */
    private static final long LOOK_BACK = 100_000;

    private final Sql sql;
    private final String node;

    AuditRows(Sql sql, String node) {
        this.sql = sql;
        this.node = node;
    }

    @Override
    public void append(AuditEvent event) {
        sql.update(
                """
                INSERT INTO audit_event (event_id, account_id, at_ms, event_name, user_arn,
                                         access_key_id, resource, read_only, node, record)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                event.id(),
                event.account().digits(),
                event.at(),
                event.name(),
                event.user().arn(),
                event.user().accessKeyId(),
                event.resource(),
                event.readOnly(),
                node,
                event.json());
    }

    @Override
    public List<Recorded> read(long after, int most) {
        return sql.list(
                """
                SELECT position, record
                  FROM audit_event
                 WHERE position > ?
                 ORDER BY position
                 LIMIT ?
                """,
                row -> new Recorded(row.number("position"), row.text("record")),
                after,
                most);
    }

    @Override
    public List<Recorded> last() {
        return sql.list(
                "SELECT position, record FROM audit_event ORDER BY position DESC LIMIT 1",
                row -> new Recorded(row.number("position"), row.text("record")));
    }

    @Override
    public List<Recorded> newest(AccountId account, int most) {
        return sql.list(
                """
                SELECT position, record
                  FROM audit_event
                 WHERE account_id = ?
                   AND position > (SELECT COALESCE(MAX(position), 0) FROM audit_event) - ?
                 ORDER BY position DESC
                 LIMIT ?
                """,
                row -> new Recorded(row.number("position"), row.text("record")),
                account.digits(),
                LOOK_BACK,
                most);
    }
}
