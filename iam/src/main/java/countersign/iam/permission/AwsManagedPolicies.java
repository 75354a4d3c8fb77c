package countersign.iam.permission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The managed policies of AWS's that every account has, by their published statements. */
public final class AwsManagedPolicies {
    private static final String ARN = "arn:aws:iam::aws:policy";
    private static final Map<String, Managed> BY_ARN = read();

    private AwsManagedPolicies() {}

    /** One of them, in its default version. */
    public record Managed(
            String name,
            String id,
            String path,
            String description,
            Instant createdAt,
            Instant updatedAt,
            int version,
            String document) {
        public String arn() {
            return ARN + path + name;
        }
    }

    public static Optional<Managed> find(String arn) {
        return Optional.ofNullable(BY_ARN.get(arn));
    }

    /** Whether an ARN is of AWS's policies and not of an account's. */
    public static boolean isOne(String arn) {
        return arn.startsWith(ARN);
    }

    /** By ARN. */
    public static Collection<Managed> all() {
        return BY_ARN.values();
    }

    private static Map<String, Managed> read() {
        var json = new ObjectMapper();
        try (var stream =
                AwsManagedPolicies.class.getResourceAsStream("aws-managed-policies.json")) {
            if (stream == null) throw new IllegalStateException("AWS's policies are missing");
            Map<String, Managed> all = new TreeMap<>();
            for (JsonNode one : json.readTree(stream)) {
                Managed policy = read(one);
                all.put(policy.arn(), policy);
            }
            return Collections.unmodifiableMap(all);
        } catch (IOException e) {
            throw new UncheckedIOException("reading AWS's policies", e);
        }
    }

    private static Managed read(JsonNode one) {
        return new Managed(
                one.path("name").asText(),
                one.path("id").asText(),
                one.path("path").asText(),
                one.path("description").asText(),
                Instant.parse(one.path("created").asText()),
                Instant.parse(one.path("updated").asText()),
                one.path("version").asInt(),
                one.path("document").toPrettyString());
    }
}
