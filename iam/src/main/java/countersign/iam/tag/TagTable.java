package countersign.iam.tag;

import countersign.iam.account.AccountId;
import java.util.List;

/** Tags by the unique id of what carries them. */
public interface TagTable {
    /**
     * Adds a tag or replaces the one of that key.
     *
     * @param keyKey what tells its key apart: in lower case where case does not matter
     */
    void put(AccountId account, String owner, String keyKey, Tag tag);

    void remove(AccountId account, String owner, String keyKey);

    void removeAll(AccountId account, String owner);

    /** By key. */
    List<Tag> of(AccountId account, String owner);
}
