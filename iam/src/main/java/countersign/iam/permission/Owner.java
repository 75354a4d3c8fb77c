package countersign.iam.permission;

import countersign.iam.authorization.RequestKeys;
import countersign.iam.authorization.Unit;

/**
 * What carries policies.
 *
 * @param id the unique id
 */
public record Owner(Kind kind, String id, String name) {

    /** Kinds of owners, with IAM's quotas. */
    public enum Kind {
        USER("user", 2_048, "PoliciesPerUser"),
        GROUP("group", 5_120, "PoliciesPerGroup"),
        ROLE("role", 10_240, "PoliciesPerRole");

        /** Managed policies that can be attached to one owner. */
        public static final int MOST_ATTACHED = 10;

        private final String word;
        private final int inlineRoom;
        private final String quota;

        Kind(String word, int inlineRoom, String quota) {
            this.word = word;
            this.inlineRoom = inlineRoom;
            this.quota = quota;
        }

        public String word() {
            return word;
        }

        /** Characters of all inline policies together, blanks not counted. */
        public int inlineRoom() {
            return inlineRoom;
        }

        String quota() {
            return quota;
        }
    }

    /**
     * The owner of that name, if the caller may do this to it.
     *
     * @throws countersign.iam.Refused not allowed; no such owner
     */
    static Owner find(Unit unit, Kind kind, String name, RequestKeys keys) {
        return switch (kind) {
            case USER -> {
                var user = unit.user(name, keys);
                yield new Owner(kind, user.id().text(), user.userName().orElse(name));
            }
            case GROUP -> {
                var group = unit.group(name, keys);
                yield new Owner(kind, group.id(), group.name());
            }
            case ROLE -> {
                var role = unit.role(name, keys);
                yield new Owner(kind, role.id(), role.name());
            }
        };
    }
}
