package countersign.authenticator.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;

/** A list that is longer than anybody's. */
final class ManyAccounts {
    static final int COUNT = 1_000;

    private ManyAccounts() {}

    /** Imports them as a pasted list. */
    static App in(BrowserContext context, String url, boolean still) {
        App app = new App(context, InChromium.PHONE, url, still).start();
        app.press("Add account");
        app.press("Import accounts");
        app.page().getByLabel("Or paste addresses").fill(uris());
        app.press("Read");
        app.heading("Add these 1000 accounts?");
        app.press("Add accounts");
        app.shown("Company 1: person1@example.com");
        return app;
    }

    private static String uris() {
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(ManyAccounts::uri)
                .collect(Collectors.joining("\n"));
    }

    /** Each with a seed of its own: the number in Base32's digits. */
    private static String uri(int number) {
        StringBuilder key = new StringBuilder("JBSWY3DPEHPK");
        for (int rest = number, i = 0; i < 4; i++, rest /= 8) {
            key.append((char) ('A' + rest % 8));
        }
        return "otpauth://totp/Company%%20%d:person%d@example.com?secret=%s&issuer=Company%%20%d"
                .formatted(number, number, key, number);
    }

    /** How many accounts the page draws now. */
    static int drawn(Page page) {
        int drawn = page.locator(".account").count();
        Assertions.assertThat(drawn).isPositive();
        return drawn;
    }
}
