package countersign.iam.signin;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;

/**
 * A right password that waits for its code, in one browser.
 *
 * @param id hash of the token in that browser's cookie
 * @param epoch the principal's when the password was checked; a newer one ends it
 */
public record PendingSignIn(
        String id,
        AccountId account,
        PrincipalId principal,
        long epoch,
        Instant passwordAt,
        Instant expiresAt) {}
