package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import countersign.authenticator.web.Chromium;
import countersign.authenticator.web.Chromium.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** IAM users in the console: made by the root user, then signed in on their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersTest {
    private static final String FIRST = "a first password 1";
    private static final String OWN = "a password of my own 2";
    private static final String MANAGE_OWN_MFA =
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["iam:EnableMFADevice","iam:ResyncMFADevice",
                "iam:DeactivateMFADevice","iam:ListMFADevices","iam:GetUser","iam:ChangePassword",
                "iam:CreateAccessKey","iam:ListAccessKeys","iam:UpdateAccessKey",
                "iam:DeleteAccessKey"],
               "Resource":"arn:aws:iam::*:user/${aws:username}"},
              {"Effect":"Allow","Action":["iam:CreateVirtualMFADevice",
                "iam:DeleteVirtualMFADevice"],"Resource":"arn:aws:iam::*:mfa/*"},
              {"Effect":"Deny","Action":"iam:CreateAccessKey","Resource":"*",
               "Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}
            ]}\
            """;

    private Chromium chromium;
    private Server server;
    private int accounts;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        chromium = Chromium.plain();
        server = Server.sandbox(folder);
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
        return server.account("users-" + ++accounts + "@example.com");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aUserIsMadeGivenAPolicyAndAssignsAnMfaDevice(Look look) {
        var account = account();
        try (var root = Person.at(chromium, look, server, account)) {
            root.signInWithPassword();
            makeUser(root, "ada");
            writePolicy(root, "ada");
            setAlias(root, "harbour-" + accounts);
        }
        try (var ada = Person.at(chromium, look, server, account)) {
            ada.open("/signin/harbour-" + accounts).heading("IAM user sign in");
            accessible(ada);
            ada.type("IAM user name", "ada").type("Password", FIRST).press("Sign in");
            ada.heading("Change password").open("/console").heading("Change password");
            ada.type("Current password", FIRST).type("New password", OWN);
            ada.press("Change password").sees("Password changed.");

            ada.unfold("Access keys").press("Create access key");
            ada.sees("You are not allowed to do that").sees("with an explicit deny");
            refusalIsRecorded(account, "CreateAccessKey");

            Device phone = assignMfa(ada);
            ada.open("/console").unfold(account.name()).press("Sign out").heading("Sign in");
            signInAs(ada, account.id(), "ada", OWN);
            ada.heading("Multi-factor authentication").later(Person.STEP);
            ada.type("MFA code", phone.code(ada.now())).press("Submit").heading("Console home");

            ada.open(Person.CREDENTIALS).unfold("Access keys").press("Create access key");
            ada.heading("Access key created").reads("AKIA", "Download .csv");
            accessible(ada);
            ada.follow("Done").sees("Active");
            ada.open("/console/users").sees("not authorized to perform: iam:ListUsers");
        }
    }

    /** What a policy forbids in the console is on record, as it is of the API. */
    private void refusalIsRecorded(Server.Account account, String operation) {
        // The next change goes through the same queue as the record, after it.
        server.advance(account, Duration.ofSeconds(1));
        assertThat(server.operator("", "audit", "export", "--account", account.id()).ok().lines())
                .filteredOn(line -> line.contains("\"eventName\":\"" + operation + "\""))
                .filteredOn(line -> line.contains("\"userName\":\"ada\""))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("\"errorCode\":\"AccessDenied\"")
                .contains("with an explicit deny");
    }

    private static void makeUser(Person root, String name) {
        root.open("/console/users").heading("Users").sees("No IAM users yet");
        accessible(root);
        root.follow("Create user").heading("Create user");
        accessible(root);
        root.type("User name", "two words").press("Create user").sees("Use letters, digits");
        root.type("User name", name).type("Console password (optional)", FIRST);
        root.press("Create user").heading(name);
        accessible(root);
    }

    private static void writePolicy(Person root, String name) {
        root.follow("Write an inline policy").heading("Inline policy");
        root.type("Policy name", "own-mfa").type("Policy document (JSON)", "{");
        root.press("Save policy").sees("Syntax errors in policy.");
        accessible(root);
        root.type("Policy document (JSON)", MANAGE_OWN_MFA);
        root.type("Actions, a line each", "iam:CreateAccessKey").press("Simulate");
        root.reads("Without MFA", "With MFA", "Denied", "Allowed");
        accessible(root);
        root.press("Save policy").heading(name).sees("own-mfa");
    }

    private static void setAlias(Person root, String alias) {
        root.open("/console/account").follow("Alias and password policy");
        root.type("Alias", "No").press("Save alias").sees("Use 3 to 63 small letters");
        root.type("Alias", alias).press("Save alias").sees("Saved.");
        accessible(root);
    }

    private static void signInAs(Person person, String account, String name, String password) {
        person.open("/signin").choose("IAM user");
        person.type("Account ID (12 digits) or account alias", account).press("Next");
        person.heading("IAM user sign in").type("IAM user name", name);
        person.type("Password", password).press("Sign in");
    }

    private static Device assignMfa(Person person) {
        person.open(Person.CREDENTIALS).unfold("Multi-factor authentication (MFA)");
        person.follow("Activate MFA").press("Continue").heading("Set up virtual MFA device");
        Device device = Device.of(person.secretKey());
        person.assign(device).finish();
        return device;
    }

    @ParameterizedTest
    @MethodSource("looks")
    void anAdministratorLooksAfterADevice(Look look) {
        var account = account();
        try (var root = Person.at(chromium, look, server, account)) {
            root.signInWithPassword();
            makeUser(root, "grace");
            root.follow("Assign MFA device").press("Continue");
            root.heading("Set up virtual MFA device");
            Device phone = Device.of(root.secretKey());
            root.assign(phone).heading("Make a secure backup").choose("No backup now");
            root.press("Finish").sees("You have successfully assigned virtual MFA").follow("Close");
            root.heading("grace").sees("in step");

            root.later(Duration.ofMinutes(10));
            Device wrong = phone.withClock(Duration.ofMinutes(-6));
            root.follow("Resync grace").heading("Resync MFA device");
            accessible(root);
            root.type(root.pair(wrong)).press("Resync").sees("Resynchronised.");
            root.sees("6 min slow");

            root.open("/console/mfa-devices").reads("mfa/grace", "grace");
            accessible(root);
            root.open("/console/users/grace").press("Delete user").sees("Cannot delete entity");
            root.press("Remove grace").sees("MFA device removed.");
            root.press("Remove password").press("Delete user").sees("User deleted.");
            root.open("/console/credential-report").sees("<root_account>");
            accessible(root);
            assertThat(root.text()).contains("mfa_active");
        }
    }

    private static void accessible(Person person) {
        assertThat(new AxeBuilder(person.page()).analyze().getViolations()).isEmpty();
    }
}
