package countersign.aws.query;

import java.util.Optional;

/**
 * One constraint that one value broke.
 *
 * @param place as in {@code tags.1.member.key}
 * @param value empty when there was none
 * @param demand what the member must do, from "Member must" on
 */
record ConstraintFault(String place, Kind kind, Optional<String> value, String demand) {
    enum Kind {
        MISSING,
        TOO_SMALL,
        TOO_LARGE,
        PATTERN,
        ENUM
    }

    static ConstraintFault missing(String place) {
        return new ConstraintFault(
                place, Kind.MISSING, Optional.empty(), "Member must not be null");
    }
}
