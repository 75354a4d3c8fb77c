package countersign.otp;

import java.time.Instant;

/** A method whose codes change with the time. A step is the number of whole periods since 1970. */
public sealed interface Timed extends OtpMethod permits Totp, Steam {
    /** How long a code is shown. */
    int periodSeconds();

    /** The code of {@code step} as its owner types it, which is not always in digits. */
    String shownAt(Seed seed, long step);

    /**
     * Number of whole steps from the epoch to {@code at} (RFC 6238 section 4.2, T).
     *
     * @throws IllegalArgumentException before 1970
     */
    default long stepAt(Instant at) {
        if (at.getEpochSecond() < 0) {
            throw new IllegalArgumentException("no code is defined before 1970");
        }
        return at.getEpochSecond() / periodSeconds();
    }

    /** The first instant of {@code step}. */
    default Instant startOf(long step) {
        return Instant.ofEpochSecond(Math.multiplyExact(step, periodSeconds()));
    }
}
