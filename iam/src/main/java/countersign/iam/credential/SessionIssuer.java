package countersign.iam.credential;

import countersign.iam.Ids;
import countersign.iam.accesskey.KeyIds;
import countersign.iam.accesskey.SecretAccessKey;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.credential.SessionClaims.Kind;
import countersign.iam.credential.SessionClaims.SessionPolicies;
import countersign.iam.key.KeyService;
import countersign.iam.mfa.MfaRules;
import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issues session credentials. Nothing is stored: the token carries it all, sealed. */
public final class SessionIssuer {
    private final SessionTokens tokens;
    private final MfaRules rules;
    private final Ids ids;

    public SessionIssuer(KeyService keys, MfaRules rules, Ids ids) {
        this.tokens = new SessionTokens(keys);
        this.rules = rules;
        this.ids = ids;
    }

    /** What the credentials are to carry. */
    public record Wanted(
            Kind kind,
            AccountId account,
            String subject,
            String name,
            Optional<Proofs.Mfa> mfa,
            Optional<SessionPolicies> policies,
            Map<String, String> tags,
            List<String> transitiveTagKeys,
            Optional<String> sourceIdentity) {
        public Wanted {
            tags = Map.copyOf(tags);
            transitiveTagKeys = List.copyOf(transitiveTagKeys);
        }

        public static Wanted of(Kind kind, AccountId account, String subject, String name) {
            return new Wanted(
                    kind,
                    account,
                    subject,
                    name,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    Optional.empty());
        }

        public Wanted provedBy(Optional<Proofs.Mfa> proof) {
            return new Wanted(
                    kind,
                    account,
                    subject,
                    name,
                    proof,
                    policies,
                    tags,
                    transitiveTagKeys,
                    sourceIdentity);
        }

        public Wanted within(Optional<SessionPolicies> session) {
            return new Wanted(
                    kind,
                    account,
                    subject,
                    name,
                    mfa,
                    session,
                    tags,
                    transitiveTagKeys,
                    sourceIdentity);
        }

        public Wanted tagged(Map<String, String> session, List<String> transitive) {
            return new Wanted(
                    kind,
                    account,
                    subject,
                    name,
                    mfa,
                    policies,
                    session,
                    transitive,
                    sourceIdentity);
        }

        public Wanted from(Optional<String> identity) {
            return new Wanted(
                    kind, account, subject, name, mfa, policies, tags, transitiveTagKeys, identity);
        }
    }

    /** New credentials, in the time of {@code account}, in which they will be used. */
    public record Credentials(SessionClaims claims, SecretAccessKey secret, String token) {
        @Override
        public String toString() {
            return "Credentials[" + claims.accessKeyId() + "]";
        }
    }

    public Credentials issue(Caller.Api caller, Wanted wanted, Account account, Duration lifetime) {
        Instant now = account.timeAt(caller.system()).truncatedTo(ChronoUnit.MILLIS);
        SecretAccessKey secret = SecretAccessKey.random(ids.random());
        SessionClaims claims =
                new SessionClaims(
                        wanted.kind(),
                        wanted.account(),
                        KeyIds.draw(rules.temporaryPrefix(), wanted.account(), ids),
                        wanted.subject(),
                        wanted.name(),
                        caller.issuer(),
                        now,
                        now.plus(lifetime),
                        wanted.mfa(),
                        wanted.policies(),
                        wanted.tags(),
                        wanted.transitiveTagKeys(),
                        wanted.sourceIdentity(),
                        caller.claims().filter(it -> it.kind() == Kind.ROLE).isPresent());
        return new Credentials(claims, secret, tokens.seal(claims, secret));
    }
}
