package countersign.aws.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** The SDK's objects: filled at random, and as JSON. */
final class Pojos {
    private static final String TEXT = "aZ09 <>&\"'é日本\uD83D\uDE00]]>\t\n\r%+=/" + "x".repeat(20);

    private Pojos() {}

    static Object filled(SdkPojo builder, Random random) {
        for (SdkField<?> field : builder.sdkFields()) {
            field.set(builder, value(field, random));
        }
        return ((Buildable) builder).build();
    }

    private static Object value(SdkField<?> field, Random random) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(random);
            case INTEGER -> random.nextInt();
            case LONG -> random.nextLong();
            case BOOLEAN -> random.nextBoolean();
            case INSTANT -> Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            case SDK_BYTES -> bytes(random);
            case SDK_POJO -> filled(field.constructor().get(), random);
            case LIST -> list(field.getTrait(ListTrait.class), random);
            case MAP -> Map.of("a", map(field, random), "b<", map(field, random));
            default -> throw new IllegalStateException(field.memberName());
        };
    }

    private static Object map(SdkField<?> field, Random random) {
        return value(field.getTrait(MapTrait.class).valueFieldInfo(), random);
    }

    private static SdkBytes bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return SdkBytes.fromByteArray(bytes);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            int at = random.nextInt(TEXT.codePointCount(0, TEXT.length()));
            text.appendCodePoint(TEXT.codePointAt(TEXT.offsetByCodePoints(0, at)));
        }
        return "x" + text + "x";
    }

    private static List<Object> list(ListTrait trait, Random random) {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(trait.memberFieldInfo(), random));
        }
        return list;
    }

    static ObjectNode toJson(SdkPojo pojo) {
        ObjectNode object = new ObjectMapper().createObjectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null
                    && !(value instanceof SdkAutoConstructList)
                    && !(value instanceof SdkAutoConstructMap)) {
                object.set(field.locationName(), node(value));
            }
        }
        return object;
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case String text -> nodes.textNode(text);
            case Integer number -> nodes.numberNode(number);
            case Long number -> nodes.numberNode(number);
            case Boolean bool -> nodes.booleanNode(bool);
            case Instant at ->
                    nodes.textNode(Instant.ofEpochSecond(at.getEpochSecond()).toString());
            case SdkBytes bytes ->
                    nodes.textNode(Base64.getEncoder().encodeToString(bytes.asByteArray()));
            case SdkPojo pojo -> toJson(pojo);
            case List<?> list -> array(list);
            case Map<?, ?> map -> object(map);
            default -> throw new IllegalStateException(value.getClass().toString());
        };
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        list.forEach(entry -> array.add(node(entry)));
        return array;
    }

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.forEach((key, value) -> object.set(key.toString(), node(value)));
        return object;
    }
}
