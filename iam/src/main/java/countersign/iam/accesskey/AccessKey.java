package countersign.iam.accesskey;

import countersign.iam.account.AccountId;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.Optional;

/**
 * A long-term access key as stored.
 *
 * @param id 20 characters; encodes the account (see {@link KeyIds})
 * @param sealedSecret the secret access key, sealed
 * @param suspended closed after too many wrong codes: it can be deleted, not activated
 * @param used its last use, to the minute
 */
public record AccessKey(
        String id,
        AccountId account,
        PrincipalId principal,
        SealedValue sealedSecret,
        boolean active,
        boolean suspended,
        Instant createdAt,
        Optional<Use> used) {
    /** When, and for which service and region, a key was used. */
    public record Use(Instant at, String service, String region) {}

    static SealedPlace place(AccountId account, PrincipalId principal, String id) {
        return new SealedPlace("access_key", account.digits(), principal.text(), id, 0);
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
