package countersign.policy;

import java.util.List;
import java.util.function.Function;

/** Texts out of JSON, where a document may give one or a list of them. */
final class JsonTexts {
    private JsonTexts() {}

    /**
     * One string.
     *
     * @throws Refused for any other value
     */
    static String string(Json json) {
        return switch (json) {
            case Json.Text text -> text.value();
            default -> throw DraftReader.syntax();
        };
    }

    /** A string or a list of strings. */
    static List<String> strings(Json json) {
        return each(json, JsonTexts::string);
    }

    /** As {@link #strings}, where numbers and booleans stand for their own text. */
    static List<String> scalars(Json json) {
        return each(json, item -> item instanceof Json.Scalar(String text) ? text : string(item));
    }

    private static List<String> each(Json json, Function<Json, String> text) {
        return json instanceof Json.Items list
                ? list.items().stream().map(text).toList()
                : List.of(text.apply(json));
    }
}
