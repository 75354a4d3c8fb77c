package countersign.iam.mfa;

import java.time.Duration;
import java.time.Instant;

/**
 * A fixed stretch of UTC, starting at a multiple of its length.
 *
 * @param startSecond seconds since the epoch
 */
public record Window(long startSecond, Duration length) {
    public static Window at(Instant now, Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 1) throw new IllegalArgumentException("a window lasts a second or more");
        return new Window(Math.floorDiv(now.getEpochSecond(), seconds) * seconds, length);
    }

    /** When the next one starts. */
    public Instant end() {
        return Instant.ofEpochSecond(startSecond).plus(length);
    }
}
