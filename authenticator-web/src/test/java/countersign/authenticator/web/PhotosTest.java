package countersign.authenticator.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import countersign.qr.QrCode;
import countersign.qr.photos.Photos;
import countersign.qr.photos.Photos.Photo;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photographs of QR codes, given to the app as a person gives them. */
class PhotosTest extends InChromium {
    /** The photographs that the reader in Java is tested with. */
    private static final long SEED = 20261122;

    private static final int COUNT = 200;
    private static final int PERCENT_WANTED = 90;
    private static final Pattern NUMBER = Pattern.compile("photo-[0-9]+@");

    /** A page that stands still for longer is one that a person calls frozen. */
    private static final int LONGEST_FREEZE_MS = 500;

    @TempDir private Path folder;

    @Test
    void readsNineOfTenPhotographs() throws IOException {
        List<Photo> photos = Photos.of(SEED, COUNT).toList();
        List<Path> files = new ArrayList<>();
        for (Photo photo : photos) {
            files.add(Files.write(folder.resolve("photo-" + files.size() + ".jpg"), photo.jpeg()));
        }
        String names;
        try (BrowserContext context = fresh()) {
            Page page = choosingAPicture(context, files.toArray(Path[]::new)).page();
            Locator add = page.getByText(Pattern.compile("Add these [0-9]+ accounts\\?"));
            add.waitFor(new Locator.WaitForOptions().setTimeout(180_000));
            names =
                    page.locator(".reviewed input.form-control")
                            .evaluateAll("all => all.map(one => one.value).join('\\n')")
                            .toString();
        }
        var read =
                NUMBER.matcher(names).results().map(MatchResult::group).collect(Collectors.toSet());
        Map<Photos.Fault, int[]> readOfAll = new EnumMap<>(Photos.Fault.class);
        for (int i = 0; i < COUNT; i++) {
            int[] counts = readOfAll.computeIfAbsent(photos.get(i).fault(), _ -> new int[2]);
            counts[1]++;
            if (read.contains("photo-" + i + "@")) counts[0]++;
        }
        String report =
                "seed "
                        + SEED
                        + ": "
                        + read.size()
                        + " of "
                        + COUNT
                        + " read"
                        + readOfAll.entrySet().stream()
                                .map(one ->
                                        ", "
                                                + one.getKey()
                                                + " "
                                                + one.getValue()[0]
                                                + "/"
                                                + one.getValue()[1])
                                .collect(Collectors.joining());
        System.out.println(report);
        Assertions.assertThat(100 * read.size() / COUNT)
                .as(report)
                .isGreaterThanOrEqualTo(PERCENT_WANTED);
    }

    /** 64 megapixels, once with a code and once, which takes all looks, without. */
    @Test
    void looksAtALargePictureWithoutFreezingThePage() throws IOException {
        try (BrowserContext context = fresh()) {
            App app = choosingAPicture(context, large(folder.resolve("none.png"), false));
            Page page = app.page();
            page.evaluate(
                    "() => { globalThis.longest = 0; let last = performance.now();"
                            + " setInterval(() => { const now = performance.now();"
                            + " longest = Math.max(longest, now - last); last = now; }, 10); }");
            assertThat(page.getByText("There is no QR code in this picture.")).isVisible();
            page.getByLabel("Choose a picture")
                    .setInputFiles(large(folder.resolve("code.png"), true));
            app.heading("Add this account?");
            Assertions.assertThat(((Number) page.evaluate("longest")).intValue())
                    .as("the longest that the page stood still, in ms")
                    .isLessThan(LONGEST_FREEZE_MS);
            Assertions.assertThat(app.complaints()).isEmpty();
        }
    }

    private static App choosingAPicture(BrowserContext context, Path... files) {
        App app = visit(context).start();
        app.press("Add account");
        app.press("Scan account barcode");
        app.page().getByLabel("Choose a picture").setInputFiles(files);
        return app;
    }

    private static Path large(Path file, boolean withCode) throws IOException {
        var picture = new BufferedImage(8_000, 8_000, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.LIGHT_GRAY);
        graphics.fillRect(0, 0, 8_000, 8_000);
        if (withCode) {
            byte[] png = QrCode.of("otpauth://totp/large?secret=" + App.KEY).png(20);
            graphics.drawImage(ImageIO.read(new ByteArrayInputStream(png)), 3_000, 4_000, null);
        }
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
