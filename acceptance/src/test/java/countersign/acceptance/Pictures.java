package countersign.acceptance;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import countersign.authenticator.web.Chromium.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;

/**
 * Looks at pages: a picture in {@code target/pictures} for whoever sees, axe for everybody else.
 */
final class Pictures {
    private static final Path FOLDER = Path.of("target", "pictures");

    private final String series;
    private final Look look;

    Pictures(String series, Look look) {
        this.series = series;
        this.look = look;
        try {
            Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture of the whole page; with scripts, axe must find nothing. */
    void take(Page page, String what) {
        Path file = file(what);
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        fits(page, what);
        if (look.scripts()) {
            Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                    .as("accessibility of " + what + ", " + look)
                    .isEmpty();
        }
    }

    /** A picture of one part of the page. */
    void take(Locator part, String what) {
        part.screenshot(new Locator.ScreenshotOptions().setPath(file(what)));
    }

    Path file(String what) {
        return FOLDER.resolve("%s-%s-%s.png".formatted(series, what, look));
    }

    /** Nobody should have to push a page sideways. */
    private static void fits(Page page, String what) {
        Object wider = page.locator("html").evaluate("page => page.scrollWidth - page.clientWidth");
        Assertions.assertThat(wider).as("pixels that " + what + " is too wide").isEqualTo(0);
    }
}
