package countersign.aws.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.traits.MapTrait;

/** Reads {@code X.entry.N.key} and {@code .value}. No input of ours has a map today. */
final class MapReader implements ValueReader {
    private final MapTrait trait;
    private final ValueReader values;

    MapReader(MapTrait trait) {
        this.trait = trait;
        this.values = ValueReader.of(trait.valueFieldInfo());
    }

    @Override
    public Optional<Object> read(FormTree node, String place, List<String> missing) {
        Optional<FormTree> entries = trait.isFlattened() ? Optional.of(node) : node.at("entry");
        return entries.map(found -> map(found, place, missing));
    }

    private Map<String, Object> map(FormTree entries, String place, List<String> missing) {
        var map = new LinkedHashMap<String, Object>();
        for (FormTree entry : entries.children().values()) {
            Optional<String> key =
                    entry.at(name(trait.keyLocationName(), "key")).flatMap(FormTree::value);
            Optional<Object> value =
                    entry.at(name(trait.valueLocationName(), "value"))
                            .flatMap(found -> values.read(found, place, missing));
            key.ifPresent(k -> value.ifPresent(v -> map.put(k, v)));
        }
        return map;
    }

    private static String name(String given, String otherwise) {
        return Optional.ofNullable(given).orElse(otherwise);
    }
}
