package countersign.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import countersign.acceptance.Chromium.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * The numbered steps of the two AWS tutorials, by what stands on the screen. The picture of every
 * page is kept in {@code target/pictures}; those of the first look are the ones in the docs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TutorialTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir Path folder;

    private Chromium chromium;
    private Server server;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        Files.createDirectories(PICTURES);
        chromium = new Chromium();
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
        var phone = new Phone(folder);
        try (var context = chromium.fresh(look)) {
            var walk = new Walk(context.newPage(), "dnx", look);
            walk.signInWithPassword(account);
            walk.openSecurityCredentials(account);
            walk.activate();
            Path screenshot = walk.showQrCode();
            phone.addFromPicture("aws", screenshot);
            zbarimgReads(screenshot);
            walk.assign(phone, account);
            walk.finish();
            walk.signOut(account);
            walk.signInWithCode(account, phone);
        }
    }

    /** "Protect privileged credentials", steps 1 to 10: by secret key, also without scripts. */
    @ParameterizedTest(name = "{0}")
    @MethodSource({"looks", "looksWithoutScripts"})
    void protectPrivilegedCredentials(Look look) throws IOException {
        var account = server.account("ssc-" + look + "@example.com");
        var phone = new Phone(folder);
        try (var context = chromium.fresh(look)) {
            var walk = new Walk(context.newPage(), "ssc", look);
            walk.signInWithPassword(account);
            walk.openSecurityCredentials(account);
            walk.activate();
            phone.addFromSecret("aws", walk.showSecretKey());
            walk.assign(phone, account);
            walk.finish();
            walk.signOut(account);
            walk.signInWithCode(account, phone);
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

    /** One person at one browser, reading one of the tutorials aloud. */
    private final class Walk {
        private final Page page;
        private final String name;
        private final boolean scripts;
        private int pictures;

        Walk(Page page, String tutorial, Look look) {
            this.page = page;
            this.name = tutorial + "-" + look;
            this.scripts = look.scripts();
        }

        /** Looks at the page: a picture for us, axe for everybody else. */
        private Path look(String what) {
            Path picture = PICTURES.resolve("%s-%02d-%s.png".formatted(name, ++pictures, what));
            page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
            if (scripts && name.startsWith("ssc")) {
                Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                        .as("accessibility of " + what)
                        .isEmpty();
            }
            return picture;
        }

        private void click(AriaRole role, String text) {
            // Without scripts the browser draws no frames by which it could see that a button rests.
            page.getByRole(role, new Page.GetByRoleOptions().setName(text).setExact(true))
                    .click(new Locator.ClickOptions().setForce(!scripts));
        }

        /** Chooses among radio buttons by the bold words. */
        private void choose(String words) {
            page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(words)).check();
        }

        private void heading(String text) {
            assertThat(
                            page.getByRole(
                                    AriaRole.HEADING,
                                    new Page.GetByRoleOptions().setName(text).setExact(true)))
                    .isVisible();
        }

        void signInWithPassword(Server.Account account) {
            page.navigate(server.url() + "/iam/");
            choose("Root user");
            look("sign-in");
            page.getByLabel("Root user email address").fill(account.email());
            click(AriaRole.BUTTON, "Next");
            look("password");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(account.password());
            click(AriaRole.BUTTON, "Sign in");
        }

        void openSecurityCredentials(Server.Account account) {
            look("home");
            accountMenu(account).click();
            look("menu");
            click(AriaRole.LINK, "My Security Credentials");
            look("root-dialog");
            page.getByText("Continue to Security Credentials").click();
            heading("Your Security Credentials");
            var section =
                    page.locator("details")
                            .filter(
                                    new Locator.FilterOptions()
                                            .setHasText("Multi-factor authentication (MFA)"));
            if (section.getAttribute("open") == null) {
                page.locator("summary")
                        .filter(
                                new Locator.FilterOptions()
                                        .setHasText("Multi-factor authentication (MFA)"))
                        .click();
            }
            look("security-credentials");
        }

        void activate() {
            page.getByText("Activate MFA", new Page.GetByTextOptions().setExact(true)).click();
            heading("Manage MFA device");
            choose("Virtual MFA device");
            look("type");
            click(AriaRole.BUTTON, "Continue");
            heading("Set up virtual MFA device");
        }

        Path showQrCode() {
            page.getByText("Show QR code").click();
            return look("qr-code");
        }

        String showSecretKey() {
            page.getByText("Show secret key").click();
            look("secret-key");
            return page.locator("#secret-key").innerText();
        }

        void assign(Phone phone, Server.Account account) {
            List<String> pair = phone.pair("aws", server.now(account));
            page.getByLabel("MFA code 1").fill(pair.get(0));
            server.advance(account, Duration.ofSeconds(30));
            page.getByLabel("MFA code 2").fill(pair.get(1));
            click(AriaRole.BUTTON, "Assign MFA");
            heading("Make a secure backup");
            look("backup");
        }

        void finish() {
            choose("No backup now");
            click(AriaRole.BUTTON, "Finish");
            assertThat(page.getByText("You have successfully assigned virtual MFA")).isVisible();
            look("success");
            page.getByText("Close", new Page.GetByTextOptions().setExact(true)).click();
            look("with-a-device");
        }

        /** At the right of the navigation bar: the account's name. */
        private Locator accountMenu(Server.Account account) {
            return page.locator("summary")
                    .filter(new Locator.FilterOptions().setHasText(account.name()));
        }

        void signOut(Server.Account account) {
            accountMenu(account).click();
            click(AriaRole.BUTTON, "Sign out");
        }

        void signInWithCode(Server.Account account, Phone phone) {
            signInWithPassword(account);
            heading("Multi-factor authentication");
            look("mfa");
            server.advance(account, Duration.ofSeconds(30));
            page.getByLabel("MFA code").fill(phone.code("aws", server.now(account)));
            click(AriaRole.BUTTON, "Submit");
            Assertions.assertThat(page.url()).startsWith(server.url() + "/console");
            look("signed-in");
        }
    }
}
