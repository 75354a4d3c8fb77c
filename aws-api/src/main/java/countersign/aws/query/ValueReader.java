package countersign.aws.query;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Reads one value of a form; made once for each field of an SDK class. */
@FunctionalInterface
interface ValueReader {
    /**
     * What the form has there.
     *
     * @param place where it stands, as the texts of faults name it
     * @param missing takes the places of entries that a list lacks
     * @return empty when the form does not have it
     */
    Optional<Object> read(FormTree node, String place, List<String> missing);

    static ValueReader of(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> scalar(Scalars::string);
            case INTEGER -> scalar(Scalars::integer);
            case LONG -> scalar(Scalars::longInteger);
            case BOOLEAN -> scalar(Scalars::bool);
            case INSTANT -> scalar(Scalars::instant);
            case SDK_BYTES -> scalar(Scalars::bytes);
            case SDK_POJO -> new StructureReader(field.constructor());
            case LIST -> new ListReader(field.getTrait(ListTrait.class));
            case MAP -> new MapReader(field.getTrait(MapTrait.class));
            case FLOAT, DOUBLE, BIG_DECIMAL, SHORT, BYTE, DOCUMENT, NULL ->
                    throw new IllegalStateException(
                            "no input of IAM or STS has a " + field.marshallingType());
        };
    }

    private static ValueReader scalar(java.util.function.Function<String, Object> parser) {
        return (node, _, _) -> node.value().map(parser);
    }
}
