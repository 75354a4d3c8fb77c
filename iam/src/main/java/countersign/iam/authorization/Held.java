package countersign.iam.authorization;

import countersign.iam.tag.Tag;
import countersign.policy.Source;
import java.util.List;
import java.util.Optional;

/** What a user, group or role holds, compiled: its policies, its boundary, its tags. */
public record Held(List<Source> identity, Optional<Source> boundary, List<Tag> tags) {
    public Held {
        identity = List.copyOf(identity);
        tags = List.copyOf(tags);
    }
}
