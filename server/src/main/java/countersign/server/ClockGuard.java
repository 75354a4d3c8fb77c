package countersign.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The system's clock, with a memory: when it has gone back by more than a few minutes, codes that
 * were spent could be good again, so the server refuses until it is right.
 */
final class ClockGuard implements InstantSource {
    static final Duration TOLERATED = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final AtomicLong highestMillis;

    /**
     * A guard over {@code clock}.
     *
     * @param highest the latest instant that the database knows
     */
    ClockGuard(InstantSource clock, Instant highest) {
        this.clock = clock;
        this.highestMillis = new AtomicLong(highest.toEpochMilli());
    }

    @Override
    public Instant instant() {
        Instant now = clock.instant();
        highestMillis.accumulateAndGet(now.toEpochMilli(), Math::max);
        return now;
    }

    boolean wentBack() {
        return instant().isBefore(highest().minus(TOLERATED));
    }

    Instant highest() {
        return Instant.ofEpochMilli(highestMillis.get());
    }
}
