package countersign.console;

import countersign.console.view.ConsolePages.Check;
import countersign.console.view.ConsolePages.Home;
import countersign.console.view.ConsolePages.Mark;
import countersign.console.view.DevicePages.Apps;
import countersign.console.view.Words;
import countersign.iam.Iam;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.stream.Collectors;

/** The first page after signing in: the state of the account. */
final class HomePages {
    private final Iam iam;

    HomePages(Iam iam) {
        this.iam = iam;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn("/console", this::home),
                Route.getSignedIn("/console/authenticator-apps", this::apps));
    }

    private Answer apps(Visit visit, Caller.SignedIn caller) {
        return Answer.page("device-apps", new Apps(visit.frame()));
    }

    private Answer home(Visit visit, Caller.SignedIn caller) {
        var devices = iam.devices().of(caller.account(), caller.principal());
        boolean guarded = !devices.isEmpty();
        return Answer.page(
                "console-home",
                new Home(
                        visit.frame(),
                        guarded,
                        guarded
                                ? "MFA guards this " + guardedThing(caller)
                                : "Only a password guards this " + guardedThing(caller),
                        guarded
                                ? "The password alone opens nothing. "
                                        + Words.count(
                                                devices.size(), "device makes", "devices make")
                                        + " the codes."
                                : "Whoever learns it can do "
                                        + (caller.principal().isRoot()
                                                ? "everything"
                                                : "all that you may do")
                                        + " here. Add an MFA device: it takes two minutes.",
                        List.of(
                                password(caller),
                                mfa(devices),
                                wayBack(devices),
                                session(caller))));
    }

    private static String guardedThing(Caller.SignedIn caller) {
        return caller.principal().isRoot() ? "account" : "user";
    }

    private static Check password(Caller.SignedIn caller) {
        var words =
                caller.principal()
                        .passwordChangedAt()
                        .map(at -> "Set on " + Words.minutes(at) + ".")
                        .orElse("Set.");
        return new Check(Mark.DONE, "Password", words, "", "");
    }

    private static Check mfa(List<MfaDevice> devices) {
        if (devices.isEmpty()) {
            return new Check(
                    Mark.ALARM,
                    "Multi-factor authentication",
                    "No device yet.",
                    "Activate MFA",
                    SafeReturn.ACTIVATE);
        }
        var names =
                devices.stream()
                        .map(device -> device.name().text())
                        .collect(Collectors.joining(", "));
        return new Check(
                Mark.DONE,
                "Multi-factor authentication",
                Words.count(devices.size(), "device", "devices") + ": " + names + ".",
                "Manage devices",
                SafeReturn.CREDENTIALS + "?open=mfa");
    }

    private static Check wayBack(List<MfaDevice> devices) {
        if (devices.size() > 1) {
            return new Check(
                    Mark.DONE,
                    "A way back",
                    "If one device is lost, another opens the account.",
                    "",
                    "");
        }
        return devices.isEmpty()
                ? new Check(
                        Mark.TODO,
                        "A way back",
                        "Comes with MFA: a second device, or a backup sheet.",
                        "",
                        "")
                : new Check(
                        Mark.TODO,
                        "A way back",
                        "One device can be lost. A second one keeps you from being locked out.",
                        "Add a second device",
                        SafeReturn.ACTIVATE);
    }

    private static Check session(Caller.SignedIn caller) {
        var session = caller.session();
        var how = session.proofs().hasMfa() ? "password and MFA" : "password only";
        return new Check(
                session.proofs().hasMfa() ? Mark.DONE : Mark.TODO,
                "This sign-in",
                "%s, from %s, by %s."
                        .formatted(Words.minutes(session.createdAt()), session.address(), how),
                "See sessions",
                SafeReturn.CREDENTIALS + "?open=sessions");
    }
}
