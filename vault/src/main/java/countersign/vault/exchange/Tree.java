package countersign.vault.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody else's JSON: read within bounds, and asked without complaint for what is not there. */
final class Tree {
    private static final int DEEPEST = 32;
    private static final int MOST_VALUES = 500_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(Importer.MOST_BYTES)
                                    .maxNameLength(4096)
                                    .maxNumberLength(32)
                                    .build())
                    .build();

    private static final Tree NOTHING = new Tree(null);

    private final @Nullable Object value;

    private Tree(@Nullable Object value) {
        this.value = value;
    }

    static Tree parse(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            var reader = new Reader(parser);
            Tree tree = reader.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new ExchangeException("the JSON has something behind its end");
            }
            return tree;
        } catch (IOException e) {
            // Without the cause: Jackson's message quotes the text, which may be a secret.
            throw new ExchangeException("it is no JSON within bounds: damaged, or cut short?");
        }
    }

    private static final class Reader {
        private final JsonParser parser;
        private int values = 0;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        Tree value(@Nullable JsonToken token) throws IOException {
            if (++values > MOST_VALUES) {
                throw new ExchangeException("the JSON has more than 500,000 values");
            }
            return switch (token) {
                case START_OBJECT -> new Tree(object());
                case START_ARRAY -> new Tree(array());
                case VALUE_STRING -> new Tree(wellFormed(parser.getText()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Tree(number());
                case VALUE_TRUE -> new Tree(true);
                case VALUE_FALSE -> new Tree(false);
                case VALUE_NULL -> NOTHING;
                case null, default -> throw new ExchangeException("the JSON is cut short");
            };
        }

        /** Half a surrogate pair, which JSON can escape, is no text that a vault could keep. */
        private static String wellFormed(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
        }

        private Object number() throws IOException {
            return switch (parser.getNumberType()) {
                case INT, LONG -> parser.getLongValue();
                default -> parser.getText();
            };
        }

        private Map<String, Tree> object() throws IOException {
            var fields = new LinkedHashMap<String, Tree>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                fields.put(name, value(parser.nextToken()));
            }
            return fields;
        }

        private List<Tree> array() throws IOException {
            var items = new ArrayList<Tree>();
            for (JsonToken token = parser.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                items.add(value(token));
            }
            return items;
        }
    }

    boolean isObject() {
        return value instanceof Map;
    }

    boolean isList() {
        return value instanceof List;
    }

    boolean has(String name) {
        return get(name).value != null;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(get(name).value);
    }

    Tree get(String name) {
        Object found = value instanceof Map<?, ?> fields ? fields.get(name) : null;
        return found instanceof Tree tree ? tree : NOTHING;
    }

    List<Tree> items(String name) {
        return get(name).items();
    }

    List<Tree> items() {
        var items = new ArrayList<Tree>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add((Tree) item));
        }
        return items;
    }

    /** Empty when there is no such text. */
    String text(String name) {
        return get(name).text();
    }

    String text() {
        return value instanceof String text ? text : "";
    }

    /** The number, also one written as text; {@code usual} when there is none. */
    long number(String name, long usual) {
        Tree found = get(name);
        if (found.value == null) {
            return usual;
        }
        return found.number();
    }

    long number() {
        if (value instanceof Long number) {
            return number;
        }
        try {
            return Long.parseLong(text().strip());
        } catch (NumberFormatException e) {
            throw new ExchangeException("a number in it is none");
        }
    }

    /** A number that has to be there; refused when it is not. */
    int bounded(String name, int least, int most) {
        long number = number(name, -1);
        if (number < least || number > most) {
            throw new ExchangeException(
                    "its " + name + " is refused: it must be " + least + " to " + most);
        }
        return (int) number;
    }
}
