package countersign.aws.query;

import countersign.aws.query.ConstraintFault.Kind;
import countersign.aws.query.ConstraintTable.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Checks a text's length in code points, its pattern and whether it is one of some values.
 *
 * @param values empty when any will do
 */
record TextCheck(Bounds bounds, Optional<ModelPattern> pattern, List<String> values)
        implements ValueCheck {

    static TextCheck of(Shape shape) {
        return new TextCheck(
                Bounds.length(shape), shape.pattern().map(ModelPattern::of), shape.values());
    }

    @Override
    public void check(Object value, String place, List<ConstraintFault> faults) {
        String text = (String) value;
        long length = text.codePointCount(0, text.length());
        if (!values.isEmpty() && !values.contains(text)) {
            String demand = "Member must satisfy enum value set: " + values;
            faults.add(new ConstraintFault(place, Kind.ENUM, Optional.of(text), demand));
        }
        bounds.check(length, () -> text, place, faults);
        pattern.filter(it -> length <= bounds.max() || it.isLinear())
                .filter(it -> !it.matches(text))
                .map(it -> "Member must satisfy regular expression pattern: " + it.source())
                .map(it -> new ConstraintFault(place, Kind.PATTERN, Optional.of(text), it))
                .ifPresent(faults::add);
    }
}
