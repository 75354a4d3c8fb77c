package countersign.console;

import countersign.console.view.ConsolePages.AccountView;
import countersign.console.view.ConsolePages.SessionView;
import countersign.console.view.DeviceChoice;
import countersign.console.view.DeviceView;
import countersign.console.view.Words;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Session;
import java.util.List;
import java.util.Optional;

/** What the services know, as the pages show it. */
final class Views {
    private Views() {}

    static AccountView account(Caller.SignedIn caller) {
        return new AccountView(
                caller.account().name(),
                caller.account().id().digits(),
                signInName(caller.principal()),
                caller.principal().arn(),
                caller.account().createdAt());
    }

    /** The address of a root user, the name of an IAM user. */
    static String signInName(Principal principal) {
        return principal.email().map(EmailAddress::text).or(principal::userName).orElse("");
    }

    static SessionView session(Session session, Caller.SignedIn caller) {
        return new SessionView(
                session.series(),
                session.createdAt(),
                session.lastSeenAt(),
                session.address(),
                browser(session.userAgent()),
                session.proofs().hasMfa() ? "Password, MFA" : "Password",
                session.series().equals(caller.session().series()));
    }

    static DeviceView device(MfaDevice device, boolean closed) {
        return new DeviceView(
                device.id().text(),
                device.name().text(),
                device.serial().arn(),
                device.enabledAt().orElse(device.createdAt()),
                device.lastUsedAt(),
                device.drift(),
                closed ? "Closed" : "Active",
                !closed);
    }

    /** The devices to choose from; {@code chosen} is ticked, else the first. */
    static List<DeviceChoice> choices(List<MfaDevice> devices, Optional<DeviceId> chosen) {
        DeviceId ticked =
                chosen.filter(id -> devices.stream().anyMatch(device -> device.id().equals(id)))
                        .orElseGet(() -> devices.getFirst().id());
        return devices.stream()
                .map(device ->
                        new DeviceChoice(
                                device.id().text(),
                                device.name().text(),
                                hint(device),
                                device.id().equals(ticked)))
                .toList();
    }

    private static String hint(MfaDevice device) {
        return device.lastUsedAt()
                .map(at -> "Last used " + Words.minutes(at))
                .orElseGet(() -> "Added " + Words.minutes(device.createdAt()));
    }

    /** What a browser calls itself, in two words. */
    static String browser(String userAgent) {
        var name = firstOf(userAgent, "Edg/", "Edge", "Firefox/", "Firefox", "Chrome/", "Chrome");
        if (name.isEmpty()) name = firstOf(userAgent, "Safari/", "Safari");
        var system =
                firstOf(
                        userAgent,
                        "Android",
                        "Android",
                        "iPhone",
                        "iPhone",
                        "iPad",
                        "iPad",
                        "Windows",
                        "Windows",
                        "Mac OS X",
                        "macOS",
                        "Linux",
                        "Linux");
        if (name.isEmpty()) return userAgent.isBlank() ? "Unknown" : shortened(userAgent);
        return system.isEmpty() ? name : name + " on " + system;
    }

    private static String firstOf(String text, String... markAndName) {
        for (int i = 0; i < markAndName.length; i += 2) {
            if (text.contains(markAndName[i])) return markAndName[i + 1];
        }
        return "";
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
