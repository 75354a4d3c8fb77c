package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.mail.Mail;
import countersign.iam.mail.MailTable;
import java.sql.SQLException;
import java.util.List;

final class MailRows implements MailTable {
    private final Sql sql;

    MailRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(Mail mail) {
        sql.update(
                """
                INSERT INTO mail (mail_id, account_id, recipient, subject, body, at_ms, delivered)
                VALUES (?, ?, ?, ?, ?, ?, 0)
                """,
                mail.id(),
                mail.account().digits(),
                mail.to().text(),
                mail.subject(),
                mail.text(),
                mail.at());
    }

    @Override
    public List<Mail> undelivered(int most) {
        return sql.list(
                """
                SELECT mail_id, account_id, recipient, subject, body, at_ms
                  FROM mail
                 WHERE delivered = 0
                 ORDER BY at_ms, mail_id
                 LIMIT ?
                """,
                MailRows::read,
                most);
    }

    @Override
    public void delivered(String id) {
        sql.update("UPDATE mail SET delivered = 1 WHERE mail_id = ?", id);
    }

    @Override
    public int prune(java.time.Instant before, int most) {
        return sql.update(
                """
                DELETE FROM mail
                 WHERE mail_id IN (SELECT mail_id
                                     FROM mail
                                    WHERE delivered = 1 AND at_ms < ?
                                    LIMIT ?)
                """,
                before,
                most);
    }

    @Override
    public List<Mail> newest(int most) {
        return sql.list(
                """
                SELECT mail_id, account_id, recipient, subject, body, at_ms
                  FROM mail
                 ORDER BY at_ms DESC, mail_id
                 LIMIT ?
                """,
                MailRows::read,
                most);
    }

    private static Mail read(Sql.Row row) throws SQLException {
        return new Mail(
                row.text("mail_id"),
                new AccountId(row.text("account_id")),
                new EmailAddress(row.text("recipient")),
                row.text("subject"),
                row.text("body"),
                row.instant("at_ms"));
    }
}
