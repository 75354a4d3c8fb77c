package countersign.iam.report;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.session.Caller;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** GetAccountSummary, GenerateCredentialReport and GetCredentialReport. */
public final class Reports {
    /** A report that is younger is served again. */
    static final Duration FRESH = Duration.ofHours(4);

    private final Operations operations;

    public Reports(Operations operations) {
        this.operations = operations;
    }

    /** GetAccountSummary: numbers by name. */
    public Map<String, Integer> summary(Caller.Authenticated caller) {
        return operations.read(
                caller,
                Action.GET_ACCOUNT_SUMMARY,
                unit -> {
                    unit.require("*");
                    return Summary.of(unit.tables(), unit.accountId());
                });
    }

    /** Whether there was a fresh report, or one was just made (GenerateCredentialReport). */
    public enum Generated {
        STARTED,
        COMPLETE
    }

    /** GenerateCredentialReport. It is made at once, so the next call finds it complete. */
    public Generated generate(Caller.Authenticated caller) {
        return operations.step(
                caller,
                Action.GENERATE_CREDENTIAL_REPORT,
                unit -> {
                    unit.require("*");
                    Optional<ReportTable.Report> present =
                            unit.tables().reports().find(unit.accountId());
                    boolean fresh = present.filter(it -> isFresh(it, unit.now())).isPresent();
                    if (fresh) return Generated.COMPLETE;
                    String csv = CredentialReport.of(unit.tables(), unit.accountId());
                    unit.tables()
                            .reports()
                            .put(unit.accountId(), new ReportTable.Report(unit.now(), csv));
                    return Generated.STARTED;
                });
    }

    private static boolean isFresh(ReportTable.Report report, java.time.Instant now) {
        return Duration.between(report.generatedAt(), now).abs().compareTo(FRESH) < 0;
    }

    /** GetCredentialReport. */
    public ReportTable.Report get(Caller.Authenticated caller) {
        return operations.read(
                caller,
                Action.GET_CREDENTIAL_REPORT,
                unit -> {
                    unit.require("*");
                    ReportTable.Report report =
                            unit.tables()
                                    .reports()
                                    .find(unit.accountId())
                                    .orElseThrow(() -> new Refused(Code.ReportNotPresent, ""));
                    if (!isFresh(report, unit.now())) throw new Refused(Code.ReportExpired, "");
                    return report;
                });
    }
}
