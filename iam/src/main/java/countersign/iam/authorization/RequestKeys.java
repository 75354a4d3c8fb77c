package countersign.iam.authorization;

import countersign.iam.tag.Tag;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Condition keys that only one request has: iam:PolicyARN, aws:RequestTag/..., sts:ExternalId.
 *
 * @param values by key in lower case
 */
public record RequestKeys(Map<String, List<String>> values) {
    public static final RequestKeys NONE = new RequestKeys(Map.of());

    public RequestKeys {
        values = Map.copyOf(values);
    }

    public static RequestKeys of(String key, String value) {
        return NONE.with(key, List.of(value));
    }

    public RequestKeys with(String key, List<String> more) {
        Map<String, List<String>> all = new HashMap<>(values);
        all.put(key.toLowerCase(Locale.ROOT), List.copyOf(more));
        return new RequestKeys(all);
    }

    public RequestKeys with(String key, Optional<String> value) {
        return value.map(it -> with(key, List.of(it))).orElse(this);
    }

    /** aws:RequestTag/... and aws:TagKeys of the tags in a request. */
    public RequestKeys withTags(Collection<Tag> tags) {
        RequestKeys all = this;
        for (Tag tag : tags) all = all.with("aws:RequestTag/" + tag.key(), List.of(tag.value()));
        return tags.isEmpty() ? all : all.withTagKeys(tags.stream().map(Tag::key).toList());
    }

    public RequestKeys withTagKeys(List<String> keys) {
        return with("aws:TagKeys", keys);
    }
}
