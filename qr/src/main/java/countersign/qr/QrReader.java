package countersign.qr;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the QR codes in a PNG or JPEG picture: a clean code, a photograph, or a screenshot with
 * other things on it.
 *
 * <p>ZXing alone misses most codes on a screenshot. What makes the difference is looking again:
 * with a threshold by neighbourhood and one for the whole picture, dark on light and light on dark,
 * at other scales, with a margin added, and in overlapping tiles. The cheap looks are all made, so
 * that several codes are all found; the dear ones only while there is nothing.
 */
public final class QrReader {
    private static final Map<DecodeHintType, ?> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.CHARACTER_SET, "UTF-8");

    private static final int WHITE = 255;
    private static final int BLACK = 0;
    private static final int MARGIN_PIXELS = 48;
    private static final int SMALLEST_TILE_PIXELS = 120;

    /** Enlarging stops here; it bounds both time and memory. */
    private static final long LARGEST_LOOK_PIXELS = 9_000_000;

    private QrReader() {}

    /**
     * The texts of the codes in a file; empty when there are none.
     *
     * @throws PictureException when the file is too large or not a sound PNG or JPEG
     * @throws IOException when the file cannot be read
     */
    public static List<String> read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Picture.MAX_BYTES + 1);
            return read(bytes);
        }
    }

    /**
     * The texts of the codes in the bytes of a PNG or JPEG file; empty when there are none.
     *
     * @throws PictureException when there are too many of them, or they are no sound picture
     */
    public static List<String> read(byte[] file) throws PictureException {
        return read(Picture.open(file));
    }

    /** The texts of the codes in {@code picture}; empty when there are none. */
    public static List<String> read(BufferedImage picture) {
        var texts = readOn(WHITE, picture);
        // A white code on a transparent page is invisible on white paper.
        if (texts.isEmpty() && picture.getColorModel().hasAlpha()) texts = readOn(BLACK, picture);
        return List.copyOf(texts);
    }

    private static Set<String> readOn(int paper, BufferedImage picture) {
        var whole = Gray.of(picture, paper);
        var texts = new LinkedHashSet<String>();
        look(whole, texts);
        look(whole.scaled(0.5), texts);
        if (texts.isEmpty()) look(whole.framed(MARGIN_PIXELS), texts);
        if (texts.isEmpty()) lookCloser(whole, texts);
        if (texts.isEmpty()) lookAtTiles(whole, 2, texts);
        if (texts.isEmpty()) lookAtTiles(whole, 4, texts);
        return texts;
    }

    private static void lookCloser(Gray gray, Set<String> texts) {
        for (int factor = 2; factor <= 3 && texts.isEmpty(); factor++) {
            if (gray.area() * factor * factor <= LARGEST_LOOK_PIXELS) {
                look(gray.scaled(factor), texts);
            }
        }
    }

    /** Tiles of a {@code parts}-th of each side, half overlapping, as they are and enlarged. */
    private static void lookAtTiles(Gray gray, int parts, Set<String> texts) {
        int width = gray.width / parts;
        int height = gray.height / parts;
        if (width < SMALLEST_TILE_PIXELS || height < SMALLEST_TILE_PIXELS) return;
        for (int row = 0; row < 2 * parts - 1; row++) {
            for (int column = 0; column < 2 * parts - 1; column++) {
                var tile = gray.crop(column * width / 2, row * height / 2, width, height);
                look(tile, texts);
                if (texts.isEmpty()) lookCloser(tile, texts);
            }
        }
    }

    private static void look(Gray gray, Set<String> texts) {
        var source = gray.source();
        var inverted = source.invert();
        for (LuminanceSource each : List.of(source, inverted)) {
            decode(new HybridBinarizer(each), texts);
            decode(new GlobalHistogramBinarizer(each), texts);
        }
    }

    private static void decode(Binarizer binarizer, Set<String> texts) {
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
