package countersign.iam.accesskey;

import countersign.iam.account.AccountId;
import java.util.Optional;

/** Long-term access keys. */
public interface AccessKeyTable {
    void insert(AccessKey key);

    Optional<AccessKey> find(AccountId account, String id);
}
