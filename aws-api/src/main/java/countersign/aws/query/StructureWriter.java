package countersign.aws.query;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Writes the members of a structure in the order in which the SDK declares them. */
final class StructureWriter {
    private static final String TRUNCATED = "IsTruncated";

    private final List<Member> members;

    /**
     * One member.
     *
     * @param otherwise what stands for a member that is not set
     */
    private record Member(
            String name, SdkField<?> field, ValueWriter writer, Optional<Object> otherwise) {

        Optional<Object> valueIn(SdkPojo structure) {
            return Optional.<Object>ofNullable(field.getValueOrDefault(structure))
                    .filter(Member::isSet)
                    .or(() -> otherwise);
        }

        /** The SDK puts a list or map of its own where none was set. */
        private static boolean isSet(Object value) {
            return !(value instanceof SdkAutoConstructList)
                    && !(value instanceof SdkAutoConstructMap);
        }
    }

    StructureWriter(List<SdkField<?>> fields) {
        this(fields, Set.of());
    }

    /**
     * Works out how a structure is written.
     *
     * @param required lists that are there even when they were not set
     */
    StructureWriter(List<SdkField<?>> fields, Set<String> required) {
        this.members = fields.stream().map(field -> member(field, required)).toList();
    }

    private static Member member(SdkField<?> field, Set<String> required) {
        String name = field.unmarshallLocationName();
        return new Member(name, field, ValueWriter.of(field), otherwise(name, required));
    }

    /** AWS says whether a list goes on, also when it does not. */
    private static Optional<Object> otherwise(String name, Set<String> required) {
        if (name.equals(TRUNCATED)) {
            return Optional.of(false);
        }
        return required.contains(name) ? Optional.of(List.of()) : Optional.empty();
    }

    void write(SdkPojo structure, Xml xml) {
        for (Member member : members) {
            member.valueIn(structure).ifPresent(value -> write(member, value, xml));
        }
    }

    private static void write(Member member, Object value, Xml xml) {
        if (value instanceof Collection<?> entries && entries.isEmpty()) {
            xml.empty(member.name);
            return;
        }
        xml.open(member.name);
        member.writer.write(value, xml);
        xml.close(member.name);
    }
}
