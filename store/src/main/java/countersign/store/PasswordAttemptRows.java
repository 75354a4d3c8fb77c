package countersign.store;

import countersign.iam.mfa.Window;
import countersign.iam.password.PasswordAttemptTable;
import java.util.OptionalInt;

final class PasswordAttemptRows implements PasswordAttemptTable {
    private final Sql sql;

    PasswordAttemptRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean count(String subject, String lane, Window window, int budget) {
        return sql.update(
                        """
                        INSERT INTO password_attempt (subject, lane, start_second, used)
                        VALUES (?, ?, ?, 1)
                        ON CONFLICT (subject, lane) DO UPDATE
                           SET used = CASE
                                   WHEN excluded.start_second > password_attempt.start_second
                                   THEN 1 ELSE password_attempt.used + 1 END,
                               start_second = CASE
                                   WHEN excluded.start_second > password_attempt.start_second
                                   THEN excluded.start_second
                                   ELSE password_attempt.start_second END
                         WHERE excluded.start_second > password_attempt.start_second
                            OR password_attempt.used < ?
                        """,
                        subject,
                        lane,
                        window.startSecond(),
                        budget)
                == 1;
    }

    @Override
    public OptionalInt countInARow(String subject, String lane, long keptUntilSecond, int most) {
        boolean counted =
                sql.update(
                                """
                                INSERT INTO password_attempt (subject, lane, start_second, used)
                                VALUES (?, ?, ?, 1)
                                ON CONFLICT (subject, lane) DO UPDATE
                                   SET used = password_attempt.used + 1,
                                       start_second = excluded.start_second
                                 WHERE password_attempt.used < ?
                                """,
                                subject,
                                lane,
                                keptUntilSecond,
                                most)
                        == 1;
        return counted ? OptionalInt.of(used(subject, lane)) : OptionalInt.empty();
    }

    private int used(String subject, String lane) {
        return sql.first(
                        "SELECT used FROM password_attempt WHERE subject = ? AND lane = ?",
                        row -> row.integer("used"),
                        subject,
                        lane)
                .orElseThrow();
    }

    @Override
    public void clearRow(String subject, String lane) {
        sql.update("DELETE FROM password_attempt WHERE subject = ? AND lane = ?", subject, lane);
    }

    @Override
    public int prune(long startSecond, int most) {
        return sql.update(
                """
                DELETE FROM password_attempt
                 WHERE (subject, lane) IN (SELECT subject, lane
                                             FROM password_attempt
                                            WHERE start_second < ?
                                            LIMIT ?)
                """,
                startSecond,
                most);
    }
}
