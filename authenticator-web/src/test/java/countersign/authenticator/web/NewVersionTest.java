package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class NewVersionTest extends InChromium {
    @Test
    void aNewVersionIsOfferedAndTakenOnlyWhenAsked() throws Exception {
        try (var host = new Site();
                BrowserContext context = fresh()) {
            App app = visit(context, host).start().addByKey("AWS root", App.KEY);
            Page page = app.page();
            page.evaluate("navigator.serviceWorker.ready.then(() => true)");
            page.reload();
            app.unlock(App.PASSPHRASE).shown("AWS root");
            Assertions.assertThat(page.getByText("A new version is there").count()).isZero();

            host.append("sw.js", "\n// the next version");
            page.reload();
            assertThat(page.getByText("A new version is there")).isVisible();
            app.picture("29-new-version");
            app.unlock(App.PASSPHRASE).shown("AWS root");
            page.evaluate("window.sameAsBefore = true");
            Page other = context.newPage();
            other.navigate(host.url());
            assertThat(other.getByText("A new version is there")).isVisible();
            other.evaluate("window.sameAsBefore = true");

            app.press("Reload");
            app.heading("Unlock");
            Assertions.assertThat(page.evaluate("window.sameAsBefore")).isNull();
            assertThat(page.getByText("A new version is there")).isHidden();
            // The other tab is told, and left as it is until somebody asks.
            assertThat(other.getByText("A new version is there")).isVisible();
            Assertions.assertThat(other.evaluate("window.sameAsBefore")).isEqualTo(true);
            app.unlock(App.PASSPHRASE).shown("AWS root");
        }
    }
}
