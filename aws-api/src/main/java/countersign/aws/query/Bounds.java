package countersign.aws.query;

import countersign.aws.query.ConstraintFault.Kind;
import countersign.aws.query.ConstraintTable.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The least and the most that a length or a value may be.
 *
 * @param what "length" or "value"
 */
record Bounds(String what, long min, long max) {
    static Bounds length(Shape shape) {
        return of("length", shape);
    }

    static Bounds value(Shape shape) {
        return of("value", shape);
    }

    private static Bounds of(String what, Shape shape) {
        return new Bounds(
                what, shape.min().orElse(Long.MIN_VALUE), shape.max().orElse(Long.MAX_VALUE));
    }

    boolean allow(long size) {
        return size >= min && size <= max;
    }

    void check(long size, Supplier<String> shown, String place, List<ConstraintFault> faults) {
        if (size < min) {
            faults.add(fault(place, Kind.TOO_SMALL, shown, "greater", min));
        } else if (size > max) {
            faults.add(fault(place, Kind.TOO_LARGE, shown, "less", max));
        }
    }

    private ConstraintFault fault(
            String place, Kind kind, Supplier<String> shown, String than, long bound) {
        String demand = "Member must have %s %s than or equal to %d".formatted(what, than, bound);
        return new ConstraintFault(place, kind, Optional.of(shown.get()), demand);
    }
}
