package countersign.qr;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds the QR codes in a PNG or JPEG picture: a clean code, a photograph, or a screenshot with
 * other things on it.
 */
public final class QrReader {
    private static final int WHITE = 255;
    private static final int BLACK = 0;

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
        var texts = Search.of(Gray.of(picture, WHITE));
        // A white code on a transparent page is invisible on white paper.
        return texts.isEmpty() && picture.getColorModel().hasAlpha()
                ? Search.of(Gray.of(picture, BLACK))
                : texts;
    }
}
