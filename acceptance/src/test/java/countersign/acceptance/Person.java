package countersign.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import countersign.authenticator.web.Chromium;
import countersign.authenticator.web.Chromium.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A root user at a browser, who goes by the words on the screen. */
final class Person implements AutoCloseable {
    static final String CREDENTIALS = "/console/security-credentials";
    static final Duration STEP = Duration.ofSeconds(30);

    /** For a machine that does something else besides. */
    private static final double PATIENCE_MS = 30_000;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    private final Server server;
    private final Server.Account account;
    private final BrowserContext browser;
    private final boolean scripts;
    private final Page page;

    private Person(Server server, Server.Account account, BrowserContext browser, boolean scripts) {
        this.server = server;
        this.account = account;
        this.browser = browser;
        this.scripts = scripts;
        this.page = browser.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
    }

    static Person at(Chromium chromium, Look look, Server server, Server.Account account) {
        return new Person(server, account, chromium.fresh(look), look.scripts());
    }

    /** The same person in another tab of the same browser. */
    Person otherTab() {
        return new Person(server, account, browser, scripts);
    }

    Page page() {
        return page;
    }

    BrowserContext browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
    }

    // What can be seen and done on any page.

    Person open(String path) {
        page.navigate(server.url() + path);
        return this;
    }

    String path() {
        return page.url().substring(server.url().length());
    }

    Person heading(String text) {
        assertThat(
                        page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(text).setExact(true)))
                .isVisible();
        return this;
    }

    Person sees(String text) {
        assertThat(page.locator("body")).containsText(text);
        return this;
    }

    /** The words stand on the screen, in this order. */
    Person reads(String... words) {
        Assertions.assertThat(text()).containsSubsequence(words);
        return this;
    }

    /** What stands on the screen; what is folded away is no part of it. */
    String text() {
        return page.locator("body").innerText();
    }

    Person press(String button) {
        return click(AriaRole.BUTTON, button);
    }

    Person follow(String link) {
        return click(AriaRole.LINK, link);
    }

    private Person click(AriaRole role, String text) {
        // Without scripts the browser draws no frames by which it could see that a button rests.
        page.getByRole(role, new Page.GetByRoleOptions().setName(text).setExact(true))
                .click(new Locator.ClickOptions().setForce(!scripts));
        return this;
    }

    /** Presses a button and waits for nothing, so that somebody else can press one meanwhile. */
    void pressWithoutWaiting(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .evaluate("button => { setTimeout(() => button.click()) }");
    }

    /** Which of these comes to stand on the page. */
    String waitForOneOf(String... words) {
        Locator any = page.getByText(words[0]);
        for (String other : words) any = any.or(page.getByText(other));
        String seen = any.first().innerText();
        for (String candidate : words) {
            if (seen.contains(candidate)) return candidate;
        }
        throw new AssertionError("neither of " + List.of(words) + " but " + seen);
    }

    /** The device that is ticked. */
    String chosen() {
        return page.locator(".choice:has(input:checked) strong").innerText();
    }

    /** Unfolds what stands behind these words. */
    Person unfold(String words) {
        var summary = page.locator("summary").filter(new Locator.FilterOptions().setHasText(words));
        if (summary.locator("..").getAttribute("open") == null) summary.click();
        return this;
    }

    /** Chooses among radio buttons by the bold words. */
    Person choose(String words) {
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(words)).check();
        return this;
    }

    Person type(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
        return this;
    }

    Person type(List<String> pair) {
        return type("MFA code 1", pair.get(0)).type("MFA code 2", pair.get(1));
    }

    Instant now() {
        return server.now(account);
    }

    Person later(Duration by) {
        server.advance(account, by);
        return this;
    }

    // The ways through the console.

    Person signInWithPassword() {
        return signInWithPassword(account.password());
    }

    Person signInWithPassword(String password) {
        open("/iam/").choose("Root user");
        type("Root user email address", account.email()).press("Next");
        return type("Password", password).press("Sign in");
    }

    /** Password, and the device's next code. */
    Person signIn(Device device) {
        signInWithPassword().heading("Multi-factor authentication");
        later(STEP).type("MFA code", device.code(now())).press("Submit");
        return heading("Console home");
    }

    Person signOut() {
        unfold(account.name()).press("Sign out");
        return heading("Sign in");
    }

    /** "Your Security Credentials" with the section about MFA unfolded, past the root dialog. */
    Person openMfa() {
        open(CREDENTIALS);
        var hide = page.getByText("Do not show this again");
        if (hide.isVisible()) {
            hide.click();
            press("Continue to Security Credentials");
        }
        return unfold("Multi-factor authentication (MFA)");
    }

    /** The wizard up to "Set up virtual MFA device"; the device that has the secret key shown. */
    Device beginWizard() {
        openMfa().follow("Activate MFA").press("Continue").heading("Set up virtual MFA device");
        return Device.of(secretKey());
    }

    String secretKey() {
        unfold("Show secret key");
        return page.locator("#secret-key").innerText();
    }

    Person assign(Device device) {
        return type(pair(device)).press("Assign MFA");
    }

    /**
     * The device's pair at the first second of a step, so that it arrives in the step in which it
     * was read, on a slow machine too.
     */
    List<String> pair(Device device) {
        toNextStep();
        return device.pair(now());
    }

    /** The first second of the next step of half a minute. */
    Person toNextStep() {
        long intoStep = now().getEpochSecond() % STEP.toSeconds();
        return later(STEP.minusSeconds(intoStep));
    }

    Person finish() {
        heading("Make a secure backup").choose("No backup now").press("Finish");
        return sees("You have successfully assigned virtual MFA").follow("Close");
    }

    /** All of the wizard. */
    Device activate() {
        Device device = beginWizard();
        assign(device).finish();
        return device;
    }
}
