package countersign.iam.credential;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Proofs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What session credentials carry, sealed inside their token: there is no row for them.
 *
 * @param accessKeyId the id that they were issued under
 * @param subject unique id of the user (GetSessionToken, GetFederationToken) or role (AssumeRole)
 * @param name role session name or federated user's name; "" for a user
 * @param issuer whose proof they rest on
 * @param mfa the code that was given for them, if one was
 * @param policies session policies; empty when none were given
 * @param chained whether a role session issued them
 */
public record SessionClaims(
        Kind kind,
        AccountId account,
        String accessKeyId,
        String subject,
        String name,
        Issuer issuer,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Proofs.Mfa> mfa,
        Optional<SessionPolicies> policies,
        Map<String, String> tags,
        List<String> transitiveTagKeys,
        Optional<String> sourceIdentity,
        boolean chained) {
    public SessionClaims {
        tags = Map.copyOf(tags);
        transitiveTagKeys = List.copyOf(transitiveTagKeys);
    }

    /** Which call issued them. */
    public enum Kind {
        /** GetSessionToken: acts as the user. */
        USER,
        /** AssumeRole: acts as the role. */
        ROLE,
        /** GetFederationToken: acts as the user, within session policies. */
        FEDERATED
    }

    /**
     * The long-term principal at the beginning of the chain. When its epoch is higher, or the key
     * is gone, what it issued has ended (rules that end it).
     *
     * @param accessKeyId the long-term key
     */
    public record Issuer(
            AccountId account, PrincipalId principal, long epoch, String accessKeyId) {}

    /** Session policies: a document, and ARNs of managed policies. */
    public record SessionPolicies(Optional<String> document, List<String> arns) {
        public SessionPolicies {
            arns = List.copyOf(arns);
        }
    }
}
