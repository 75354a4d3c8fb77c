package countersign.iam.report;

import countersign.iam.account.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The newest credential report of each account. */
public interface ReportTable {
    /** A report as it was made. */
    record Report(Instant generatedAt, String csv) {
        /** The table, its header first. */
        public List<List<String>> rows() {
            return csv.lines().map(Csv::cells).toList();
        }
    }

    Optional<Report> find(AccountId account);

    void put(AccountId account, Report report);
}
