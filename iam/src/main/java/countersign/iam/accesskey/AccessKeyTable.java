package countersign.iam.accesskey;

import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import java.util.List;
import java.util.Optional;

/** Long-term access keys. */
public interface AccessKeyTable {
    void insert(AccessKey key);

    Optional<AccessKey> find(AccountId account, String id);

    /**
     * All that is needed to check a signature, in one query; empty for a key that may not sign
     * (unknown, inactive, suspended).
     */
    Optional<Signer> signer(AccountId account, String id);

    /** Whose key it is, and the secret access key, sealed. */
    record Signer(Account account, Principal owner, String keyId, SealedValue sealedSecret) {}

    /** By date of creation. */
    List<AccessKey> ofPrincipal(AccountId account, PrincipalId principal);

    void setActive(AccountId account, String id, boolean active);

    /** Closes a key for good; false when it was closed before. */
    boolean suspend(AccountId account, String id);

    /** False when there was none. */
    boolean delete(AccountId account, String id);

    void used(AccountId account, String id, AccessKey.Use use);
}
