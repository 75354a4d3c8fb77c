package countersign.aws.query;

import countersign.aws.query.ConstraintTable.Shape;
import java.util.List;
import software.amazon.awssdk.core.traits.ListTrait;

/** Checks how long a list is, and then each entry. */
final class ListCheck implements ValueCheck {
    private final Bounds bounds;
    private final ValueCheck entries;

    ListCheck(ListTrait trait, Shape shape, ConstraintTable table) {
        this.bounds = Bounds.length(shape);
        this.entries = ValueCheck.of(trait.memberFieldInfo(), table.shape(shape.entry()), table);
    }

    @Override
    public void check(Object value, String place, List<ConstraintFault> faults) {
        var list = (List<?>) value;
        bounds.check(list.size(), list::toString, place, faults);
        for (int i = 0; i < list.size(); i++) {
            entries.check(list.get(i), Names.entry(place, i + 1), faults);
        }
    }
}
