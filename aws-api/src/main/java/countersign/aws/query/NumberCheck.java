package countersign.aws.query;

import java.util.List;

/** Checks how large a number is. */
record NumberCheck(Bounds bounds) implements ValueCheck {
    @Override
    public void check(Object value, String place, List<ConstraintFault> faults) {
        bounds.check(((Number) value).longValue(), value::toString, place, faults);
    }
}
