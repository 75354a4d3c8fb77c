package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.mfa.AttemptTable;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.SerialNumber;
import countersign.iam.mfa.Window;

final class AttemptRows implements AttemptTable {
    private final Sql sql;

    AttemptRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean count(
            AccountId account, SerialNumber serial, Lane lane, Window window, int budget) {
        return sql.update(
                        """
                        INSERT INTO code_budget (account_id, serial, lane, start_second, used)
                        VALUES (?, ?, ?, ?, 1)
                        ON CONFLICT (account_id, serial, lane) DO UPDATE
                           SET used = CASE
                                   WHEN excluded.start_second > code_budget.start_second
                                   THEN 1 ELSE code_budget.used + 1 END,
                               start_second = CASE
                                   WHEN excluded.start_second > code_budget.start_second
                                   THEN excluded.start_second ELSE code_budget.start_second END
                         WHERE excluded.start_second > code_budget.start_second
                            OR code_budget.used < ?
                        """,
                        account.digits(),
                        serial.arn(),
                        lane.text(),
                        window.startSecond(),
                        budget)
                == 1;
    }

    @Override
    public void countFailure(AccountId account, DeviceId device, Lane lane) {
        sql.update(
                """
                INSERT INTO code_failures (account_id, device_id, lane, in_a_row, closed)
                VALUES (?, ?, ?, 1, 0)
                ON CONFLICT (account_id, device_id, lane) DO UPDATE
                   SET in_a_row = code_failures.in_a_row + 1
                """,
                account.digits(),
                device.text(),
                lane.text());
    }

    @Override
    public int failures(AccountId account, DeviceId device, Lane lane) {
        return sql.first(
                        """
                        SELECT in_a_row, closed
                          FROM code_failures
                         WHERE account_id = ? AND device_id = ? AND lane = ?
                        """,
                        row -> row.flag("closed") ? CLOSED : row.integer("in_a_row"),
                        account.digits(),
                        device.text(),
                        lane.text())
                .orElse(0);
    }

    @Override
    public void clearFailures(AccountId account, DeviceId device, Lane lane) {
        sql.update(
                """
                UPDATE code_failures
                   SET in_a_row = 0
                 WHERE account_id = ? AND device_id = ? AND lane = ? AND closed = 0
                """,
                account.digits(),
                device.text(),
                lane.text());
    }

    @Override
    public boolean close(AccountId account, DeviceId device, Lane lane) {
        return sql.update(
                        """
                        UPDATE code_failures
                           SET closed = 1
                         WHERE account_id = ? AND device_id = ? AND lane = ? AND closed = 0
                        """,
                        account.digits(),
                        device.text(),
                        lane.text())
                == 1;
    }

    @Override
    public int prune(long startSecond, int most) {
        return sql.update(
                """
                DELETE FROM code_budget
                 WHERE (account_id, serial, lane) IN (SELECT account_id, serial, lane
                                                        FROM code_budget
                                                       WHERE start_second < ?
                                                       LIMIT ?)
                """,
                startSecond,
                most);
    }
}
