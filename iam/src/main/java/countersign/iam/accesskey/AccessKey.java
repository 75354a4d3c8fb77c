package countersign.iam.accesskey;

import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;

/**
 * A long-term access key as stored.
 *
 * @param id 20 characters; encodes the account (see {@link AccessKeys})
 * @param sealedSecret the secret access key, sealed
 */
public record AccessKey(
        String id,
        AccountId account,
        PrincipalId principal,
        SealedValue sealedSecret,
        boolean active,
        Instant createdAt) {
    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
