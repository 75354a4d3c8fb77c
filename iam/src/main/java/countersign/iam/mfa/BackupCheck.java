package countersign.iam.mfa;

import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.session.Caller;
import countersign.otp.OtpCode;
import countersign.otp.Totp;
import java.util.Optional;

/**
 * Whether a code is one that the backup of a seed makes now: proof that the sheet is right. Spends
 * nothing and signs nobody in; counted like any other try.
 */
final class BackupCheck {
    private final Store store;
    private final Seeds seeds;
    private final Judge judge;
    private final AttemptBudget budget;

    BackupCheck(Store store, Seeds seeds, Judge judge, AttemptBudget budget) {
        this.store = store;
        this.seeds = seeds;
        this.judge = judge;
        this.budget = budget;
    }

    Enrolments.BackupProof prove(Caller.SignedIn caller, String id, OtpCode code) {
        Optional<Enrolments.BackupProof> stopped = store.write(tables -> count(tables, caller, id));
        return stopped.isPresent()
                ? stopped.get()
                : store.write(tables -> judge(tables, caller, id, code));
    }

    private Optional<Enrolments.BackupProof> count(
            Tables tables, Caller.SignedIn caller, String id) {
        Optional<Attempt> attempt = attempt(tables, caller, id);
        if (attempt.isEmpty()) return Optional.of(Enrolments.BackupProof.GONE);
        SerialNumber serial = Enrolments.find(tables, caller, id).orElseThrow().serial();
        return budget.count(tables, attempt.get(), serial) instanceof AttemptBudget.Counted.Go
                ? Optional.empty()
                : Optional.of(Enrolments.BackupProof.OVER_BUDGET);
    }

    private static Optional<Attempt> attempt(Tables tables, Caller.SignedIn caller, String id) {
        return Enrolments.find(tables, caller, id)
                .filter(Enrolment::assigned)
                .flatMap(enrolment -> Enrolments.attempt(tables, caller, enrolment));
    }

    private Enrolments.BackupProof judge(
            Tables tables, Caller.SignedIn caller, String id, OtpCode code) {
        Optional<Enrolment> enrolment = Enrolments.find(tables, caller, id);
        Optional<Attempt> attempt = attempt(tables, caller, id);
        if (enrolment.isEmpty() || attempt.isEmpty()) return Enrolments.BackupProof.GONE;
        long now = Totp.STANDARD.stepAt(caller.now());
        long[] steps =
                Totp.STANDARD.matches(
                        seeds.open(enrolment.get()),
                        code,
                        judge.firstStep(now),
                        judge.lastStep(now));
        if (steps.length == 0) {
            budget.wrong(tables, attempt.get(), enrolment.get().serial());
            return Enrolments.BackupProof.WRONG;
        }
        budget.right(tables, attempt.get());
        return Enrolments.BackupProof.PROVED;
    }
}
