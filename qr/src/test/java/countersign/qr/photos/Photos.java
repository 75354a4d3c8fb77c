package countersign.qr.photos;

import countersign.qr.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Photographs of QR codes on a screen, as a hand takes them: the same ones for the same seed. The
 * codes are as long as AWS's. A photograph is a pinhole's view of a plane, then lighting, blur,
 * noise and JPEG; each has one fault that is bad and a little of the others.
 */
public final class Photos {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 700;
    private static final float JPEG_QUALITY = 0.75f;
    private static final int RAYS_A_SIDE = 2;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Photos() {}

    /** What is wrong with a photograph above all. */
    public enum Fault {
        ROTATED,
        DIM,
        BLURRED,
        SKEWED,
        DARK_BACKGROUND
    }

    /**
     * One photograph.
     *
     * @param text what the code says: an otpauth URI with the account name {@code photo-N}
     */
    public record Photo(String text, Fault fault, BufferedImage picture) {
        /** As a camera stores it. */
        public byte[] jpeg() {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(JPEG_QUALITY);
            var bytes = new ByteArrayOutputStream();
            try (var out = ImageIO.createImageOutputStream(bytes)) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(picture, null, null), how);
            } catch (IOException e) {
                throw new AssertionError(e);
            } finally {
                writer.dispose();
            }
            return bytes.toByteArray();
        }
    }

    /** The first {@code count} photographs of {@code seed}, numbered from 0. */
    public static Stream<Photo> of(long seed, int count) {
        var random = new Random(seed);
        return Stream.iterate(0, i -> i < count, i -> i + 1).map(i -> photo(i, random));
    }

    private static Photo photo(int number, Random random) {
        Fault fault = Fault.values()[number % Fault.values().length];
        var secret = new StringBuilder();
        for (int i = 0; i < 64; i++) secret.append(BASE32.charAt(random.nextInt(32)));
        String text =
                "otpauth://totp/Amazon%20Web%20Services:photo-"
                        + number
                        + "@123456789012?secret="
                        + secret
                        + "&issuer=Amazon%20Web%20Services";
        return new Photo(text, fault, new Shot(text, fault, random).picture());
    }

    /** One taking of a photograph. */
    private static final class Shot {
        private final Random random;
        private final Fault fault;
        private final Plane plane;

        Shot(String text, Fault fault, Random random) {
            this.random = random;
            this.fault = fault;
            this.plane =
                    new Plane(
                            modules(text),
                            fault == Fault.DARK_BACKGROUND ? 0.04 + 0.1 * random.nextDouble() : 0.9,
                            fault == Fault.DARK_BACKGROUND ? 2 + random.nextInt(3) : 4,
                            random.nextLong());
        }

        private double between(double least, double most) {
            return least + (most - least) * random.nextDouble();
        }

        BufferedImage picture() {
            double modulePixels = between(3.2, 6);
            Camera camera = camera(modulePixels);
            double[] light = new double[WIDTH * HEIGHT];
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) light[y * WIDTH + x] = sample(camera, x, y);
            }
            double widest = fault == Fault.BLURRED ? between(0.4, 0.62) : between(0.1, 0.3);
            blur(light, Math.max(0.5, widest * modulePixels));
            return exposed(light);
        }

        private Camera camera(double modulePixels) {
            double roll =
                    fault == Fault.ROTATED
                            ? between(0, 2 * Math.PI)
                            : Math.toRadians(between(-8, 8));
            double most = fault == Fault.SKEWED ? 50 : 15;
            double least = fault == Fault.SKEWED ? 30 : 0;
            double tilt = Math.toRadians(between(least, most));
            return new Camera(
                    roll,
                    tilt,
                    between(0, 2 * Math.PI),
                    modulePixels,
                    WIDTH / 2.0 + between(-120, 120),
                    HEIGHT / 2.0 + between(-60, 60));
        }

        /** The mean of some rays through a pixel. */
        private double sample(Camera camera, int x, int y) {
            double sum = 0;
            for (int i = 0; i < RAYS_A_SIDE; i++) {
                for (int j = 0; j < RAYS_A_SIDE; j++) {
                    double[] at =
                            camera.onPlane(
                                    x + (i + 0.5) / RAYS_A_SIDE, y + (j + 0.5) / RAYS_A_SIDE);
                    sum += plane.shade(at[0], at[1]);
                }
            }
            return sum / (RAYS_A_SIDE * RAYS_A_SIDE);
        }

        private BufferedImage exposed(double[] light) {
            boolean dim = fault == Fault.DIM;
            double gain = dim ? between(0.12, 0.3) : between(0.6, 0.95);
            double grain = dim ? between(4, 9) : between(2, 5);
            double black = between(4, 16);
            double direction = between(0, 2 * Math.PI);
            double cos = Math.cos(direction);
            double sin = Math.sin(direction);
            double slope = dim ? between(0.3, 0.7) : between(0, 0.4);
            var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    double across =
                            (x - WIDTH / 2.0) / WIDTH * cos + (y - HEIGHT / 2.0) / HEIGHT * sin;
                    double lit = light[y * WIDTH + x] * gain * (1 + 2 * slope * across);
                    int level = level(black + 240 * lit + grain * random.nextGaussian());
                    picture.setRGB(x, y, level << 16 | level << 8 | level);
                }
            }
            return picture;
        }

        private static int level(double value) {
            return (int) Math.clamp(Math.round(value), 0L, 255L);
        }
    }

    /** A pinhole above the middle of a plane, whose unit is one module of the code. */
    private static final class Camera {
        /** In modules: how far the pinhole is away. */
        private static final double DISTANCE = 160;

        private final double cosRoll;
        private final double sinRoll;
        private final double cosTilt;
        private final double sinTilt;
        private final double cosDirection;
        private final double sinDirection;
        private final double modulePixels;
        private final double centreX;
        private final double centreY;

        Camera(
                double roll,
                double tilt,
                double tiltDirection,
                double modulePixels,
                double centreX,
                double centreY) {
            this.cosRoll = Math.cos(roll);
            this.sinRoll = Math.sin(roll);
            this.cosTilt = Math.cos(tilt);
            this.sinTilt = Math.sin(tilt);
            this.cosDirection = Math.cos(tiltDirection);
            this.sinDirection = Math.sin(tiltDirection);
            this.modulePixels = modulePixels;
            this.centreX = centreX;
            this.centreY = centreY;
        }

        double[] onPlane(double x, double y) {
            double imageX = (x - centreX) / modulePixels;
            double imageY = (y - centreY) / modulePixels;
            // The plane is tilted about an axis; along it nothing changes, across it all does.
            double along = imageX * cosDirection + imageY * sinDirection;
            double across = -imageX * sinDirection + imageY * cosDirection;
            double scale = DISTANCE / (DISTANCE * cosTilt - across * sinTilt);
            double planeAlong = along * scale * cosTilt;
            double planeAcross = across * scale;
            double u = planeAlong * cosDirection - planeAcross * sinDirection;
            double v = planeAlong * sinDirection + planeAcross * cosDirection;
            return new double[] {u * cosRoll + v * sinRoll, -u * sinRoll + v * cosRoll};
        }
    }

    /** A page with a code in its middle, on a white tile, among lines of what looks like text. */
    private static final class Plane {
        private final boolean[][] dark;
        private final double paper;
        private final int quiet;
        private final long lines;

        Plane(boolean[][] dark, double paper, int quiet, long lines) {
            this.dark = dark;
            this.paper = paper;
            this.quiet = quiet;
            this.lines = lines;
        }

        double shade(double u, double v) {
            int size = dark.length;
            int column = (int) Math.floor(u + size / 2.0);
            int row = (int) Math.floor(v + size / 2.0);
            if (column >= 0 && column < size && row >= 0 && row < size) {
                return dark[row][column] ? 0.03 : 1;
            }
            boolean onTile =
                    column >= -quiet
                            && column < size + quiet
                            && row >= -quiet
                            && row < size + quiet;
            if (onTile) return 1;
            return isInk(u, v) ? 1 - paper : paper;
        }

        private boolean isInk(double u, double v) {
            long line = (long) Math.floor(v / 4);
            if (v - 4 * line > 1.6) return false;
            long letter = (long) Math.floor(u / 1.3);
            long mixed =
                    (lines ^ line * 0x9E3779B97F4A7C15L ^ letter * 0xC2B2AE3D27D4EB4FL)
                            * 0xD6E8FEB86659FD93L;
            return (mixed >>> 61) < 3;
        }
    }

    private static boolean[][] modules(String text) {
        QrCode code = QrCode.of(text);
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(code.png(1)));
            int quiet = (image.getWidth() - code.size()) / 2;
            boolean[][] dark = new boolean[code.size()][code.size()];
            for (int row = 0; row < code.size(); row++) {
                for (int column = 0; column < code.size(); column++) {
                    dark[row][column] = (image.getRGB(quiet + column, quiet + row) & 0xff) < 128;
                }
            }
            return dark;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Gaussian, of {@code sigma} pixels. */
    private static void blur(double[] light, double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        double[] weights = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = Math.exp(-i * i / (2 * sigma * sigma));
            sum += weights[i + reach];
        }
        for (int i = 0; i < weights.length; i++) weights[i] /= sum;
        double[] across = new double[light.length];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                across[y * WIDTH + x] = weighted(light, y * WIDTH, 1, x, WIDTH, weights);
            }
        }
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                light[y * WIDTH + x] = weighted(across, x, WIDTH, y, HEIGHT, weights);
            }
        }
    }

    /** The mean about {@code at} of a line of pixels, whose ends go on beyond it. */
    private static double weighted(
            double[] light, int start, int stride, int at, int length, double[] weights) {
        int reach = weights.length / 2;
        double value = 0;
        for (int i = -reach; i <= reach; i++) {
            int clamped = Math.max(0, Math.min(length - 1, at + i));
            value += weights[i + reach] * light[start + clamped * stride];
        }
        return value;
    }
}
