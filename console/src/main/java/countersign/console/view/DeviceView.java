package countersign.console.view;

import java.time.Instant;
import java.util.Optional;

/**
 * An MFA device as the pages show it.
 *
 * @param drift steps that its clock is ahead of ours
 * @param status a word or two
 * @param usable whether its codes are accepted
 */
public record DeviceView(
        String id,
        String name,
        String arn,
        Instant created,
        Optional<Instant> lastUsed,
        long drift,
        String status,
        boolean usable) {

    private static final int WIDTH = 104;
    private static final int MARGIN = 8;
    private static final int SHOWN_STEPS = 20;

    /** The ARN up to its last slash, where it may be broken. */
    public String arnFolder() {
        return arn.substring(0, arn.lastIndexOf('/') + 1);
    }

    /** The ARN from its last slash on. */
    public String arnName() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Where the dot stands in a picture 104 wide: the middle is "in step", the ends 20 steps. */
    public long dot() {
        long shown = Math.clamp(drift, -SHOWN_STEPS, SHOWN_STEPS);
        return WIDTH / 2 + shown * (WIDTH / 2 - MARGIN) / SHOWN_STEPS;
    }

    /** A clock that is off by a minute and more is worth a look. */
    public boolean far() {
        return Math.abs(drift) > 2;
    }
}
