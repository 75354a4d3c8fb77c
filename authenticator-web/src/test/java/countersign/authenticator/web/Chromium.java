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

/** One real browser, with a camera that sees a film when there is one. */
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

    private Chromium(List<String> more) {
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1",
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                find("node").toString())));
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        arguments.addAll(more);
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(find("chromium"))
                                        .setArgs(arguments));
    }

    static Chromium plain() {
        return new Chromium(List.of());
    }

    static Chromium withCamera(Path film) {
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
    record Look(int width, int height, boolean dark) {
        @Override
        public String toString() {
            return width + (dark ? "-dark" : "-light");
        }
    }

    /** A browser that has stored nothing. */
    BrowserContext fresh(Look look) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC")
                        .setPermissions(List.of("clipboard-read", "clipboard-write", "camera")));
    }

    private static Path find(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(program + " is not installed"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
