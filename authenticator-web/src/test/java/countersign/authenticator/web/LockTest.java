package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What opens the accounts: the passphrase, another one, the device's own lock. */
class LockTest extends InChromium {
    private static final String NEW = "five other calm café words";

    @Test
    void anotherPassphraseShutsTheOtherTabOut() {
        try (BrowserContext context = fresh()) {
            App one = visit(context).start().addByKey("AWS root", App.KEY);
            App other = visit(context).unlock(App.PASSPHRASE);
            other.shown("AWS root");

            changePassphrase(one, "not the passphrase");
            assertThat(one.page().getByRole(AriaRole.ALERT))
                    .containsText("The passphrase does not open this vault.");
            one.picture("23-change-passphrase");
            one.page().getByLabel("Present passphrase").fill(App.PASSPHRASE);
            one.press("Change passphrase");
            one.says("The passphrase is changed.");
            one.shown("AWS root");

            other.heading("Unlock");
            assertThat(other.page().getByText("changed in another tab: unlock with the new one"))
                    .isVisible();
            other.unlock(App.PASSPHRASE);
            assertThat(other.page().getByRole(AriaRole.ALERT)).containsText("does not open");
            other.unlock(NEW).shown("AWS root");
            Assertions.assertThat(one.complaints()).isEmpty();
        }
    }

    @Test
    void theDevicesLockOpensTheAccountsUntilItIsTurnedOff() {
        try (BrowserContext context = fresh()) {
            App app = visit(context);
            CDPSession devTools = fingerprint(app.page());
            app.start().addByKey("AWS root", App.KEY);
            app.press("Settings");
            app.page().getByLabel("Your passphrase").fill(App.PASSPHRASE);
            app.press("Turn on");
            app.says("This device’s lock opens your accounts from now on.");
            app.picture("24-settings-device");
            app.press("Back");
            app.press("Lock");
            app.heading("Unlock");
            app.picture("25-unlock-device");
            app.press("Unlock with this device");
            Assertions.assertThat(app.code("AWS root")).isEqualTo("774016");

            app.page().reload();
            app.unlock(App.PASSPHRASE).shown("AWS root");
            app.press("Settings");
            app.press("Turn off");
            app.says("Only the passphrase opens your accounts now.");
            app.press("Back");
            app.press("Lock");
            app.heading("Unlock");
            Assertions.assertThat(app.page().getByText("Unlock with this device").count()).isZero();
            devTools.detach();
        }
    }

    @Test
    void aFingerThatIsNotTheOwnersOpensNothing() {
        try (BrowserContext context = fresh()) {
            App app = visit(context);
            CDPSession devTools = fingerprint(app.page());
            app.start().addByKey("AWS root", App.KEY);
            app.press("Settings");
            app.page().getByLabel("Your passphrase").fill(App.PASSPHRASE);
            app.press("Turn on");
            app.says("This device’s lock opens");
            app.press("Back");
            app.press("Lock");
            verified(devTools, false);
            app.press("Unlock with this device");
            assertThat(app.page().getByRole(AriaRole.ALERT))
                    .containsText("The passphrase always works.");
            Assertions.assertThat(app.page().content()).doesNotContain("AWS root");
        }
    }

    private static void changePassphrase(App app, String present) {
        app.press("Settings");
        app.press("Change passphrase");
        Page page = app.page();
        page.getByLabel("Present passphrase").fill(present);
        page.getByLabel("New passphrase").fill(NEW);
        page.getByLabel("The same passphrase again").fill(NEW);
        app.press("Change passphrase");
    }

    private String authenticatorId = "";

    /** A fingerprint reader with the PRF extension, whose owner's finger is on it. */
    private CDPSession fingerprint(Page page) {
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("WebAuthn.enable");
        JsonObject asked =
                JsonParser.parseString(
                                """
                                {"options": {"protocol": "ctap2", "ctap2Version": "ctap2_1",
                                 "transport": "internal", "hasResidentKey": true,
                                 "hasUserVerification": true, "isUserVerified": true, "hasPrf": true,
                                 "automaticPresenceSimulation": true}}
                                """)
                        .getAsJsonObject();
        authenticatorId =
                devTools.send("WebAuthn.addVirtualAuthenticator", asked)
                        .get("authenticatorId")
                        .getAsString();
        return devTools;
    }

    private void verified(CDPSession devTools, boolean verified) {
        var asked = new JsonObject();
        asked.addProperty("authenticatorId", authenticatorId);
        asked.addProperty("isUserVerified", verified);
        devTools.send("WebAuthn.setUserVerified", asked);
    }
}
