package countersign.authenticator.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import countersign.authenticator.web.Chromium.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticatorWebTest {
    private static final Look PHONE = new Look(390, 844, false);
    private static final String URI =
            "otpauth://totp/Amazon%20Web%20Services:root@123456789012?secret="
                    + App.KEY
                    + "&issuer=Amazon%20Web%20Services";
    private static final String NAME = "Amazon Web Services: root@123456789012";

    private static Site site;
    private static Chromium chromium;

    @TempDir private Path folder;

    @BeforeAll
    static void open() throws IOException {
        site = new Site();
        chromium = Chromium.plain();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void close() {
        chromium.close();
        site.close();
    }

    @Test
    void anAccountAddedByItsKeyShowsTheCodesOfOathtool() throws Exception {
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App app = new App(context, PHONE, site.url()).start();
            app.addByKey("AWS root", App.KEY.toLowerCase(java.util.Locale.ROOT));
            assertThat(app.code("AWS root")).isEqualTo(oathtool(App.START));

            app.at(App.START.plusSeconds(30));
            PlaywrightAssertions.assertThat(app.row("AWS root").locator(".code"))
                    .hasText(Pattern.compile("651 196"));
            assertThat(oathtool(App.START.plusSeconds(30))).isEqualTo("651196");

            app.row("AWS root").locator(".code-button").click();
            app.says("Code copied.");
            assertThat(app.page().evaluate("navigator.clipboard.readText()")).isEqualTo("651196");
            PlaywrightAssertions.assertThat(app.row("AWS root")).containsText("used");
            assertThat(app.complaints()).isEmpty();
        }
    }

    @Test
    void aQrCodeIsReadFromAPictureFile() throws Exception {
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App app = new App(context, PHONE, site.url()).start();
            app.press("Add account");
            app.press("Scan account barcode");
            app.page()
                    .getByLabel("Choose a picture")
                    .setInputFiles(Qr.png(URI, folder.resolve("qr.png")));
            app.heading("Add this account?");
            app.press("Create");
            app.shown(NAME);
            assertThat(app.code(NAME)).isEqualTo("774016");
            assertThat(app.complaints()).isEmpty();
        }
    }

    @Test
    void aQrCodeIsReadByTheCamera() throws Exception {
        Path film = Qr.film(URI, folder.resolve("qr.mjpeg"));
        try (var camera = Chromium.withCamera(film);
                BrowserContext context = camera.fresh(PHONE)) {
            App app = new App(context, PHONE, site.url()).start();
            app.press("Add account");
            app.press("Scan account barcode");
            app.press("Start camera");
            app.heading("Add this account?");
            app.press("Create");
            assertThat(app.code(NAME)).isEqualTo("774016");
            assertThat(app.complaints()).isEmpty();
        }
    }

    @Test
    void theVaultIsLockedByHandAndWhenNothingIsTouched() {
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App app = new App(context, PHONE, site.url()).start().addByKey("AWS root", App.KEY);
            app.press("Lock");
            app.unlock("another passphrase");
            PlaywrightAssertions.assertThat(
                            app.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("The passphrase does not open this vault.");
            app.unlock(App.PASSPHRASE).shown("AWS root");

            app.page().clock().install();
            app.page().reload();
            app.unlock(App.PASSPHRASE).shown("AWS root");
            app.page().clock().fastForward(5 * 60_000 + 2_000);
            app.heading("Unlock");
            assertThat(app.page().content()).doesNotContain("AWS root");
        }
    }

    @Test
    void aDownloadedBackupProvesToOpenHereAndByTheFormatsDescription() throws Exception {
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App app = new App(context, PHONE, site.url()).start().addByKey("AWS root", App.KEY);
            Path backup = downloadBackup(app);
            app.page().getByLabel("Backup file").setInputFiles(backup);
            app.page().getByLabel("Passphrase of the backup").fill(App.PASSPHRASE);
            app.press("Prove");
            app.says("The backup opens and has all your accounts.");

            String entries = DescribedVault.open(Files.readAllBytes(backup), App.PASSPHRASE);
            assertThat(entries).contains("\"name\":\"AWS root\"", "\"seed\":\"" + App.KEY + "\"");
            assertThat(Files.readString(backup, StandardCharsets.ISO_8859_1))
                    .doesNotContain(App.KEY);
        }
    }

    @Test
    void aBackupIsRestoredInAnotherBrowser() throws Exception {
        Path backup;
        try (BrowserContext context = chromium.fresh(PHONE)) {
            backup =
                    downloadBackup(
                            new App(context, PHONE, site.url())
                                    .start()
                                    .addByKey("AWS root", App.KEY));
        }
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App app = new App(context, PHONE, site.url());
            app.press("Restore a backup");
            app.page().getByLabel("Backup file").setInputFiles(backup);
            app.page().getByLabel("Passphrase of the backup").fill(App.PASSPHRASE);
            app.press("Restore");
            assertThat(app.code("AWS root")).isEqualTo("774016");
        }
    }

    @Test
    void itWorksWithoutANetworkAfterTheFirstVisit() throws Exception {
        var own = new Site();
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App app = new App(context, PHONE, own.url()).start().addByKey("AWS root", App.KEY);
            app.page().evaluate("navigator.serviceWorker.ready.then(() => true)");
            own.close();
            context.setOffline(true);
            app.page().reload();
            app.unlock(App.PASSPHRASE);
            assertThat(app.code("AWS root")).isEqualTo("774016");
            app.press("Add account");
            app.press("Scan account barcode");
            app.page()
                    .getByLabel("Choose a picture")
                    .setInputFiles(Qr.png(URI, folder.resolve("qr.png")));
            app.heading("Add this account?");
            assertThat(app.complaints()).noneMatch(text -> text.contains("left for"));
        }
    }

    @Test
    void twoTabsSeeEachOthersAccountsAndLoseNone() {
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App one = new App(context, PHONE, site.url()).start();
            App other = new App(context, PHONE, site.url()).unlock(App.PASSPHRASE);
            one.addByKey("first", App.KEY);
            other.shown("first");
            other.addByKey("second", App.KEY);
            one.shown("second");
        }
    }

    @Test
    void aTabThatUnlocksWhileAnotherWritesShowsWhatWasWritten() {
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App one = new App(context, PHONE, site.url()).start();
            App other = new App(context, PHONE, site.url());
            other.page()
                    .evaluate(
                            "() => { const post = Worker.prototype.postMessage;"
                                    + " Worker.prototype.postMessage = function (...sent) {"
                                    + " globalThis.derive = () => post.apply(this, sent);"
                                    + " document.title = 'asked'; }; }");
            other.unlock(App.PASSPHRASE);
            PlaywrightAssertions.assertThat(other.page()).hasTitle("asked");
            one.addByKey("first", App.KEY);
            other.page().evaluate("() => derive()");
            other.shown("first");
        }
    }

    @Test
    void lostDataIsSaidToBeLost() {
        try (BrowserContext context = chromium.fresh(PHONE)) {
            App app = new App(context, PHONE, site.url()).start().addByKey("AWS root", App.KEY);
            app.page().navigate(site.url() + "mark.svg");
            app.page()
                    .evaluate(
                            "new Promise((done, failed) => { const gone ="
                                    + " indexedDB.deleteDatabase('countersign-authenticator');"
                                    + " gone.onsuccess = done; gone.onerror = failed; })");
            app.page().navigate(site.url());
            app.heading("Your accounts are gone from this browser");
        }
    }

    /** Every screen, seen by axe and kept as a picture. */
    @ParameterizedTest(name = "{0} wide, dark: {2}")
    @CsvSource({"390, 844, false", "390, 844, true", "1440, 900, false", "1440, 900, true"})
    void everyScreenIsAccessible(int width, int height, boolean dark) {
        Look look = new Look(width, height, dark);
        try (BrowserContext context = chromium.fresh(look)) {
            new Walk(new App(context, look, site.url())).everyScreen();
        }
    }

    private Path downloadBackup(App app) {
        app.press("Make a backup");
        Download download = app.page().waitForDownload(() -> app.press("Download backup"));
        Path file = folder.resolve(download.suggestedFilename());
        download.saveAs(file);
        return file;
    }

    private static String oathtool(Instant at) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                List.of("oathtool", "--totp", "--base32", "--now=" + at, App.KEY))
                        .redirectErrorStream(true)
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }
}
