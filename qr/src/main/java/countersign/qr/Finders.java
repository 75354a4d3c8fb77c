package countersign.qr;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.detector.FinderPatternFinder;

/**
 * Counts what looks like the corner of a code. ZXing tries each three of them, and looks closely at
 * each three that could be one code: a picture full of corners would keep it busy for hours.
 */
final class Finders extends FinderPatternFinder {
    /** Those of twelve codes. */
    private static final int MOST = 36;

    /** Of places that look like one in a single row of pixels; most of them are none. */
    private static final int MOST_PLACES = 1_000;

    private static final int ROWS_APART = 3;

    /** How often ZXing has to see one to take it for one. */
    private static final int QUORUM = 2;

    private Finders(BitMatrix image) {
        super(image);
    }

    /** Whether {@code image} has so many that ZXing would take too long over it. */
    static boolean areTooMany(BitMatrix image) {
        return new Finders(image).areTooMany();
    }

    private boolean areTooMany() {
        for (int row = ROWS_APART - 1; row < getImage().getHeight(); row += ROWS_APART) {
            scan(row);
            if (getPossibleCenters().size() > MOST_PLACES) return true;
        }
        return getPossibleCenters().stream().filter(each -> each.getCount() >= QUORUM).count()
                > MOST;
    }

    /** Dark, light, dark, light, dark in the proportions of a corner. */
    private void scan(int row) {
        int[] runs = new int[5];
        boolean dark = false;
        int length = 0;
        int width = getImage().getWidth();
        for (int x = 0; x <= width; x++) {
            boolean ends = x == width || getImage().get(x, row) != dark;
            if (!ends) {
                length++;
                continue;
            }
            System.arraycopy(runs, 1, runs, 0, 4);
            runs[4] = length;
            if (dark && foundPatternCross(runs)) handlePossibleCenter(runs.clone(), row, x);
            dark = !dark;
            length = 1;
        }
    }
}
