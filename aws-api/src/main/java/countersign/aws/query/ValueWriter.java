package countersign.aws.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Writes what stands inside an element; made once for each field of an SDK class. */
@FunctionalInterface
interface ValueWriter {
    void write(Object value, Xml xml);

    static ValueWriter of(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING, INTEGER, LONG, BOOLEAN, FLOAT, DOUBLE, BIG_DECIMAL, SHORT, BYTE ->
                    (value, xml) -> xml.escaped(value.toString());
            case INSTANT -> (value, xml) -> xml.escaped(iso((Instant) value));
            case SDK_BYTES -> (value, xml) -> xml.raw(base64((SdkBytes) value));
            case SDK_POJO -> structure(field.constructor().get());
            case LIST -> list(field.getTrait(ListTrait.class));
            case MAP -> map(field.getTrait(MapTrait.class));
            case DOCUMENT, NULL ->
                    throw new IllegalStateException(
                            "no output of IAM or STS has a " + field.marshallingType());
        };
    }

    private static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }

    private static ValueWriter structure(SdkPojo example) {
        var members = new StructureWriter(example.sdkFields());
        return (value, xml) -> members.write((SdkPojo) value, xml);
    }

    private static ValueWriter list(ListTrait trait) {
        String name = Optional.ofNullable(trait.memberLocationName()).orElse("member");
        ValueWriter entries = of(trait.memberFieldInfo());
        return (value, xml) -> {
            for (Object entry : (List<?>) value) {
                xml.open(name);
                entries.write(entry, xml);
                xml.close(name);
            }
        };
    }

    private static ValueWriter map(MapTrait trait) {
        String keyName = Optional.ofNullable(trait.keyLocationName()).orElse("key");
        String valueName = Optional.ofNullable(trait.valueLocationName()).orElse("value");
        ValueWriter values = of(trait.valueFieldInfo());
        return (value, xml) ->
                ((Map<?, ?>) value)
                        .forEach((key, inside) -> {
                            xml.open("entry").element(keyName, key.toString());
                            xml.open(valueName);
                            values.write(inside, xml);
                            xml.close(valueName).close("entry");
                        });
    }
}
