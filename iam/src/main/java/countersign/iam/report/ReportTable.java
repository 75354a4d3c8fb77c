package countersign.iam.report;

import countersign.iam.account.AccountId;
import java.time.Instant;
import java.util.Optional;

/** The newest credential report of each account. */
public interface ReportTable {
    /** A report as it was made. */
    record Report(Instant generatedAt, String csv) {}

    Optional<Report> find(AccountId account);

    void put(AccountId account, Report report);
}
