package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class LongListTest extends InChromium {
    private static final String COUNTING =
            """
            () => {
              window.made = 0;
              const sign = crypto.subtle.sign.bind(crypto.subtle);
              crypto.subtle.sign = (...given) => { window.made++; return sign(...given); };
            }
            """;

    @Test
    void codesAreMadeForWhatIsSeenAndTheRestIsScrolledToAndFound() {
        try (BrowserContext context = fresh()) {
            App app = ManyAccounts.in(context, url(), true);
            Page page = app.page();
            Assertions.assertThat(ManyAccounts.drawn(page)).isLessThan(30);
            Locator first = app.row("Company 1: person1@example.com").locator(".code");
            String before = first.innerText();
            page.evaluate(COUNTING);
            app.at(App.START.plusSeconds(30));
            assertThat(first).not().hasText(before);
            Assertions.assertThat((Integer) page.evaluate("window.made")).isLessThan(100);

            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
            app.shown("Company 1000: person1000@example.com");
            Assertions.assertThat(ManyAccounts.drawn(page)).isLessThan(30);
            assertThat(app.row("Company 1000: person1000@example.com"))
                    .hasAttribute("aria-posinset", "1000");

            page.evaluate("scrollTo(0, 0)");
            page.getByLabel("Search accounts").fill("person777@");
            app.shown("Company 777: person777@example.com");
            assertThat(page.locator(".account")).hasCount(1);
            page.getByLabel("Search accounts").fill("");
            app.shown("Company 1: person1@example.com");
            app.picture("30-long-list");
            Assertions.assertThat(app.complaints()).isEmpty();
        }
    }
}
