package countersign.vault;

import countersign.otp.OtpAuthUri;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One account in a vault.
 *
 * @param name what its owner calls it; may be changed at any time, the account may not
 * @param account issuer, account, seed, method and whatever else its URI said
 * @param lastGivenStep the latest step whose code was given out, if any was
 */
public record Entry(
        UUID id, String name, OtpAuthUri account, Instant created, OptionalLong lastGivenStep) {
    private static final int LONGEST_NAME = 256;

    public Entry {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name has 1 to 256 characters");
        }
        if (!name.equals(name.strip()) || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a name has no control characters and no space at its ends");
        }
    }

    public static Entry create(UUID id, String name, OtpAuthUri account, Instant created) {
        return new Entry(id, name, account, created, OptionalLong.empty());
    }

    public Entry named(String newName) {
        return new Entry(id, newName, account, created, lastGivenStep);
    }

    /** Remembers that the code of {@code step} was given; an earlier step changes nothing. */
    public Entry given(long step) {
        long latest = Math.max(step, lastGivenStep.orElse(step));
        return new Entry(id, name, account, created, OptionalLong.of(latest));
    }
}
