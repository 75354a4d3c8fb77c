package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import countersign.acceptance.Server.Account;
import countersign.authenticator.web.App;
import countersign.authenticator.web.Chromium;
import countersign.authenticator.web.Chromium.Look;
import countersign.authenticator.web.Qr;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console on a laptop and the authenticator's web app on a phone beside it: all that goes from
 * one to the other is what a camera sees, or what a person types.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticatorAppTest {
    private static final Pattern READY = Pattern.compile("The authenticator is ready at (\\S+)");
    private static final Pattern CONSOLE = Pattern.compile("Console +(http://\\S+)");
    private static final Pattern AUTHENTICATOR = Pattern.compile("Authenticator +(http://\\S+)");

    @TempDir Path folder;

    private Chromium laptop;
    private Server server;
    private Process authenticator;
    private String appUrl = "";

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        laptop = Chromium.plain();
        server = Server.sandbox(data);
        authenticator =
                Program.builder(Program.AUTHENTICATOR, Map.of(), List.of("serve", "--port", "0"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Matcher ready = READY.matcher(Program.lines(authenticator.getInputStream()).readLine());
        assertThat(ready.matches()).isTrue();
        appUrl = ready.group(1);
    }

    @AfterAll
    void stop() {
        authenticator.destroy();
        server.close();
        laptop.close();
    }

    @Test
    void theCodeOnTheScreenIsSeenByTheCameraAndGuardsTheAccount() throws IOException {
        Account account = server.account("camera@example.com");
        try (var person = Person.at(laptop, Look.DESKTOP, server, account)) {
            person.signInWithPassword().heading("Console home");
            var _ = person.beginWizard();
            person.unfold("Show QR code");
            person.page().locator(".steps > li").nth(1).scrollIntoViewIfNeeded();
            Path film = Qr.film(seen(person.page().screenshot()), folder.resolve("film.mjpeg"));
            try (var phone = Chromium.withCamera(film);
                    BrowserContext browser = phone.fresh(Look.PHONE)) {
                App app = started(browser, person);
                app.press("Add account");
                app.press("Scan account barcode");
                app.press("Start camera");
                app.heading("Add this account?");
                app.press("Create");
                enrolAndSignIn(person, app);
            }
        }
    }

    @Test
    void theSecretKeyIsTypedIntoTheAppByHandAndGuardsTheAccount() {
        Account account = server.account("typed@example.com");
        try (var person = Person.at(laptop, Look.DESKTOP, server, account);
                BrowserContext browser = laptop.fresh(Look.PHONE)) {
            person.signInWithPassword().heading("Console home");
            var _ = person.beginWizard();
            App app = started(browser, person);
            app.addByKey("AWS root", person.secretKey());
            enrolAndSignIn(person, app);
        }
    }

    /** At the server's time from the start: a clock that leaps locks the app. */
    private App started(BrowserContext browser, Person person) {
        App app = new App(browser, Look.PHONE, appUrl);
        app.at(person.now());
        return app.start();
    }

    @Test
    void theDemoServesTheAppOnAnOriginOfItsOwn() throws Exception {
        Process demo =
                Program.builder(Program.SERVER, Map.of(), List.of("demo", "--port", "0"))
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader out = Program.lines(demo.getInputStream())) {
            var said = new StringBuilder();
            for (String line = out.readLine();
                    line != null && !line.contains("Ctrl-C");
                    line = out.readLine()) {
                said.append(line).append('\n');
            }
            assertThat(page(CONSOLE, said)).contains("Sign in");
            assertThat(page(AUTHENTICATOR, said)).contains("<div id=\"app\">");
        } finally {
            demo.destroy();
        }
    }

    private static String page(Pattern url, CharSequence said) throws Exception {
        Matcher found = url.matcher(said);
        assertThat(found.find()).as(said.toString()).isTrue();
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(found.group(1))).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** A laptop's screen, as large as a camera's picture. */
    private static BufferedImage seen(byte[] screenshot) throws IOException {
        BufferedImage screen = ImageIO.read(new ByteArrayInputStream(screenshot));
        int width = 1280;
        int height = screen.getHeight() * width / screen.getWidth();
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(screen, 0, 0, width, height, null);
        pen.dispose();
        return picture;
    }

    /** Both have the server's time; the third code is the first that signs in. */
    private static void enrolAndSignIn(Person person, App app) {
        String name = app.page().locator(".account h2").innerText();
        person.toNextStep();
        app.at(person.now());
        app.press("Two codes for " + name);
        person.type("MFA code 1", app.codes(1).getFirst());
        person.later(Person.STEP);
        app.at(person.now());
        person.type("MFA code 2", app.codes(2).getLast()).press("Assign MFA");
        app.press("I typed both");
        person.finish().signOut();
        person.signInWithPassword().heading("Multi-factor authentication");
        person.later(Person.STEP);
        app.at(person.now());
        person.type("MFA code", app.code(name)).press("Submit").heading("Console home");
        assertThat(app.complaints()).isEmpty();
    }
}
