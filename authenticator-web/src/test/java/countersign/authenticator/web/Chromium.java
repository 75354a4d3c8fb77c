package countersign.authenticator.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One real browser for the tests of a class, with a camera that sees a film when there is one. The
 * tests of the whole product use it, too.
 */
public final class Chromium implements AutoCloseable {
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

    private Chromium(List<String> more) {
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1",
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                find("node"))));
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        arguments.addAll(more);
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(browser())
                                        .setArgs(arguments));
    }

    public static Chromium plain() {
        return new Chromium(List.of());
    }

    /** One camera, which sees {@code film} again and again. */
    public static Chromium withCamera(Path film) {
        return new Chromium(
                List.of(
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-video-capture=" + film.toAbsolutePath()));
    }

    /** Cameras that see a moving pattern. */
    static Chromium withCameras(int count) {
        return new Chromium(
                List.of(
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream=device-count=" + count));
    }

    /** How a page is looked at. */
    public record Look(int width, int height, boolean dark, boolean scripts) {
        public static final Look DESKTOP = new Look(1440, 900, false);
        public static final Look PHONE = new Look(390, 844, true);

        public Look(int width, int height, boolean dark) {
            this(width, height, dark, true);
        }

        public Look withoutScripts() {
            return new Look(width, height, dark, false);
        }

        @Override
        public String toString() {
            return width + (dark ? "-dark" : "-light") + (scripts ? "" : "-no-scripts");
        }
    }

    /** A browser that has stored nothing. */
    public BrowserContext fresh(Look look) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                        .setJavaScriptEnabled(look.scripts())
                        .setLocale("en-GB")
                        .setTimezoneId("UTC")
                        .setPermissions(List.of("clipboard-read", "clipboard-write", "camera")));
    }

    /**
     * Chromium without what surrounds the page, where it is installed: the pages are the same, at
     * half the work.
     */
    private static Path browser() {
        return installed("chromium-headless-shell").orElseGet(() -> Path.of(find("chromium")));
    }

    /** Where a program is that the tests cannot do without. */
    public static String find(String program) {
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

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
