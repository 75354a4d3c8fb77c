package countersign.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A policy variable.
 *
 * @param name the condition key as written
 * @param key the same in lower case
 * @param fallback what stands in for an absent key
 */
record Variable(String name, String key, Optional<String> fallback) {
    static Variable of(String name, Optional<String> fallback) {
        return new Variable(name, name.toLowerCase(Locale.ROOT), fallback);
    }

    boolean isMissing(Context context) {
        Optional<List<String>> values = context.values(key);
        return values.isEmpty() || values.get().isEmpty();
    }

    /**
     * The text that takes its place; empty when the key is absent and nothing stands in for it, or
     * when the key has several values.
     */
    Optional<String> resolve(Context context) {
        Optional<List<String>> values = context.values(key);
        if (values.isEmpty() || values.get().isEmpty()) {
            return fallback;
        }
        return values.get().size() == 1 ? Optional.of(values.get().getFirst()) : Optional.empty();
    }
}
