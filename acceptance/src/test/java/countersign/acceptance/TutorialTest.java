package countersign.acceptance;

import countersign.authenticator.web.Chromium;
import countersign.authenticator.web.Chromium.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The numbered steps of the two AWS tutorials, by what stands on the screen, with codes from our
 * authenticator. The second tutorial's pages are looked at (the pages of both are the same but for
 * what is shown in the wizard's second step).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TutorialTest {
    @TempDir Path folder;

    private Chromium chromium;
    private Server server;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        chromium = Chromium.plain();
        server = Server.sandbox(data);
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
    }

    static Stream<Look> looks() {
        return Stream.of(
                new Look(1440, 900, false, true),
                new Look(1440, 900, true, true),
                new Look(390, 844, false, true),
                new Look(390, 844, true, true));
    }

    static Stream<Look> looksWithoutScripts() {
        return Stream.of(Look.DESKTOP.withoutScripts(), Look.PHONE.withoutScripts());
    }

    /** "Enabling MFA for Root user", steps 1 to 8: by QR code, read off the screen. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void enablingMfaForRootUser(Look look) throws IOException {
        var account = server.account("dnx-" + look + "@example.com");
        try (var person = Person.at(chromium, look, server, account)) {
            var walk = new Walk(person, account, look, false);
            walk.signInWithPassword();
            walk.openSecurityCredentials();
            walk.activate();
            Path screenshot = walk.showQrCode();
            walk.phone.addFromPicture("aws", screenshot);
            zbarimgReads(screenshot);
            walk.assignAndFinish();
            walk.signInWithCode();
        }
    }

    /** "Protect privileged credentials", steps 1 to 10: by secret key, also without scripts. */
    @ParameterizedTest(name = "{0}")
    @MethodSource({"looks", "looksWithoutScripts"})
    void protectPrivilegedCredentials(Look look) {
        var account = server.account("ssc-" + look + "@example.com");
        try (var person = Person.at(chromium, look, server, account)) {
            var walk = new Walk(person, account, look, look.scripts());
            walk.signInWithPassword();
            walk.openSecurityCredentials();
            walk.activate();
            walk.phone.addByHand("aws", walk.showSecretKey());
            walk.assignAndFinish();
            walk.signInWithCode();
        }
    }

    private static void zbarimgReads(Path picture) throws IOException {
        Process zbarimg =
                new ProcessBuilder(Chromium.find("zbarimg"), "-q", "--raw", picture.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String text = new String(zbarimg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assertions.assertThat(text).startsWith("otpauth://totp/Amazon%20Web%20Services:");
    }

    /** One person, reading one of the tutorials aloud. */
    private final class Walk {
        private final Person person;
        private final Server.Account account;
        private final Pictures pictures;
        private final boolean scripts;
        private final boolean looking;
        final Phone phone = new Phone(folder);

        Walk(Person person, Server.Account account, Look look, boolean looking) {
            this.person = person;
            this.account = account;
            this.pictures = new Pictures("tutorial", look);
            this.scripts = look.scripts();
            this.looking = looking;
        }

        private void look(String what) {
            if (looking) pictures.take(person.page(), what);
        }

        void signInWithPassword() {
            person.open("/iam/").choose("Root user");
            person.reads("Sign in", "Root user", "Root user email address", "Next");
            look("01-sign-in");
            person.type("Root user email address", account.email()).press("Next");
            person.reads("Root user sign in", account.email(), "Password", "Sign in");
            person.reads("Forgot password?");
            look("02-password");
            person.type("Password", account.password()).press("Sign in");
        }

        void openSecurityCredentials() {
            person.heading("Console home").reads("Countersign", account.name());
            look("03-home");
            person.unfold(account.name());
            person.reads(account.name(), "Account", "My Security Credentials", "Sign out");
            look("04-menu");
            person.follow("My Security Credentials");
            person.reads("You are using root credentials", "Continue to Security Credentials");
            look("05-root-dialog");
            person.press("Continue to Security Credentials");
            person.heading("Your Security Credentials");
            person.reads(
                    "Password",
                    "Multi-factor authentication (MFA)",
                    "Sessions",
                    "Account identifiers");
            person.unfold("Multi-factor authentication (MFA)");
            look("06-security-credentials");
        }

        void activate() {
            person.follow("Activate MFA").heading("Manage MFA device");
            person.choose("Virtual MFA device");
            person.reads(
                    "Virtual MFA device",
                    "Authenticator app installed on your phone or computer",
                    "Device name",
                    "Continue");
            Assertions.assertThat(person.page().getByLabel("Device name").inputValue())
                    .isEqualTo("root-account-mfa-device");
            look("07-type");
            person.press("Continue").heading("Set up virtual MFA device");
            person.reads(
                    "Install an authenticator app",
                    "list of authenticator apps",
                    "Create a new account in the app; an app can hold several.",
                    "Show QR code",
                    "Show secret key",
                    "MFA code 1",
                    "MFA code 2",
                    scripts ? "Next code in" : "A new code appears every 30 seconds",
                    "Submit your request immediately after generating the codes",
                    "out of sync",
                    "Resync",
                    "Assign MFA");
        }

        /** The picture that is read is all that the authenticator gets. */
        Path showQrCode() {
            person.unfold("Show QR code");
            pictures.take(person.page(), "08-qr-code");
            pictures.take(person.page().locator(".steps > li").nth(1), "08-step-2");
            return pictures.file("08-qr-code");
        }

        String showSecretKey() {
            String key = person.secretKey();
            Assertions.assertThat(key.strip()).matches("([A-Z2-7]{4}\\s+){15}[A-Z2-7]{4}");
            look("08-secret-key");
            return key;
        }

        void assignAndFinish() {
            List<String> pair = phone.pair("aws", person.now());
            person.type("MFA code 1", pair.get(0)).later(Person.STEP);
            person.type("MFA code 2", pair.get(1)).press("Assign MFA");
            person.heading("Make a secure backup");
            person.reads(
                    "Add a second device now", "Print a backup sheet", "No backup now", "Finish");
            look("09-backup");
            person.choose("No backup now").press("Finish").heading("Success");
            person.reads(
                    "You have successfully assigned virtual MFA",
                    "The next sign-in will ask for a code",
                    "Close");
            look("10-success");
            person.follow("Close").reads("root-account-mfa-device", "arn:aws:iam::", "Active");
            look("11-with-a-device");
        }

        void signInWithCode() {
            person.signOut().signInWithPassword().heading("Multi-factor authentication");
            person.reads("MFA code", "Submit", "Troubleshoot MFA");
            look("12-mfa");
            person.later(Person.STEP);
            person.type("MFA code", phone.code("aws", person.now())).press("Submit");
            person.heading("Console home").reads("MFA guards this account");
            look("13-signed-in");
        }
    }
}
