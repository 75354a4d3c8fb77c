package countersign.store;

import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.account.AccountTable;
import countersign.iam.account.EmailAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class AccountRows implements AccountTable {
    private final Sql sql;

    AccountRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(Account account, EmailAddress rootEmail) {
        int accounts =
                sql.update(
                        """
                        INSERT INTO account (account_id, name, created_at_ms)
                        VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        account.id().digits(),
                        account.name(),
                        account.createdAt());
        if (accounts == 0) return false;
        int names =
                sql.update(
                        """
                        INSERT INTO sign_in_name (email, account_id)
                        VALUES (?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        rootEmail.text(),
                        account.id().digits());
        if (names == 1) return true;
        sql.update("DELETE FROM account WHERE account_id = ?", account.id().digits());
        return false;
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return sql.first(
                """
                SELECT a.account_id, a.name, a.created_at_ms,
                       COALESCE(a.clock_offset_ms, CAST(m.value AS BIGINT), 0) AS offset_ms
                  FROM account a LEFT JOIN meta m ON m.name = 'clock_offset_ms'
                 WHERE a.account_id = ?
                """,
                AccountRows::read,
                id.digits());
    }

    @Override
    public Optional<Account> findByRootEmail(EmailAddress email) {
        return sql.first(
                        "SELECT account_id FROM sign_in_name WHERE email = ?",
                        row -> new AccountId(row.text("account_id")),
                        email.text())
                .flatMap(this::find);
    }

    @Override
    public Optional<Account> findByAlias(String alias) {
        return sql.first(
                        "SELECT account_id FROM account_alias WHERE alias = ?",
                        row -> new AccountId(row.text("account_id")),
                        alias)
                .flatMap(this::find);
    }

    @Override
    public Optional<String> alias(AccountId id) {
        return sql.first(
                "SELECT alias FROM account_alias WHERE account_id = ?",
                row -> row.text("alias"),
                id.digits());
    }

    @Override
    public boolean setAlias(AccountId id, String alias) {
        boolean taken = findByAlias(alias).filter(it -> !it.id().equals(id)).isPresent();
        if (taken) return false;
        removeAlias(id);
        return sql.update(
                        """
                        INSERT INTO account_alias (alias, account_id)
                        VALUES (?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        alias,
                        id.digits())
                == 1;
    }

    @Override
    public void removeAlias(AccountId id) {
        sql.update("DELETE FROM account_alias WHERE account_id = ?", id.digits());
    }

    @Override
    public long iamStamp(AccountId id) {
        return sql.first(
                        "SELECT iam_stamp FROM account WHERE account_id = ?",
                        row -> row.number("iam_stamp"),
                        id.digits())
                .orElse(0L);
    }

    @Override
    public void setIamStamp(AccountId id, long stamp) {
        sql.update("UPDATE account SET iam_stamp = ? WHERE account_id = ?", stamp, id.digits());
    }

    @Override
    public List<Account> list() {
        return sql.list(
                """
                SELECT a.account_id, a.name, a.created_at_ms,
                       COALESCE(a.clock_offset_ms, CAST(m.value AS BIGINT), 0) AS offset_ms
                  FROM account a LEFT JOIN meta m ON m.name = 'clock_offset_ms'
                 ORDER BY a.account_id
                """,
                AccountRows::read);
    }

    private static Account read(Sql.Row row) throws SQLException {
        return new Account(
                new AccountId(row.text("account_id")),
                row.text("name"),
                row.instant("created_at_ms"),
                Duration.ofMillis(row.number("offset_ms")));
    }
}
