package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Enrolment;
import countersign.iam.mfa.EnrolmentTable;
import countersign.iam.principal.PrincipalId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

final class EnrolmentRows implements EnrolmentTable {
    private final Sql sql;

    EnrolmentRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(Enrolment enrolment) {
        sql.update(
                """
                INSERT INTO enrolment (account_id, enrolment_id, principal_id, series, device_id,
                                       name, sealed_seed, created_at_ms, expires_at_ms, assigned,
                                       version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                enrolment.account().digits(),
                enrolment.id(),
                enrolment.principal().text(),
                enrolment.series(),
                enrolment.device().text(),
                enrolment.name().text(),
                enrolment.sealedSeed(),
                enrolment.createdAt(),
                enrolment.expiresAt(),
                enrolment.assigned(),
                enrolment.version());
    }

    @Override
    public Optional<Enrolment> find(AccountId account, String id) {
        return sql.first(
                """
                SELECT account_id, enrolment_id, principal_id, series, device_id, name, sealed_seed,
                       created_at_ms, expires_at_ms, assigned, late_step, late_offset, version
                  FROM enrolment
                 WHERE account_id = ? AND enrolment_id = ?
                """,
                EnrolmentRows::read,
                account.digits(),
                id);
    }

    private static Enrolment read(Sql.Row row) throws SQLException {
        return new Enrolment(
                row.text("enrolment_id"),
                new AccountId(row.text("account_id")),
                new PrincipalId(row.text("principal_id")),
                row.text("series"),
                new DeviceId(row.text("device_id")),
                new DeviceName(row.text("name")),
                row.sealed("sealed_seed"),
                row.instant("created_at_ms"),
                row.instant("expires_at_ms"),
                row.flag("assigned"),
                late(row),
                row.number("version"));
    }

    private static Optional<Enrolment.LatePair> late(Sql.Row row) throws SQLException {
        if (!row.has("late_step")) return Optional.empty();
        return Optional.of(
                new Enrolment.LatePair(row.number("late_step"), row.integer("late_offset")));
    }

    @Override
    public boolean update(Enrolment next) {
        return sql.update(
                        """
                        UPDATE enrolment
                           SET assigned = ?, late_step = ?, late_offset = ?, version = ?
                         WHERE account_id = ? AND enrolment_id = ? AND version = ?
                        """,
                        next.assigned(),
                        next.late().map(Enrolment.LatePair::step),
                        next.late().map(Enrolment.LatePair::offset),
                        next.version(),
                        next.account().digits(),
                        next.id(),
                        next.version() - 1)
                == 1;
    }

    @Override
    public boolean delete(AccountId account, String id) {
        return sql.update(
                        "DELETE FROM enrolment WHERE account_id = ? AND enrolment_id = ?",
                        account.digits(),
                        id)
                == 1;
    }

    @Override
    public int deleteOfSession(String series) {
        return sql.update("DELETE FROM enrolment WHERE series = ?", series);
    }

    @Override
    public int deleteOthers(AccountId account, PrincipalId principal, String keptSeries) {
        return sql.update(
                """
                DELETE FROM enrolment
                 WHERE account_id = ? AND principal_id = ? AND series <> ?
                """,
                account.digits(),
                principal.text(),
                keptSeries);
    }

    @Override
    public int prune(Instant expiredBefore, int most) {
        return sql.update(
                """
                DELETE FROM enrolment
                 WHERE (account_id, enrolment_id) IN (SELECT account_id, enrolment_id
                                                        FROM enrolment
                                                       WHERE expires_at_ms < ?
                                                       LIMIT ?)
                """,
                expiredBefore,
                most);
    }
}
