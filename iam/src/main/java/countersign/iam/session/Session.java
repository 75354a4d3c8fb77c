package countersign.iam.session;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;

/**
 * A signed-in browser.
 *
 * @param id hash of the cookie's token; a new one after every authentication
 * @param series stays when the id changes: what a pending enrolment belongs to
 * @param epoch the principal's when it began or was renewed; a lower one than the principal's has
 *     ended
 */
public record Session(
        String id,
        String series,
        AccountId account,
        PrincipalId principal,
        long epoch,
        Instant createdAt,
        Instant lastSeenAt,
        Proofs proofs,
        String address,
        String userAgent) {

    Session renewed(String newId, Proofs newProofs, Instant now) {
        return new Session(
                newId, series, account, principal, epoch, createdAt, now, newProofs, address,
                userAgent);
    }
}
