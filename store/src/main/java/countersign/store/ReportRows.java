package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.report.ReportTable;
import java.util.Optional;

final class ReportRows implements ReportTable {
    private final Sql sql;

    ReportRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Report> find(AccountId account) {
        return sql.first(
                "SELECT generated_at_ms, content FROM credential_report WHERE account_id = ?",
                row -> new Report(row.instant("generated_at_ms"), row.text("content")),
                account.digits());
    }

    @Override
    public void put(AccountId account, Report report) {
        sql.update(
                """
                INSERT INTO credential_report (account_id, generated_at_ms, content)
                VALUES (?, ?, ?)
                ON CONFLICT (account_id)
                DO UPDATE SET generated_at_ms = excluded.generated_at_ms,
                              content = excluded.content
                """,
                account.digits(),
                report.generatedAt(),
                report.csv());
    }
}
