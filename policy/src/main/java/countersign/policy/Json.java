package countersign.policy;

import java.util.List;
import java.util.Map;

/** A JSON value, with the place of objects in the text. */
sealed interface Json {
    record Text(String value) implements Json {}

    /** A number, {@code true} or {@code false}, as written. */
    record Scalar(String text) implements Json {}

    record Nothing() implements Json {}

    record Items(List<Json> items) implements Json {}

    record Members(Map<String, Json> members, Position start, Position end) implements Json {}
}
