package countersign.authenticator.web;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures of QR codes, still and as a camera sees them. */
public final class Qr {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private Qr() {}

    static Path png(String text, Path file) throws IOException {
        ImageIO.write(image(text), "png", file.toFile());
        return file;
    }

    /** What Chromium's fake camera sees when it is pointed at a code. */
    static Path film(String text, Path file) throws IOException {
        return film(image(text), file);
    }

    /** What it sees when it is pointed at {@code scene}: JPEG pictures one after the other. */
    public static Path film(BufferedImage scene, Path file) throws IOException {
        var frame = new ByteArrayOutputStream();
        ImageIO.write(scene, "jpeg", frame);
        try (var film = Files.newOutputStream(file)) {
            for (int i = 0; i < 10; i++) {
                frame.writeTo(film);
            }
        }
        return file;
    }

    private static BufferedImage image(String text) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        BitMatrix code = code(text);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, code.get(x, y) ? 0 : 0xffffff);
            }
        }
        return image;
    }

    private static BitMatrix code(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, WIDTH, HEIGHT);
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code holds this", e);
        }
    }
}
