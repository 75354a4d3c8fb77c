package countersign.iam.mfa;

import countersign.iam.ConcurrentChange;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Tables;
import countersign.iam.audit.AuditEvent;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Denial;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.Unit;
import countersign.iam.key.KeyService;
import countersign.iam.mail.Notices;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.otp.OtpCode;
import countersign.otp.Totp;
import java.time.Instant;
import java.util.Optional;

/**
 * EnableMFADevice and ResyncMFADevice: two consecutive codes over the API, or by an administrator.
 * The pair is counted, in a transaction of its own, before it is looked at. All refusals of codes
 * are one text (aws-mfa B.2).
 */
public final class Enabling {
    private final Seeds seeds;
    private final MfaRules rules;
    private final Judge judge;
    private final Guard guard;
    private final AttemptBudget budget;
    private final Operations operations;
    private final Devices devices;
    private final Notices notices;

    public Enabling(
            KeyService keys,
            MfaRules rules,
            Operations operations,
            Devices devices,
            Notices notices) {
        this.seeds = new Seeds(keys);
        this.rules = rules;
        this.judge = new Judge(rules);
        this.guard = new Guard(rules);
        this.budget = new AttemptBudget(rules, operations.ids(), notices);
        this.operations = operations;
        this.devices = devices;
        this.notices = notices;
    }

    /**
     * EnableMFADevice.
     *
     * @throws Refused as aws-mfa B.2 orders it
     */
    public void enable(
            Caller.Authenticated caller,
            String userName,
            String serial,
            OtpCode code1,
            OtpCode code2) {
        Action action = Action.ENABLE_MFA_DEVICE;
        boolean counted =
                operations.step(
                        caller,
                        action,
                        unit -> {
                            Target target = enabled(unit, userName, serial);
                            return budget.count(
                                            unit.tables(), attempt(unit, target), target.serial())
                                    instanceof AttemptBudget.Counted.Go;
                        });
        if (!counted) throw wrongCodes();
        String event = operations.ids().uuid();
        boolean accepted =
                operations.step(
                        caller,
                        action,
                        unit -> decide(unit, enabled(unit, userName, serial), code1, code2, event));
        caller.recorded();
        if (!accepted) throw wrongCodes();
    }

    private record Target(Principal user, MfaDevice device) {
        SerialNumber serial() {
            return device.serial();
        }
    }

    /** Steps 2 to 8 of aws-mfa B.2. */
    private Target enabled(Unit unit, String userName, String serial) {
        Principal user = unit.user(userName);
        guard.require(unit, user);
        MfaDevice device = VirtualDevices.find(unit, serial);
        if (device.isOf(user.id())) {
            throw new Refused(
                    Code.EntityAlreadyExists,
                    "MFA Device for user " + user.userName().orElse("") + " already exists.");
        }
        if (device.owner().isPresent()) {
            throw new Refused(Code.EntityAlreadyExists, "MFA Device is already in use.");
        }
        int present = unit.tables().devices().ofPrincipal(user.account(), user.id()).size();
        if (present >= rules.devicesPerPrincipal()) {
            throw Refused.quota("MFADevicesPerUser", rules.devicesPerPrincipal());
        }
        return new Target(user, device);
    }

    private static Attempt attempt(Unit unit, Target target) {
        return attempt(unit, target.user(), target.device(), Action.ENABLE_MFA_DEVICE);
    }

    private static Attempt attempt(Unit unit, Principal user, MfaDevice device, Action action) {
        return attempt(unit.caller(), user, device.id(), action);
    }

    private static Attempt attempt(
            Caller.Authenticated caller, Principal user, DeviceId device, Action action) {
        return switch (caller) {
            case Caller.Api api -> Attempt.by(api, api.account(), user, device, action.wireName());
            case Caller.SignedIn signedIn -> Attempt.by(signedIn, user, device, action.wireName());
        };
    }

    private boolean decide(Unit unit, Target target, OtpCode code1, OtpCode code2, String event) {
        MfaDevice device = target.device();
        Attempt attempt = attempt(unit, target);
        long now = Totp.STANDARD.stepAt(unit.now());
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
                    assign(unit, target, attempt, step, drift, event);
            case Judge.PairVerdict.Distant(long step, int offset) ->
                    isTheClock(unit.tables(), device, attempt.now(), offset)
                            ? assign(unit, target, attempt, step, offset, event)
                            : refuseDistant(unit, device, attempt, step, offset, event);
            case Judge.PairVerdict.None _ -> refuse(unit, device, attempt, event);
        };
    }

    private boolean assign(
            Unit unit, Target target, Attempt attempt, long step, int drift, String event) {
        Tables tables = unit.tables();
        MfaDevice device = target.device();
        Principal user = target.user();
        long watermark =
                rules.memory() == MfaRules.Memory.WATERMARK
                        ? Math.max(device.watermark(), step)
                        : device.watermark();
        var resealed =
                seeds.seal(
                        seeds.open(device),
                        device.account(),
                        Optional.of(user.id()),
                        device.id(),
                        device.epoch());
        boolean won =
                tables.principals().touch(user)
                        && tables.devices()
                                .update(
                                        device.assigned(
                                                user.id(),
                                                resealed,
                                                drift,
                                                watermark,
                                                step,
                                                unit.now()));
        if (!won) throw new ConcurrentChange();
        budget.right(tables, attempt);
        tables.resyncs().delete(flow(device));
        tables.audit()
                .append(
                        record(unit, event)
                                .on(device.serial().arn())
                                .with("Drift", Integer.toString(drift)));
        notices.factorAdded(
                tables,
                new Notices.Event(unit.account(), user, unit.now(), unit.caller().client()),
                device.serial().arn());
        return true;
    }

    private static AuditEvent record(Unit unit, String event) {
        return unit.caller().event(event, Action.ENABLE_MFA_DEVICE.wireName());
    }

    /**
     * A right pair far from now is spent, and remembered: the next one may show that it is the
     * clock.
     */
    private boolean refuseDistant(
            Unit unit, MfaDevice device, Attempt attempt, long step, int offset, String event) {
        MfaDevice next =
                device.accepted(device.drift(), device.watermark(), step, false, unit.now());
        if (!unit.tables().devices().update(next)) throw new ConcurrentChange();
        unit.tables().resyncs().put(PendingResync.found(flow(device), device, offset, unit.now()));
        unit.tables()
                .audit()
                .append(
                        attempt.refused(event, new Refusal.OutOfWindow(offset))
                                .on(device.serial().arn()));
        return false;
    }

    private static String flow(MfaDevice device) {
        return "enable " + device.id().text();
    }

    private static boolean isTheClock(Tables tables, MfaDevice device, Instant now, int offset) {
        return tables.resyncs()
                .find(flow(device))
                .filter(earlier -> now.isBefore(earlier.expiresAt()))
                .filter(earlier -> now.isAfter(earlier.foundAt()))
                .filter(earlier -> Judge.sameOffset(earlier.offset(), offset))
                .isPresent();
    }

    private boolean refuse(Unit unit, MfaDevice device, Attempt attempt, String event) {
        unit.tables()
                .audit()
                .append(attempt.refused(event, new Refusal.NoPair()).on(device.serial().arn()));
        budget.wrong(unit.tables(), attempt, device.serial());
        return false;
    }

    /**
     * ResyncMFADevice. Needs no MFA of who resynchronises a device of its own.
     *
     * @throws Refused as aws-mfa B.3 orders it
     */
    public void resync(
            Caller.Authenticated caller,
            String userName,
            String serial,
            OtpCode code1,
            OtpCode code2) {
        Attempt attempt =
                operations.step(
                        caller,
                        Action.RESYNC_MFA_DEVICE,
                        unit -> {
                            Principal user = unit.user(userName);
                            if (!isOwn(unit, user)) guard.require(unit, user);
                            MfaDevice device = VirtualDevices.find(unit, serial);
                            if (!device.isOf(user.id())) throw VirtualDevices.invalidForUser();
                            return attempt(unit, user, device, Action.RESYNC_MFA_DEVICE);
                        });
        switch (devices.resync(attempt, "api " + attempt.device().text(), code1, code2)) {
            case Devices.Resync.Done _ -> {}
            case Devices.Resync.NoSuchDevice _ -> throw VirtualDevices.invalidForUser();
            case Devices.Resync.Forbidden(Denial denial) -> throw denial.refused();
            case Devices.Resync.FreshCodeNeeded _,
                    Devices.Resync.Refused _,
                    Devices.Resync.OverBudget _,
                    Devices.Resync.LaneClosed _ ->
                    throw wrongCodes();
        }
    }

    private static boolean isOwn(Unit unit, Principal user) {
        return unit.caller().subject().self().filter(user::isSame).isPresent();
    }

    private static Refused wrongCodes() {
        return new Refused(
                Code.InvalidAuthenticationCode, "Authentication code for device is not valid.");
    }
}
