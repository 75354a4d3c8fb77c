package countersign.iam.mfa;

import countersign.iam.ConcurrentChange;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.audit.AuditEvent;
import countersign.iam.key.KeyService;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.Verification.Accepted;
import countersign.iam.mfa.Verification.LaneClosed;
import countersign.iam.mfa.Verification.NoSuchDevice;
import countersign.iam.mfa.Verification.OverBudget;
import countersign.iam.mfa.Verification.Refused;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import countersign.otp.OtpCode;
import countersign.otp.Totp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The one place in which a code is checked, for every face.
 *
 * <pre>
 *   count (commits)  --over budget, closed-->  nothing was looked at
 *        |
 *   search: whose step's code it is, outside the transaction: the arithmetic holds nobody up
 *        |
 *   decide: read row, judge, spend step, update row under its version,
 *           do what the code was for, audit  (commit together)
 *        |                         |
 *     accepted                  refused, with the reason in the audit log
 * </pre>
 */
public final class CodeVerifier {
    private static final int SPENT_STEPS_KEPT = 1_000;

    /** Spent steps are cleared away once in so many steps. */
    private static final int STEPS_BETWEEN_PRUNES = 32;

    private final Store store;
    private final CodeSearch search;
    private final Judge judge;
    private final AttemptBudget budget;
    private final Ids ids;
    private final Notices notices;

    public CodeVerifier(Store store, KeyService keys, MfaRules rules, Ids ids, Notices notices) {
        this.store = store;
        this.judge = new Judge(rules);
        this.search = new CodeSearch(new Seeds(keys), judge);
        this.budget = new AttemptBudget(rules, ids, notices);
        this.ids = ids;
        this.notices = notices;
    }

    /** What is done in the transaction that spends the code. */
    @FunctionalInterface
    public interface WhenAccepted<T> {
        /**
         * Does it.
         *
         * @throws Overtaken there is nothing to do it for any more: the code stays unspent
         */
        T in(Tables tables, MfaDevice device);
    }

    /** Checks one code against one device of {@code attempt.owner()}. */
    public <T> Verification<T> verify(Attempt attempt, OtpCode code, WhenAccepted<T> then) {
        return verify(attempt, Optional.empty(), code, then);
    }

    /**
     * As {@link #verify(Attempt, OtpCode, WhenAccepted)}, by who has read {@code device} before.
     */
    public <T> Verification<T> verify(
            Attempt attempt, MfaDevice device, OtpCode code, WhenAccepted<T> then) {
        return verify(attempt, Optional.of(device), code, then);
    }

    private <T> Verification<T> verify(
            Attempt attempt, Optional<MfaDevice> known, OtpCode code, WhenAccepted<T> then) {
        Optional<Verification<T>> stopped = store.write(tables -> count(tables, attempt));
        if (stopped.isPresent()) return stopped.get();
        Optional<MfaDevice> device =
                known.or(() -> store.<Optional<MfaDevice>>read(tables -> find(tables, attempt)));
        if (device.isEmpty()) return new NoSuchDevice<>();
        return look(attempt, code, search.around(device.get(), attempt, code), then);
    }

    private <T> Verification<T> look(
            Attempt attempt, OtpCode code, CodeSearch.Found found, WhenAccepted<T> then) {
        String event = ids.uuid();
        try {
            Verification<T> verified =
                    store.write(tables -> decide(tables, attempt, code, found, then, event));
            if (attempt.isWholeRequest()) {
                attempt.by().ifPresent(Caller.Authenticated::recorded);
            }
            return verified;
        } catch (Overtaken _) {
            return new Verification.Overtaken<>();
        }
    }

    private <T> Optional<Verification<T>> count(Tables tables, Attempt attempt) {
        Optional<SerialNumber> serial =
                tables.devices()
                        .serial(attempt.account().id(), attempt.device(), attempt.owner().id());
        if (serial.isEmpty()) return Optional.of(new NoSuchDevice<>());
        return switch (budget.count(tables, attempt, serial.get())) {
            case AttemptBudget.Counted.Go _ -> Optional.empty();
            case AttemptBudget.Counted.Over(Instant until) -> Optional.of(new OverBudget<>(until));
            case AttemptBudget.Counted.Closed _ -> Optional.of(new LaneClosed<>());
        };
    }

    private static Optional<MfaDevice> find(Tables tables, Attempt attempt) {
        return tables.devices()
                .find(attempt.account().id(), attempt.device())
                .filter(device -> device.isOf(attempt.owner().id()));
    }

    private <T> Verification<T> decide(
            Tables tables,
            Attempt attempt,
            OtpCode code,
            CodeSearch.Found searched,
            WhenAccepted<T> then,
            String event) {
        Optional<CodeSearch.Found> current = current(tables, attempt, code, searched);
        if (current.isEmpty()) return new NoSuchDevice<>();
        CodeSearch.Found found = current.get();
        MfaDevice device = found.device();
        Optional<Judge.Accept> accept = judge(tables, attempt, device, found);
        if (accept.isEmpty()) return refuse(tables, attempt, found, code, event);
        MfaDevice next = next(device, accept.get(), attempt.now());
        boolean won =
                spend(tables, attempt, device, accept.get().step())
                        && tables.devices().update(next);
        if (!won) throw new ConcurrentChange();
        budget.right(tables, attempt);
        T value = then.in(tables, next);
        if (attempt.candidateDrift().isPresent()) {
            notices.resynchronised(tables, AttemptBudget.event(attempt), device.serial().arn());
        }
        tables.audit().append(described(attempt.record(event), device));
        return new Accepted<>(next, accept.get().step(), value);
    }

    /**
     * What was found, if the row is still as it was; else what the row is now is searched again.
     */
    private Optional<CodeSearch.Found> current(
            Tables tables, Attempt attempt, OtpCode code, CodeSearch.Found searched) {
        MfaDevice device = searched.device();
        OptionalLong version = tables.devices().version(device.account(), device.id());
        if (version.equals(OptionalLong.of(device.version()))) {
            return Optional.of(searched).filter(it -> device.isOf(attempt.owner().id()));
        }
        return find(tables, attempt).map(row -> search.around(row, attempt, code));
    }

    private Optional<Judge.Accept> judge(
            Tables tables, Attempt attempt, MfaDevice device, CodeSearch.Found found) {
        return judge.code(
                device,
                attempt.candidateDrift().orElse(device.drift()),
                found.inWindow(),
                Totp.STANDARD.stepAt(attempt.now()),
                step -> tables.devices().spentAt(device.account(), device.id(), step).isPresent());
    }

    private boolean spend(Tables tables, Attempt attempt, MfaDevice device, long step) {
        if (step % STEPS_BETWEEN_PRUNES == 0) {
            tables.devices().pruneSpent(device.account(), device.id(), step - SPENT_STEPS_KEPT);
        }
        return tables.devices().spend(device.account(), device.id(), step, attempt.now());
    }

    private static MfaDevice next(MfaDevice device, Judge.Accept accept, Instant at) {
        return device.accepted(
                accept.drift(), accept.watermark(), device.pairWatermark(), accept.late(), at);
    }

    private <T> Verification<T> refuse(
            Tables tables, Attempt attempt, CodeSearch.Found found, OtpCode code, String event) {
        MfaDevice device = found.device();
        Refusal reason = diagnose(tables, attempt, found, code);
        tables.audit().append(described(attempt.refused(event, reason), device));
        budget.wrong(tables, attempt, device.serial());
        return new Refused<>(reason);
    }

    /** Finds out for the audit log what was wrong; changes nothing. */
    private Refusal diagnose(Tables tables, Attempt attempt, CodeSearch.Found found, OtpCode code) {
        MfaDevice device = found.device();
        if (found.nearest().isPresent()) {
            long now = judge.centre(Totp.STANDARD.stepAt(attempt.now()), device.drift());
            return explain(tables, device, found.nearest().getAsLong(), now);
        }
        PrincipalId owner = attempt.owner().id();
        return tables.devices().ofPrincipal(device.account(), owner).stream()
                .filter(other -> !other.id().equals(device.id()))
                .filter(other -> search.isCodeOf(other, attempt, code))
                .<Refusal>map(other -> new Refusal.OtherDevice(other.serial()))
                .findFirst()
                .orElse(new Refusal.Wrong());
    }

    private Refusal explain(Tables tables, MfaDevice device, long step, long now) {
        Optional<Instant> spent = tables.devices().spentAt(device.account(), device.id(), step);
        if (spent.isPresent()) return new Refusal.Spent(spent.get());
        boolean inWindow = step >= judge.firstStep(now) && step <= judge.lastStep(now);
        return inWindow ? new Refusal.Superseded() : new Refusal.OutOfWindow(step - now);
    }

    private static AuditEvent described(AuditEvent event, MfaDevice device) {
        return event.on(device.serial().arn())
                .with("MFAIdentifier", device.serial().arn())
                .with("MfaType", "Virtual MFA");
    }
}
