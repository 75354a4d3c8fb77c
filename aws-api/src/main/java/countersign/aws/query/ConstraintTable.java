package countersign.aws.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import countersign.aws.Action;
import countersign.aws.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One service's part of {@code constraints.json}, which a tool makes from its public model. */
public final class ConstraintTable {
    private static final JsonNode FILE = read();

    private static final String MARKER = "markerType";

    private final JsonNode service;

    private ConstraintTable(JsonNode service) {
        this.service = service;
    }

    public static ConstraintTable of(Service service) {
        return new ConstraintTable(FILE.path(service.signingName()));
    }

    /** Lists that stand in the answer of {@code action} even when they are empty. */
    public Set<String> requiredLists(Action action) {
        return Set.copyOf(texts(service.path("requiredLists").path(action.name())));
    }

    /** Whether the answer of {@code action} has a result without members in it. */
    public boolean hasEmptyResult(Action action) {
        return texts(service.path("emptyResults")).contains(action.name());
    }

    /** What the input of {@code action} must be like. */
    Shape input(Action action) {
        String name = service.path("inputs").path(action.name()).asText();
        return shape(name);
    }

    /**
     * A shape without a constraint is not in the file. Markers are checked by who made them: they
     * hold keys, and an ARN with a long path makes one that is longer than AWS's ever are.
     */
    Shape shape(String name) {
        if (name.equals(MARKER)) return new Shape(MissingNode.getInstance());
        return new Shape(service.path("shapes").path(name));
    }

    /** The constraints of one shape of the model. */
    record Shape(JsonNode json) {
        Optional<Long> min() {
            return Optional.of(json.path("min")).filter(JsonNode::isNumber).map(JsonNode::asLong);
        }

        Optional<Long> max() {
            return Optional.of(json.path("max")).filter(JsonNode::isNumber).map(JsonNode::asLong);
        }

        Optional<String> pattern() {
            return Optional.of(json.path("pattern"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        }

        List<String> values() {
            return texts(json.path("enum"));
        }

        Set<String> required() {
            return texts(json.path("required")).stream().collect(Collectors.toUnmodifiableSet());
        }

        /** The name of the shape of the member {@code name}. */
        String member(String name) {
            return json.path("members").path(name).asText();
        }

        /** The name of the shape of a list's entries. */
        String entry() {
            return json.path("member").asText();
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode read() {
        try (InputStream in = Service.class.getResourceAsStream("constraints.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("read constraints.json", e);
        }
    }
}
