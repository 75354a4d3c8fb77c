package countersign.aws.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/**
 * A request as CloudTrail shows it: {@code {"userName": "ada", "tags": [{"key": ...}]}}. What is
 * very long is cut, so that nobody can fill the audit log with a few calls.
 */
public final class RequestJson {
    /** More than the longest policy that can be stored. */
    private static final int LONGEST_TEXT = 12_000;

    private static final int MOST_TEXT = 40_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Set<String> without;
    private int room = MOST_TEXT;

    private RequestJson(Set<String> without) {
        this.without = without;
    }

    /**
     * The members that were sent.
     *
     * @param without names, as on the wire, of members to leave out wherever they stand
     */
    public static ObjectNode of(SdkPojo request, Set<String> without) {
        return new RequestJson(without).object(request);
    }

    private ObjectNode object(SdkPojo structure) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : structure.sdkFields()) {
            String name = field.locationName();
            Object value = field.getValueOrDefault(structure);
            if (value != null
                    && !(value instanceof SdkAutoConstructList)
                    && !without.contains(name)) {
                object.set(Names.lowerCamel(name), node(value));
            }
        }
        return object;
    }

    private JsonNode node(Object value) {
        return switch (value) {
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Boolean bool -> NODES.booleanNode(bool);
            case SdkPojo pojo -> object(pojo);
            case List<?> list -> array(list);
            default -> NODES.textNode(cut(value.toString()));
        };
    }

    private ArrayNode array(List<?> list) {
        ArrayNode array = NODES.arrayNode();
        for (Object entry : list) {
            if (room > 0) {
                array.add(node(entry));
            }
            room--;
        }
        return array;
    }

    private String cut(String text) {
        int most = Math.max(0, Math.min(LONGEST_TEXT, room));
        room -= Math.min(text.length(), most);
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
