package countersign.aws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Header fields by name, whose case does not count; the names in here are in lower case. */
public record Headers(Map<String, List<String>> fields) {
    public static final Headers NONE = new Headers(Map.of());

    public Headers {
        var lowered = new LinkedHashMap<String, List<String>>();
        fields.forEach((name, values) ->
                lowered.computeIfAbsent(lower(name), _ -> new ArrayList<>()).addAll(values));
        lowered.replaceAll((_, values) -> List.copyOf(values));
        fields = Collections.unmodifiableMap(lowered);
    }

    /** Name, value, name, value ... */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header has a name and a value");
        }
        var fields = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.computeIfAbsent(lower(namesAndValues[i]), _ -> new ArrayList<>())
                    .add(namesAndValues[i + 1]);
        }
        return new Headers(fields);
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** In the order in which they were sent; empty when there is none. */
    public List<String> all(String name) {
        return fields.getOrDefault(lower(name), List.of());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Names only: values hold tokens and signatures. */
    @Override
    public String toString() {
        return "Headers" + fields.keySet();
    }
}
