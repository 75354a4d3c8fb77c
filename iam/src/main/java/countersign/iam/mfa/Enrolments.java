package countersign.iam.mfa;

import countersign.iam.ConcurrentChange;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
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
    private final Ids ids;
    private final Notices notices;

    public Enrolments(Store store, KeyService keys, MfaRules rules, Ids ids, Notices notices) {
        this.store = store;
        this.seeds = new Seeds(keys);
        this.rules = rules;
        this.judge = new Judge(rules);
        this.guard = new Guard(rules);
        this.budget = new AttemptBudget(rules, ids, notices);
        this.ids = ids;
        this.notices = notices;
    }

    /** What asking to begin came to. */
    public sealed interface Begun {
        record Started(Enrolment enrolment) implements Begun {}

        /** More proof is needed first. */
        record Needs(Guard.Need need) implements Begun {}

        /** A device of that name exists; {@code free} does not. */
        record NameTaken(DeviceName free) implements Begun {}

        record QuotaReached(int most) implements Begun {}
    }

    public Begun begin(Caller.Root caller, DeviceName name) {
        Enrolment enrolment = draw(caller, name);
        try {
            return store.write(tables -> begin(tables, caller, enrolment));
        } catch (Overtaken _) {
            return new Begun.Needs(Guard.Need.MFA_SESSION);
        }
    }

    private Begun begin(Tables tables, Caller.Root caller, Enrolment enrolment) {
        String series = Sessions.current(tables, caller).session().series();
        int devices = count(tables, caller);
        Guard.Need need = guard.need(caller, devices);
        if (need != Guard.Need.NOTHING) return new Begun.Needs(need);
        if (devices >= rules.devicesPerPrincipal()) {
            return new Begun.QuotaReached(rules.devicesPerPrincipal());
        }
        if (isTaken(tables, enrolment.account(), enrolment.name())) {
            return new Begun.NameTaken(free(tables, enrolment.account(), enrolment.name()));
        }
        tables.enrolments().deleteOfSession(series);
        tables.enrolments().insert(enrolment);
        return new Begun.Started(enrolment);
    }

    private Enrolment draw(Caller.Root caller, DeviceName name) {
        var device = new DeviceId(ids.uuid());
        Seed seed = Seed.random(ids.random());
        AccountId account = caller.account().id();
        return new Enrolment(
                ids.uuid(),
                account,
                caller.principal().id(),
                caller.session().series(),
                device,
                name,
                seeds.seal(seed, account, caller.principal().id(), device, 0),
                caller.now(),
                caller.now().plus(LIFETIME),
                false,
                Optional.empty(),
                0);
    }

    private static int count(Tables tables, Caller.Root caller) {
        return tables.devices().ofPrincipal(caller.account().id(), caller.principal().id()).size();
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
    public DeviceName freeName(Caller.Root caller, DeviceName name) {
        AccountId account = caller.account().id();
        return store.read(
                tables -> isTaken(tables, account, name) ? free(tables, account, name) : name);
    }

    /**
     * The enrolment, if this very session began it and it has not ended. Whatever ends a session
     * ends its enrolments in the same unit of work, so this is all that need be asked.
     */
    public Optional<Enrolment> find(Caller.Root caller, String id) {
        return store.read(tables -> find(tables, caller, id));
    }

    private static Optional<Enrolment> find(Tables tables, Caller.Root caller, String id) {
        return tables.enrolments()
                .find(caller.account().id(), id)
                .filter(enrolment -> enrolment.series().equals(caller.session().series()))
                .filter(enrolment -> enrolment.principal().equals(caller.principal().id()))
                .filter(enrolment -> caller.now().isBefore(enrolment.expiresAt()));
    }

    /** The seed, to be shown inside this enrolment; empty once it has ended. */
    public Optional<Seed> seed(Caller.Root caller, String id) {
        return find(caller, id).map(enrolment -> seed(enrolment));
    }

    private Seed seed(Enrolment enrolment) {
        return seeds.open(
                enrolment.sealedSeed(),
                enrolment.account(),
                enrolment.principal(),
                enrolment.device(),
                0);
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

        record NameTaken(DeviceName free) implements Assignment {}

        record QuotaReached(int most) implements Assignment {}
    }

    /** Takes two consecutive codes and assigns the device (IAM EnableMFADevice). */
    public Assignment assign(Caller.Root caller, String id, OtpCode code1, OtpCode code2) {
        Optional<Assignment> stopped = store.write(tables -> countPair(tables, caller, id));
        if (stopped.isPresent()) return stopped.get();
        String event = ids.uuid();
        return store.write(tables -> decide(tables, caller, id, code1, code2, event));
    }

    private Optional<Assignment> countPair(Tables tables, Caller.Root caller, String id) {
        Optional<Enrolment> enrolment = find(tables, caller, id).filter(found -> !found.assigned());
        if (enrolment.isEmpty()) return Optional.of(new Assignment.Gone());
        var attempt = attempt(caller, enrolment.get());
        return switch (budget.count(tables, attempt, enrolment.get().serial())) {
            case AttemptBudget.Counted.Go _ -> Optional.empty();
            case AttemptBudget.Counted.Over(Instant until) ->
                    Optional.of(new Assignment.OverBudget(until));
            case AttemptBudget.Counted.Closed _ -> Optional.of(new Assignment.Closed());
        };
    }

    private static Attempt attempt(Caller.Root caller, Enrolment enrolment) {
        return new Attempt(
                caller.account(),
                caller.principal(),
                enrolment.device(),
                Lane.CONSOLE,
                caller.now(),
                caller.client(),
                "EnableMFADevice");
    }

    private Assignment decide(
            Tables tables,
            Caller.Root caller,
            String id,
            OtpCode code1,
            OtpCode code2,
            String event) {
        Optional<Enrolment> found = find(tables, caller, id).filter(it -> !it.assigned());
        if (found.isEmpty()) return new Assignment.Gone();
        Enrolment enrolment = found.get();
        Optional<Assignment> forbidden = forbidden(tables, caller, enrolment);
        if (forbidden.isPresent()) return forbidden.get();
        long now = Totp.STANDARD.stepAt(caller.now());
        long[] steps =
                Totp.STANDARD.matchPairs(
                        seed(enrolment),
                        code1,
                        code2,
                        judge.firstPairStep(now, 0),
                        judge.lastPairStep(now, 0));
        var verdict = judge.pair(MfaDevice.NO_STEP, MfaDevice.NO_STEP, 0, steps, now);
        return switch (verdict) {
            case Judge.PairVerdict.Good(long step, int drift) ->
                    store(tables, caller, enrolment, step, drift, event);
            case Judge.PairVerdict.Distant(long step, int offset) ->
                    isTheClock(enrolment, step, offset)
                            ? store(tables, caller, enrolment, step, offset, event)
                            : distant(tables, caller, enrolment, step, offset, event);
            case Judge.PairVerdict.None _ -> refuse(tables, caller, enrolment, event);
        };
    }

    private Optional<Assignment> forbidden(Tables tables, Caller.Root caller, Enrolment enrolment) {
        int devices = count(tables, caller);
        Guard.Need need = guard.need(caller, devices);
        if (need != Guard.Need.NOTHING) return Optional.of(new Assignment.Needs(need));
        if (devices >= rules.devicesPerPrincipal()) {
            return Optional.of(new Assignment.QuotaReached(rules.devicesPerPrincipal()));
        }
        AccountId account = caller.account().id();
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

    private Assignment store(
            Tables tables,
            Caller.Root caller,
            Enrolment enrolment,
            long step,
            int drift,
            String event) {
        Principal principal =
                tables.principals()
                        .find(caller.account().id(), caller.principal().id())
                        .orElseThrow(ConcurrentChange::new);
        MfaDevice device = device(caller, enrolment, step, drift);
        boolean won =
                tables.principals().touch(principal)
                        && tables.enrolments().update(enrolment.whenAssigned())
                        && tables.devices().insert(device);
        if (!won) throw new ConcurrentChange();
        budget.right(tables, attempt(caller, enrolment));
        tables.audit()
                .append(
                        caller.event(event, "EnableMFADevice")
                                .on(device.serial().arn())
                                .with("userName", "AWS ROOT USER")
                                .with("Drift", Integer.toString(drift)));
        notices.factorAdded(tables, caller.notice(), device.serial().arn());
        return new Assignment.Assigned(device);
    }

    private MfaDevice device(Caller.Root caller, Enrolment enrolment, long step, int drift) {
        boolean pairsSpendCodes = rules.memory() == MfaRules.Memory.WATERMARK;
        return new MfaDevice(
                enrolment.account(),
                enrolment.device(),
                enrolment.serial(),
                enrolment.name(),
                Optional.of(enrolment.principal()),
                enrolment.sealedSeed(),
                enrolment.createdAt(),
                Optional.of(caller.now()),
                Optional.empty(),
                drift,
                pairsSpendCodes ? step : MfaDevice.NO_STEP,
                step,
                false,
                0,
                0);
    }

    private Assignment distant(
            Tables tables,
            Caller.Root caller,
            Enrolment enrolment,
            long step,
            int offset,
            String event) {
        boolean stored =
                tables.enrolments()
                        .update(enrolment.withLate(new Enrolment.LatePair(step, offset)));
        if (!stored) throw new ConcurrentChange();
        audit(tables, caller, enrolment, event, "a right pair, " + offset + " steps from now");
        return new Assignment.Distant(
                Duration.ofSeconds((long) offset * Totp.STANDARD.periodSeconds()));
    }

    private Assignment refuse(
            Tables tables, Caller.Root caller, Enrolment enrolment, String event) {
        audit(tables, caller, enrolment, event, new Refusal.NoPair().explained());
        budget.wrong(tables, attempt(caller, enrolment), enrolment.serial());
        return new Assignment.Refused();
    }

    private static void audit(
            Tables tables, Caller.Root caller, Enrolment enrolment, String event, String why) {
        tables.audit()
                .append(
                        caller.event(event, "EnableMFADevice")
                                .on(enrolment.serial().arn())
                                .refused(why));
    }

    /**
     * Whether {@code code} is one that the backup makes now: proof that the sheet is right. Spends
     * nothing and signs nobody in; counted like any other try.
     */
    public BackupProof proveBackup(Caller.Root caller, String id, OtpCode code) {
        Optional<BackupProof> stopped =
                store.write(tables -> {
                    Optional<Enrolment> enrolment =
                            find(tables, caller, id).filter(Enrolment::assigned);
                    if (enrolment.isEmpty()) return Optional.of(BackupProof.GONE);
                    var attempt = attempt(caller, enrolment.get());
                    return budget.count(tables, attempt, enrolment.get().serial())
                                    instanceof AttemptBudget.Counted.Go
                            ? Optional.empty()
                            : Optional.of(BackupProof.OVER_BUDGET);
                });
        if (stopped.isPresent()) return stopped.get();
        return store.write(tables -> {
            Optional<Enrolment> enrolment = find(tables, caller, id);
            if (enrolment.isEmpty()) return BackupProof.GONE;
            long now = Totp.STANDARD.stepAt(caller.now());
            Seed seed = seed(enrolment.get());
            boolean right =
                    Totp.STANDARD.matches(seed, code, judge.firstStep(now), judge.lastStep(now))
                                    .length
                            > 0;
            if (!right) {
                budget.wrong(tables, attempt(caller, enrolment.get()), enrolment.get().serial());
                return BackupProof.WRONG;
            }
            budget.right(tables, attempt(caller, enrolment.get()));
            return BackupProof.PROVED;
        });
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
    public void end(Caller.Root caller, String id) {
        store.write(tables ->
                find(tables, caller, id)
                        .map(found -> tables.enrolments().delete(found.account(), id)));
    }
}
