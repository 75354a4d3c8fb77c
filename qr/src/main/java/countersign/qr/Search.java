package countersign.qr;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One picture, looked at again and again.
 *
 * <p>ZXing alone misses most codes on a screenshot. What makes the difference is looking again:
 * with a threshold by neighbourhood and one for the whole picture, dark on light and light on dark,
 * at other scales, with a margin added, and in overlapping tiles. The cheap looks are all made, so
 * that several codes are all found; the dear ones only while there is nothing, and until so many
 * pixels were looked at that somebody who waits for an answer gets one.
 */
final class Search {
    private static final Map<DecodeHintType, ?> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.CHARACTER_SET, "UTF-8");

    private static final int MARGIN_PIXELS = 48;
    private static final int SMALLEST_TILE_PIXELS = 120;

    /** Enlarging stops here; it bounds memory. */
    private static final long LARGEST_LOOK_PIXELS = 9_000_000;

    /** Some four seconds of one core; a screen of 4K gets all its tiles, and most of them twice. */
    private static final long MOST_PIXELS = 160_000_000;

    private final Set<String> texts = new LinkedHashSet<>();
    private long pixels;

    private Search() {}

    static List<String> of(Gray picture) {
        var search = new Search();
        search.look(picture);
        search.look(picture.scaled(0.5));
        if (search.goesOn()) search.look(picture.framed(MARGIN_PIXELS));
        if (search.goesOn()) search.lookEnlarged(picture, 2);
        if (search.goesOn()) search.lookEnlarged(picture, 3);
        for (int factor = 1; factor <= 3; factor++) {
            search.lookAtTiles(picture, 4, factor);
            search.lookAtTiles(picture, 2, factor);
        }
        return List.copyOf(search.texts);
    }

    private boolean goesOn() {
        return texts.isEmpty() && pixels < MOST_PIXELS;
    }

    private void lookEnlarged(Gray gray, int factor) {
        if (factor == 1) {
            look(gray);
        } else if (gray.area() * factor * factor <= LARGEST_LOOK_PIXELS) {
            look(gray.scaled(factor));
        }
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

    private void look(Gray gray) {
        pixels += gray.area();
        var source = gray.source();
        for (LuminanceSource each : List.of(source, source.invert())) {
            decode(new HybridBinarizer(each));
            decode(new GlobalHistogramBinarizer(each));
        }
    }

    private void decode(Binarizer binarizer) {
        try {
            var bitmap = new BinaryBitmap(binarizer);
            for (var result : new QRCodeMultiReader().decodeMultiple(bitmap, HINTS)) {
                texts.add(result.getText());
            }
        } catch (NotFoundException | RuntimeException e) {
            // Nothing here. Unchecked, too: what looks like a code and is none can lead ZXing out
            // of its arrays, and the next look may still find the real one.
        }
    }
}
