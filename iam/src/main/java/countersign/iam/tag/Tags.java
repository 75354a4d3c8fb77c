package countersign.iam.tag;

import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules about tags, for everything that carries them. */
public final class Tags {
    /** IAM quota: tags of one resource. */
    public static final int MOST = 50;

    private static final String RESERVED = "aws:";

    private Tags() {}

    /** Whether keys that differ in case only are two: not on users and roles. */
    public enum Case {
        MATTERS,
        IGNORED
    }

    /** Refuses duplicate and reserved keys, as after the authorisation. */
    public static void check(List<Tag> tags, Case letters) {
        Set<String> seen = new HashSet<>();
        for (Tag tag : tags) {
            if (tag.key().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
                throw new Refused(
                        Code.InvalidInput,
                        "Tag keys beginning with aws: are reserved for system use.");
            }
            if (!seen.add(keyKey(tag.key(), letters))) {
                throw new Refused(
                        Code.InvalidInput,
                        "Duplicate tag keys found. Please note that Tag keys are case"
                                + " insensitive.");
            }
        }
    }

    /** As {@link #check}, for calls that do nothing but tag. */
    public static void checkSome(List<Tag> tags, Case letters) {
        if (tags.isEmpty()) {
            throw new Refused(Code.InvalidInput, "Error occurred while validating input. ");
        }
        check(tags, letters);
    }

    /** Adds tags, or sets the values of those that are there. */
    public static void put(Unit unit, String owner, List<Tag> tags, Case letters) {
        for (Tag tag : tags) {
            unit.tables().tags().put(unit.accountId(), owner, keyKey(tag.key(), letters), tag);
        }
        if (unit.tables().tags().of(unit.accountId(), owner).size() > MOST) {
            throw Refused.quota("TagsPerResource", MOST);
        }
    }

    /** Removes tags; keys that are not there are ignored. */
    public static void remove(Unit unit, String owner, List<String> keys, Case letters) {
        for (String key : keys) {
            unit.tables().tags().remove(unit.accountId(), owner, keyKey(key, letters));
        }
    }

    /** By key. */
    public static Page.Of<Tag> page(Unit unit, String owner, Page page) {
        List<Tag> all =
                unit.tables().tags().of(unit.accountId(), owner).stream()
                        .filter(tag -> tag.key().compareTo(page.after()) > 0)
                        .limit(page.most() + 1L)
                        .toList();
        return page.cut(all, Tag::key);
    }

    private static String keyKey(String key, Case letters) {
        return switch (letters) {
            case MATTERS -> key;
            case IGNORED -> key.toLowerCase(Locale.ROOT);
        };
    }
}
