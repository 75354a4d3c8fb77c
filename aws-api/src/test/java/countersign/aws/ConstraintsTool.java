package countersign.aws;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * Makes {@code constraints.json} from AWS's public service models, for the actions of {@link
 * Action#all}: what the SDK's classes do not say. How to run it is in aws-api/README.md.
 */
public final class ConstraintsTool {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode model;
    private final List<String> actions;
    private final Map<String, JsonNode> shapes = new TreeMap<>();

    private ConstraintsTool(JsonNode model, Service service) {
        this.model = model;
        this.actions =
                Action.all().stream()
                        .filter(action -> action.service() == service)
                        .map(Action::name)
                        .sorted()
                        .toList();
    }

    /**
     * Writes the file.
     *
     * @param arguments botocore's folder {@code data}, and the file to write
     */
    public static void main(String... arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        Files.writeString(Path.of(arguments[1]), make(data), StandardCharsets.UTF_8);
    }

    static String make(Path data) throws IOException {
        ObjectNode services = JSON.createObjectNode();
        for (Service service : Service.values()) {
            Path file =
                    data.resolve(service.signingName())
                            .resolve(service.version())
                            .resolve("service-2.json.gz");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                var tool = new ConstraintsTool(JSON.readTree(in), service);
                services.set(service.signingName(), tool.service());
            }
        }
        var printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(services) + "\n";
    }

    private ObjectNode service() {
        ObjectNode service = JSON.createObjectNode();
        ArrayNode empty = service.putArray("emptyResults");
        ObjectNode inputs = service.putObject("inputs");
        ObjectNode lists = service.putObject("requiredLists");
        for (String action : actions) {
            JsonNode operation = model.path("operations").path(action);
            if (operation.isMissingNode()) {
                throw new IllegalStateException("the model has no " + action);
            }
            String input = operation.path("input").path("shape").asText();
            if (!input.isEmpty() && collect(input)) {
                inputs.put(action, input);
            }
            JsonNode output = operation.path("output");
            required(shape(output.path("shape").asText()), lists, action);
            if (output.has("resultWrapper") && isEmpty(output)) {
                empty.add(action);
            }
        }
        ObjectNode all = service.putObject("shapes");
        shapes.forEach(all::set);
        return service;
    }

    /** A result without members, which clients expect to see all the same. */
    private boolean isEmpty(JsonNode output) {
        return shape(output.path("shape").asText()).path("members").isEmpty();
    }

    private JsonNode shape(String name) {
        return model.path("shapes").path(name);
    }

    /** Lists that an answer has even when they are empty. */
    private void required(JsonNode output, ObjectNode lists, String action) {
        var names = new TreeSet<String>();
        for (JsonNode name : output.path("required")) {
            String member = output.path("members").path(name.asText()).path("shape").asText();
            if (shape(member).path("type").asText().equals("list")) {
                names.add(name.asText());
            }
        }
        if (!names.isEmpty()) {
            ArrayNode array = lists.putArray(action);
            names.forEach(array::add);
        }
    }

    /** Whether {@code name}, or a shape inside it, has a constraint; those that have are kept. */
    private boolean collect(String name) {
        if (shapes.containsKey(name)) {
            return true;
        }
        JsonNode shape = shape(name);
        ObjectNode kept = JSON.createObjectNode();
        sorted(shape.path("required"), kept, "required");
        for (String key : List.of("min", "max", "pattern", "enum")) {
            if (shape.has(key)) {
                kept.set(key, shape.get(key));
            }
        }
        String entry = shape.path("member").path("shape").asText();
        if (!entry.isEmpty() && collect(entry)) {
            kept.put("member", entry);
        }
        members(shape.path("members"), kept);
        if (kept.isEmpty()) {
            return false;
        }
        shapes.put(name, kept);
        return true;
    }

    private static void sorted(JsonNode names, ObjectNode kept, String key) {
        var sorted = new TreeSet<String>();
        names.forEach(name -> sorted.add(name.asText()));
        if (!sorted.isEmpty()) {
            ArrayNode array = kept.putArray(key);
            sorted.forEach(array::add);
        }
    }

    private void members(JsonNode members, ObjectNode kept) {
        var sorted = new TreeMap<String, String>();
        for (String name : names(members)) {
            String shape = members.path(name).path("shape").asText();
            if (collect(shape)) {
                sorted.put(name, shape);
            }
        }
        if (!sorted.isEmpty()) {
            ObjectNode object = kept.putObject("members");
            sorted.forEach(object::put);
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
