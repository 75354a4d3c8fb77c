package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import countersign.vault.Entry;
import countersign.vault.Passphrase;
import countersign.vault.Unreadable;
import countersign.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListTest extends InChromium {
    @TempDir private Path folder;

    @Test
    void accountsAreDraggedIntoTheirOrderOrMovedByKeys() {
        try (BrowserContext context = fresh()) {
            App app = visit(context).start();
            for (String name : new String[] {"one", "two", "three"}) {
                app.addByKey(name, App.KEY);
            }
            drag(app, "one", "three");
            order(app, "two", "three", "one");
            drag(app, "one", "two");
            order(app, "one", "two", "three");

            handle(app, "one").focus();
            app.page().keyboard().press("ArrowDown");
            order(app, "two", "one", "three");
            assertThat(app.page().getByText("one is now number 2 of 3.")).isAttached();
            assertThat(handle(app, "one")).isFocused();
            app.page().keyboard().press("ArrowDown");
            order(app, "two", "three", "one");

            app.page().reload();
            app.unlock(App.PASSPHRASE);
            order(app, "two", "three", "one");
        }
    }

    /** The file was written by the Java library; it reads what the app makes of it. */
    @Test
    void anAccountThatCannotBeReadIsNamedAndKeptThroughEveryChange() throws Exception {
        try (BrowserContext context = fresh()) {
            App app = visit(context);
            app.press("Restore a backup");
            Page page = app.page();
            page.getByLabel("Backup file").setInputFiles(Path.of("test/files/unreadable.vault"));
            page.getByLabel("Passphrase of the backup").fill("test");
            app.press("Restore");
            app.shown("good");
            assertThat(page.getByText("One account in the vault cannot be read by this app."))
                    .isVisible();
            assertThat(page.getByText("from the future: ")).isVisible();
            app.picture("31-unreadable");
            app.addByKey("new", App.KEY);

            app.press("Make a backup");
            Download download = page.waitForDownload(() -> app.press("Download backup"));
            Path file = folder.resolve("backup.vault");
            download.saveAs(file);
            try (var passphrase = Passphrase.copyOf("test".toCharArray())) {
                var contents = Vault.contents(Files.readAllBytes(file), passphrase);
                Assertions.assertThat(contents.entries())
                        .extracting(Entry::name)
                        .containsExactly("good", "new");
                Assertions.assertThat(contents.unreadable())
                        .extracting(Unreadable::name)
                        .containsExactly("from the future");
            }
            app.press("Back");
            app.press("Restore");
            page.getByLabel("Backup file").setInputFiles(Path.of("test/files/unreadable.vault"));
            page.getByLabel("Passphrase of the backup").fill("test");
            app.press("Restore");
            app.says("1 of the backup cannot be read by this app: keep the file.");
        }
    }

    @Test
    void oneOfSeveralCamerasIsChosen() {
        try (var cameras = Chromium.withCameras(2);
                BrowserContext context = cameras.fresh(PHONE)) {
            App app = new App(context, PHONE, url()).start();
            app.press("Add account");
            app.press("Scan account barcode");
            app.press("Start camera");
            Locator choice = app.page().getByLabel("Camera", exactly());
            assertThat(choice.locator("option")).hasCount(2);
            String second = choice.locator("option").nth(1).getAttribute("value");
            choice.selectOption(second);
            assertThat(choice).hasValue(second);
            app.page()
                    .evaluate(
                            """
                            id => new Promise(done => {
                              const look = () => {
                                const film = document.querySelector('video')?.srcObject;
                                const shown = film?.getVideoTracks()[0]?.getSettings().deviceId;
                                shown === id ? done() : requestAnimationFrame(look);
                              };
                              look();
                            })\
                            """,
                            second);
            app.picture("32-camera-choice");
        }
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static void order(App app, String... names) {
        assertThat(app.page().locator(".account h2")).hasText(names);
    }

    private static Locator handle(App app, String name) {
        return app.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName("Move " + name + ": arrow keys or drag")
                                .setExact(true));
    }

    /** By the handle, to the middle of the other account. */
    private static void drag(App app, String name, String target) {
        BoundingBox from = Objects.requireNonNull(handle(app, name).boundingBox());
        BoundingBox to = Objects.requireNonNull(app.row(target).boundingBox());
        var mouse = app.page().mouse();
        mouse.move(from.x + from.width / 2, from.y + from.height / 2);
        mouse.down();
        mouse.move(to.x + to.width / 2, to.y + to.height / 2 - 5);
        mouse.move(to.x + to.width / 2, to.y + to.height / 2);
        assertThat(app.row(target)).hasClass(java.util.regex.Pattern.compile("drop-here"));
        mouse.up();
    }
}
