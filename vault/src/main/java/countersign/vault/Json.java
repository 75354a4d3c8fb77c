package countersign.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, strings, numbers, truths and {@link #NOTHING}, read within bounds and
 * refused outside them. A value of a kind that nobody asks for can be written again as it was.
 */
final class Json {
    /** What {@code null} is read as. */
    static final Object NOTHING = new Object();

    /** Of a field, in UTF-8. */
    static final int LONGEST_NAME_BYTES = 1024;

    private static final int DEEPEST = 8;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(16 * 1024)
                                    .maxNameLength(LONGEST_NAME_BYTES)
                                    .maxNumberLength(20)
                                    .build())
                    .build();

    private Json() {}

    /** Writes the fields of one object. */
    interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] write(Writer fields) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("write JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Reads one object and nothing behind it; the exception never quotes the text. */
    static Fields read(byte[] text, String what) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw VaultException.damaged("the " + what + " is no JSON object");
            }
            Fields fields = object(parser, what);
            if (parser.nextToken() != null) {
                throw VaultException.damaged("the " + what + " has something behind its end");
            }
            return fields;
        } catch (IOException e) {
            // Without the cause: Jackson's message quotes the text, which may be a seed.
            throw VaultException.damaged("the " + what + " is no JSON within bounds");
        }
    }

    private static Fields object(JsonParser parser, String what) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            fields.put(name, value(parser, parser.nextToken(), what));
        }
        return new Fields(fields, what);
    }

    private static List<Object> array(JsonParser parser, String what) throws IOException {
        var items = new ArrayList<Object>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(value(parser, token, what));
        }
        return items;
    }

    private static Object value(JsonParser parser, @Nullable JsonToken token, String what)
            throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser, what);
            case START_ARRAY -> array(parser, what);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> wholeNumber(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NOTHING;
            case null, default ->
                    throw VaultException.damaged("the " + what + " has a value of a wrong kind");
        };
    }

    /** A long, where it fits. */
    private static Number wholeNumber(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Number) parser.getLongValue();
    }

    /** Writes what was read. */
    static void writeValue(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Fields fields -> {
                json.writeStartObject();
                for (Map.Entry<String, Object> field : fields.byName().entrySet()) {
                    json.writeFieldName(field.getKey());
                    writeValue(json, field.getValue());
                }
                json.writeEndObject();
            }
            case List<?> items -> {
                json.writeStartArray();
                for (Object item : items) {
                    writeValue(json, item);
                }
                json.writeEndArray();
            }
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Number number -> json.writeNumber(number.toString());
            default -> json.writeNull();
        }
    }

    /** The fields of one object; asking for what is not there says that the file is damaged. */
    record Fields(Map<String, Object> byName, String what) {
        String text(String name) {
            return get(name, String.class);
        }

        long number(String name) {
            return get(name, Long.class);
        }

        int smallNumber(String name) {
            long number = number(name);
            if (number != (int) number) {
                throw VaultException.damaged("the " + what + "'s " + name + " is out of bounds");
            }
            return (int) number;
        }

        boolean has(String name) {
            return byName.containsKey(name);
        }

        List<Fields> objects(String name, int most) {
            List<?> items = get(name, List.class);
            if (items.size() > most) {
                throw VaultException.damaged("the " + what + " has more than " + most + " " + name);
            }
            return items.stream().map(item -> as(item, name, Fields.class)).toList();
        }

        List<Object> anything(String name, int most) {
            List<?> items = get(name, List.class);
            if (items.size() > most) {
                throw VaultException.damaged("the " + what + " has more than " + most + " " + name);
            }
            return List.copyOf(items);
        }

        List<String> textList(String name) {
            List<?> items = get(name, List.class);
            return items.stream().map(item -> as(item, name, String.class)).toList();
        }

        Map<String, String> texts(String name) {
            var texts = new LinkedHashMap<String, String>();
            get(name, Fields.class)
                    .byName()
                    .forEach((key, value) -> texts.put(key, as(value, name, String.class)));
            return texts;
        }

        private <T> T get(String name, Class<T> type) {
            return as(byName.get(name), name, type);
        }

        private <T> T as(@Nullable Object value, String name, Class<T> type) {
            if (!type.isInstance(value)) {
                throw VaultException.damaged(
                        "the " + what + "'s " + name + " is missing or of a wrong kind");
            }
            return type.cast(value);
        }

        @Override
        public String toString() {
            return "Fields" + byName.keySet();
        }
    }
}
