package countersign.iam.recovery;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;

/**
 * A mailed link that sets a password, once.
 *
 * @param id hash of the link's token
 * @param epoch the principal's when it was mailed; a newer one ends it
 */
public record PasswordLink(
        String id, AccountId account, PrincipalId principal, long epoch, Instant expiresAt) {}
