package countersign.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One real browser for the tests of a class. */
final class Chromium implements AutoCloseable {
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1",
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                find("node"))));
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(browser())
                                        .setArgs(ARGUMENTS));
    }

    /**
     * Chromium without what surrounds the page, where it is installed: the pages are the same, at
     * half the work.
     */
    private static Path browser() {
        return installed("chromium-headless-shell").orElseGet(() -> Path.of(find("chromium")));
    }

    /** Where a program is that the tests cannot do without. */
    static String find(String program) {
        return installed(program)
                .map(Path::toString)
                .orElseThrow(() ->
                        new AssertionError(
                                program + " is not installed; ./verify says what is needed"));
    }

    private static Optional<Path> installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** How a page is looked at. */
    record Look(int width, int height, boolean dark, boolean scripts) {
        static final Look DESKTOP = new Look(1440, 900, false, true);
        static final Look PHONE = new Look(390, 844, true, true);

        Look withoutScripts() {
            return new Look(width, height, dark, false);
        }

        @Override
        public String toString() {
            return width + (dark ? "-dark" : "-light") + (scripts ? "" : "-no-scripts");
        }
    }

    /** A browser with no cookies. */
    BrowserContext fresh(Look look) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                        .setJavaScriptEnabled(look.scripts()));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
