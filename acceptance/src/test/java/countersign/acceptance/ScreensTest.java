package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import countersign.authenticator.web.Chromium;
import countersign.authenticator.web.Chromium.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that the tutorials do not pass, each looked at on a phone and on a desk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreensTest {
    private static final Duration LATE = Duration.ofMinutes(5);
    private static final Pattern LINK = Pattern.compile("(/signin/[a-z]+/[A-Za-z0-9_-]{20,})");

    private Chromium chromium;
    private Server server;
    private int accounts;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        chromium = Chromium.plain();
        server =
                Server.sandbox(
                        folder,
                        "--mfa-rules",
                        "hardened",
                        "--support-email",
                        "support@example.com");
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
    }

    static Stream<Look> looks() {
        return Stream.of(Look.DESKTOP, Look.PHONE);
    }

    private Server.Account account() {
        return server.account("screens-" + ++accounts + "@example.com");
    }

    private String mailedLink(String address) {
        var link = LINK.matcher(server.mail(address).get("Text").asText());
        assertThat(link.find()).as("a link in the mail").isTrue();
        return link.group(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void aForgottenPasswordIsSetByAMailedLink(Look look) {
        var account = account();
        var pictures = new Pictures("forgot", look);
        try (var person = Person.at(chromium, look, server, account)) {
            person.open("/signin").type("Root user email address", "root at example").press("Next");
            person.sees("Type an e-mail address, such as root@example.com.");
            pictures.take(person.page(), "1-no-address");
            person.type("Root user email address", account.email()).press("Next");
            person.type("Password", "not this one").press("Sign in");
            person.sees("The e-mail address or the password is not right.");
            pictures.take(person.page(), "2-wrong-password");
            person.follow("Forgot password?").heading("Forgot password");
            pictures.take(person.page(), "3-forgot");
            person.type("Root user email address", account.email()).press("Send the link");
            person.heading("Look into your mailbox");
            pictures.take(person.page(), "4-sent");
            String link = mailedLink(account.email());
            person.open(link).heading("Choose a new password");
            person.type("New password", "12345678").press("Set password");
            person.sees("attackers try first");
            pictures.take(person.page(), "5-weak");
            person.type("New password", "quite another phrase").press("Set password");
            person.heading("The password is set");
            pictures.take(person.page(), "6-set");
            person.open(link).heading("This link has ended");
            pictures.take(person.page(), "7-ended");
            person.signInWithPassword("quite another phrase").heading("Console home");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void theWizardSaysWhatIsWrongAndMakesABackup(Look look) {
        var pictures = new Pictures("wizard", look);
        try (var person = Person.at(chromium, look, server, account())) {
            person.signInWithPassword().openMfa().follow("Activate MFA");
            person.type("Device name", "my phone").press("Continue");
            person.sees("Use letters, digits and");
            pictures.take(person.page(), "1-name");
            person.type("Device name", "phone").press("Continue");
            Device device = Device.of(person.secretKey());
            person.type("MFA code 1", "123").type("MFA code 2", "").press("Assign MFA");
            person.sees("A code is six digits, such as 012345.");
            pictures.take(person.page(), "2-not-six-digits");
            String code = device.code(person.now());
            person.type("MFA code 1", code).type("MFA code 2", code).press("Assign MFA");
            person.sees("These two codes were not accepted.");
            pictures.take(person.page(), "3-refused");
            var pair = device.pair(person.now());
            person.later(LATE).type(pair).press("Assign MFA").sees("type the next two");
            pictures.take(person.page(), "4-late");
            person.assign(device).heading("Make a secure backup");
            var sheet = person.otherTab().open(person.path() + "-sheet");
            sheet.heading("MFA backup sheet");
            pictures.take(sheet.page(), "5-sheet");
            sheet.page().close();
            person.choose("Print a backup sheet").type("MFA code made from the sheet", "000000");
            person.press("Finish").sees("The sheet does not make this code.");
            pictures.take(person.page(), "6-wrong-sheet");
            person.type("MFA code made from the sheet", device.code(person.now()));
            person.press("Finish").sees("The backup sheet makes the right codes.");
            pictures.take(person.page(), "7-proved");
            person.open("/console/authenticator-apps").heading("Authenticator apps");
            pictures.take(person.page(), "8-apps");
            person.open("/console/nothing-here").heading("There is no such page");
            pictures.take(person.page(), "9-no-such-page");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void aSecondDeviceIsUsedResyncedAndRemoved(Look look) {
        var pictures = new Pictures("devices", look);
        try (var person = Person.at(chromium, look, server, account())) {
            Device first = person.signInWithPassword().activate();
            person.signOut().signIn(first);
            Device second = person.activate().withClock(Duration.ofMinutes(3));
            person.openMfa().reads("2 devices");
            pictures.take(person.page(), "01-two");
            person.signOut().signInWithPassword().choose("root-account-mfa-device-2");
            person.type("MFA code", second.code(person.now())).press("Submit");
            person.sees("That code was not accepted.").unfold("Troubleshoot MFA");
            pictures.take(person.page(), "02-sign-in");
            person.follow("Lost your device?").heading("Lost your device?");
            person.type("What happened, and how can we reach you?", "").press("Send the request");
            person.sees("Write a few words.");
            pictures.take(person.page(), "03-lost");
            person.type("What happened, and how can we reach you?", "It fell into the harbour.");
            person.press("Send the request").heading("Your request is kept");
            pictures.take(person.page(), "04-lost-kept");
            person.open("/signin/mfa/resync").choose("root-account-mfa-device-2");
            person.type("MFA code 1", "000000").type("MFA code 2", "111111").press("Re-sync");
            person.sees("These were not accepted.");
            pictures.take(person.page(), "05-sign-in-resync");
            person.choose("root-account-mfa-device-2").type(second.pair(person.now()));
            person.press("Re-sync").heading("One fresh code");
            pictures.take(person.page(), "06-sign-in-fresh");
            person.later(Person.STEP).type("MFA code", second.code(person.now())).press("Submit");
            person.heading("Console home").openMfa().follow("Manage root-account-mfa-device-2");
            pictures.take(person.page(), "07-manage");
            Device wrong = second.withClock(Duration.ofMinutes(9));
            person.follow("Resync").heading("Resync MFA device");
            pictures.take(person.page(), "08-resync");
            person.type(wrong.pair(person.now())).press("Resync").heading("One fresh code");
            pictures.take(person.page(), "09-resync-fresh");
            person.later(Person.STEP).type("MFA code", wrong.code(person.now())).press("Resync");
            person.sees("Resynchronised.");
            pictures.take(person.page(), "10-resynced");
            person.follow("Manage root-account-mfa-device-2").follow("Remove");
            person.heading("Remove MFA device");
            pictures.take(person.page(), "11-remove");
            remove(person, first, "root-account-mfa-device").sees("Removed.");
            person.follow("Manage root-account-mfa-device").follow("Remove");
            person.reads("It is the last device.", "the password alone opens this account");
            pictures.take(person.page(), "12-remove-last");
            person.later(Person.STEP).type("MFA code", first.code(person.now()));
            person.press("Remove device").reads("The last MFA device was removed.");
            pictures.take(person.page(), "13-removed-last");
            person.open("/console").reads("The last MFA device was removed.");
        }
    }

    private static Person remove(Person person, Device prover, String name) {
        person.page().locator(".choice").getByText(name, exactly()).click();
        person.later(Person.STEP).type("MFA code", prover.code(person.now()));
        return person.press("Remove device");
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void theAccountAndItsPasswordAreLookedAfter(Look look) {
        var account = account();
        var pictures = new Pictures("account", look);
        String second = "second-" + account.email();
        try (var person = Person.at(chromium, look, server, account);
                var elsewhere = Person.at(chromium, look, server, account)) {
            Device device = person.signInWithPassword().activate();
            person.signOut().signIn(device).open("/console/account");
            person.type("Second address", second).press("Add address");
            person.sees("Waits for its link");
            pictures.take(person.page(), "1-address-waits");
            person.otherTab().open(mailedLink(second)).press("Confirm address");
            person.open("/console/account").reads("Second address", second);
            pictures.take(person.page(), "2-address");
            person.openMfa().unfold("Password").follow("Change password");
            person.type("Current password", "wrong").type("New password", "another long phrase");
            person.press("Change password").sees("That is not your password");
            pictures.take(person.page(), "3-password");
            elsewhere.signIn(device);
            person.openMfa().open(Person.CREDENTIALS + "?open=sessions");
            person.reads("Sessions", "Password, MFA", "End all others");
            pictures.take(person.page(), "4-sessions");
            elsewhere.openMfa().unfold("Account identifiers");
            pictures.take(elsewhere.page(), "5-identifiers");
            person.later(Duration.ofMinutes(14)).open("/console").later(Duration.ofMinutes(2));
            person.open(Person.CREDENTIALS + "/mfa/activate").heading("Confirm it is you");
            pictures.take(person.page(), "6-confirm");
            person.type("MFA code", device.code(person.now())).press("Confirm");
            person.heading("Manage MFA device");
        }
    }
}
