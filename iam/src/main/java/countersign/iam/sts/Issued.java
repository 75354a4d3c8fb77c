package countersign.iam.sts;

import countersign.iam.accesskey.SecretAccessKey;
import countersign.iam.credential.SessionClaims;
import countersign.iam.credential.SessionIssuer;
import countersign.iam.session.Subject;
import java.util.Optional;

/**
 * Session credentials that were just issued.
 *
 * @param token the session token
 * @param packedPercent how much of the room for session policies and tags is used; empty when there
 *     are none
 * @param arn whom they act as
 * @param userId as GetCallerIdentity will show it
 */
public record Issued(
        SessionClaims claims,
        SecretAccessKey secret,
        String token,
        Optional<Integer> packedPercent,
        String arn,
        String userId) {
    static Issued of(
            SessionIssuer.Credentials credentials, Optional<Integer> packed, Subject subject) {
        return new Issued(
                credentials.claims(),
                credentials.secret(),
                credentials.token(),
                packed,
                subject.arn(),
                subject.userId());
    }

    @Override
    public String toString() {
        return "Issued[" + claims.accessKeyId() + "]";
    }
}
