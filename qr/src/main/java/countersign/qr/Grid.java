package countersign.qr;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a code whose corners ZXing found and whose modules it did not. ZXing thresholds the pixels
 * first and counts modules along an edge: a blurred picture mixes neighbours, a tilted one is
 * miscounted. Here the sizes near the one that it counted are laid over the grey picture, each
 * moved until the patterns that every code has (finders, timing, alignment) fit best; then each
 * module is weighed against its neighbours.
 */
final class Grid {
    private static final int LEAST_MODULES = 21;
    private static final int MOST_MODULES = 177;

    /** From the middle of a finder to the edge of the code. */
    private static final float MARGIN = 3.5f;

    /** How far perspective moves the fourth corner, as a part of a side. */
    private static final double MOST_SHIFT = 0.25;

    private static final double COARSE_MODULES = 0.7;

    /** To each side; what looks like a large code and is none must not take long. */
    private static final int MOST_STEPS = 16;

    private static final double[] FINE_MODULES = {0.8, 0.4, 0.2, 0.1};

    /** How much a blurred module is pushed away from the mean of its neighbours. */
    private static final double[] SHARPENINGS = {0, 0.5, 1, 2};

    private final Relief relief;

    Grid(Relief relief) {
        this.relief = relief;
    }

    /**
     * The text of the code.
     *
     * @param modules of a side, as ZXing counted them
     * @param finders bottom left, top left and top right, in ZXing's order
     */
    Optional<String> read(int modules, ResultPoint[] finders) {
        return Stream.of(modules, modules - 4, modules + 4, modules - 8)
                .filter(size -> size >= LEAST_MODULES && size <= MOST_MODULES)
                .map(size -> new Fit(Known.of(size), finders).settled())
                .sorted(Comparator.comparingDouble((Fit fit) -> fit.score).reversed())
                .map(Fit::text)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The modules that are the same in every code of one size. */
    private record Known(int size, List<int[]> modules) {
        static Known of(int size) {
            List<int[]> modules = new ArrayList<>();
            finder(modules, 0, 0, 0, 0);
            finder(modules, size - 7, 0, size - 8, 0);
            finder(modules, 0, size - 7, 0, size - 8);
            for (int i = 8; i < size - 8; i++) {
                modules.add(new int[] {i, 6, 1 - i % 2});
                modules.add(new int[] {6, i, 1 - i % 2});
            }
            int[] centres =
                    Version.getVersionForNumber((size - 17) / 4).getAlignmentPatternCenters();
            for (int x : centres) {
                for (int y : centres) {
                    int finders = (x == 6 ? 1 : 0) + (y == 6 ? 1 : 0);
                    boolean far = x == size - 7 || y == size - 7;
                    boolean inFinder = finders == 2 || (finders == 1 && far);
                    if (!inFinder) alignment(modules, x, y);
                }
            }
            return new Known(size, modules);
        }

        /** Seven modules a side, and the light ones around them that lie inside of the code. */
        private static void finder(List<int[]> modules, int x, int y, int areaX, int areaY) {
            for (int column = areaX; column < areaX + 8; column++) {
                for (int row = areaY; row < areaY + 8; row++) {
                    int ring = Math.max(Math.abs(column - x - 3), Math.abs(row - y - 3));
                    modules.add(new int[] {column, row, ring <= 1 || ring == 3 ? 1 : 0});
                }
            }
        }

        private static void alignment(List<int[]> modules, int x, int y) {
            for (int dx = -2; dx <= 2; dx++) {
                for (int dy = -2; dy <= 2; dy++) {
                    int ring = Math.max(Math.abs(dx), Math.abs(dy));
                    modules.add(new int[] {x + dx, y + dy, ring == 1 ? 0 : 1});
                }
            }
        }
    }

    /** One size, laid over the picture. */
    private final class Fit {
        private final Known known;

        /** Where the middles of the finders and of the fourth corner are: x, y clockwise. */
        private final float[] corners;

        private double score;

        Fit(Known known, ResultPoint[] finders) {
            this.known = known;
            ResultPoint bottomLeft = finders[0];
            ResultPoint topLeft = finders[1];
            ResultPoint topRight = finders[2];
            this.corners =
                    new float[] {
                        topLeft.getX(),
                        topLeft.getY(),
                        topRight.getX(),
                        topRight.getY(),
                        topRight.getX() + bottomLeft.getX() - topLeft.getX(),
                        topRight.getY() + bottomLeft.getY() - topLeft.getY(),
                        bottomLeft.getX(),
                        bottomLeft.getY()
                    };
            this.score = score();
        }

        private float span() {
            return known.size - 2 * MARGIN;
        }

        private PerspectiveTransform transform() {
            float far = known.size - MARGIN;
            return PerspectiveTransform.quadrilateralToQuadrilateral(
                    MARGIN,
                    MARGIN,
                    far,
                    MARGIN,
                    far,
                    far,
                    MARGIN,
                    far,
                    corners[0],
                    corners[1],
                    corners[2],
                    corners[3],
                    corners[4],
                    corners[5],
                    corners[6],
                    corners[7]);
        }

        /** How much darker the dark ones of the known modules are than the light ones. */
        private double score() {
            float[] points = new float[2 * known.modules.size()];
            for (int i = 0; i < known.modules.size(); i++) {
                int[] module = known.modules.get(i);
                points[2 * i] = module[0] + 0.5f;
                points[2 * i + 1] = module[1] + 0.5f;
            }
            transform().transformPoints(points);
            double sum = 0;
            for (int i = 0; i < known.modules.size(); i++) {
                double height = relief.at(points[2 * i], points[2 * i + 1]);
                sum += known.modules.get(i)[2] == 1 ? -height : height;
            }
            return sum / known.modules.size();
        }

        Fit settled() {
            moveFourth();
            double module = Math.hypot(corners[2] - corners[0], corners[3] - corners[1]) / span();
            for (double step : FINE_MODULES) {
                while (moveEach(step * module)) {
                    // Until no corner gets better by this much.
                }
            }
            return this;
        }

        private void moveFourth() {
            float[] along = {corners[2] - corners[0], corners[3] - corners[1]};
            float[] down = {corners[6] - corners[0], corners[7] - corners[1]};
            float x = corners[4];
            float y = corners[5];
            float[] best = {x, y};
            int steps = Math.min(MOST_STEPS, (int) Math.ceil(MOST_SHIFT * span() / COARSE_MODULES));
            for (int i = -steps; i <= steps; i++) {
                for (int j = -steps; j <= steps; j++) {
                    double a = i * MOST_SHIFT / steps;
                    double b = j * MOST_SHIFT / steps;
                    corners[4] = (float) (x + a * along[0] + b * down[0]);
                    corners[5] = (float) (y + a * along[1] + b * down[1]);
                    double now = score();
                    if (now > score) {
                        score = now;
                        best = new float[] {corners[4], corners[5]};
                    }
                }
            }
            corners[4] = best[0];
            corners[5] = best[1];
        }

        private boolean moveEach(double step) {
            boolean better = false;
            for (int i = 0; i < corners.length; i++) {
                better |= move(i, step) || move(i, -step);
            }
            return better;
        }

        private boolean move(int corner, double step) {
            float before = corners[corner];
            corners[corner] = (float) (before + step);
            double now = score();
            if (now > score + 1e-6) {
                score = now;
                return true;
            }
            corners[corner] = before;
            return false;
        }

        Optional<String> text() {
            double[][] heights = heights();
            for (double sharpening : SHARPENINGS) {
                Optional<String> text = decoded(bits(heights, sharpening));
                if (text.isPresent()) return text;
            }
            return Optional.empty();
        }

        /** Of each module, by the mean of nine places in its middle. */
        private double[][] heights() {
            int size = known.size;
            PerspectiveTransform transform = transform();
            double[][] heights = new double[size][size];
            float[] points = new float[18];
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    for (int i = 0; i < 9; i++) {
                        points[2 * i] = column + 0.5f + (i % 3 - 1) * 0.22f;
                        points[2 * i + 1] = row + 0.5f + (i / 3 - 1) * 0.22f;
                    }
                    transform.transformPoints(points);
                    double sum = 0;
                    for (int i = 0; i < 9; i++) {
                        sum += relief.at(points[2 * i], points[2 * i + 1]);
                    }
                    heights[row][column] = sum / 9;
                }
            }
            return heights;
        }

        private BitMatrix bits(double[][] heights, double sharpening) {
            int size = known.size;
            BitMatrix bits = new BitMatrix(size);
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    double neighbours =
                            (at(heights, row - 1, column)
                                            + at(heights, row + 1, column)
                                            + at(heights, row, column - 1)
                                            + at(heights, row, column + 1))
                                    / 4;
                    double own = heights[row][column];
                    if (own + sharpening * (own - neighbours) < 0) bits.set(column, row);
                }
            }
            return bits;
        }

        private static double at(double[][] heights, int row, int column) {
            int last = heights.length - 1;
            return heights[Math.clamp(row, 0, last)][Math.clamp(column, 0, last)];
        }

        private static Optional<String> decoded(BitMatrix bits) {
            try {
                return Optional.of(new Decoder().decode(bits, Search.HINTS).getText());
            } catch (ChecksumException | FormatException | RuntimeException e) {
                return Optional.empty();
            }
        }
    }
}
