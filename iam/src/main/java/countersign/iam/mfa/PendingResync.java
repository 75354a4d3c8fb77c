package countersign.iam.mfa;

import countersign.iam.account.AccountId;
import java.time.Duration;
import java.time.Instant;

/**
 * A pair was right but far from now. A fresh code at the same distance will show that it is the
 * clock that is off, and not the pair that is old.
 *
 * @param flow id of the sign-in or session that it belongs to
 * @param offset steps between the pair's second code and now
 */
public record PendingResync(
        String flow, AccountId account, DeviceId device, int offset, Instant expiresAt) {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    static PendingResync found(String flow, MfaDevice device, int offset, Instant now) {
        return new PendingResync(flow, device.account(), device.id(), offset, now.plus(LIFETIME));
    }

    /** When the pair was typed. */
    Instant foundAt() {
        return expiresAt.minus(LIFETIME);
    }
}
