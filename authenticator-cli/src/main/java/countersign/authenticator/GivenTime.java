package countersign.authenticator;

import java.time.Instant;

/** The time that {@code --at} says; waiting moves it on at once. */
final class GivenTime implements Surroundings.Time {
    private Instant now;

    GivenTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void waitUntil(Instant instant) {
        if (now.isBefore(instant)) {
            now = instant;
        }
    }
}
