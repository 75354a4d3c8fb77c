package countersign.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A QR code (ISO/IEC 18004) at error correction level M, always dark on light and with its quiet
 * zone of four modules. What it says is usually a secret, so it prints its size only.
 */
public final class QrCode {
    private static final int QUIET_ZONE = 4;

    /** Colours 16 and 231 of the 256-colour palette are black and white in every theme. */
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

    private static final String RESET = "\u001b[0m";

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /**
     * Encodes {@code text} in the smallest code that holds it.
     *
     * @throws IllegalArgumentException when it is empty or longer than a QR code holds
     */
    public static QrCode of(String text) {
        if (text.isEmpty()) throw new IllegalArgumentException("an empty text has no QR code");
        try {
            return new QrCode(
                    Encoder.encode(text, ErrorCorrectionLevel.M, hintsFor(text)).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "a text of " + text.length() + " characters does not fit into a QR code", e);
        }
    }

    /**
     * Mixed mode stores the secret's letters in 5.5 bits each and so saves a version or two; text
     * beyond ASCII must announce its character set instead.
     */
    private static Map<EncodeHintType, Object> hintsFor(String text) {
        var hints = new EnumMap<EncodeHintType, Object>(EncodeHintType.class);
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            hints.put(EncodeHintType.QR_COMPACT, true);
        } else {
            hints.put(EncodeHintType.CHARACTER_SET, "UTF-8");
        }
        return hints;
    }

    /** Modules a side, quiet zone included. */
    public int size() {
        return modules.getWidth() + 2 * QUIET_ZONE;
    }

    /** A black and white PNG in which each module is {@code modulePixels} wide; screens want 4. */
    public byte[] png(int modulePixels) {
        int side = Math.multiplyExact(size(), modulePixels);
        var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, dark(x / modulePixels, y / modulePixels) ? 0x000000 : 0xffffff);
            }
        }
        return pngOf(image);
    }

    private static byte[] pngOf(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("write a QR code as PNG", e);
        }
        return bytes.toByteArray();
    }

    /** An SVG element without a size of its own and without styles, to stand inside a page. */
    public String svg() {
        var path = new StringBuilder();
        for (int y = 0; y < size(); y++) appendDarkRuns(path, y);
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" role="img" \
        shape-rendering="crispEdges"><title>QR code</title>\
        <path fill="#fff" d="M0 0h%1$dv%1$dh-%1$dz"/><path fill="#000" d="%2$s"/></svg>\
        """
                .formatted(size(), path);
    }

    private void appendDarkRuns(StringBuilder path, int y) {
        for (int x = 0; x < size(); x++) {
            if (!dark(x, y)) continue;
            int start = x;
            while (dark(x, y)) x++;
            path.append("M%d %dh%dv1h-%dz".formatted(start, y, x - start, x - start));
        }
    }

    /**
     * Lines for a terminal, two rows of modules in each line of half blocks. Colours are set, so
     * that it is dark on light whatever the terminal's own are.
     */
    public String terminal() {
        var lines = new StringBuilder();
        for (int y = 0; y < size(); y += 2) {
            lines.append(BLACK_ON_WHITE);
            for (int x = 0; x < size(); x++) lines.append(halfBlock(dark(x, y), dark(x, y + 1)));
            lines.append(RESET).append('\n');
        }
        return lines.toString();
    }

    private static char halfBlock(boolean upper, boolean lower) {
        if (upper) return lower ? '█' : '▀';
        return lower ? '▄' : ' ';
    }

    private boolean dark(int x, int y) {
        int column = x - QUIET_ZONE;
        int row = y - QUIET_ZONE;
        return column >= 0
                && row >= 0
                && column < modules.getWidth()
                && row < modules.getHeight()
                && modules.get(column, row) == 1;
    }

    @Override
    public String toString() {
        return "QrCode[" + size() + " modules]";
    }
}
