package countersign.qr;

import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/** A grey picture: one byte a pixel, row by row, 0 is black. */
final class Gray {
    /** One pixel in so many may be darker, and one lighter, than what counts. */
    private static final int OUTLIERS = 500;

    /** A picture that uses so many of the 256 shades is left alone. */
    private static final int WIDE_ENOUGH = 180;

    private static final int SHARPENING_REACH = 3;
    private static final double SHARPENING = 3;

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

    /** 0 is black, 255 is white. */
    int level(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    long area() {
        return (long) width * height;
    }

    /** This one, or one made smaller so that it has no more pixels than {@code most}. */
    Gray within(long most) {
        return area() <= most ? this : scaled(Math.sqrt((double) most / area()));
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

    /** Over the whole range of shades: a threshold takes a dim picture for an empty one. */
    Gray stretched() {
        int[] counts = new int[256];
        for (byte pixel : pixels) counts[pixel & 0xff]++;
        int most = pixels.length / OUTLIERS;
        int darkest = 0;
        for (int seen = counts[0]; seen <= most && darkest < 255; seen += counts[darkest])
            darkest++;
        int lightest = 255;
        for (int seen = counts[255]; seen <= most && lightest > 0; seen += counts[lightest]) {
            lightest--;
        }
        if (lightest - darkest >= WIDE_ENOUGH || lightest <= darkest) return this;
        var stretched = blank(width, height, 0);
        for (int i = 0; i < pixels.length; i++) {
            int level = ((pixels[i] & 0xff) - darkest) * 255 / (lightest - darkest);
            stretched.pixels[i] = (byte) Math.clamp(level, 0, 255);
        }
        return stretched;
    }

    /** Each pixel pushed away from the mean of those around it, against blur. */
    Gray sharpened() {
        var relief = new Relief(this, SHARPENING_REACH);
        var sharpened = blank(width, height, 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double level = level(x, y) + SHARPENING * relief.at(x + 0.5, y + 0.5);
                sharpened.pixels[y * width + x] = (byte) Math.clamp(Math.round(level), 0, 255);
            }
        }
        return sharpened;
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
