package countersign.qr;

import com.google.zxing.Binarizer;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.detector.MultiDetector;
import com.google.zxing.qrcode.decoder.Decoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One picture, looked at again and again.
 *
 * <p>ZXing alone misses most codes on a screenshot and many in a photograph. What makes the
 * difference is looking again: with a threshold by neighbourhood and one for the whole picture,
 * dark on light and light on dark, with more contrast, sharpened, at other scales, with a margin
 * added, in overlapping tiles; and where the corners were found and the modules were not, by a
 * {@link Grid}. The cheap looks are all made, so that several codes are all found; the dear ones
 * only while there is nothing, and until so many pixels were looked at that somebody who waits for
 * an answer gets one.
 */
final class Search {
    static final Map<DecodeHintType, ?> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.CHARACTER_SET, "UTF-8");

    private static final int MARGIN_PIXELS = 48;
    private static final int SMALLEST_TILE_PIXELS = 120;

    /** How far around a place its surroundings reach, for {@link Relief}. */
    private static final double SURROUNDING_MODULES = 5;

    /** Enlarging stops here; it bounds memory. */
    private static final long LARGEST_LOOK_PIXELS = 9_000_000;

    /** Some four seconds of one core; a screen of 4K gets all its tiles, and most of them twice. */
    private static final long MOST_PIXELS = 160_000_000;

    /** For a picture that is made to be slow. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** Of corners without a text that are looked at more closely; the rest are looked-alikes. */
    private static final int MOST_GRIDS = 24;

    /** Corners nearer than this, in pixels, are those of the same code. */
    private static final float SAME_CORNER_PIXELS = 4;

    private final Set<String> texts = new LinkedHashSet<>();
    private final long begunNanos = System.nanoTime();
    private long pixels;
    private int grids;

    private Search() {}

    static List<String> of(Gray taken) {
        var search = new Search();
        Gray picture = taken.stretched();
        search.look(picture);
        search.look(picture.scaled(0.5));
        if (search.goesOn()) search.lookClosely(picture.within(LARGEST_LOOK_PIXELS));
        if (search.goesOn()) search.look(picture.framed(MARGIN_PIXELS));
        for (int factor = 2; factor <= 3; factor++) {
            if (search.goesOn()) search.lookEnlarged(picture, factor);
        }
        for (int factor = 1; factor <= 3; factor++) {
            search.lookAtTiles(picture, 4, factor);
            search.lookAtTiles(picture, 2, factor);
        }
        return List.copyOf(search.texts);
    }

    /** At what ZXing finds in {@code gray} as it is and sharpened. */
    private void lookClosely(Gray gray) {
        List<DetectorResult> corners = new ArrayList<>(look(gray));
        corners.addAll(look(gray.sharpened()));
        readGrids(gray, corners);
    }

    private void readGrids(Gray gray, List<DetectorResult> corners) {
        List<ResultPoint> seen = new ArrayList<>();
        for (DetectorResult each : corners) {
            ResultPoint[] finders = each.getPoints();
            ResultPoint topLeft = finders[1];
            boolean isNew =
                    seen.stream()
                            .noneMatch(point ->
                                    ResultPoint.distance(point, topLeft) < SAME_CORNER_PIXELS);
            if (!isNew || grids == MOST_GRIDS || !goesOn()) continue;
            seen.add(topLeft);
            grids++;
            int modules = each.getBits().getWidth();
            double module = ResultPoint.distance(topLeft, finders[2]) / (modules - 7);
            var relief = new Relief(gray, (int) Math.ceil(SURROUNDING_MODULES * module));
            new Grid(relief).read(modules, finders).ifPresent(texts::add);
        }
    }

    private boolean goesOn() {
        return texts.isEmpty()
                && pixels < MOST_PIXELS
                && System.nanoTime() - begunNanos < LONGEST.toNanos();
    }

    private void lookEnlarged(Gray gray, int factor) {
        if (gray.area() * factor * factor > LARGEST_LOOK_PIXELS && factor > 1) return;
        Gray enlarged = factor == 1 ? gray : gray.scaled(factor);
        readGrids(enlarged, look(enlarged));
    }

    /** Tiles of a {@code parts}-th of each side, half overlapping. */
    private void lookAtTiles(Gray gray, int parts, int factor) {
        int width = gray.width / parts;
        int height = gray.height / parts;
        if (width < SMALLEST_TILE_PIXELS || height < SMALLEST_TILE_PIXELS) return;
        for (int row = 0; row < 2 * parts - 1; row++) {
            for (int column = 0; column < 2 * parts - 1 && goesOn(); column++) {
                var tile = gray.crop(column * width / 2, row * height / 2, width, height);
                lookEnlarged(tile, factor);
            }
        }
    }

    /** Keeps the texts; gives the codes that ZXing found and could not read. */
    private List<DetectorResult> look(Gray gray) {
        List<DetectorResult> misread = new ArrayList<>();
        pixels += gray.area();
        LuminanceSource darkOnLight = gray.source();
        decode(new HybridBinarizer(darkOnLight), misread::add);
        decode(new GlobalHistogramBinarizer(darkOnLight), misread::add);
        LuminanceSource lightOnDark = darkOnLight.invert();
        decode(new HybridBinarizer(lightOnDark), _ -> {});
        decode(new GlobalHistogramBinarizer(lightOnDark), _ -> {});
        return misread;
    }

    private void decode(Binarizer binarizer, Consumer<DetectorResult> withoutText) {
        for (DetectorResult found : detected(binarizer)) {
            text(found).ifPresentOrElse(texts::add, () -> withoutText.accept(found));
        }
    }

    private static List<DetectorResult> detected(Binarizer binarizer) {
        try {
            BitMatrix image = binarizer.getBlackMatrix();
            if (Finders.areTooMany(image)) return List.of();
            return List.of(new MultiDetector(image).detectMulti(HINTS));
        } catch (NotFoundException | RuntimeException e) {
            // Nothing here. Unchecked, too: what looks like a code and is none can lead ZXing out
            // of its arrays, and the next look may still find the real one.
            return List.of();
        }
    }

    private static Optional<String> text(DetectorResult found) {
        try {
            return Optional.of(new Decoder().decode(found.getBits(), HINTS).getText());
        } catch (ChecksumException | FormatException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
