package countersign.aws.actions;

import countersign.iam.tag.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tags between the SDK's classes and ours. */
final class Tags {
    private Tags() {}

    static List<Tag> of(List<software.amazon.awssdk.services.iam.model.Tag> tags) {
        return tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
    }

    static List<Tag> ofSts(List<software.amazon.awssdk.services.sts.model.Tag> tags) {
        return tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
    }

    static List<software.amazon.awssdk.services.iam.model.Tag> shown(List<Tag> tags) {
        return tags.stream().map(Tags::shown).toList();
    }

    private static software.amazon.awssdk.services.iam.model.Tag shown(Tag tag) {
        return software.amazon.awssdk.services.iam.model.Tag.builder()
                .key(tag.key())
                .value(tag.value())
                .build();
    }

    /** Null, as the SDK wants it, when there are none: the answer then has no such element. */
    static @Nullable List<software.amazon.awssdk.services.iam.model.Tag> shownIfAny(
            List<Tag> tags) {
        return tags.isEmpty() ? null : shown(tags);
    }
}
