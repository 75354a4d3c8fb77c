package countersign.aws.sigv4;

import java.time.Duration;
import java.time.Instant;

/** Checks that a request was signed a short while ago. */
final class SkewCheck {
    /** Both ways; a presigned request cannot ask for more, but for less. */
    private static final Duration MOST = Duration.ofMinutes(15);

    private static final String EXPIRED = "Signature expired: %s is now earlier than %s (%s - %s)";
    private static final String EARLY =
            "Signature not yet current: %s is still later than %s (%s + %s)";

    private SkewCheck() {}

    static void check(Signature signature, Instant system) {
        Duration lifetime = signature.lifetime().filter(it -> it.compareTo(MOST) < 0).orElse(MOST);
        Instant earliest = system.minus(lifetime);
        Instant latest = system.plus(MOST);
        if (signature.signedAt().isBefore(earliest)) {
            throw Refusals.noMatch(text(EXPIRED, signature, earliest, system, lifetime));
        }
        if (signature.signedAt().isAfter(latest)) {
            throw Refusals.noMatch(text(EARLY, signature, latest, system, MOST));
        }
    }

    private static String text(
            String form, Signature signature, Instant limit, Instant system, Duration width) {
        return form.formatted(signature.stamp(), Stamp.of(limit), Stamp.of(system), words(width));
    }

    private static String words(Duration width) {
        return width.toSecondsPart() == 0
                ? width.toMinutes() + " min."
                : width.toSeconds() + " sec.";
    }
}
