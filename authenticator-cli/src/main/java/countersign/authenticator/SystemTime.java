package countersign.authenticator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's own clock. */
final class SystemTime implements Surroundings.Time {
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private final InstantSource clock = InstantSource.system();

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** In naps, since the clock may be set while we sleep. */
    @Override
    public void waitUntil(Instant instant) {
        try {
            for (Duration left = left(instant); left.isPositive(); left = left(instant)) {
                Thread.sleep(left.compareTo(LONGEST_NAP) < 0 ? left : LONGEST_NAP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while waiting for the next code");
        }
    }

    private Duration left(Instant instant) {
        return Duration.between(now(), instant);
    }
}
