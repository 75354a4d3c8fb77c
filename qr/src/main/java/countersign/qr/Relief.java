package countersign.qr;

/** How much lighter than its surroundings a picture is at each place: light falls unevenly. */
final class Relief {
    private final Gray gray;

    /** Of all pixels above and to the left. They overflow; differences of them are right. */
    private final int[] sums;

    private final int reach;

    /**
     * Of {@code gray}.
     *
     * @param reach in pixels, of the surroundings; several modules
     */
    Relief(Gray gray, int reach) {
        this.gray = gray;
        this.reach = reach;
        int stride = gray.width + 1;
        this.sums = new int[Math.multiplyExact(stride, gray.height + 1)];
        for (int y = 0; y < gray.height; y++) {
            int row = 0;
            for (int x = 0; x < gray.width; x++) {
                row += gray.level(x, y);
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
            }
        }
    }

    /** Positive where it is lighter; between pixels, by the four around. */
    double at(double x, double y) {
        double left = Math.clamp(x - 0.5, 0, gray.width - 1);
        double top = Math.clamp(y - 0.5, 0, gray.height - 1);
        int column = (int) left;
        int row = (int) top;
        double right = left - column;
        double below = top - row;
        int nextColumn = Math.min(column + 1, gray.width - 1);
        int nextRow = Math.min(row + 1, gray.height - 1);
        double upper = gray.level(column, row) * (1 - right) + gray.level(nextColumn, row) * right;
        double lower =
                gray.level(column, nextRow) * (1 - right) + gray.level(nextColumn, nextRow) * right;
        return upper * (1 - below) + lower * below - mean(column, row);
    }

    private double mean(int x, int y) {
        int left = Math.max(0, x - reach);
        int top = Math.max(0, y - reach);
        int right = Math.min(gray.width, x + reach + 1);
        int bottom = Math.min(gray.height, y + reach + 1);
        int stride = gray.width + 1;
        int sum =
                sums[bottom * stride + right]
                        - sums[top * stride + right]
                        - sums[bottom * stride + left]
                        + sums[top * stride + left];
        return (double) sum / ((right - left) * (bottom - top));
    }
}
