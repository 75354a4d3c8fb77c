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

    /** What an inline policy of a user is called among {@link #identity}; case does not matter. */
    public static String inlineOfUser(String userName, String policy) {
        return ownerPrefix("user", userName) + policy;
    }

    static String ownerPrefix(String kind, String name) {
        return kind + "_" + name + "_";
    }
}
