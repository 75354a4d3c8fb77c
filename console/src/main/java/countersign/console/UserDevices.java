package countersign.console;

import countersign.console.view.UserPages;
import countersign.console.view.UserPages.DeviceRow;
import countersign.iam.Iam;
import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.DeviceTable.Assignment;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.VirtualDevices;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Optional;

/** MFA devices of others, by an administrator; and all virtual devices of the account. */
final class UserDevices {
    private static final String DEVICE = UsersPages.USERS + "/{user}/mfa/{device}";
    private static final String ALL = "/console/mfa-devices";

    private final Iam iam;
    private final UserPage users;

    UserDevices(Iam iam, UserPage users) {
        this.iam = iam;
        this.users = users;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(DEVICE + "/resync", this::askResync),
                Route.postSignedIn(DEVICE + "/resync", this::takeResync),
                Route.postSignedIn(DEVICE + "/remove", this::remove),
                Route.getSignedIn(ALL, this::all),
                Route.postSignedIn(ALL + "/delete", this::deleteOrphan));
    }

    private MfaDevice device(Visit visit, Caller.SignedIn caller) {
        var id = new DeviceId(visit.variable("device"));
        return iam
                .virtualDevices()
                .list(caller, Optional.of(visit.variable("user")), Page.all())
                .devices()
                .items()
                .stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(Visit.NoSuchPage::new);
    }

    private Answer askResync(Visit visit, Caller.SignedIn caller) {
        Optional<Answer> instead = UserPage.instead(visit, caller);
        if (instead.isPresent()) return instead.get();
        return Answer.page("user-resync", resyncPage(visit, caller, ""));
    }

    private UserPages.UserResync resyncPage(Visit visit, Caller.SignedIn caller, String problem) {
        return new UserPages.UserResync(
                visit.frame(),
                visit.variable("user"),
                device(visit, caller).serial().arn(),
                problem,
                caller.now().toEpochMilli());
    }

    private Answer takeResync(Visit visit, Caller.SignedIn caller) {
        Optional<Answer> instead = UserPage.instead(visit, caller);
        if (instead.isPresent()) return instead.get();
        String name = visit.variable("user");
        var code1 = Codes.parse(visit.field("code1"));
        var code2 = Codes.parse(visit.field("code2"));
        if (code1.isEmpty() || code2.isEmpty()) {
            return Answer.again("user-resync", resyncPage(visit, caller, Codes.SIX_DIGITS));
        }
        try {
            String serial = device(visit, caller).serial().arn();
            iam.enabling().resync(caller, name, serial, code1.get(), code2.get());
            return Answer.redirect(UserPage.address(name) + "?done=resync");
        } catch (Refused e) {
            return Answer.again("user-resync", resyncPage(visit, caller, e.text()));
        }
    }

    /** Deactivates and deletes: in the console a removed device is gone. */
    private Answer remove(Visit visit, Caller.SignedIn caller) {
        Optional<Answer> instead = UserPage.instead(visit, caller);
        if (instead.isPresent()) return instead.get();
        String serial = device(visit, caller).serial().arn();
        return users.back(
                visit,
                caller,
                () -> {
                    iam.virtualDevices()
                            .deactivate(caller, Optional.of(visit.variable("user")), serial);
                    iam.virtualDevices().delete(caller, serial);
                },
                "removed");
    }

    private Answer all(Visit visit, Caller.SignedIn caller) {
        var devices = iam.virtualDevices().listVirtual(caller, Assignment.ANY, Page.all()).items();
        return Answer.page(
                "mfa-devices",
                new UserPages.Devices(
                        visit.frame(), devices.stream().map(UserDevices::row).toList()));
    }

    private static DeviceRow row(VirtualDevices.Owned owned) {
        String owner = owned.owner().map(it -> it.userName().orElse("Root user")).orElse("");
        return new DeviceRow(
                owned.device().serial().arn(),
                owner,
                owned.device().createdAt(),
                owned.device().enabledAt());
    }

    private Answer deleteOrphan(Visit visit, Caller.SignedIn caller) {
        iam.virtualDevices().delete(caller, visit.field("serial"));
        return Answer.redirect(ALL);
    }
}
