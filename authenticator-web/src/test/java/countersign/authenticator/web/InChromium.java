package countersign.authenticator.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import countersign.authenticator.web.Chromium.Look;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that share one browser and one host; each takes a browser context of its own. */
abstract class InChromium {
    static final Look PHONE = new Look(390, 844, false);

    private static Site site;
    private static Chromium chromium;

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

    static String url() {
        return site.url();
    }

    static BrowserContext fresh() {
        return chromium.fresh(PHONE);
    }

    static App visit(BrowserContext context, Site elsewhere) {
        return new App(context, PHONE, elsewhere.url());
    }

    static App visit(BrowserContext context) {
        return new App(context, PHONE, site.url());
    }
}
