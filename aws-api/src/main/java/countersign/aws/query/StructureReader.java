package countersign.aws.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/** Reads the members of a structure into a builder of the SDK's; other parameters are ignored. */
final class StructureReader implements ValueReader {
    private final Supplier<? extends SdkPojo> builders;
    private final List<Member> members;

    private record Member(String wireName, String place, SdkField<?> field, ValueReader reader) {
        static Member of(SdkField<?> field) {
            String name = field.locationName();
            return new Member(name, Names.lowerCamel(name), field, ValueReader.of(field));
        }
    }

    StructureReader(Supplier<? extends SdkPojo> builders) {
        this.builders = builders;
        this.members = builders.get().sdkFields().stream().map(Member::of).toList();
    }

    @Override
    public Optional<Object> read(FormTree node, String place, List<String> missing) {
        return Optional.of(build(node, place, missing));
    }

    Object build(FormTree node, String place, List<String> missing) {
        SdkPojo builder = builders.get();
        for (Member member : members) {
            FormTree child = node.children().get(member.wireName);
            if (child != null) {
                member.reader
                        .read(child, Names.member(place, member.place), missing)
                        .ifPresent(value -> member.field.set(builder, value));
            }
        }
        return ((Buildable) builder).build();
    }
}
