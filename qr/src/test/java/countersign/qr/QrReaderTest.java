package countersign.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrReaderTest {
    private static final String TEXT = Samples.ROOT_DEVICE;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 12})
    void readsACleanCodeAtAnySize(int modulePixels) throws Exception {
        assertThat(QrReader.read(QrCode.of(TEXT).png(modulePixels))).containsExactly(TEXT);
    }

    @Test
    void readsWhatOthersWriteInUtf8() throws Exception {
        assertThat(QrReader.read(QrCode.of("Büro 東京").png(4))).containsExactly("Büro 東京");
    }

    @Test
    void readsAFile() throws Exception {
        var file = Files.write(folder.resolve("code.png"), QrCode.of(TEXT).png(4));
        assertThat(QrReader.read(file)).containsExactly(TEXT);
    }

    @Test
    void readsAJpeg() throws Exception {
        assertThat(QrReader.read(encoded(screenshot(1280, 720, 0xf4f5f7, 3), "jpeg")))
                .containsExactly(TEXT);
    }

    @Test
    void findsASmallCodeOnALargeBusyScreen() throws Exception {
        assertThat(QrReader.read(encoded(screenshot(3840, 2160, 0xf4f5f7, 2), "png")))
                .containsExactly(TEXT);
    }

    @Test
    void findsACodeOnADarkPage() throws Exception {
        assertThat(QrReader.read(screenshot(1440, 900, 0x10141a, 3))).containsExactly(TEXT);
    }

    @Test
    void findsACodeOfAFractionalSize() throws Exception {
        var screen = screenshot(1440, 900, 0xf4f5f7, 5);
        for (double factor : new double[] {0.47, 0.61, 0.83}) {
            var smaller =
                    new BufferedImage(
                            (int) (1440 * factor),
                            (int) (900 * factor),
                            BufferedImage.TYPE_INT_RGB);
            var pen = smaller.createGraphics();
            pen.scale(factor, factor);
            pen.drawImage(screen, 0, 0, null);
            pen.dispose();
            assertThat(QrReader.read(smaller)).as("at %s", factor).containsExactly(TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 45, 90, 180, 270, 301})
    void findsATurnedCode(int degrees) throws Exception {
        var screen = page(800, 800, 0xffffff);
        var pen = screen.createGraphics();
        pen.rotate(Math.toRadians(degrees), 400, 400);
        pen.drawImage(codeImage(TEXT, 5), 250, 250, null);
        pen.dispose();
        assertThat(QrReader.read(screen)).containsExactly(TEXT);
    }

    @Test
    void findsALightCodeOnDark() throws Exception {
        var screen = page(500, 500, 0x000000);
        var code = codeImage(TEXT, 5);
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                screen.setRGB(100 + x, 100 + y, ~code.getRGB(x, y));
            }
        }
        assertThat(QrReader.read(screen)).containsExactly(TEXT);
    }

    @Test
    void findsACodeCutOutWithoutItsMargin() throws Exception {
        var code = codeImage(TEXT, 4);
        int inner = code.getWidth() - 32;
        assertThat(QrReader.read(code.getSubimage(16, 16, inner, inner))).containsExactly(TEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff000000, 0xffffffff})
    void findsACodeOnATransparentPage(int ink) throws Exception {
        var code = codeImage(TEXT, 4);
        var clear =
                new BufferedImage(code.getWidth(), code.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                clear.setRGB(x, y, code.getRGB(x, y) == 0xff000000 ? ink : 0);
            }
        }
        assertThat(QrReader.read(encoded(clear, "png"))).containsExactly(TEXT);
    }

    @Test
    void findsEveryCodeInOnePicture() throws Exception {
        var screen = page(1200, 700, 0xf4f5f7);
        var pen = screen.createGraphics();
        pen.drawImage(codeImage(TEXT, 4), 40, 60, null);
        pen.drawImage(codeImage("second", 6), 420, 300, null);
        pen.drawImage(codeImage(Samples.LONG_DEVICE, 4), 750, 30, null);
        pen.dispose();
        assertThat(QrReader.read(screen))
                .containsExactlyInAnyOrder(TEXT, "second", Samples.LONG_DEVICE);
    }

    @Test
    void saysNothingForAPictureWithoutACode() {
        assertThat(QrReader.read(page(640, 480, 0xffffff))).isEmpty();
        assertThat(QrReader.read(page(1, 1, 0x000000))).isEmpty();
    }

    /** ZXing alone would look at each three of 400 corners; hours of them. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsOnAPictureFullOfCorners() throws Exception {
        var screen = page(20 * 18, 20 * 18, 0xffffff);
        for (int y = 0; y < screen.getHeight(); y++) {
            for (int x = 0; x < screen.getWidth(); x++) {
                int ring = Math.max(Math.abs(x / 2 % 9 - 3), Math.abs(y / 2 % 9 - 3));
                if (ring <= 1 || ring == 3) screen.setRGB(x, y, 0);
            }
        }
        assertThat(QrReader.read(screen)).isEmpty();
        assertThat(QrReader.read(encoded(screen, "png"))).isEmpty();
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> QrReader.read("otpauth://totp/a".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PictureException.class)
                .hasMessage("this is not a PNG or JPEG picture");
        assertThatThrownBy(() -> QrReader.read(encoded(page(9, 9, 0), "gif")))
                .isInstanceOf(PictureException.class);
        assertThatThrownBy(() -> QrReader.read(new byte[0])).isInstanceOf(PictureException.class);
    }

    @Test
    void refusesADamagedPictureWithOneKindOfException() {
        byte[] sound = QrCode.of(TEXT).png(2);
        var random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = sound.clone();
            for (int i = 0; i < 4; i++) {
                damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
            }
            try {
                assertThat(QrReader.read(damaged)).isSubsetOf(TEXT);
            } catch (PictureException expected) {
                assertThat(expected).hasMessageStartingWith("the picture");
            }
        }
    }

    /** The header promises 900 million pixels; they are never allocated. */
    @Test
    void refusesADecompressionBombByItsHeader() throws Exception {
        byte[] bomb = pngHeader(30_000, 30_000);
        assertThatThrownBy(() -> QrReader.read(bomb))
                .isInstanceOf(PictureException.class)
                .hasMessage("the picture has 30000 x 30000 pixels; at most 64 million are read");
    }

    @Test
    void refusesAFileThatIsTooLong() throws Exception {
        var file = Files.write(folder.resolve("long.png"), new byte[Picture.MAX_BYTES + 1]);
        assertThatThrownBy(() -> QrReader.read(file))
                .isInstanceOf(PictureException.class)
                .hasMessageContaining("larger than 32 MiB");
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThatThrownBy(() -> QrReader.read(folder.resolve("none.png")))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** A page with lines of "text", boxes and pictures around one code. */
    private static BufferedImage screenshot(int width, int height, int paper, int modulePixels)
            throws IOException {
        var screen = page(width, height, paper);
        var random = new Random(7);
        var pen = screen.createGraphics();
        for (int y = 20; y < height - 20; y += 24) {
            for (int x = 20; x < width - 40; x += 6 + random.nextInt(30)) {
                pen.setColor(new Color(random.nextInt(0x1000000)));
                pen.fillRect(x, y, 2 + random.nextInt(9), 3 + random.nextInt(9));
                pen.drawRect(x, y, random.nextInt(14), random.nextInt(14));
            }
        }
        draw(pen, codeImage(TEXT, modulePixels), width * 5 / 8, height * 4 / 7);
        return screen;
    }

    private static void draw(Graphics2D pen, BufferedImage code, int x, int y) {
        pen.drawImage(code, x, y, null);
        pen.dispose();
    }

    private static BufferedImage page(int width, int height, int colour) {
        var page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = page.createGraphics();
        pen.setColor(new Color(colour));
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return page;
    }

    private static BufferedImage codeImage(String text, int modulePixels) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(QrCode.of(text).png(modulePixels)));
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static byte[] pngHeader(int width, int height) throws IOException {
        var header = new ByteArrayOutputStream();
        var chunk = new DataOutputStream(header);
        chunk.writeBytes("IHDR");
        chunk.writeInt(width);
        chunk.writeInt(height);
        chunk.write(new byte[] {8, 2, 0, 0, 0});
        var crc = new CRC32();
        crc.update(header.toByteArray());
        var file = new ByteArrayOutputStream();
        var out = new DataOutputStream(file);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        out.writeInt(13);
        out.write(header.toByteArray());
        out.writeInt((int) crc.getValue());
        return file.toByteArray();
    }
}
