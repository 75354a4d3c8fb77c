package countersign.iam.credential;

import java.time.Instant;
import java.util.Optional;

/** What a request was signed with. */
public sealed interface Credential {
    String accessKeyId();

    /** An access key of a user or root. */
    record LongTerm(String accessKeyId) implements Credential {}

    /** Session credentials. */
    record Temporary(SessionClaims claims) implements Credential {
        @Override
        public String accessKeyId() {
            return claims.accessKeyId();
        }
    }

    /** When session credentials were issued. */
    default Optional<Instant> issuedAt() {
        return this instanceof Temporary(SessionClaims claims)
                ? Optional.of(claims.issuedAt())
                : Optional.empty();
    }
}
