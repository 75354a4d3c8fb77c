package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import countersign.authenticator.web.Chromium.Look;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** The app as a person uses it, at a moment that stands still until the test moves it. */
public final class App {
    static final String PASSPHRASE = "four calm café words";

    /** Half a minute before 2025: code 774016, and 651196 after it, for {@link #KEY}. */
    static final Instant START = Instant.ofEpochSecond(1735689570 + 2);

    static final String KEY = "V2NFI2CRKFCMZJD232ONV5OLVPN5H3ZO2553QHFPXJK4BJN4X3JBYEQ6DJSBXE7H";

    private final Page page;
    private final Look look;
    private final String url;
    private final List<String> complaints = new ArrayList<>();

    public App(BrowserContext context, Look look, String url) {
        this(context, look, url, true);
    }

    /** With {@code still}, time stands until {@link #at} moves it. */
    App(BrowserContext context, Look look, String url, boolean still) {
        this.page = context.newPage();
        this.look = look;
        this.url = url;
        page.setDefaultTimeout(20_000);
        context.onRequest(request -> {
            if (!request.url().startsWith(url) && !request.url().startsWith("blob:" + url)) {
                complaints.add("a request left for " + request.url());
            }
        });
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(error -> complaints.add(error));
        if (still) {
            at(START);
        }
        page.navigate(url);
    }

    public Page page() {
        return page;
    }

    /** What nobody should see: requests to others, console messages, errors. */
    public List<String> complaints() {
        return complaints;
    }

    public void at(Instant now) {
        page.clock().setFixedTime(now.toEpochMilli());
    }

    public App start() {
        heading("Set a passphrase");
        page.getByLabel("Passphrase", new Page.GetByLabelOptions().setExact(true)).fill(PASSPHRASE);
        page.getByLabel("The same passphrase again").fill(PASSPHRASE);
        press("Start");
        assertThat(page.getByText("No accounts yet")).isVisible();
        return this;
    }

    public App addByKey(String name, String key) {
        press("Add account");
        press("Manually add account");
        page.getByLabel("Account name").fill(name);
        page.getByLabel("Secret configuration key").fill(key);
        press("Create");
        shown(name);
        return this;
    }

    App unlock(String passphrase) {
        heading("Unlock");
        page.getByLabel("Passphrase").fill(passphrase);
        press("Unlock");
        return this;
    }

    /** The code that is shown large for an account, without its groups. */
    public String code(String name) {
        Locator code = row(name).locator(".code");
        assertThat(code).hasText(java.util.regex.Pattern.compile("[0-9 ]{6,}"));
        return code.innerText().replace(" ", "");
    }

    /** The first {@code count} of the two-code helper, when so many are shown. */
    public List<String> codes(int count) {
        Locator codes = page.locator(".steps .code");
        assertThat(codes).hasCount(count);
        assertThat(codes.last()).hasText(java.util.regex.Pattern.compile("[0-9 ]{6,}"));
        return codes.allInnerTexts().stream().map(code -> code.replace(" ", "")).toList();
    }

    Locator row(String name) {
        return page.locator(".account")
                .filter(
                        new Locator.FilterOptions()
                                .setHas(
                                        page.getByRole(
                                                AriaRole.HEADING,
                                                new Page.GetByRoleOptions()
                                                        .setName(name)
                                                        .setExact(true))));
    }

    void shown(String name) {
        assertThat(row(name)).isVisible();
    }

    public void heading(String text) {
        assertThat(
                        page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(text).setLevel(1)))
                .isVisible();
    }

    public void press(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first().click();
    }

    void says(String text) {
        assertThat(page.locator(".said")).containsText(text);
    }

    /** A picture of the whole page; axe must find nothing, and nobody must push it sideways. */
    void picture(String what) {
        Path file = Path.of("target", "screenshots", what + "-" + look + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        Object wider = page.locator("html").evaluate("page => page.scrollWidth - page.clientWidth");
        Assertions.assertThat(wider).as("pixels that " + what + " is too wide").isEqualTo(0);
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("accessibility of " + what + ", " + look)
                .isEmpty();
    }

    String url() {
        return url;
    }
}
