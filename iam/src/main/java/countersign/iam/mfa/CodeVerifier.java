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
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.time.Instant;
import java.util.Optional;

/**
 * The one place in which a code is checked, for every face.
 *
 * <pre>
 *   count (commits)  --over budget, closed-->  nothing was looked at
 *        |
 *   decide: read row, judge, spend step, update row under its version,
 *           do what the code was for, audit  (commit together)
 *        |                         |
 *     accepted                  refused, with the reason in the audit log
 * </pre>
 */
public final class CodeVerifier {
    private static final int DIAGNOSED_STEPS = 40;
    private static final int SPENT_STEPS_KEPT = 1_000;

    private final Store store;
    private final Seeds seeds;
    private final Judge judge;
    private final AttemptBudget budget;
    private final Ids ids;
    private final Notices notices;

    public CodeVerifier(Store store, KeyService keys, MfaRules rules, Ids ids, Notices notices) {
        this.store = store;
        this.seeds = new Seeds(keys);
        this.judge = new Judge(rules);
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
        Optional<Verification<T>> stopped = store.write(tables -> count(tables, attempt));
        if (stopped.isPresent()) return stopped.get();
        String event = ids.uuid();
        try {
            Verification<T> verified =
                    store.write(tables -> decide(tables, attempt, code, then, event));
            if (attempt.isWholeRequest()) {
                attempt.by().ifPresent(Caller.Authenticated::recorded);
            }
            return verified;
        } catch (Overtaken _) {
            return new Verification.Overtaken<>();
        }
    }

    private <T> Optional<Verification<T>> count(Tables tables, Attempt attempt) {
        Optional<MfaDevice> device = find(tables, attempt);
        if (device.isEmpty()) return Optional.of(new NoSuchDevice<>());
        return switch (budget.count(tables, attempt, device.get().serial())) {
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
            Tables tables, Attempt attempt, OtpCode code, WhenAccepted<T> then, String event) {
        Optional<MfaDevice> found = find(tables, attempt);
        if (found.isEmpty()) return new NoSuchDevice<>();
        MfaDevice device = found.get();
        Optional<Judge.Accept> accept = judge(tables, attempt, device, code);
        if (accept.isEmpty()) return refuse(tables, attempt, device, code, event);
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

    private Optional<Judge.Accept> judge(
            Tables tables, Attempt attempt, MfaDevice device, OtpCode code) {
        long now = Totp.STANDARD.stepAt(attempt.now());
        int drift = attempt.candidateDrift().orElse(device.drift());
        long[] steps =
                Totp.STANDARD.matches(
                        seed(device),
                        code,
                        judge.firstStep(judge.centre(now, drift)),
                        judge.lastStep(judge.centre(now, drift)));
        return judge.code(
                device,
                drift,
                steps,
                now,
                step -> tables.devices().spentAt(device.account(), device.id(), step).isPresent());
    }

    private boolean spend(Tables tables, Attempt attempt, MfaDevice device, long step) {
        tables.devices().pruneSpent(device.account(), device.id(), step - SPENT_STEPS_KEPT);
        return tables.devices().spend(device.account(), device.id(), step, attempt.now());
    }

    private static MfaDevice next(MfaDevice device, Judge.Accept accept, Instant at) {
        return device.accepted(
                accept.drift(), accept.watermark(), device.pairWatermark(), accept.late(), at);
    }

    private <T> Verification<T> refuse(
            Tables tables, Attempt attempt, MfaDevice device, OtpCode code, String event) {
        Refusal reason = diagnose(tables, attempt, device, code);
        tables.audit().append(described(attempt.refused(event, reason), device));
        budget.wrong(tables, attempt, device.serial());
        return new Refused<>(reason);
    }

    /** Finds out for the audit log what was wrong; changes nothing. */
    private Refusal diagnose(Tables tables, Attempt attempt, MfaDevice device, OtpCode code) {
        long now = judge.centre(Totp.STANDARD.stepAt(attempt.now()), device.drift());
        long[] near =
                Totp.STANDARD.matches(
                        seed(device), code, now - DIAGNOSED_STEPS, now + DIAGNOSED_STEPS);
        if (near.length > 0) return explain(tables, device, near[0], now);
        PrincipalId owner = attempt.owner().id();
        return tables.devices().ofPrincipal(device.account(), owner).stream()
                .filter(other -> !other.id().equals(device.id()))
                .filter(other -> isCodeOf(other, code, attempt))
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

    private boolean isCodeOf(MfaDevice other, OtpCode code, Attempt attempt) {
        long centre = judge.centre(Totp.STANDARD.stepAt(attempt.now()), other.drift());
        return Totp.STANDARD.matches(
                                seeds.open(other),
                                code,
                                judge.firstStep(centre),
                                judge.lastStep(centre))
                        .length
                > 0;
    }

    private Seed seed(MfaDevice device) {
        return seeds.open(device);
    }

    private static AuditEvent described(AuditEvent event, MfaDevice device) {
        return event.on(device.serial().arn())
                .with("MFAIdentifier", device.serial().arn())
                .with("MfaType", "Virtual MFA");
    }
}
