package countersign.policy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A decision and why.
 *
 * @param matched the statements that decided: the Deny ones when there are any, else the Allow ones
 *     of a request that is allowed; none when an Allow was lacking
 * @param missingContextKeys keys, as written, that statements for this action and resource name and
 *     the request does not have
 * @param allowedByBoundary empty when there is no boundary
 * @param allowedBySession empty when no session policy was given
 */
public record Explanation(
        Decision decision,
        List<Match> matched,
        SortedSet<String> missingContextKeys,
        Optional<Boolean> allowedByBoundary,
        Optional<Boolean> allowedBySession) {
    public Explanation {
        matched = List.copyOf(matched);
        missingContextKeys = Collections.unmodifiableSortedSet(new TreeSet<>(missingContextKeys));
    }
}
