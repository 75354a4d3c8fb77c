package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What goes wrong in a browser, and what strangers put into names. */
class MishapsTest extends InChromium {
    private static final String COUNTED =
            "otpauth://hotp/Door:bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=1";

    @Test
    void aFullBrowserSaysSo() {
        try (BrowserContext context = fresh()) {
            App app = visit(context);
            Page page = app.page();
            CDPSession devTools = context.newCDPSession(page);
            quota(devTools, url(), true);
            page.getByLabel("Passphrase", new Page.GetByLabelOptions().setExact(true))
                    .fill(App.PASSPHRASE);
            page.getByLabel("The same passphrase again").fill(App.PASSPHRASE);
            app.press("Start");
            assertThat(page.getByRole(AriaRole.ALERT))
                    .containsText("The browser has no room left to save this.");
            quota(devTools, url(), false);
            app.press("Start");
            assertThat(page.getByText("No accounts yet")).isVisible();
            Assertions.assertThat(app.complaints()).isEmpty();
        }
    }

    /** RFC 4226 appendix D, counts 1 and 2. */
    @Test
    void aCounterIsSpentBeforeItsCodeIsShown() {
        try (BrowserContext context = fresh()) {
            App app = visit(context).start();
            imported(app, COUNTED);
            app.press("Next code of Door: bob");
            assertThat(app.row("Door: bob")).containsText("287 082");
            app.page().reload();
            app.unlock(App.PASSPHRASE).shown("Door: bob");
            app.press("Next code of Door: bob");
            assertThat(app.row("Door: bob")).containsText("359 152");
        }
    }

    @Test
    void aNameIsTextAndTurnsNothingAround() {
        try (BrowserContext context = fresh()) {
            App app = visit(context).start();
            imported(
                    app,
                    "otpauth://totp/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E:%E2%80%AEmoc.elpmaxe?secret="
                            + App.KEY);
            app.shown("<img src=x onerror=alert(1)>: moc.elpmaxe");
            Assertions.assertThat(app.code("<img src=x onerror=alert(1)>: moc.elpmaxe"))
                    .isEqualTo("774016");
            imported(app, "otpauth://totp/" + "w".repeat(256) + "?secret=JBSWY3DPEHPK3PXP");
            app.shown("w".repeat(256));
            app.says("is added.");
            Assertions.assertThat(app.page().locator(".said p").boundingBox().x)
                    .as("where what is said begins")
                    .isPositive();
            app.picture("33-odd-names");
            app.press("Add account");
            app.press("Import accounts");
            app.page()
                    .getByLabel("Addresses")
                    .fill("otpauth://totp/" + "w".repeat(500) + "?secret=" + App.KEY);
            app.press("Read");
            assertThat(app.page().getByText("The account has more than 256 characters."))
                    .isVisible();
            Assertions.assertThat(app.complaints()).isEmpty();
        }
    }

    private static void imported(App app, String uri) {
        app.press("Add account");
        app.press("Import accounts");
        app.page().getByLabel("Addresses").fill(uri);
        app.press("Read");
        app.press("Create");
    }

    private static void quota(CDPSession devTools, String url, boolean full) {
        var asked = new JsonObject();
        asked.addProperty("origin", url.substring(0, url.indexOf('/', "http://".length())));
        if (full) asked.addProperty("quotaSize", 1);
        devTools.send("Storage.overrideQuotaForOrigin", asked);
    }
}
