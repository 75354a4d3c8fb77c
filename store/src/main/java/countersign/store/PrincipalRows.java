package countersign.store;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.SealedValue;
import countersign.iam.mfa.DeviceId;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.principal.PrincipalTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class PrincipalRows implements PrincipalTable {
    private static final List<String> DELETED_WITH_IT =
            List.of(
                    "session",
                    "pending_sign_in",
                    "known_place",
                    "notice_address",
                    "password_history",
                    "password_link",
                    "enrolment");

    private final Sql sql;

    PrincipalRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(Principal principal) {
        Optional<Identity.User> user = user(principal.identity());
        return sql.update(
                        """
                        INSERT INTO principal (account_id, principal_id, email, user_name, name_key,
                                               path, boundary_arn, created_at_ms, epoch, version,
                                               root_notice_hidden)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        principal.account().digits(),
                        principal.id().text(),
                        principal.email().map(EmailAddress::text).orElse(""),
                        user.map(Identity.User::name),
                        user.map(it -> Sql.key(it.name())),
                        user.map(Identity.User::path),
                        user.flatMap(Identity.User::boundary),
                        principal.createdAt(),
                        principal.epoch(),
                        principal.version(),
                        principal.rootNoticeHidden())
                == 1;
    }

    private static Optional<Identity.User> user(Identity identity) {
        return identity instanceof Identity.User user ? Optional.of(user) : Optional.empty();
    }

    @Override
    public Optional<Principal> find(AccountId account, PrincipalId id) {
        return sql.first(
                """
                SELECT account_id, principal_id, email, user_name, path, boundary_arn, created_at_ms, epoch,
                       version, password_changed_at_ms, password_used_at_ms, login_profile_at_ms,
                       reset_required, last_device_id, root_notice_hidden
                  FROM principal
                 WHERE account_id = ? AND principal_id = ?
                """,
                PrincipalRows::read,
                account.digits(),
                id.text());
    }

    @Override
    public Optional<Principal> findUser(AccountId account, String name) {
        return sql.first(
                """
                SELECT account_id, principal_id, email, user_name, path, boundary_arn, created_at_ms, epoch,
                       version, password_changed_at_ms, password_used_at_ms, login_profile_at_ms,
                       reset_required, last_device_id, root_notice_hidden
                  FROM principal
                 WHERE account_id = ? AND name_key = ?
                """,
                PrincipalRows::read,
                account.digits(),
                Sql.key(name));
    }

    @Override
    public List<Principal> users(AccountId account, Page page) {
        return sql.list(
                """
                SELECT account_id, principal_id, email, user_name, path, boundary_arn, created_at_ms, epoch,
                       version, password_changed_at_ms, password_used_at_ms, login_profile_at_ms,
                       reset_required, last_device_id, root_notice_hidden
                  FROM principal
                 WHERE account_id = ? AND name_key > ? AND SUBSTR(path, 1, ?) = ?
                 ORDER BY name_key
                 LIMIT ?
                """,
                PrincipalRows::read,
                account.digits(),
                page.after(),
                page.pathPrefix().length(),
                page.pathPrefix(),
                page.most());
    }

    @Override
    public int countUsers(AccountId account) {
        return sql.count(
                """
                SELECT COUNT(*) AS n
                  FROM principal
                 WHERE account_id = ? AND name_key IS NOT NULL
                """,
                account.digits());
    }

    /** Reads the columns of a principal, from whatever query. */
    static Principal read(Sql.Row row) throws SQLException {
        return new Principal(
                new AccountId(row.text("account_id")),
                new PrincipalId(row.text("principal_id")),
                identity(row),
                row.instant("created_at_ms"),
                row.number("epoch"),
                row.number("version"),
                row.optionalInstant("password_changed_at_ms"),
                row.optionalInstant("password_used_at_ms"),
                row.optionalInstant("login_profile_at_ms"),
                row.flag("reset_required"),
                row.optionalText("last_device_id").map(DeviceId::new),
                row.flag("root_notice_hidden"));
    }

    private static Identity identity(Sql.Row row) throws SQLException {
        return row.has("user_name")
                ? new Identity.User(
                        row.text("user_name"), row.text("path"), row.optionalText("boundary_arn"))
                : new Identity.Root(new EmailAddress(row.text("email")));
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
    public void setLoginProfile(
            AccountId account, PrincipalId id, Instant createdAt, boolean resetRequired) {
        sql.update(
                """
                UPDATE principal
                   SET login_profile_at_ms = ?, reset_required = ?
                 WHERE account_id = ? AND principal_id = ?
                """,
                createdAt,
                resetRequired,
                account.digits(),
                id.text());
    }

    @Override
    public boolean removePassword(Principal principal) {
        return sql.update(
                        """
                        UPDATE principal
                           SET sealed_password = NULL, password_changed_at_ms = NULL,
                               login_profile_at_ms = NULL, reset_required = 0,
                               version = version + 1, epoch = epoch + 1
                         WHERE account_id = ? AND principal_id = ? AND version = ?
                        """,
                        principal.account().digits(),
                        principal.id().text(),
                        principal.version())
                == 1;
    }

    @Override
    public boolean setIdentity(Principal principal, Identity.User next) {
        boolean taken =
                findUser(principal.account(), next.name())
                        .filter(it -> !it.id().equals(principal.id()))
                        .isPresent();
        if (taken) return false;
        return sql.update(
                        """
                        UPDATE principal
                           SET user_name = ?, name_key = ?, path = ?, boundary_arn = ?,
                               version = version + 1
                         WHERE account_id = ? AND principal_id = ? AND version = ?
                        """,
                        next.name(),
                        Sql.key(next.name()),
                        next.path(),
                        next.boundary(),
                        principal.account().digits(),
                        principal.id().text(),
                        principal.version())
                == 1;
    }

    @Override
    public boolean delete(Principal principal) {
        String account = principal.account().digits();
        String id = principal.id().text();
        boolean deleted =
                sql.update(
                                """
                                DELETE FROM principal
                                 WHERE account_id = ? AND principal_id = ? AND version = ?
                                """,
                                account,
                                id,
                                principal.version())
                        == 1;
        if (deleted) deleteRest(account, id);
        return deleted;
    }

    /** What goes with a principal and has no rules of its own. */
    private void deleteRest(String account, String id) {
        for (String table : DELETED_WITH_IT) {
            sql.update(
                    "DELETE FROM " + table + " WHERE account_id = ? AND principal_id = ?",
                    account,
                    id);
        }
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
