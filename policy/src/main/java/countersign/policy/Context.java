package countersign.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values of condition keys. Asked from several threads only if the caller shares it. */
@FunctionalInterface
public interface Context {
    /** A context without any key. */
    Context EMPTY = _ -> Optional.empty();

    /**
     * The values of a key, or empty when the request does not have it. A key that is there with no
     * values counts as absent.
     *
     * @param key in lower case
     */
    Optional<List<String>> values(String key);

    /** Keys may come in any case; of two that differ in nothing else one counts. */
    static Context of(Map<String, List<String>> values) {
        var byKey = new HashMap<String, Optional<List<String>>>();
        values.forEach((key, list) ->
                byKey.put(key.toLowerCase(Locale.ROOT), Optional.of(List.copyOf(list))));
        return key -> byKey.getOrDefault(key, Optional.empty());
    }

    /** This context, and for the keys that it lacks the other one. */
    default Context or(Context other) {
        return key -> {
            Optional<List<String>> own = values(key);
            return own.isPresent() ? own : other.values(key);
        };
    }
}
