package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import countersign.vault.exchange.Importer;
import countersign.vault.exchange.Reading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the app writes for other programs, read by the Java library. */
class ExportTest extends InChromium {
    private static final String PASSWORD = "a password of the file";

    @TempDir private Path folder;

    @Test
    void aegisIsSealedByItsOwnPassword() throws Exception {
        try (BrowserContext context = fresh()) {
            App app = withAccounts(context);
            app.press("Export");
            app.heading("Export");
            app.picture("26-export");
            app.page().getByLabel("Password of the file").fill(PASSWORD);
            app.page().getByLabel("The same passphrase again").fill(PASSWORD);
            Reading reading = read(download(app));
            Assertions.assertThat(names(reading)).hasSize(5).contains("Boeing: Sophia");
            app.says("5 accounts are in the file.");
            Assertions.assertThat(app.complaints()).isEmpty();
        }
    }

    @Test
    void nothingLeavesUnsealedBeforeTheWordIsTyped() throws Exception {
        try (BrowserContext context = fresh()) {
            App app = withAccounts(context);
            app.press("Export");
            app.heading("Export");
            format(app, "otpauth");
            assertThat(app.page().getByText("makes every code of yours, for good")).isVisible();
            app.picture("27-export-unsealed");
            List<Download> downloads = new ArrayList<>();
            app.page().onDownload(downloads::add);
            exportButton(app).click();
            assertThat(app.page().getByRole(AriaRole.ALERT)).containsText("Nothing was exported.");
            Assertions.assertThat(downloads).isEmpty();

            app.page().getByLabel("Type the word unsealed").fill("Unsealed");
            Path file = download(app);
            Assertions.assertThat(Files.readString(file)).startsWith("otpauth://totp/Deno:Mason?");
            Assertions.assertThat(names(read(file))).hasSize(5);
        }
    }

    @Test
    void googlesPicturesAreShownOneAfterTheOther() throws Exception {
        try (BrowserContext context = fresh()) {
            App app = withAccounts(context);
            app.addByKey("second", App.KEY.replace('V', 'W'));
            app.press("Export");
            app.heading("Export");
            format(app, "google");
            app.page().getByLabel("Type the word unsealed").fill("unsealed");
            app.press("Show pictures");
            app.heading("Export to Google Authenticator");
            assertThat(app.page().getByText("The format has no Steam codes.")).isVisible();
            app.picture("28-export-google");
            // Chromium draws one pixel where a phone's screen has three.
            app.page().setViewportSize(900, 1200);
            String first = scanned(app);
            app.press("Next picture");
            assertThat(app.page().getByText("Picture 2 of 2")).isVisible();
            String second = scanned(app);
            Path both = folder.resolve("both.txt");
            Files.writeString(both, first + "\n" + second, StandardCharsets.UTF_8);
            Reading reading = read(both);
            Assertions.assertThat(reading.skipped()).isEmpty();
            Assertions.assertThat(names(reading))
                    .containsExactly(
                            "Deno: Mason",
                            "WWE: Mason",
                            "Amazon Web Services: root@123456789012",
                            "second");
            app.press("Done");
        }
    }

    private static App withAccounts(BrowserContext context) {
        App app = visit(context).start();
        app.press("Add account");
        app.press("Import accounts");
        app.page()
                .getByLabel("Choose files")
                .setInputFiles(Path.of("test", "files", "aegis-plain.json"));
        app.press("Add accounts");
        app.says("5 accounts are added.");
        return app;
    }

    private static void format(App app, String format) {
        app.page().getByLabel("Format").selectOption(format);
    }

    private static Locator exportButton(App app) {
        return app.page().locator("button[type=submit]");
    }

    private Path download(App app) {
        Download download = app.page().waitForDownload(() -> exportButton(app).click());
        Path file = folder.resolve(download.suggestedFilename());
        download.saveAs(file);
        return file;
    }

    private static Reading read(Path file) throws Exception {
        var importer = new Importer((_, _) -> PASSWORD.toCharArray());
        importer.read(file.toString(), Files.readAllBytes(file));
        return importer.finish();
    }

    private static List<String> names(Reading reading) {
        return reading.found().stream().map(found -> found.name()).toList();
    }

    /** As a phone sees the screen. */
    private static String scanned(App app) throws Exception {
        var picture =
                ImageIO.read(new ByteArrayInputStream(app.page().locator(".qr").screenshot()));
        int[] pixels =
                picture.getRGB(
                        0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        var source = new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels);
        var bitmap = new BinaryBitmap(new HybridBinarizer(source));
        try {
            return new QRCodeReader().decode(bitmap).getText();
        } catch (ReaderException e) {
            throw new AssertionError("the picture on the screen is not read", e);
        }
    }
}
