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
        return new Window(
                Math.floorDiv(now.getEpochSecond(), length.toSeconds()) * length.toSeconds(),
                length);
    }

    /** When the next one starts. */
    public Instant end() {
        return Instant.ofEpochSecond(startSecond).plus(length);
    }
}
