package countersign.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Reads one JSON object strictly: no key twice, nothing after it, bounded in length and in depth,
 * so that no text takes more memory or stack than a small multiple of its own length.
 */
final class JsonReader {
    static final int MOST_CHARACTERS = 131_072;

    /** A policy is at most six deep. */
    private static final int DEEPEST = 16;

    private static final int LONGEST_NUMBER = 100;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(MOST_CHARACTERS)
                                    .maxNameLength(MOST_CHARACTERS)
                                    .maxNumberLength(LONGEST_NUMBER)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Names come from strangers: nothing of them may stay behind.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Empty when the text is not one JSON object. */
    static Optional<Json.Members> read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonReader(parser).document();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Optional<Json.Members> document() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        Json.Members members = members();
        return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
    }

    private Json.Members members() throws IOException {
        Position start = position();
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value());
        }
        return new Json.Members(members, start, position());
    }

    private Json.Items items() throws IOException {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new Json.Items(items);
    }

    private Json value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members();
            case START_ARRAY -> items();
            case VALUE_STRING -> new Json.Text(parser.getText());
            case VALUE_NULL -> new Json.Nothing();
            default -> new Json.Scalar(parser.getText());
        };
    }

    private Position position() {
        JsonLocation location = parser.currentTokenLocation();
        return new Position(location.getLineNr(), location.getColumnNr());
    }
}
