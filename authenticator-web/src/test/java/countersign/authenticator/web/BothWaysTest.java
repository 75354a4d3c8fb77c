package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import countersign.otp.HashFunction;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpMethod;
import countersign.otp.Seed;
import countersign.otp.Steam;
import countersign.otp.Totp;
import countersign.vault.Entry;
import countersign.vault.Notes;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One vault file goes from the web app to the Java library and back, and loses nothing. */
class BothWaysTest extends InChromium {
    private static final Instant LATER = Instant.parse("2026-11-22T10:00:00.123Z");
    private static final String COUNTED =
            "otpauth://hotp/Door:bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=9007199254740993";

    @TempDir private Path folder;

    @Test
    void whatTheAppWroteIsChangedByTheLibraryAndComesBackWhole() {
        Path file = folder.resolve("of-the-app.vault");
        try (BrowserContext context = fresh()) {
            download(written(visit(context).start()), file);
        }
        List<Entry> ofTheApp = entries(file);
        Assertions.assertThat(ofTheApp)
                .extracting(Entry::name, Entry::notes, Entry::created)
                .containsExactly(
                        Assertions.tuple("Door: bob", Notes.NONE, App.START),
                        Assertions.tuple(
                                "AWS root",
                                new Notes(
                                        "In the safe\nat home",
                                        List.of("work", "aws"),
                                        "Ro",
                                        "#0b5f50"),
                                App.START));
        Assertions.assertThat(ofTheApp.getFirst().account().method())
                .isEqualTo(new Hotp(HashFunction.SHA1, 6, 9007199254740994L));
        Assertions.assertThat(ofTheApp)
                .extracting(Entry::lastUsed)
                .containsOnly(Optional.of(App.START));
        Assertions.assertThat(ofTheApp.getLast().lastGivenStep())
                .hasValue(App.START.getEpochSecond() / 30);
        Assertions.assertThat(ofTheApp.getLast().account().seed())
                .isEqualTo(Seed.parseBase32(App.KEY));

        List<Entry> ofTheLibrary = new ArrayList<>(List.of(full(), steam(), trashed()));
        ofTheLibrary.add(ofTheApp.getLast().named("Root of the company"));
        ofTheLibrary.add(ofTheApp.getFirst().noted(Notes.of("back door", List.of())));
        update(file, _ -> ofTheLibrary);

        Path back = folder.resolve("back.vault");
        try (BrowserContext context = fresh()) {
            App app = visit(context);
            app.press("Restore a backup");
            app.page().getByLabel("Backup file").setInputFiles(file);
            app.page().getByLabel("Passphrase of the backup").fill(App.PASSPHRASE);
            app.press("Restore");
            Assertions.assertThat(app.code("Root of the company")).isEqualTo("774016");
            assertThat(app.page().locator(".account h2"))
                    .hasText(
                            new String[] {
                                "שלום & <b>friends</b>", "Steam", "Root of the company", "Door: bob"
                            });
            app.press("Next code of Door");
            assertThat(app.row("Door: bob").locator(".code")).not().containsText("·");
            download(app, back);
            Assertions.assertThat(app.complaints()).isEmpty();
        }
        Entry door = ofTheLibrary.removeLast();
        ofTheLibrary.add(
                door.counted(new Hotp(HashFunction.SHA1, 6, 9007199254740995L)).usedAt(App.START));
        Assertions.assertThat(entries(back)).isEqualTo(ofTheLibrary);
    }

    /** Two accounts with all that a person can give them, the second moved to the top. */
    private static App written(App app) {
        app.addByKey("AWS root", App.KEY);
        Page page = app.page();
        app.press("Edit AWS root");
        page.getByLabel("Note").fill("In the safe\nat home");
        page.getByLabel("Tags").fill("work, aws");
        page.getByLabel("Letters on the icon").fill("Ro");
        page.locator("[name=coloured]").check();
        page.locator("[name=colour]").fill("#0b5f50");
        app.press("Save");
        app.row("AWS root").locator(".code-button").click();
        app.says("Code copied.");
        app.press("Add account");
        app.press("Import accounts");
        page.getByLabel("Addresses").fill(COUNTED);
        app.press("Read");
        app.press("Create");
        app.press("Next code of Door");
        assertThat(app.row("Door: bob").locator(".code")).not().containsText("·");
        app.press("Move Door: bob: arrow keys or drag");
        page.keyboard().press("ArrowUp");
        assertThat(page.locator(".account h2")).hasText(new String[] {"Door: bob", "AWS root"});
        return app;
    }

    private static Entry full() {
        var notes = new Notes("n".repeat(4096), List.of("a", "שלום"), "é", "#000000");
        return new Entry(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                "שלום & <b>friends</b>",
                account("Example, Inc.", "alice", new Totp(HashFunction.SHA512, 8, 60)),
                LATER,
                OptionalLong.of(59_000_000),
                notes,
                Optional.of(LATER.plusSeconds(1)),
                Optional.empty());
    }

    private static Entry steam() {
        var id = UUID.fromString("00000000-0000-4000-8000-000000000002");
        return Entry.create(id, "Steam", account("Steam", "carol", new Steam()), LATER);
    }

    private static Entry trashed() {
        var id = UUID.fromString("00000000-0000-4000-8000-000000000003");
        return Entry.create(id, "old", account("", "old", Totp.STANDARD), LATER).trashedAt(LATER);
    }

    private static OtpAuthUri account(String issuer, String name, OtpMethod method) {
        return OtpAuthUri.of(
                issuer, name, method, Seed.parseBase32("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"));
    }

    private static void download(App app, Path file) {
        app.press("Backup");
        Download download = app.page().waitForDownload(() -> app.press("Download backup"));
        download.saveAs(file);
    }

    private static List<Entry> entries(Path file) {
        try (var passphrase = Passphrase.copyOf(App.PASSPHRASE.toCharArray());
                var vault = Vault.open(file, passphrase, new SecureRandom())) {
            Assertions.assertThat(vault.unreadable()).isEmpty();
            return vault.entries();
        }
    }

    private static void update(Path file, UnaryOperator<List<Entry>> change) {
        try (var passphrase = Passphrase.copyOf(App.PASSPHRASE.toCharArray());
                var vault = Vault.open(file, passphrase, new SecureRandom())) {
            vault.update(change);
        }
    }
}
