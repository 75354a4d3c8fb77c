package countersign.aws.query;

import countersign.aws.query.ConstraintTable.Shape;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;

/** Checks one value; made once for each field of an SDK class. */
@FunctionalInterface
interface ValueCheck {
    void check(Object value, String place, List<ConstraintFault> faults);

    static ValueCheck of(SdkField<?> field, Shape shape, ConstraintTable table) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> TextCheck.of(shape);
            case INTEGER, LONG -> new NumberCheck(Bounds.value(shape));
            case LIST -> new ListCheck(field.getTrait(ListTrait.class), shape, table);
            case SDK_POJO -> structure(field.constructor().get(), shape, table);
            case BOOLEAN, INSTANT, SDK_BYTES, MAP -> (_, _, _) -> {};
            case FLOAT, DOUBLE, BIG_DECIMAL, SHORT, BYTE, DOCUMENT, NULL ->
                    throw new IllegalStateException(
                            "no input of IAM or STS has a " + field.marshallingType());
        };
    }

    private static ValueCheck structure(SdkPojo example, Shape shape, ConstraintTable table) {
        var members = new StructureCheck(example.sdkFields(), shape, table);
        return (value, place, faults) -> members.check((SdkPojo) value, place, faults);
    }
}
