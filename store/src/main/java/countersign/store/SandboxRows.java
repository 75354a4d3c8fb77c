package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.sandbox.SandboxTable;
import java.time.Duration;
import java.time.Instant;

final class SandboxRows implements SandboxTable {
    private static final long STEP_SECONDS = 30;

    private final Sql sql;
    private final MetaRows meta;

    SandboxRows(Sql sql) {
        this.sql = sql;
        this.meta = new MetaRows(sql);
    }

    @Override
    public Duration offset() {
        return Duration.ofMillis(meta.find(MetaRows.CLOCK).map(Long::parseLong).orElse(0L));
    }

    @Override
    public void setOffset(Duration offset) {
        meta.put(MetaRows.CLOCK, Long.toString(offset.toMillis()));
    }

    @Override
    public void setOffset(AccountId account, Duration offset) {
        sql.update(
                "UPDATE account SET clock_offset_ms = ? WHERE account_id = ?",
                offset.toMillis(),
                account.digits());
    }

    @Override
    public void advanceOwnClocks(Duration by) {
        sql.update(
                """
                UPDATE account
                   SET clock_offset_ms = clock_offset_ms + ?
                 WHERE clock_offset_ms IS NOT NULL
                """,
                by.toMillis());
    }

    @Override
    public void clearOwnClocks() {
        sql.update("UPDATE account SET clock_offset_ms = NULL WHERE clock_offset_ms IS NOT NULL");
    }

    @Override
    public void forgetAfter(AccountId account, Instant now) {
        String id = account.digits();
        long step = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        sql.update("DELETE FROM spent_step WHERE account_id = ? AND spent_at_ms > ?", id, now);
        sql.update(
                """
                UPDATE mfa_device
                   SET watermark = CASE WHEN watermark >= ? + drift
                                        THEN ? + drift - 1 ELSE watermark END,
                       pair_watermark = CASE WHEN pair_watermark >= ? + drift
                                             THEN ? + drift - 1 ELSE pair_watermark END,
                       version = version + 1
                 WHERE account_id = ?
                """,
                step,
                step,
                step,
                step,
                id);
        sql.update(
                "DELETE FROM code_budget WHERE account_id = ? AND start_second > ?",
                id,
                now.getEpochSecond());
        sql.update(
                "DELETE FROM password_attempt WHERE subject = ? AND start_second > ?",
                id,
                now.getEpochSecond());
    }

    @Override
    public boolean delete(AccountId account) {
        sql.update("DELETE FROM mail WHERE account_id = ?", account.digits());
        sql.update("DELETE FROM password_attempt WHERE subject = ?", account.digits());
        return sql.update("DELETE FROM account WHERE account_id = ?", account.digits()) == 1;
    }

    @Override
    public void reset() {
        sql.update("DELETE FROM account");
        sql.update("DELETE FROM mail");
        sql.update("DELETE FROM password_attempt");
        sql.update("DELETE FROM audit_event");
        meta.delete(MetaRows.CLOCK);
    }
}
