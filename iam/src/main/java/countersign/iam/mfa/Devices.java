package countersign.iam.mfa;

import countersign.iam.ConcurrentChange;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.account.Account;
import countersign.iam.audit.AuditEvent;
import countersign.iam.authorization.Denial;
import countersign.iam.key.KeyService;
import countersign.iam.mail.Notices;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Sessions;
import countersign.otp.OtpCode;
import countersign.otp.Totp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists, resynchronises and removes a principal's MFA devices. */
public final class Devices {
    private final Store store;
    private final Seeds seeds;
    private final MfaRules rules;
    private final Judge judge;
    private final Guard guard;
    private final AttemptBudget budget;
    private final Rights rights;
    private final CodeVerifier verifier;
    private final Ids ids;
    private final Notices notices;

    public Devices(
            Store store,
            KeyService keys,
            MfaRules rules,
            Rights rights,
            CodeVerifier verifier,
            Ids ids,
            Notices notices) {
        this.store = store;
        this.seeds = new Seeds(keys);
        this.rules = rules;
        this.judge = new Judge(rules);
        this.guard = new Guard(rules);
        this.budget = new AttemptBudget(rules, ids, notices);
        this.rights = rights;
        this.verifier = verifier;
        this.ids = ids;
        this.notices = notices;
    }

    /** The devices of a principal, oldest first. */
    public List<MfaDevice> of(Account account, Principal principal) {
        return store.read(tables -> tables.devices().ofPrincipal(account.id(), principal.id()));
    }

    /** What the caller must prove before it may add or remove a device. */
    public Guard.Need need(Caller.SignedIn caller) {
        return store.read(tables -> need(tables, caller));
    }

    /** As {@link #need(Caller.SignedIn)}, inside a unit of work that then makes the change. */
    public Guard.Need need(Tables tables, Caller.SignedIn caller) {
        return guard.need(caller, count(tables, caller));
    }

    private static int count(Tables tables, Caller.SignedIn caller) {
        return tables.devices().ofPrincipal(caller.account().id(), caller.principal().id()).size();
    }

    /** Whether a lane of this device is closed for good. */
    public boolean isClosed(MfaDevice device, Lane lane) {
        return store.read(tables ->
                tables.attempts().failures(device.account(), device.id(), rules.counted(lane))
                        >= rules.budget().closesAfter());
    }

    /** What two consecutive codes for a resync came to. */
    public sealed interface Resync {
        /** The drift is set (rules where a pair is enough). */
        record Done(int drift) implements Resync {}

        /** The pair was right: now one fresh code will show that it is the clock. */
        record FreshCodeNeeded(int offset) implements Resync {}

        record Refused() implements Resync {}

        record OverBudget(Instant until) implements Resync {}

        record LaneClosed() implements Resync {}

        /** Policies do not allow it to somebody who is signed in. */
        record Forbidden(Denial denial) implements Resync {}

        record NoSuchDevice() implements Resync {}
    }

    /**
     * Takes two consecutive codes (IAM ResyncMFADevice).
     *
     * @param flow the sign-in or session that a fresh code must follow in
     */
    public Resync resync(Attempt attempt, String flow, OtpCode code1, OtpCode code2) {
        Optional<Resync> stopped = store.write(tables -> countPair(tables, attempt));
        if (stopped.isPresent()) return stopped.get();
        String event = ids.uuid();
        Resync resync = store.write(tables -> decide(tables, attempt, flow, code1, code2, event));
        attempt.by().ifPresent(Caller.Authenticated::recorded);
        return resync;
    }

    private Optional<Resync> countPair(Tables tables, Attempt attempt) {
        Optional<MfaDevice> device = find(tables, attempt);
        if (device.isEmpty()) return Optional.of(new Resync.NoSuchDevice());
        Optional<Denial> denial = rights.toResync(tables, attempt);
        if (denial.isPresent()) return Optional.of(new Resync.Forbidden(denial.get()));
        return switch (budget.count(tables, attempt, device.get().serial())) {
            case AttemptBudget.Counted.Go _ -> Optional.empty();
            case AttemptBudget.Counted.Over(Instant until) ->
                    Optional.of(new Resync.OverBudget(until));
            case AttemptBudget.Counted.Closed _ -> Optional.of(new Resync.LaneClosed());
        };
    }

    private static Optional<MfaDevice> find(Tables tables, Attempt attempt) {
        return tables.devices()
                .find(attempt.account().id(), attempt.device())
                .filter(device -> device.isOf(attempt.owner().id()));
    }

    private Resync decide(
            Tables tables,
            Attempt attempt,
            String flow,
            OtpCode code1,
            OtpCode code2,
            String event) {
        Optional<MfaDevice> found = find(tables, attempt);
        if (found.isEmpty()) return new Resync.NoSuchDevice();
        MfaDevice device = found.get();
        long now = Totp.STANDARD.stepAt(attempt.now());
        long[] steps =
                Totp.STANDARD.matchPairs(
                        seeds.open(device),
                        code1,
                        code2,
                        judge.firstPairStep(now, device.drift()),
                        judge.lastPairStep(now, device.drift()));
        var verdict =
                judge.pair(device.watermark(), device.pairWatermark(), device.drift(), steps, now);
        return switch (verdict) {
            case Judge.PairVerdict.Good(long step, int drift) ->
                    rules.pair().lateBecomesDrift() || attempt.canAskAgain()
                            ? good(tables, attempt, flow, device, step, drift, event)
                            : settled(tables, attempt, device, step, drift, event);
            case Judge.PairVerdict.Distant(long step, int offset) ->
                    isTheClock(tables, attempt, flow, offset)
                            ? settled(tables, attempt, device, step, offset, event)
                            : good(tables, attempt, flow, device, step, device.drift(), event);
            case Judge.PairVerdict.None _ -> {
                tables.audit()
                        .append(
                                attempt.refused(event, new Refusal.NoPair())
                                        .on(device.serial().arn()));
                budget.wrong(tables, attempt, device.serial());
                yield new Resync.Refused();
            }
        };
    }

    /**
     * Over the API, and for an administrator, a prompt pair is enough, and of late ones a second at
     * the same distance takes the place of the fresh code for which the console asks: a call has no
     * room for a third code.
     */
    private static boolean isTheClock(Tables tables, Attempt attempt, String flow, int offset) {
        if (attempt.canAskAgain()) return false;
        return tables.resyncs()
                .find(flow)
                .filter(earlier -> attempt.now().isBefore(earlier.expiresAt()))
                .filter(earlier -> attempt.now().isAfter(earlier.foundAt()))
                .filter(earlier -> Judge.sameOffset(earlier.offset(), offset))
                .isPresent();
    }

    private Resync settled(
            Tables tables, Attempt attempt, MfaDevice device, long step, int drift, String event) {
        MfaDevice next =
                device.accepted(
                        drift, Math.max(device.watermark(), step), step, false, attempt.now());
        if (!tables.devices().update(next)) throw new ConcurrentChange();
        budget.right(tables, attempt);
        tables.audit()
                .append(
                        attempt.record(event)
                                .on(device.serial().arn())
                                .with("DriftBefore", Integer.toString(device.drift()))
                                .with("DriftFound", Integer.toString(drift)));
        notices.resynchronised(tables, AttemptBudget.event(attempt), device.serial().arn());
        return new Resync.Done(drift);
    }

    /** The pair's steps are spent, whatever follows; where it is no proof, the drift stays. */
    private Resync good(
            Tables tables,
            Attempt attempt,
            String flow,
            MfaDevice device,
            long step,
            int drift,
            String event) {
        boolean enough = rules.pair().lateBecomesDrift();
        long watermark =
                rules.memory() == MfaRules.Memory.WATERMARK
                        ? Math.max(device.watermark(), step)
                        : device.watermark();
        MfaDevice next =
                device.accepted(
                        enough ? drift : device.drift(), watermark, step, false, attempt.now());
        if (!tables.devices().update(next)) throw new ConcurrentChange();
        budget.right(tables, attempt);
        int offset = Math.toIntExact(step - Totp.STANDARD.stepAt(attempt.now()));
        // Where nobody can be asked for a third code, a pair that is no proof is a refusal.
        boolean refused = !enough && !attempt.canAskAgain();
        AuditEvent record =
                refused
                        ? attempt.refused(event, new Refusal.OutOfWindow(offset))
                        : attempt.record(event);
        tables.audit()
                .append(
                        record.on(device.serial().arn())
                                .with("DriftBefore", Integer.toString(device.drift()))
                                .with("DriftFound", Integer.toString(offset)));
        if (enough) {
            notices.resynchronised(tables, AttemptBudget.event(attempt), device.serial().arn());
            return new Resync.Done(drift);
        }
        tables.resyncs().put(PendingResync.found(flow, device, offset, attempt.now()));
        return new Resync.FreshCodeNeeded(offset);
    }

    /** The resync that waits for its fresh code in this sign-in or session. */
    public Optional<PendingResync> pending(String flow, Instant now) {
        return store.read(tables ->
                tables.resyncs().find(flow).filter(resync -> now.isBefore(resync.expiresAt())));
    }

    /** The fresh code after a resync's pair, in the console. */
    public Verification<MfaDevice> confirm(
            Caller.SignedIn caller, PendingResync resync, OtpCode code) {
        Attempt attempt =
                consoleAttempt(caller, resync.device(), "ResyncMFADevice").confirming(resync);
        return verifier.verify(
                attempt,
                code,
                (tables, device) -> {
                    tables.resyncs().delete(resync.flow());
                    return device;
                });
    }

    /** A try in the console by somebody who is signed in. */
    public static Attempt consoleAttempt(Caller.SignedIn caller, DeviceId device, String event) {
        return Attempt.by(caller, caller.principal(), device, event);
    }

    /** What removing came to. */
    public sealed interface Removal {
        /** Done; so many devices are left, and all other sessions have ended. */
        record Removed(int left) implements Removal {}

        record Needs(Guard.Need need) implements Removal {}

        /** Policies do not allow it. */
        record Forbidden(Denial denial) implements Removal {}

        record NoSuchDevice() implements Removal {}

        /** The code was not accepted. */
        record CodeNotAccepted(Verification<Integer> why) implements Removal {}
    }

    /**
     * Removes {@code device} (IAM DeactivateMFADevice and DeleteVirtualMFADevice in one).
     *
     * @param prover the device of the same principal that {@code code} is from
     */
    public Removal remove(Caller.SignedIn caller, DeviceId device, DeviceId prover, OtpCode code) {
        Optional<Denial> denial = store.read(tables -> denial(tables, caller, device));
        if (denial.isPresent()) return new Removal.Forbidden(denial.get());
        Guard.Need need = need(caller);
        if (need == Guard.Need.MFA_SESSION) return new Removal.Needs(need);
        String event = ids.uuid();
        Verification<Integer> verified =
                verifier.verify(
                        consoleAttempt(caller, prover, "CheckMfa"),
                        code,
                        (tables, _) -> remove(tables, caller, device, event));
        return switch (verified) {
            case Verification.Accepted<Integer> accepted -> new Removal.Removed(accepted.value());
            case Verification.Overtaken<Integer> _ -> new Removal.NoSuchDevice();
            case Verification.Refused<Integer> refused -> new Removal.CodeNotAccepted(refused);
            case Verification.OverBudget<Integer> over -> new Removal.CodeNotAccepted(over);
            case Verification.LaneClosed<Integer> closed -> new Removal.CodeNotAccepted(closed);
            case Verification.NoSuchDevice<Integer> _ -> new Removal.NoSuchDevice();
        };
    }

    private Optional<Denial> denial(Tables tables, Caller.SignedIn caller, DeviceId id) {
        return tables.devices()
                .find(caller.account().id(), id)
                .filter(found -> found.isOf(caller.principal().id()))
                .flatMap(device ->
                        rights.toRemove(tables, caller, caller.principal(), device.serial()));
    }

    private int remove(Tables tables, Caller.SignedIn caller, DeviceId id, String event) {
        Sessions.Current current = Sessions.current(tables, caller);
        if (need(tables, caller) == Guard.Need.MFA_SESSION) throw new Overtaken();
        var account = caller.account().id();
        MfaDevice device =
                tables.devices()
                        .find(account, id)
                        .filter(found -> found.isOf(caller.principal().id()))
                        .orElseThrow(Overtaken::new);
        if (denial(tables, caller, id).isPresent()) throw new Overtaken();
        boolean won =
                tables.devices().delete(device)
                        && tables.principals().raiseEpoch(current.principal());
        if (!won) throw new ConcurrentChange();
        Sessions.endAllBut(tables, current);
        int left = count(tables, caller);
        tables.audit()
                .append(
                        caller.event(event, "DeactivateMFADevice")
                                .on(device.serial().arn())
                                .with("DevicesLeft", Integer.toString(left)));
        notices.factorRemoved(tables, caller.notice(), device.serial().arn(), left);
        return left;
    }

    /** How far the device's clock is from ours. */
    public static Duration drift(MfaDevice device) {
        return Duration.ofSeconds((long) device.drift() * Totp.STANDARD.periodSeconds());
    }
}
