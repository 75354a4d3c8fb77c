package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.SealedValue;
import countersign.iam.mfa.DeviceId;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.principal.PrincipalTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

final class PrincipalRows implements PrincipalTable {
    private final Sql sql;

    PrincipalRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(Principal principal) {
        sql.update(
                """
                INSERT INTO principal (account_id, principal_id, email, created_at_ms,
                                       epoch, version, root_notice_hidden)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                principal.account().digits(),
                principal.id().text(),
                principal.email().text(),
                principal.createdAt(),
                principal.epoch(),
                principal.version(),
                principal.rootNoticeHidden());
    }

    @Override
    public Optional<Principal> find(AccountId account, PrincipalId id) {
        return sql.first(
                """
                SELECT account_id, principal_id, email, created_at_ms, epoch, version,
                       password_changed_at_ms, password_used_at_ms, last_device_id,
                       root_notice_hidden
                  FROM principal
                 WHERE account_id = ? AND principal_id = ?
                """,
                PrincipalRows::read,
                account.digits(),
                id.text());
    }

    private static Principal read(Sql.Row row) throws SQLException {
        return new Principal(
                new AccountId(row.text("account_id")),
                new PrincipalId(row.text("principal_id")),
                new EmailAddress(row.text("email")),
                row.instant("created_at_ms"),
                row.number("epoch"),
                row.number("version"),
                row.optionalInstant("password_changed_at_ms"),
                row.optionalInstant("password_used_at_ms"),
                row.optionalText("last_device_id").map(DeviceId::new),
                row.flag("root_notice_hidden"));
    }

    @Override
    public Optional<SealedValue> password(AccountId account, PrincipalId id) {
        return sql.first(
                """
                SELECT sealed_password
                  FROM principal
                 WHERE account_id = ? AND principal_id = ? AND sealed_password IS NOT NULL
                """,
                row -> row.sealed("sealed_password"),
                account.digits(),
                id.text());
    }

    @Override
    public boolean touch(Principal principal) {
        return sql.update(
                        """
                        UPDATE principal
                           SET version = version + 1
                         WHERE account_id = ? AND principal_id = ? AND version = ?
                        """,
                        principal.account().digits(),
                        principal.id().text(),
                        principal.version())
                == 1;
    }

    @Override
    public boolean raiseEpoch(Principal principal) {
        return sql.update(
                        """
                        UPDATE principal
                           SET version = version + 1, epoch = epoch + 1
                         WHERE account_id = ? AND principal_id = ? AND version = ?
                        """,
                        principal.account().digits(),
                        principal.id().text(),
                        principal.version())
                == 1;
    }

    @Override
    public boolean setPassword(Principal principal, SealedValue password, Instant at) {
        return sql.update(
                        """
                        UPDATE principal
                           SET sealed_password = ?, password_changed_at_ms = ?,
                               version = version + 1, epoch = epoch + 1
                         WHERE account_id = ? AND principal_id = ? AND version = ?
                        """,
                        password,
                        at,
                        principal.account().digits(),
                        principal.id().text(),
                        principal.version())
                == 1;
    }

    @Override
    public void signedIn(AccountId account, PrincipalId id, Instant at, Optional<DeviceId> device) {
        sql.update(
                """
                UPDATE principal
                   SET password_used_at_ms = ?, last_device_id = ?
                 WHERE account_id = ? AND principal_id = ?
                """,
                at,
                device.map(DeviceId::text),
                account.digits(),
                id.text());
    }

    @Override
    public void hideRootNotice(AccountId account, PrincipalId id) {
        sql.update(
                """
                UPDATE principal
                   SET root_notice_hidden = 1
                 WHERE account_id = ? AND principal_id = ?
                """,
                account.digits(),
                id.text());
    }
}
