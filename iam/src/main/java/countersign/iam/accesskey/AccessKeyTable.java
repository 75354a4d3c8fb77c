package countersign.iam.accesskey;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.util.List;
import java.util.Optional;

/** Long-term access keys. */
public interface AccessKeyTable {
    void insert(AccessKey key);

    Optional<AccessKey> find(AccountId account, String id);

    /** By date of creation. */
    List<AccessKey> ofPrincipal(AccountId account, PrincipalId principal);

    void setActive(AccountId account, String id, boolean active);

    /** Closes a key for good; false when it was closed before. */
    boolean suspend(AccountId account, String id);

    /** False when there was none. */
    boolean delete(AccountId account, String id);

    void used(AccountId account, String id, AccessKey.Use use);
}
