package countersign.acceptance;

import countersign.otp.Seed;
import countersign.otp.Totp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A device whose clock can be wrong, for tests about clocks; {@link Phone} is the real one.
 *
 * @param ahead how far its clock is ahead of the server's
 */
record Device(Seed seed, Duration ahead) {
    private static final Totp TOTP = Totp.STANDARD;

    static Device of(String secretKey) {
        return new Device(Seed.parseBase32(secretKey), Duration.ZERO);
    }

    Device withClock(Duration ahead) {
        return new Device(seed, ahead);
    }

    /** What it shows when the server's clock says {@code now}. */
    String code(Instant now) {
        return TOTP.codeAt(seed, TOTP.stepAt(now.plus(ahead))).digits();
    }

    /** What it showed 30 seconds before {@code now}, and what it shows now. */
    List<String> pair(Instant now) {
        return List.of(code(now.minusSeconds(30)), code(now));
    }
}
