package countersign.iam.session;

import java.time.Duration;

/**
 * How long a session lives without a request, and at all (NIST SP 800-63B-4 section 2.3.3 for what
 * root may do: 15 minutes and 12 hours).
 */
public record SessionLimits(Duration idle, Duration absolute) {
    public static final SessionLimits ROOT =
            new SessionLimits(Duration.ofMinutes(15), Duration.ofHours(12));

    public SessionLimits {
        if (idle.isNegative() || idle.isZero() || absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("a session lives longer than its idle limit");
        }
    }
}
