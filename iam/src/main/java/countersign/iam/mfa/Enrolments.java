package countersign.iam.mfa;

import countersign.iam.ConcurrentChange;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.audit.AuditEvent;
import countersign.iam.authorization.Denial;
import countersign.iam.key.KeyService;
import countersign.iam.mail.Notices;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Sessions;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Assigns virtual MFA devices: begin, show the seed, take two consecutive codes, back up, finish.
 *
 * <pre>
 *   begin --> pending --pair right, near--> assigned (device row made) --Finish--> gone
 *               |  ^
 *               |  +-- refused pair; right pair far from now (the next one at the same
 *               |      distance shows that it is the clock)
 *               +--cancel, sign-out, ten minutes--> gone, and nothing is left
 * </pre>
 */
public final class Enrolments {
    /** How long a seed can be shown (NIST SP 800-63B-4 section 4.1.2.2: at most 10 minutes). */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Store store;
    private final Seeds seeds;
    private final MfaRules rules;
    private final Judge judge;
    private final Guard guard;
    private final AttemptBudget budget;
    private final Rights rights;
    private final Ids ids;
    private final Notices notices;
    private final BackupCheck backup;

    public Enrolments(
            Store store, KeyService keys, MfaRules rules, Rights rights, Ids ids, Notices notices) {
        this.store = store;
        this.seeds = new Seeds(keys);
        this.rules = rules;
        this.judge = new Judge(rules);
        this.guard = new Guard(rules);
        this.budget = new AttemptBudget(rules, ids, notices);
        this.rights = rights;
        this.ids = ids;
        this.notices = notices;
        this.backup = new BackupCheck(store, seeds, judge, budget);
    }

    /** What asking to begin came to. */
    public sealed interface Begun {
        record Started(Enrolment enrolment) implements Begun {}

        /** More proof is needed first. */
        record Needs(Guard.Need need) implements Begun {}

        /** Policies do not allow it. */
        record Forbidden(Denial denial) implements Begun {}

        /** A device of that name exists; {@code free} does not. */
        record NameTaken(DeviceName free) implements Begun {}

        record QuotaReached(int most) implements Begun {}
    }

    /** Begins to assign a device to the caller itself. */
    public Begun begin(Caller.SignedIn caller, DeviceName name) {
        return begin(caller, name, caller.principal());
    }

    /**
     * Begins to assign a device to {@code owner}: the caller itself, or for an administrator an IAM
     * user of the account. The enrolment belongs to the caller's session, the device to the owner.
     *
     * @throws IllegalArgumentException the owner is another root user, or of another account
     */
    public Begun begin(Caller.SignedIn caller, DeviceName name, Principal owner) {
        requireOwn(caller, owner);
        Enrolment enrolment = draw(caller, name, owner);
        try {
            return store.write(tables -> begin(tables, caller, owner, enrolment));
        } catch (Overtaken _) {
            return new Begun.Needs(Guard.Need.MFA_SESSION);
        }
    }

    /** A root user's devices are its own affair. */
    private static void requireOwn(Caller.SignedIn caller, Principal owner) {
        boolean mayOwn =
                owner.isSame(caller.principal())
                        || (!owner.isRoot() && owner.account().equals(caller.account().id()));
        if (!mayOwn) throw new IllegalArgumentException("no user of the caller's account");
    }

    private Begun begin(
            Tables tables, Caller.SignedIn caller, Principal wanted, Enrolment enrolment) {
        String series = Sessions.current(tables, caller).session().series();
        Principal owner = present(tables, wanted).orElseThrow(Overtaken::new);
        Optional<Denial> denial = rights.toEnrol(tables, caller, owner, enrolment.serial());
        if (denial.isPresent()) return new Begun.Forbidden(denial.get());
        Guard.Need need = guard.need(tables, caller, owner);
        if (need != Guard.Need.NOTHING) return new Begun.Needs(need);
        if (count(tables, owner) >= rules.devicesPerPrincipal()) {
            return new Begun.QuotaReached(rules.devicesPerPrincipal());
        }
        if (isTaken(tables, enrolment.account(), enrolment.name())) {
            return new Begun.NameTaken(free(tables, enrolment.account(), enrolment.name()));
        }
        tables.enrolments().deleteOfSession(series);
        tables.enrolments().insert(enrolment);
        return new Begun.Started(enrolment);
    }

    private static Optional<Principal> present(Tables tables, Principal principal) {
        return tables.principals().find(principal.account(), principal.id());
    }

    private Enrolment draw(Caller.SignedIn caller, DeviceName name, Principal owner) {
        var device = new DeviceId(ids.uuid());
        Seed seed = Seed.random(ids.random());
        AccountId account = caller.account().id();
        return new Enrolment(
                ids.uuid(),
                account,
                owner.id(),
                caller.session().series(),
                device,
                name,
                seeds.seal(seed, account, Optional.of(owner.id()), device, 0),
                caller.now(),
                caller.now().plus(LIFETIME),
                false,
                Optional.empty(),
                0);
    }

    private static int count(Tables tables, Principal owner) {
        return tables.devices().ofPrincipal(owner.account(), owner.id()).size();
    }

    private static boolean isTaken(Tables tables, AccountId account, DeviceName name) {
        return tables.devices().findBySerial(account, SerialNumber.of(account, name)).isPresent();
    }

    /** The first free name made of {@code name} and a number. */
    private static DeviceName free(Tables tables, AccountId account, DeviceName name) {
        int number = 2;
        while (isTaken(tables, account, name.numbered(number))) number++;
        return name.numbered(number);
    }

    /** A name that no device has: {@code name} itself, or with a number behind it. */
    public DeviceName freeName(Caller.SignedIn caller, DeviceName name) {
        AccountId account = caller.account().id();
        return store.read(
                tables -> isTaken(tables, account, name) ? free(tables, account, name) : name);
    }

    /**
     * The enrolment, if this very session began it and it has not ended. Whatever ends a session
     * ends its enrolments in the same unit of work, so this is all that need be asked.
     */
    public Optional<Enrolment> find(Caller.SignedIn caller, String id) {
        return store.read(tables -> find(tables, caller, id));
    }

    static Optional<Enrolment> find(Tables tables, Caller.SignedIn caller, String id) {
        return tables.enrolments()
                .find(caller.account().id(), id)
                .filter(enrolment -> enrolment.series().equals(caller.session().series()))
                .filter(enrolment -> caller.now().isBefore(enrolment.expiresAt()));
    }

    /** The seed, to be shown inside this enrolment; empty once it has ended. */
    public Optional<Seed> seed(Caller.SignedIn caller, String id) {
        return find(caller, id).map(seeds::open);
    }

    /** What Assign MFA came to. */
    public sealed interface Assignment {
        record Assigned(MfaDevice device) implements Assignment {}

        /** Wrong, equal, swapped, not consecutive, spent or too old: one and the same. */
        record Refused() implements Assignment {}

        /**
         * Two right codes, but far from now: old, or the device's clock is off. Type the next two.
         *
         * @param distance from now; negative when they are old or the clock is behind
         */
        record Distant(Duration distance) implements Assignment {}

        record OverBudget(Instant until) implements Assignment {}

        /** Too many wrong pairs: begin anew, with a new seed. */
        record Closed() implements Assignment {}

        /** The enrolment has ended. */
        record Gone() implements Assignment {}

        /** Another enrolment was faster: now more proof is needed. */
        record Needs(Guard.Need need) implements Assignment {}

        /** Policies do not allow it any more. */
        record Forbidden(Denial denial) implements Assignment {}

        record NameTaken(DeviceName free) implements Assignment {}

        record QuotaReached(int most) implements Assignment {}
    }

    /** Takes two consecutive codes and assigns the device (IAM EnableMFADevice). */
    public Assignment assign(Caller.SignedIn caller, String id, OtpCode code1, OtpCode code2) {
        Optional<Assignment> stopped = store.write(tables -> countPair(tables, caller, id));
        if (stopped.isPresent()) return stopped.get();
        String event = ids.uuid();
        return store.write(tables -> decide(tables, caller, id, code1, code2, event));
    }

    private Optional<Assignment> countPair(Tables tables, Caller.SignedIn caller, String id) {
        Optional<Enrolment> enrolment = find(tables, caller, id).filter(found -> !found.assigned());
        Optional<Attempt> attempt = enrolment.flatMap(it -> attempt(tables, caller, it));
        if (enrolment.isEmpty() || attempt.isEmpty()) return Optional.of(new Assignment.Gone());
        return switch (budget.count(tables, attempt.get(), enrolment.get().serial())) {
            case AttemptBudget.Counted.Go _ -> Optional.empty();
            case AttemptBudget.Counted.Over(Instant until) ->
                    Optional.of(new Assignment.OverBudget(until));
            case AttemptBudget.Counted.Closed _ -> Optional.of(new Assignment.Closed());
        };
    }

    /** A try for the owner of an enrolment; empty when the owner is gone. */
    static Optional<Attempt> attempt(Tables tables, Caller.SignedIn caller, Enrolment enrolment) {
        return tables.principals()
                .find(enrolment.account(), enrolment.principal())
                .map(owner -> Attempt.by(caller, owner, enrolment.device(), "EnableMFADevice"));
    }

    private Assignment decide(
            Tables tables,
            Caller.SignedIn caller,
            String id,
            OtpCode code1,
            OtpCode code2,
            String event) {
        Optional<Enrolment> found = find(tables, caller, id).filter(it -> !it.assigned());
        Optional<Attempt> attempt = found.flatMap(it -> attempt(tables, caller, it));
        if (found.isEmpty() || attempt.isEmpty()) return new Assignment.Gone();
        Trial trial = new Trial(tables, caller, found.get(), attempt.get(), event);
        Optional<Assignment> forbidden = forbidden(trial);
        if (forbidden.isPresent()) return forbidden.get();
        long now = Totp.STANDARD.stepAt(caller.now());
        long[] steps =
                Totp.STANDARD.matchPairs(
                        seeds.open(trial.enrolment()),
                        code1,
                        code2,
                        judge.firstPairStep(now, 0),
                        judge.lastPairStep(now, 0));
        var verdict = judge.pair(MfaDevice.NO_STEP, MfaDevice.NO_STEP, 0, steps, now);
        return switch (verdict) {
            case Judge.PairVerdict.Good(long step, int drift) -> store(trial, step, drift);
            case Judge.PairVerdict.Distant(long step, int offset) ->
                    isTheClock(trial.enrolment(), step, offset)
                            ? store(trial, step, offset)
                            : distant(trial, step, offset);
            case Judge.PairVerdict.None _ -> refuse(trial);
        };
    }

    /** A pair that was counted, inside the unit of work that decides on it. */
    private record Trial(
            Tables tables,
            Caller.SignedIn caller,
            Enrolment enrolment,
            Attempt attempt,
            String event) {
        Principal owner() {
            return attempt.owner();
        }

        AuditEvent record() {
            return caller.event(event, "EnableMFADevice").on(enrolment.serial().arn());
        }

        void refused(String why) {
            tables.audit().append(record().refused(why));
        }
    }

    private Optional<Assignment> forbidden(Trial trial) {
        Tables tables = trial.tables();
        Enrolment enrolment = trial.enrolment();
        var denial = rights.toEnrol(tables, trial.caller(), trial.owner(), enrolment.serial());
        if (denial.isPresent()) return Optional.of(new Assignment.Forbidden(denial.get()));
        Guard.Need need = guard.need(tables, trial.caller(), trial.owner());
        if (need != Guard.Need.NOTHING) return Optional.of(new Assignment.Needs(need));
        if (count(tables, trial.owner()) >= rules.devicesPerPrincipal()) {
            return Optional.of(new Assignment.QuotaReached(rules.devicesPerPrincipal()));
        }
        AccountId account = enrolment.account();
        return isTaken(tables, account, enrolment.name())
                ? Optional.of(new Assignment.NameTaken(free(tables, account, enrolment.name())))
                : Optional.empty();
    }

    /** A second, later pair at the same distance: two prompt pairs and a clock that is off. */
    private static boolean isTheClock(Enrolment enrolment, long step, int offset) {
        return enrolment
                .late()
                .filter(late -> step - 1 > late.step())
                .filter(late -> Judge.sameOffset(late.offset(), offset))
                .isPresent();
    }

    private Assignment store(Trial trial, long step, int drift) {
        Tables tables = trial.tables();
        MfaDevice device = device(trial.enrolment(), trial.caller().now(), step, drift);
        boolean won =
                tables.principals().touch(trial.owner())
                        && tables.enrolments().update(trial.enrolment().whenAssigned())
                        && tables.devices().insert(device);
        if (!won) throw new ConcurrentChange();
        budget.right(tables, trial.attempt());
        tables.audit()
                .append(
                        trial.record()
                                .with("userName", trial.owner().userName().orElse("AWS ROOT USER"))
                                .with("Drift", Integer.toString(drift)));
        notices.factorAdded(tables, AttemptBudget.event(trial.attempt()), device.serial().arn());
        return new Assignment.Assigned(device);
    }

    private MfaDevice device(Enrolment enrolment, Instant now, long step, int drift) {
        boolean pairsSpendCodes = rules.memory() == MfaRules.Memory.WATERMARK;
        return new MfaDevice(
                enrolment.account(),
                enrolment.device(),
                enrolment.serial(),
                enrolment.name(),
                "/",
                Optional.of(enrolment.principal()),
                enrolment.sealedSeed(),
                enrolment.createdAt(),
                Optional.of(now),
                Optional.empty(),
                drift,
                pairsSpendCodes ? step : MfaDevice.NO_STEP,
                step,
                false,
                0,
                0);
    }

    private static Assignment distant(Trial trial, long step, int offset) {
        boolean stored =
                trial.tables()
                        .enrolments()
                        .update(trial.enrolment().withLate(new Enrolment.LatePair(step, offset)));
        if (!stored) throw new ConcurrentChange();
        trial.refused("a right pair, " + offset + " steps from now");
        return new Assignment.Distant(
                Duration.ofSeconds((long) offset * Totp.STANDARD.periodSeconds()));
    }

    private Assignment refuse(Trial trial) {
        trial.refused(new Refusal.NoPair().explained());
        budget.wrong(trial.tables(), trial.attempt(), trial.enrolment().serial());
        return new Assignment.Refused();
    }

    /** Whether {@code code} is one that the backup makes now: proof that the sheet is right. */
    public BackupProof proveBackup(Caller.SignedIn caller, String id, OtpCode code) {
        return backup.prove(caller, id, code);
    }

    /** What a code made from the backup came to. */
    public enum BackupProof {
        PROVED,
        WRONG,
        OVER_BUDGET,
        GONE
    }

    /**
     * Finish or cancel: the seed is never shown again, and a device not assigned leaves nothing.
     */
    public void end(Caller.SignedIn caller, String id) {
        store.write(tables ->
                find(tables, caller, id)
                        .map(found -> tables.enrolments().delete(found.account(), id)));
    }
}
