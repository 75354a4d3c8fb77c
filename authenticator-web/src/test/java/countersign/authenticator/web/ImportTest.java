package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest extends InChromium {
    private static final Path FILES = Path.of("test", "files");
    private static final String LOUD = "Not everything was taken";

    @TempDir private Path folder;

    @Test
    void aSealedFileIsOpenedWithItsPasswordAndItsCodesAreShownBeforeItIsTaken() {
        try (BrowserContext context = fresh()) {
            App app = choosing(visit(context).start(), "aegis-sealed.json");
            assertThat(app.page().getByText("aegis-sealed.json: Aegis vault. It is sealed."))
                    .isVisible();
            app.picture("20-import-password");
            password(app, "wrong");
            assertThat(app.page().getByText("That password does not open it")).isVisible();
            password(app, "test");
            app.heading("Add these 5 accounts?");
            // The codes of oathtool for these seeds at this moment.
            Locator last = app.page().locator(".reviewed").nth(4);
            last.scrollIntoViewIfNeeded();
            assertThat(last).containsText("774 016");
            app.picture("21-import-review");
            app.press("Add accounts");
            app.says("5 accounts are added.");
            app.shown("Boeing: Sophia");

            choosing(app, "bitwarden-argon2id.json");
            password(app, "test");
            app.heading("Add these 3 accounts?");
            assertThat(app.page().getByText("the same account as Deno: Mason")).isVisible();
            Assertions.assertThat(app.complaints()).isEmpty();
        }
    }

    @Test
    void whatWasLeftBehindIsSaidLoudlyAndTheRestIsTaken() throws Exception {
        Path large = folder.resolve("large.json");
        Files.write(large, new byte[17 * 1024 * 1024]);
        try (BrowserContext context = fresh()) {
            App app = visit(context).start();
            importing(app, FILES.resolve("twofas-plain.2fas"), large, FILES.resolve("list.txt"));
            app.heading("Add these 6 accounts?");
            Locator loud =
                    app.page()
                            .getByRole(AriaRole.ALERT)
                            .filter(new Locator.FilterOptions().setHasText(LOUD));
            assertThat(loud).containsText("bad: ");
            assertThat(loud).containsText("large.json: It has more than 16 MiB");
            assertThat(loud).containsText("Line 4: Accounts of the type “motp” are not supported.");
            app.picture("22-import-left-behind");
            app.press("Add accounts");
            app.says("4 accounts are added. 4 could not be taken: keep the old app for them.");
        }
    }

    @Test
    void aFileThatIsLeftOutTakesNoOtherWithIt() {
        try (BrowserContext context = fresh()) {
            App app = visit(context).start();
            importing(app, FILES.resolve("countersign.vault"), FILES.resolve("andotp-plain.json"));
            app.press("Leave it out");
            app.heading("Add these 2 accounts?");
            assertThat(app.page().getByText("countersign.vault: It was not opened")).isVisible();
        }
    }

    @Test
    void everyPictureOfAnExportIsWantedInAnyOrder() throws Exception {
        List<String> uris = Files.readAllLines(FILES.resolve("google.txt"));
        Path[] pictures = new Path[uris.size()];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = Qr.png(uris.get(i), folder.resolve("picture-" + i + ".png"));
        }
        try (BrowserContext context = fresh()) {
            App app = visit(context).start();
            importing(app, pictures[2], pictures[0]);
            assertThat(app.page().getByText("Still missing of the export: picture 2")).isVisible();
            choose(app, pictures[1]);
            app.heading("Add these 7 accounts?");
            Assertions.assertThat(app.page().getByText(LOUD).isVisible()).isFalse();
        }
    }

    @Test
    void aPictureIsPasted() throws Exception {
        byte[] png =
                Files.readAllBytes(
                        Qr.png(
                                Files.readAllLines(FILES.resolve("ente-plain.txt")).getFirst(),
                                folder.resolve("qr.png")));
        try (BrowserContext context = fresh()) {
            App app = visit(context).start();
            app.press("Add account");
            app.press("Scan account barcode");
            app.heading("Scan account barcode");
            app.page()
                    .evaluate(
                            """
                            async bytes => {
                              const png = new Blob([new Uint8Array(bytes)], { type: 'image/png' });
                              await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
                            }\
                            """,
                            unsigned(png));
            app.page().keyboard().press("Control+v");
            app.heading("Add this account?");
            app.press("Create");
            app.shown("Deno: Mason");
        }
    }

    private static List<Integer> unsigned(byte[] bytes) {
        return java.util.stream.IntStream.range(0, bytes.length)
                .mapToObj(at -> bytes[at] & 0xff)
                .toList();
    }

    private static App choosing(App app, String name) {
        importing(app, FILES.resolve(name));
        return app;
    }

    private static void importing(App app, Path... files) {
        app.press("Add account");
        app.press("Import accounts");
        choose(app, files);
    }

    private static void choose(App app, Path... files) {
        app.page().getByLabel("Choose files").setInputFiles(Arrays.copyOf(files, files.length));
    }

    private static void password(App app, String password) {
        app.page().getByLabel("Password of the file").fill(password);
        app.press("Open");
    }
}
