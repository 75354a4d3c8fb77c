package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.assertj.core.api.Assertions;

/** One person through every screen, once. */
final class Walk {
    private static final String LIST =
            """
            otpauth://totp/Example:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example&digits=8
            otpauth://hotp/Door:bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=1
            otpauth://steam/Steam:carol?secret=63BEDWCQZKTQWPESARIERL5DTTQFCJTK
            """;

    private final App app;
    private final Page page;

    Walk(App app) {
        this.app = app;
        this.page = app.page();
    }

    void everyScreen() {
        app.heading("Set a passphrase");
        page.getByLabel("Passphrase", new Page.GetByLabelOptions().setExact(true))
                .fill("short one here");
        app.picture("01-first-start");
        app.start();
        assertThat(page.getByText("No accounts yet")).isVisible();
        app.picture("02-empty-list");
        adding();
        list();
        codes();
        edit();
        trash();
        backup();
        app.press("Export");
        app.heading("Export");
        app.picture("17-export");
        app.press("Back");
        app.press("Settings");
        app.press("Change passphrase");
        app.heading("Change passphrase");
        app.picture("18-change-passphrase");
        app.press("Back");
        app.press("Check the clock");
        assertThat(page.getByText("This device’s clock is")).isVisible();
        app.picture("15-settings");
        app.press("Back");
        app.press("Lock");
        app.heading("Unlock");
        app.picture("16-unlock");
        Assertions.assertThat(app.complaints()).isEmpty();
    }

    private void adding() {
        app.press("Add account");
        app.picture("03-add-account");
        app.press("Scan account barcode");
        app.picture("04-scan");
        app.press("Back");
        app.press("Manually add account");
        page.getByLabel("Account name").fill("AWS root");
        page.getByLabel("Secret configuration key").fill("JBSWY3DPEHPK3PX0");
        app.press("Create");
        assertThat(page.getByText("is it the letter O?")).isVisible();
        app.picture("05-manual-refused");
        page.getByLabel("Secret configuration key").fill(App.KEY);
        app.press("Create");
        app.shown("AWS root");
        app.press("Add account");
        app.press("Import accounts");
        app.picture("06-import");
        page.getByLabel("Addresses").fill(LIST);
        app.press("Read");
        app.heading("Add these 3 accounts?");
        app.picture("07-review");
        app.press("Add accounts");
        app.says("3 accounts are added.");
    }

    private void list() {
        app.picture("08-list");
        app.press("Move AWS root: arrow keys or drag");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".account h2"))
                .hasText(
                        new String[] {
                            "Example: alice@example.com", "AWS root", "Door: bob", "Steam: carol"
                        });
        page.keyboard().press("ArrowUp");
        assertThat(page.locator(".account h2").first()).hasText("AWS root");
        app.press("Next code of Door");
        assertThat(app.row("Door: bob")).containsText("287 082");
        app.at(App.START.plusSeconds(23));
        assertThat(app.row("AWS root")).containsText("next 651 196");
        app.picture("09-list-last-seconds");
        page.getByLabel("Search accounts").fill("nothing like it");
        assertThat(page.getByText("No account is called that.")).isVisible();
        page.getByLabel("Search accounts").fill("");
    }

    private void codes() {
        app.at(App.START);
        app.press("Two codes for AWS root");
        assertThat(page.locator(".code")).hasText(List.of("774 016").toArray(String[]::new));
        app.picture("10-two-codes-first");
        app.at(App.START.plusSeconds(30));
        assertThat(page.locator(".code")).hasText(new String[] {"774 016", "651 196"});
        app.picture("11-two-codes-second");
        app.press("I typed both");
        app.says("Both codes are marked as used.");
        assertThat(app.row("AWS root")).containsText("used");
    }

    private void edit() {
        app.press("Edit AWS root");
        page.getByLabel("Note").fill("Key in the safe");
        page.getByLabel("Tags").fill("work, aws");
        page.getByLabel("Letters on the icon").fill("Ro");
        app.picture("12-edit");
        app.press("Save");
        app.says("Saved.");
        page.getByLabel("Search accounts").fill("work");
        assertThat(page.locator(".account")).hasCount(1);
        page.getByLabel("Search accounts").fill("");
    }

    private void trash() {
        app.press("Edit Example");
        app.press("Delete");
        app.says("is in the trash");
        app.press("Undo");
        app.shown("Example: alice@example.com");
        app.press("Edit Example");
        app.press("Delete");
        app.says("is in the trash");
        app.press("Trash");
        app.picture("13-trash");
        app.press("Back");
    }

    private void backup() {
        app.press("Backup");
        page.waitForDownload(() -> app.press("Download backup"));
        app.picture("14-backup");
        app.press("Back");
    }
}
