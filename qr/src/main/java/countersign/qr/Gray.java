package countersign.qr;

import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/** A grey picture: one byte a pixel, row by row, 0 is black. */
final class Gray {
    final int width;
    final int height;
    private final byte[] pixels;

    private Gray(int width, int height, byte[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** Lays {@code image} on {@code paper} (0 to 255) where it is transparent. */
    static Gray of(BufferedImage image, int paper) {
        var gray = blank(image.getWidth(), image.getHeight(), 0);
        var row = new int[gray.width];
        for (int y = 0; y < gray.height; y++) {
            image.getRGB(0, y, gray.width, 1, row, 0, gray.width);
            for (int x = 0; x < gray.width; x++) {
                gray.pixels[y * gray.width + x] = (byte) luminance(row[x], paper);
            }
        }
        return gray;
    }

    private static int luminance(int argb, int paper) {
        int alpha = argb >>> 24;
        int ink =
                (306 * (argb >> 16 & 0xff) + 601 * (argb >> 8 & 0xff) + 117 * (argb & 0xff)) >> 10;
        return (ink * alpha + paper * (255 - alpha)) / 255;
    }

    private static Gray blank(int width, int height, int shade) {
        var pixels = new byte[Math.multiplyExact(width, height)];
        if (shade != 0) Arrays.fill(pixels, (byte) shade);
        return new Gray(width, height, pixels);
    }

    long area() {
        return (long) width * height;
    }

    Gray scaled(double factor) {
        int newWidth = Math.max(1, (int) Math.round(width * factor));
        int newHeight = Math.max(1, (int) Math.round(height * factor));
        var target = new BufferedImage(newWidth, newHeight, BufferedImage.TYPE_BYTE_GRAY);
        var pen = target.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(asImage(), 0, 0, newWidth, newHeight, null);
        pen.dispose();
        return new Gray(newWidth, newHeight, bytesOf(target));
    }

    private BufferedImage asImage() {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        System.arraycopy(pixels, 0, bytesOf(image), 0, pixels.length);
        return image;
    }

    private static byte[] bytesOf(BufferedImage gray) {
        return ((DataBufferByte) gray.getRaster().getDataBuffer()).getData();
    }

    /** Adds a white margin, for a code that was cut out without its quiet zone. */
    Gray framed(int margin) {
        var framed = blank(width + 2 * margin, height + 2 * margin, 255);
        for (int y = 0; y < height; y++) {
            System.arraycopy(
                    pixels, y * width, framed.pixels, (y + margin) * framed.width + margin, width);
        }
        return framed;
    }

    Gray crop(int left, int top, int cropWidth, int cropHeight) {
        var crop = blank(cropWidth, cropHeight, 0);
        for (int y = 0; y < cropHeight; y++) {
            System.arraycopy(
                    pixels, (top + y) * width + left, crop.pixels, y * cropWidth, cropWidth);
        }
        return crop;
    }

    LuminanceSource source() {
        return new PlanarYUVLuminanceSource(
                pixels, width, height, 0, 0, width, height, /* reverseHorizontal= */ false);
    }
}
