package countersign.aws.query;

import countersign.aws.query.ConstraintTable.Shape;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/** Checks the members of a structure, and that those are there which must be. */
final class StructureCheck {
    private final List<Member> members;

    private record Member(String place, boolean required, SdkField<?> field, ValueCheck check) {
        static Member of(SdkField<?> field, Shape parent, ConstraintTable table) {
            String name = field.locationName();
            Shape shape = table.shape(parent.member(name));
            return new Member(
                    Names.lowerCamel(name),
                    parent.required().contains(name),
                    field,
                    ValueCheck.of(field, shape, table));
        }

        Optional<Object> valueIn(SdkPojo structure) {
            return Optional.<Object>ofNullable(field.getValueOrDefault(structure))
                    .filter(value -> !(value instanceof SdkAutoConstructList));
        }
    }

    StructureCheck(List<SdkField<?>> fields, Shape shape, ConstraintTable table) {
        this.members = fields.stream().map(field -> Member.of(field, shape, table)).toList();
    }

    void check(SdkPojo structure, String place, List<ConstraintFault> faults) {
        for (Member member : members) {
            String here = Names.member(place, member.place);
            Optional<Object> value = member.valueIn(structure);
            if (value.isPresent()) {
                member.check.check(value.get(), here, faults);
            } else if (member.required) {
                faults.add(ConstraintFault.missing(here));
            }
        }
    }
}
