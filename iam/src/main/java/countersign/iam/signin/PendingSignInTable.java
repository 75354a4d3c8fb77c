package countersign.iam.signin;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.Optional;

/** Sign-ins between the right password and the right code. */
public interface PendingSignInTable {
    void insert(PendingSignIn pending);

    Optional<PendingSignIn> find(String id);

    /** False when it was gone: used, ended or overtaken. */
    boolean delete(String id);

    int deleteOf(AccountId account, PrincipalId principal);

    int prune(Instant expiredBefore, int most);
}
