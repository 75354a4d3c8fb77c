package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.mail.AddressTable;
import countersign.iam.principal.PrincipalId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class AddressRows implements AddressTable {
    private final Sql sql;

    AddressRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Address> of(AccountId account, PrincipalId principal) {
        return sql.list(
                """
                SELECT account_id, principal_id, email, link_id, link_expires_at_ms, confirmed_at_ms
                  FROM notice_address
                 WHERE account_id = ? AND principal_id = ?
                 ORDER BY email
                """,
                AddressRows::read,
                account.digits(),
                principal.text());
    }

    @Override
    public void put(Address address) {
        sql.update(
                """
                INSERT INTO notice_address (account_id, principal_id, email, link_id,
                                            link_expires_at_ms, confirmed_at_ms)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (account_id, principal_id, email) DO NOTHING
                """,
                address.account().digits(),
                address.principal().text(),
                address.email().text(),
                address.linkId(),
                address.linkExpiresAt(),
                address.confirmedAt());
    }

    @Override
    public Optional<Address> findByLink(String linkId) {
        return sql.first(
                """
                SELECT account_id, principal_id, email, link_id, link_expires_at_ms, confirmed_at_ms
                  FROM notice_address
                 WHERE link_id = ?
                """,
                AddressRows::read,
                linkId);
    }

    @Override
    public boolean confirm(Address address, Instant at) {
        return sql.update(
                        """
                        UPDATE notice_address
                           SET confirmed_at_ms = ?
                         WHERE account_id = ? AND principal_id = ? AND email = ?
                           AND confirmed_at_ms IS NULL
                        """,
                        at,
                        address.account().digits(),
                        address.principal().text(),
                        address.email().text())
                == 1;
    }

    @Override
    public boolean delete(Address address) {
        return sql.update(
                        """
                        DELETE FROM notice_address
                         WHERE account_id = ? AND principal_id = ? AND email = ?
                        """,
                        address.account().digits(),
                        address.principal().text(),
                        address.email().text())
                == 1;
    }

    @Override
    public void deleteUnconfirmed(AccountId account, PrincipalId principal) {
        sql.update(
                """
                DELETE FROM notice_address
                 WHERE account_id = ? AND principal_id = ? AND confirmed_at_ms IS NULL
                """,
                account.digits(),
                principal.text());
    }

    private static Address read(Sql.Row row) throws SQLException {
        return new Address(
                new AccountId(row.text("account_id")),
                new PrincipalId(row.text("principal_id")),
                new EmailAddress(row.text("email")),
                row.text("link_id"),
                row.instant("link_expires_at_ms"),
                row.optionalInstant("confirmed_at_ms"));
    }
}
