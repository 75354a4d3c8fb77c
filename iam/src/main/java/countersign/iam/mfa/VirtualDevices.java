package countersign.iam.mfa;

import countersign.iam.ConcurrentChange;
import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Tables;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.authorization.Unit;
import countersign.iam.key.KeyService;
import countersign.iam.mail.Notices;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Session;
import countersign.iam.session.Sessions;
import countersign.iam.tag.Tag;
import countersign.iam.tag.Tags;
import countersign.otp.Seed;
import java.util.List;
import java.util.Optional;

/**
 * Virtual MFA devices as the IAM API has them: made unassigned, listed, deactivated, deleted;
 * {@link Enabling} assigns them. A root user's devices are listed here and never changed.
 */
public final class VirtualDevices {
    /** IAM quota: as many as users. */
    public static final int MOST_PER_ACCOUNT = 5_000;

    private static final int LONGEST_SERIAL = 256;

    private final Seeds seeds;
    private final MfaRules rules;
    private final Operations operations;
    private final Notices notices;

    public VirtualDevices(KeyService keys, MfaRules rules, Operations operations, Notices notices) {
        this.seeds = new Seeds(keys);
        this.rules = rules;
        this.operations = operations;
        this.notices = notices;
    }

    /** A new device, and its seed, which is shown here and never again. */
    public record Created(MfaDevice device, Seed seed, String accountName) {}

    /** CreateVirtualMFADevice. */
    public Created create(
            Caller.Authenticated caller, DeviceName name, String path, List<Tag> wanted) {
        Seed seed = Seed.random(operations.ids().random());
        MfaDevice device = unassigned(caller, name, path, seed);
        return operations.change(
                caller,
                Action.CREATE_VIRTUAL_MFA_DEVICE,
                unit -> {
                    unit.require(device.serial().arn(), RequestKeys.NONE.withTags(wanted));
                    Tags.check(wanted, Tags.Case.MATTERS);
                    insert(unit.tables(), device);
                    Tags.put(unit, device.id().text(), wanted, Tags.Case.MATTERS);
                    String account =
                            unit.tables()
                                    .accounts()
                                    .alias(unit.accountId())
                                    .orElse(unit.accountId().digits());
                    return new Created(device, seed, account);
                });
    }

    private MfaDevice unassigned(
            Caller.Authenticated caller, DeviceName name, String path, Seed seed) {
        var account = caller.account().id();
        var id = new DeviceId(operations.ids().uuid());
        return new MfaDevice(
                account,
                id,
                SerialNumber.of(account, path, name),
                name,
                path,
                Optional.empty(),
                seeds.seal(seed, account, Optional.empty(), id, 0),
                caller.now(),
                Optional.empty(),
                Optional.empty(),
                0,
                MfaDevice.NO_STEP,
                MfaDevice.NO_STEP,
                false,
                0,
                0);
    }

    private static void insert(Tables tables, MfaDevice device) {
        if (device.serial().arn().length() > LONGEST_SERIAL) {
            throw Refused.invalid(
                    "1 validation error detected: Value at 'serialNumber' failed to satisfy"
                            + " constraint: Member must have length less than or equal to "
                            + LONGEST_SERIAL);
        }
        int present = tables.devices().count(device.account(), DeviceTable.Assignment.ANY);
        if (present >= MOST_PER_ACCOUNT) {
            throw Refused.quota("VirtualMFADevicesPerAccount", MOST_PER_ACCOUNT);
        }
        if (!tables.devices().insert(device)) {
            throw new Refused(Code.EntityAlreadyExists, "MFA device already exists.");
        }
    }

    /** A user's devices, with its name. */
    public record OfUser(Principal user, Page.Of<MfaDevice> devices) {}

    /** ListMFADevices; of the caller when no user is named. */
    public OfUser list(Caller.Authenticated caller, Optional<String> userName, Page page) {
        return operations.read(
                caller,
                Action.LIST_MFA_DEVICES,
                unit -> {
                    Principal user = unit.userOrSelf(userName);
                    List<MfaDevice> devices =
                            unit.tables().devices().ofPrincipal(user.account(), user.id()).stream()
                                    .filter(it -> it.serial().arn().compareTo(page.after()) > 0)
                                    .sorted(BY_SERIAL)
                                    .limit(page.most() + 1L)
                                    .toList();
                    return new OfUser(user, page.cut(devices, it -> it.serial().arn()));
                });
    }

    private static final java.util.Comparator<MfaDevice> BY_SERIAL =
            java.util.Comparator.comparing(it -> it.serial().arn());

    /** A device and whose it is. */
    public record Owned(MfaDevice device, Optional<Principal> owner) {}

    /** ListVirtualMFADevices. */
    public Page.Of<Owned> listVirtual(
            Caller.Authenticated caller, DeviceTable.Assignment which, Page page) {
        return operations.read(
                caller,
                Action.LIST_VIRTUAL_MFA_DEVICES,
                unit -> {
                    unit.require("*");
                    List<MfaDevice> found =
                            unit.tables()
                                    .devices()
                                    .list(unit.accountId(), which, page.andOneMore());
                    var cut = page.cut(found, device -> device.serial().arn());
                    return new Page.Of<>(
                            cut.items().stream().map(it -> owned(unit.tables(), it)).toList(),
                            cut.next());
                });
    }

    private static Owned owned(Tables tables, MfaDevice device) {
        return new Owned(
                device,
                device.owner().flatMap(id -> tables.principals().find(device.account(), id)));
    }

    /**
     * GetMFADevice: there are no security keys yet, so a serial number is a virtual device's or
     * nobody's.
     *
     * @throws Refused always
     */
    public void get(Caller.Authenticated caller, String serial, Optional<String> userName) {
        operations.read(
                caller,
                Action.GET_MFA_DEVICE,
                unit -> {
                    unit.userOrSelf(userName);
                    find(unit, serial);
                    throw Refused.invalid(
                            "The MFA device serial number sent in the request is invalid or not"
                                    + " supported by this API. Currently, only hardware FIDO"
                                    + " security keys are supported. Please use the compatible"
                                    + " device or API.");
                });
    }

    static MfaDevice find(Unit unit, String serial) {
        return unit.tables()
                .devices()
                .findBySerial(unit.accountId(), new SerialNumber(serial))
                .orElseThrow(() ->
                        new Refused(
                                Code.NoSuchEntity,
                                "MFA Device with serial number " + serial + " does not exist."));
    }

    static Refused invalidForUser() {
        return new Refused(Code.NoSuchEntity, "MFA Device invalid for user.");
    }

    /** DeactivateMFADevice: the device becomes nobody's and can be enabled again. */
    public void deactivate(Caller.Authenticated caller, Optional<String> userName, String serial) {
        operations.change(
                caller,
                Action.DEACTIVATE_MFA_DEVICE,
                unit -> {
                    Principal user = unit.userOrSelf(userName);
                    Guard.refuseRoot(user);
                    new Guard(rules).require(unit, user);
                    MfaDevice device = find(unit, serial);
                    if (!device.isOf(user.id())) throw invalidForUser();
                    release(unit, user, device);
                    return device;
                });
    }

    private void release(Unit unit, Principal user, MfaDevice device) {
        Tables tables = unit.tables();
        var resealed =
                seeds.seal(
                        seeds.open(device),
                        device.account(),
                        Optional.empty(),
                        device.id(),
                        device.epoch());
        Optional<Session> kept = kept(unit, user);
        boolean won =
                tables.devices().update(device.unassigned(resealed))
                        && tables.principals().raiseEpoch(user);
        if (!won) throw new ConcurrentChange();
        Sessions.endAll(tables, user, kept.map(Session::series).orElse(""));
        kept.ifPresent(it -> tables.sessions().setEpoch(it.id(), user.epoch() + 1));
        int left = tables.devices().ofPrincipal(user.account(), user.id()).size();
        notices.factorRemoved(
                tables,
                new Notices.Event(unit.account(), user, unit.now(), unit.caller().client()),
                device.serial().arn(),
                left);
    }

    /** Who removes a device of its own in the console stays signed in. */
    private static Optional<Session> kept(Unit unit, Principal user) {
        return unit.caller() instanceof Caller.SignedIn own && own.principal().isSame(user)
                ? Optional.of(Sessions.current(unit.tables(), own).session())
                : Optional.empty();
    }

    /** DeleteVirtualMFADevice. */
    public void delete(Caller.Authenticated caller, String serial) {
        operations.change(
                caller,
                Action.DELETE_VIRTUAL_MFA_DEVICE,
                unit -> {
                    unit.require(serial);
                    MfaDevice device = find(unit, serial);
                    if (device.owner().isPresent()) {
                        throw new Refused(
                                Code.DeleteConflict,
                                "MFA VirtualDevice in use. Must deactivate first.");
                    }
                    if (!unit.tables().devices().delete(device)) throw new ConcurrentChange();
                    unit.tables().tags().removeAll(device.account(), device.id().text());
                    return device;
                });
    }

    /** TagMFADevice. */
    public void tag(Caller.Authenticated caller, String serial, List<Tag> wanted) {
        operations.change(
                caller,
                Action.TAG_MFA_DEVICE,
                unit -> {
                    unit.require(serial, RequestKeys.NONE.withTags(wanted));
                    MfaDevice device = find(unit, serial);
                    Tags.checkSome(wanted, Tags.Case.MATTERS);
                    Tags.put(unit, device.id().text(), wanted, Tags.Case.MATTERS);
                    return device;
                });
    }

    /** UntagMFADevice. */
    public void untag(Caller.Authenticated caller, String serial, List<String> tagKeys) {
        operations.change(
                caller,
                Action.UNTAG_MFA_DEVICE,
                unit -> {
                    unit.require(serial, RequestKeys.NONE.withTagKeys(tagKeys));
                    MfaDevice device = find(unit, serial);
                    Tags.remove(unit, device.id().text(), tagKeys, Tags.Case.MATTERS);
                    return device;
                });
    }

    /** ListMFADeviceTags. */
    public Page.Of<Tag> tags(Caller.Authenticated caller, String serial, Page page) {
        return operations.read(
                caller,
                Action.LIST_MFA_DEVICE_TAGS,
                unit -> {
                    unit.require(serial);
                    return Tags.page(unit, find(unit, serial).id().text(), page);
                });
    }
}
