package countersign.console;

import countersign.console.view.ConsolePages.Account;
import countersign.console.view.ConsolePages.AccountView;
import countersign.console.view.ConsolePages.AddressView;
import countersign.console.view.ConsolePages.ChangePassword;
import countersign.console.view.ConsolePages.Check;
import countersign.console.view.ConsolePages.Confirm;
import countersign.console.view.ConsolePages.Credentials;
import countersign.console.view.ConsolePages.Home;
import countersign.console.view.ConsolePages.KeySection;
import countersign.console.view.ConsolePages.Mark;
import countersign.console.view.ConsolePages.Message;
import countersign.console.view.ConsolePages.SessionView;
import countersign.console.view.DeviceChoice;
import countersign.console.view.DevicePages.Apps;
import countersign.console.view.DevicePages.Backup;
import countersign.console.view.DevicePages.ChooseType;
import countersign.console.view.DevicePages.Done;
import countersign.console.view.DevicePages.Manage;
import countersign.console.view.DevicePages.Remove;
import countersign.console.view.DevicePages.Resync;
import countersign.console.view.DevicePages.ResyncFresh;
import countersign.console.view.DevicePages.SetUp;
import countersign.console.view.DevicePages.Sheet;
import countersign.console.view.DeviceView;
import countersign.console.view.Field;
import countersign.console.view.Frame;
import countersign.console.view.Frame.Warning;
import countersign.console.view.Frame.Who;
import countersign.console.view.Note;
import countersign.console.view.SignInPages;
import countersign.console.view.UserPages;
import countersign.console.view.UserPages.DeviceRow;
import countersign.console.view.UserPages.KeyView;
import countersign.console.view.UserPages.UserRow;
import countersign.qr.QrCode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every page, in every state that looks different. */
final class SamplePages {
    private static final Instant NOW = Instant.parse("2026-11-22T13:51:15Z");
    private static final long NOW_MS = NOW.toEpochMilli();
    private static final String EMAIL = "root@example.com";
    private static final String KEY =
            "JBSWY3DPEHPK3PXPKRUGKIDROVUWG2ZAMJZG653OEBTG66BANJ2W24DTEBXXMZLS";
    private static final String ARN = "arn:aws:iam::123456789012:mfa/root-account-mfa-device";
    private static final AccountView ACCOUNT =
            new AccountView(
                    "Harbour Savings",
                    "123456789012",
                    EMAIL,
                    "arn:aws:iam::123456789012:root",
                    NOW.minus(Duration.ofDays(40)));

    private static final List<KeyView> KEYS =
            List.of(
                    new KeyView(
                            "AKIAABCDEFGHIJKLMNOP",
                            true,
                            false,
                            NOW.minus(Duration.ofDays(3)),
                            Optional.of("Nov 22, 2026, 1:51 PM, iam in us-east-1")),
                    new KeyView(
                            "AKIAABCDEFGHIJKLMNOQ",
                            false,
                            true,
                            NOW.minus(Duration.ofDays(30)),
                            Optional.empty()));

    private final Frame outside;
    private final Frame inside;

    /** Template and view by the name of the state. */
    private final Map<String, Sample> pages = new LinkedHashMap<>();

    record Sample(String template, Object view) {}

    SamplePages(StaticFiles files) {
        outside =
                new Frame(
                        files.assets(),
                        false,
                        "c",
                        Optional.empty(),
                        Warning.NONE,
                        Optional.empty());
        inside =
                new Frame(
                        files.assets(),
                        false,
                        "c",
                        Optional.of(new Who("Harbour Savings", "123456789012", "Root user")),
                        Warning.NONE,
                        Optional.empty());
        signIn();
        home();
        credentials();
        wizard();
        devices();
        messages();
        users();
    }

    private void users() {
        var named = "ada.lovelace";
        add(
                "users",
                "users",
                new UserPages.Users(
                        inside,
                        List.of(
                                new UserRow(
                                        named,
                                        "Virtual",
                                        true,
                                        true,
                                        Optional.of(NOW.minus(Duration.ofHours(4))),
                                        1,
                                        NOW.minus(Duration.ofDays(20))),
                                new UserRow(
                                        "grace",
                                        "None",
                                        false,
                                        true,
                                        Optional.empty(),
                                        0,
                                        NOW.minus(Duration.ofDays(2))),
                                new UserRow(
                                        "deploy",
                                        "None",
                                        false,
                                        false,
                                        Optional.empty(),
                                        2,
                                        NOW.minus(Duration.ofDays(30)))),
                        "grace"));
        add("users-none", "users", new UserPages.Users(inside, List.of(), ""));
        add(
                "user-new",
                "user-new",
                new UserPages.NewUser(inside, Field.empty(), Field.empty(), true));
        add("user", "user", user(named, List.of(device("phone", 0)), KEYS));
        add("user-bare", "user", user(named, List.of(), List.of()));
        add(
                "user-password",
                "user-password",
                new UserPages.UserPassword(
                        inside,
                        named,
                        true,
                        Field.wrong("Password does not conform to the account password policy."),
                        true));
        add(
                "user-resync",
                "user-resync",
                new UserPages.UserResync(
                        inside, named, "arn:aws:iam::123456789012:mfa/ada", "", NOW_MS));
        add(
                "key-new",
                "key-new",
                new UserPages.NewKey(
                        inside,
                        "AKIAABCDEFGHIJKLMNOP",
                        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                        "/console/users/ada"));
        add("policy-editor", "policy-editor", editor(named));
        add(
                "mfa-devices",
                "mfa-devices",
                new UserPages.Devices(
                        inside,
                        List.of(
                                new DeviceRow(
                                        "arn:aws:iam::123456789012:mfa/ada",
                                        named,
                                        NOW.minus(Duration.ofDays(9)),
                                        Optional.of(NOW.minus(Duration.ofDays(9)))),
                                new DeviceRow(
                                        "arn:aws:iam::123456789012:mfa/orphan",
                                        "",
                                        NOW.minus(Duration.ofDays(99)),
                                        Optional.empty()))));
        add(
                "account-settings",
                "account-settings",
                new UserPages.Settings(
                        inside,
                        new Field("Harbour", "Use 3 to 63 small letters."),
                        true,
                        true,
                        Field.of("14"),
                        false,
                        true,
                        false,
                        true,
                        true,
                        Field.of("90"),
                        true,
                        Field.of("5")));
        add(
                "credential-report",
                "credential-report",
                new UserPages.Report(
                        inside,
                        NOW,
                        List.of("user", "arn", "mfa_active"),
                        List.of(List.of("<root_account>", "arn:aws:iam::1:root", "true")),
                        "data:text/csv,x"));
    }

    private UserPages.User user(String name, List<DeviceView> devices, List<KeyView> keys) {
        return new UserPages.User(
                inside,
                name,
                "arn:aws:iam::123456789012:user/" + name,
                "AIDAABCDEFGHIJKLMNOPQ",
                NOW.minus(Duration.ofDays(20)),
                !devices.isEmpty(),
                false,
                Optional.empty(),
                devices,
                8,
                keys,
                keys.size() < 2,
                devices.isEmpty() ? List.of() : List.of("own-mfa"),
                devices.isEmpty()
                        ? List.of()
                        : List.of("arn:aws:iam::aws:policy/IAMUserChangePassword"),
                List.of("arn:aws:iam::aws:policy/IAMReadOnlyAccess"),
                List.of("developers"),
                Optional.empty());
    }

    private UserPages.PolicyEditor editor(String name) {
        return new UserPages.PolicyEditor(
                inside,
                name,
                true,
                new Field("own mfa", "Use letters."),
                new Field("{", "Syntax errors in policy."),
                "iam:GetUser",
                "*",
                List.of(
                        new UserPages.Outcome("iam:GetUser", "*", "Allowed", "Allowed"),
                        new UserPages.Outcome(
                                "iam:DeleteVirtualMFADevice", "*", "Denied", "Allowed")));
    }

    Map<String, Sample> all() {
        return pages;
    }

    Sample page(String name) {
        var page = pages.get(name);
        if (page == null) throw new IllegalArgumentException("no page " + name);
        return page;
    }

    private void add(String name, String template, Object view) {
        pages.put(name, new Sample(template, view));
    }

    private static Frame sandbox(Frame frame) {
        return new Frame(
                frame.assets(), true, frame.csrf(), frame.who(), frame.warning(), frame.note());
    }

    private static Frame warned(Frame frame, Warning warning) {
        return new Frame(frame.assets(), false, frame.csrf(), frame.who(), warning, frame.note());
    }

    private void signIn() {
        add(
                "signin",
                "signin",
                new SignInPages.Email(outside, false, Field.empty(), Field.empty(), "/console"));
        add(
                "signin-wrong",
                "signin",
                new SignInPages.Email(
                        sandbox(outside),
                        false,
                        new Field("root", "Type the e-mail address of the root user."),
                        Field.empty(),
                        "/console"));
        add(
                "signin-user",
                "signin-user",
                new SignInPages.User(outside, Field.of("harbour"), "", "/console", ""));
        add(
                "signin-user-wrong",
                "signin-user",
                new SignInPages.User(
                        outside,
                        Field.of("123456789012"),
                        "ada",
                        "/console",
                        "The user name or the password is not right."));
        add(
                "password",
                "signin-password",
                new SignInPages.Password(outside, EMAIL, "/console", ""));
        add(
                "password-wrong",
                "signin-password",
                new SignInPages.Password(
                        outside,
                        EMAIL,
                        "/console",
                        "The e-mail address or the password is not right."));
        add("forgot", "signin-forgot", new SignInPages.Forgot(outside, Field.empty()));
        add(
                "new-password",
                "signin-new-password",
                new SignInPages.NewPassword(
                        outside, "link", Field.wrong("Use at least 8 characters."), 8));
        add("mfa", "signin-mfa", new SignInPages.Mfa(outside, choices(1), "/console", "", NOW_MS));
        add(
                "mfa-several-wrong",
                "signin-mfa",
                new SignInPages.Mfa(
                        outside,
                        choices(3),
                        "/console",
                        "That code is not right, or it was used before. Wait for the next one.",
                        NOW_MS));
        add(
                "resync",
                "signin-resync",
                new SignInPages.Resync(
                        outside,
                        choices(1),
                        "These are not two codes in a row of this device.",
                        NOW_MS,
                        true));
        add("fresh", "signin-fresh", new SignInPages.FreshCode(outside, "", NOW_MS));
        add(
                "lost",
                "signin-lost",
                new SignInPages.Lost(outside, "support@example.com", Field.empty()));
    }

    private static List<DeviceChoice> choices(int count) {
        return List.of(
                        new DeviceChoice("a", "root-account-mfa-device", "Used last", true),
                        new DeviceChoice("b", "tablet-at-home", "Added on 3 Nov 2026", false),
                        new DeviceChoice("c", "safe", "Added on 20 Nov 2026", false))
                .subList(0, count);
    }

    private void home() {
        add(
                "home",
                "console-home",
                new Home(
                        inside,
                        true,
                        "MFA guards this account",
                        "The password alone opens nothing. Two devices make codes.",
                        List.of(
                                new Check(Mark.DONE, "Password", "Set on 14 Oct 2026.", "", ""),
                                new Check(
                                        Mark.DONE,
                                        "Multi-factor authentication",
                                        "2 devices: root-account-mfa-device, tablet-at-home.",
                                        "",
                                        ""),
                                new Check(
                                        Mark.DONE,
                                        "A way back",
                                        "If one device is lost, the other opens the account.",
                                        "",
                                        ""),
                                new Check(
                                        Mark.DONE,
                                        "Last sign-in",
                                        "20 Nov 2026, 08:12 UTC, by password and MFA.",
                                        "See sessions",
                                        "/console/security-credentials?open=sessions"))));
        add(
                "home-bare",
                "console-home",
                new Home(
                        sandbox(warned(inside, Warning.NO_MFA)),
                        false,
                        "Only a password guards this account",
                        "Whoever learns it can do everything here. Add an MFA device: it takes two"
                                + " minutes.",
                        List.of(
                                new Check(Mark.DONE, "Password", "Set on 14 Oct 2026.", "", ""),
                                new Check(
                                        Mark.ALARM,
                                        "Multi-factor authentication",
                                        "No device yet.",
                                        "Activate MFA",
                                        "/console/security-credentials/mfa/activate"),
                                new Check(
                                        Mark.TODO,
                                        "A way back",
                                        "Comes with MFA: a second device, or a backup sheet.",
                                        "",
                                        ""),
                                new Check(
                                        Mark.TODO, "Last sign-in", "This is the first.", "", ""))));
        add(
                "account",
                "console-account",
                new Account(inside, ACCOUNT, List.of(), true, Field.empty()));
        add(
                "account-second",
                "console-account",
                new Account(
                        inside,
                        ACCOUNT,
                        List.of(new AddressView("me@example.org", false)),
                        false,
                        Field.empty()));
        add(
                "confirm-address",
                "signin-address",
                new SignInPages.ConfirmAddress(outside, "link", "me@example.org"));
    }

    private void credentials() {
        add("credentials", "console-credentials", credentialsPage(inside, "", false, List.of()));
        add(
                "credentials-root",
                "console-credentials",
                credentialsPage(inside, "", true, List.of()));
        add(
                "credentials-no-mfa",
                "console-credentials",
                credentialsPage(warned(inside, Warning.NO_MFA), "mfa", false, List.of()));
        add(
                "credentials-mfa",
                "console-credentials",
                credentialsPage(
                        inside.with(Note.good("Resynchronised.", "Its codes are accepted again.")),
                        "mfa",
                        false,
                        List.of(
                                device("root-account-mfa-device", 0),
                                device("tablet-at-home", -14))));
        add(
                "credentials-sessions",
                "console-credentials",
                credentialsPage(
                        warned(inside, Warning.LAST_MFA_REMOVED),
                        "sessions",
                        false,
                        List.of(device("root-account-mfa-device", 1))));
        add(
                "change-password",
                "console-password",
                new ChangePassword(
                        inside, Field.wrong("That is not your password."), Field.empty(), 8));
        add(
                "confirm-code",
                "console-confirm",
                new Confirm(inside, "/console", false, choices(2), ""));
        add(
                "confirm-password",
                "console-confirm",
                new Confirm(inside, "/console", true, List.of(), "That is not your password."));
    }

    private static Credentials credentialsPage(
            Frame frame, String open, boolean rootNotice, List<DeviceView> devices) {
        return new Credentials(
                frame,
                open,
                rootNotice,
                Optional.of(NOW.minus(Duration.ofDays(39))),
                "the root user of this account",
                Optional.of(new KeySection(KEYS, false, "")),
                devices,
                8,
                List.of(
                        new SessionView(
                                "s1",
                                NOW.minus(Duration.ofHours(2)),
                                NOW,
                                "203.0.113.7",
                                "Firefox on Linux",
                                "Password, MFA",
                                true),
                        new SessionView(
                                "s2",
                                NOW.minus(Duration.ofHours(9)),
                                NOW.minus(Duration.ofMinutes(11)),
                                "2001:db8:4::19",
                                "Safari on iPhone",
                                "Password",
                                false)),
                ACCOUNT);
    }

    private static DeviceView device(String name, long drift) {
        return new DeviceView(
                "d-" + name,
                name,
                "arn:aws:iam::123456789012:mfa/" + name,
                NOW.minus(Duration.ofDays(12)),
                drift == 0 ? Optional.of(NOW.minus(Duration.ofHours(2))) : Optional.empty(),
                drift,
                "Active",
                true);
    }

    private void wizard() {
        add(
                "wizard-type",
                "device-type",
                new ChooseType(
                        inside,
                        "/console/security-credentials/mfa/activate",
                        "/console/security-credentials?open=mfa",
                        Field.of("root-account-mfa-device")));
        add(
                "wizard-type-taken",
                "device-type",
                new ChooseType(
                        inside,
                        "/console/security-credentials/mfa/activate",
                        "/console/security-credentials?open=mfa",
                        new Field("phone", "Another device has this name.")));
        add("wizard-setup", "device-setup", setUp(inside, List.of(), ""));
        add(
                "wizard-setup-refused",
                "device-setup",
                setUp(
                        inside,
                        List.of(
                                "These two codes were not accepted.",
                                "They must be two codes in a row, the older one first.",
                                "The app must use the key shown above, and no older one.",
                                "The clock of the phone must be set by itself."),
                        ""));
        add(
                "wizard-setup-late",
                "device-setup",
                setUp(
                        inside,
                        List.of(),
                        "These codes are about 4 minutes old, or the device's clock is: type the"
                                + " next two."));
        add(
                "wizard-backup",
                "device-backup",
                new Backup(inside, "/e", "root-account-mfa-device", "none", ""));
        add(
                "wizard-backup-wrong",
                "device-backup",
                new Backup(
                        inside,
                        "/e",
                        "root-account-mfa-device",
                        "sheet",
                        "That code is not right."));
        add(
                "wizard-sheet",
                "device-sheet",
                new Sheet(
                        inside,
                        "root-account-mfa-device",
                        ARN,
                        "Harbour Savings",
                        "123456789012",
                        qr(),
                        KEY,
                        NOW));
        add(
                "wizard-done",
                "device-done",
                new Done(inside, "root-account-mfa-device", true, "/console"));
        add("apps", "device-apps", new Apps(inside));
    }

    private static SetUp setUp(Frame frame, List<String> problems, String askAgain) {
        return new SetUp(
                frame,
                "/console/security-credentials/mfa/enrolment/e",
                "root-account-mfa-device",
                qr(),
                KEY,
                "Codes sent within two minutes are accepted; with older ones we ask for two more.",
                problems,
                askAgain,
                NOW_MS);
    }

    private static String qr() {
        return QrCode.of(
                        "otpauth://totp/Countersign:root-account-mfa-device@123456789012?secret="
                                + KEY
                                + "&issuer=Countersign")
                .svg();
    }

    private void devices() {
        add("manage", "device-manage", new Manage(inside, device("root-account-mfa-device", 1)));
        add(
                "device-resync",
                "device-resync",
                new Resync(inside, device("root-account-mfa-device", 1), "", NOW_MS));
        add(
                "device-resync-fresh",
                "device-resync-fresh",
                new ResyncFresh(inside, device("root-account-mfa-device", 1), "", NOW_MS));
        add(
                "remove",
                "device-remove",
                new Remove(inside, device("tablet-at-home", 0), false, choices(2), ""));
        add(
                "remove-last",
                "device-remove",
                new Remove(
                        inside,
                        device("root-account-mfa-device", 0),
                        true,
                        choices(1),
                        "That code is not right, or it was used before."));
    }

    private void messages() {
        add(
                "error-404",
                "message",
                new Message(
                        outside,
                        "There is no such page",
                        List.of("The address may be mistyped, or the page has moved."),
                        "To the console",
                        "/console"));
        add(
                "link-sent",
                "message",
                new Message(
                        outside,
                        "Look into your mailbox",
                        List.of(
                                "If this address belongs to a root user, a link is on its way. It"
                                        + " works once, for 30 minutes."),
                        "Back to sign in",
                        "/signin"));
    }
}
