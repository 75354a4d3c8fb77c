package countersign.iam.password;

import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Password policies of accounts, and the passwords that IAM users had before. */
public interface PasswordPolicyTable {
    Optional<PasswordPolicy> find(AccountId account);

    void put(AccountId account, PasswordPolicy policy);

    /** False when there was none. */
    boolean delete(AccountId account);

    void remember(AccountId account, PrincipalId user, SealedValue password, Instant at);

    /** Newest first. */
    List<SealedValue> remembered(AccountId account, PrincipalId user, int most);

    void forget(AccountId account, PrincipalId user);
}
