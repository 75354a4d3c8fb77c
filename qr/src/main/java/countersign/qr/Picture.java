package countersign.qr;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Opens PNG and JPEG files, after a look at the header says that they are of a sane size. */
final class Picture {
    static final int MAX_BYTES = 32 << 20;

    /** A photograph of 50 megapixels passes; a screen of 8K is 33. */
    static final long MAX_PIXELS = 64_000_000;

    /** Above this, every n-th pixel is read, so that memory stays bounded. */
    private static final long PIXELS_KEPT = 16_000_000;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    private Picture() {}

    static BufferedImage open(byte[] file) throws PictureException {
        if (file.length > MAX_BYTES) throw tooLong();
        // In memory, since ImageIO's default would copy the picture into a temporary file.
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw notAPicture();
            ImageReader reader = readers.next();
            try {
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    throw notAPicture();
                }
                reader.setInput(in, true, true);
                return decode(reader);
            } finally {
                reader.dispose();
            }
        } catch (PictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO answers damaged files with many kinds of exceptions, unchecked ones too.
            throw new PictureException("the picture is damaged or of a kind that is not read", e);
        }
    }

    private static BufferedImage decode(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        long pixels = (long) width * height;
        if (pixels > MAX_PIXELS) {
            throw new PictureException(
                    "the picture has %d x %d pixels; at most %d million are read"
                            .formatted(width, height, MAX_PIXELS / 1_000_000));
        }
        int step = (int) Math.ceil(Math.sqrt((double) pixels / PIXELS_KEPT));
        var how = reader.getDefaultReadParam();
        if (step > 1) how.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, how);
    }

    static PictureException tooLong() {
        return new PictureException(
                "the picture is larger than %d MiB; crop it to the QR code"
                        .formatted(MAX_BYTES >> 20));
    }

    private static PictureException notAPicture() {
        return new PictureException("this is not a PNG or JPEG picture");
    }
}
