package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.SerialNumber;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Proofs;
import countersign.iam.session.Session;
import countersign.iam.session.SessionTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SessionRows implements SessionTable {
    private final Sql sql;

    SessionRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(Session session) {
        Proofs proofs = session.proofs();
        sql.update(
                """
                INSERT INTO session (session_id, series, account_id, principal_id, epoch,
                                     created_at_ms, last_seen_at_ms, password_at_ms,
                                     mfa_device_id, mfa_serial, mfa_at_ms, address, user_agent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                session.id(),
                session.series(),
                session.account().digits(),
                session.principal().text(),
                session.epoch(),
                session.createdAt(),
                session.lastSeenAt(),
                proofs.passwordAt(),
                proofs.mfa().map(proof -> proof.device().text()),
                proofs.mfa().map(proof -> proof.serial().arn()),
                proofs.mfa().map(Proofs.Mfa::at),
                session.address(),
                session.userAgent());
    }

    @Override
    public Optional<Session> find(String id) {
        return sql.first(
                """
                SELECT session_id, series, account_id, principal_id, epoch, created_at_ms,
                       last_seen_at_ms, password_at_ms, mfa_device_id, mfa_serial, mfa_at_ms,
                       address, user_agent
                  FROM session
                 WHERE session_id = ?
                """,
                SessionRows::read,
                id);
    }

    @Override
    public List<Session> ofPrincipal(AccountId account, PrincipalId principal) {
        return sql.list(
                """
                SELECT session_id, series, account_id, principal_id, epoch, created_at_ms,
                       last_seen_at_ms, password_at_ms, mfa_device_id, mfa_serial, mfa_at_ms,
                       address, user_agent
                  FROM session
                 WHERE account_id = ? AND principal_id = ?
                """,
                SessionRows::read,
                account.digits(),
                principal.text());
    }

    private static Session read(Sql.Row row) throws SQLException {
        return new Session(
                row.text("session_id"),
                row.text("series"),
                new AccountId(row.text("account_id")),
                new PrincipalId(row.text("principal_id")),
                row.number("epoch"),
                row.instant("created_at_ms"),
                row.instant("last_seen_at_ms"),
                new Proofs(row.instant("password_at_ms"), mfa(row)),
                row.text("address"),
                row.text("user_agent"));
    }

    private static Optional<Proofs.Mfa> mfa(Sql.Row row) throws SQLException {
        if (!row.has("mfa_at_ms")) return Optional.empty();
        return Optional.of(
                new Proofs.Mfa(
                        new DeviceId(row.text("mfa_device_id")),
                        new SerialNumber(row.text("mfa_serial")),
                        row.instant("mfa_at_ms")));
    }

    @Override
    public void seen(String id, Instant at) {
        sql.update("UPDATE session SET last_seen_at_ms = ? WHERE session_id = ?", at, id);
    }

    @Override
    public boolean replace(String id, Session next) {
        if (!delete(id)) return false;
        insert(next);
        return true;
    }

    @Override
    public void setEpoch(String id, long epoch) {
        sql.update("UPDATE session SET epoch = ? WHERE session_id = ?", epoch, id);
    }

    @Override
    public boolean delete(String id) {
        return sql.update("DELETE FROM session WHERE session_id = ?", id) == 1;
    }

    @Override
    public int deleteOthers(AccountId account, PrincipalId principal, String keptSeries) {
        return sql.update(
                """
                DELETE FROM session
                 WHERE account_id = ? AND principal_id = ? AND series <> ?
                """,
                account.digits(),
                principal.text(),
                keptSeries);
    }

    @Override
    public int prune(Instant createdBefore, int most) {
        return sql.update(
                """
                DELETE FROM session
                 WHERE session_id IN (SELECT session_id
                                        FROM session
                                       WHERE created_at_ms < ?
                                       LIMIT ?)
                """,
                createdBefore,
                most);
    }
}
