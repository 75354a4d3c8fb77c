package countersign.iam.sts;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Authorizer;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.credential.SessionClaims;
import countersign.iam.credential.SessionClaims.Kind;
import countersign.iam.credential.SessionClaims.SessionPolicies;
import countersign.iam.credential.SessionIssuer;
import countersign.iam.mfa.CodeVerifier;
import countersign.iam.role.Role;
import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import countersign.iam.session.Subject;
import countersign.iam.tag.Tag;
import countersign.iam.tag.Tags;
import countersign.policy.TrustDecision;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AssumeRole, with its order of checks (aws-mfa B.12). */
public final class RoleSessions {
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST_OF_CHAIN = Duration.ofHours(1);
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws:iam::([0-9]{12}):role(/(?:[\\x21-\\x7E]*/)?)([\\w+=,.@-]+)");

    private final Store store;
    private final Authorizer authorizer;
    private final SessionIssuer issuer;
    private final Proving proving;

    public RoleSessions(
            Store store, Authorizer authorizer, CodeVerifier verifier, SessionIssuer issuer) {
        this.store = store;
        this.authorizer = authorizer;
        this.issuer = issuer;
        this.proving = new Proving(store, verifier);
    }

    /** What a request asks for. */
    public record Wanted(
            String roleArn,
            String sessionName,
            Optional<Duration> duration,
            Optional<String> policy,
            List<String> policyArns,
            List<Tag> tags,
            List<String> transitiveTagKeys,
            Optional<String> externalId,
            Optional<String> serial,
            Optional<String> code,
            Optional<String> sourceIdentity) {
        public Wanted {
            policyArns = List.copyOf(policyArns);
            tags = List.copyOf(tags);
            transitiveTagKeys = List.copyOf(transitiveTagKeys);
        }
    }

    private record Found(Account account, Role role) {}

    /**
     * Assumes a role.
     *
     * @throws Refused in AWS's order, with AWS's texts
     */
    public Issued assume(Caller.Api caller, Wanted wanted) {
        Matcher arn = ROLE_ARN.matcher(wanted.roleArn());
        if (!arn.matches()) throw Refused.invalid(wanted.roleArn() + " is invalid");
        if (caller.subject().isRoot()) {
            throw new Refused(Code.AccessDenied, "Roles may not be assumed by root accounts.");
        }
        Optional<Found> found =
                store.read(tables -> find(tables, new AccountId(arn.group(1)), arn.group(3)))
                        .filter(it -> it.role().arn().equals(wanted.roleArn()));
        Duration duration = wanted.duration().orElse(USUAL);
        checkDuration(caller, found, duration);
        Optional<Proofs.Mfa> mfa =
                proving.prove(caller, Action.ASSUME_ROLE, wanted.serial(), wanted.code());
        if (found.isEmpty()) throw denied(caller, Action.ASSUME_ROLE, wanted.roleArn());
        return issue(caller, wanted, found.get(), duration, mfa);
    }

    private static Optional<Found> find(Tables tables, AccountId id, String name) {
        return tables.accounts()
                .find(id)
                .flatMap(account ->
                        tables.roles().find(id, name).map(role -> new Found(account, role)));
    }

    private static void checkDuration(Caller.Api caller, Optional<Found> found, Duration duration) {
        boolean tooLong =
                found.filter(it -> duration.compareTo(it.role().maxSession()) > 0).isPresent();
        if (tooLong) {
            throw Refused.invalid(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                            + " role.");
        }
        boolean chained = caller.claims().filter(it -> it.kind() == Kind.ROLE).isPresent();
        if (chained && duration.compareTo(LONGEST_OF_CHAIN) > 0) {
            throw Refused.invalid(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles"
                            + " assumed by role chaining.");
        }
    }

    private Issued issue(
            Caller.Api caller,
            Wanted wanted,
            Found found,
            Duration duration,
            Optional<Proofs.Mfa> mfa) {
        Role role = found.role();
        Optional<SessionPolicies> policies =
                store.read(tables -> {
                    requireAllowed(tables, caller, role, wanted, mfa);
                    Tags.check(wanted.tags(), Tags.Case.IGNORED);
                    return SessionPolicyCheck.check(
                            tables, role.account(), wanted.policy(), wanted.policyArns());
                });
        Map<String, String> tags = tags(caller, wanted);
        var packed =
                SessionPolicyCheck.packed(
                        policies,
                        tags.entrySet().stream()
                                .mapToInt(tag -> tag.getKey().length() + tag.getValue().length())
                                .sum());
        SessionIssuer.Wanted session =
                SessionIssuer.Wanted.of(Kind.ROLE, role.account(), role.id(), wanted.sessionName())
                        .within(policies)
                        .tagged(tags, transitive(caller, wanted))
                        .from(sourceIdentity(caller, wanted));
        var credentials = issuer.issue(caller, session, found.account(), duration);
        return Issued.of(credentials, packed, new Subject.RoleSession(role, wanted.sessionName()));
    }

    private void requireAllowed(
            Tables tables, Caller.Api caller, Role role, Wanted wanted, Optional<Proofs.Mfa> mfa) {
        RequestKeys keys = keys(wanted, mfa);
        require(tables, caller, role, Action.ASSUME_ROLE, keys);
        if (!wanted.tags().isEmpty()) require(tables, caller, role, Action.TAG_SESSION, keys);
        if (sourceIdentity(caller, wanted).isPresent()) {
            require(tables, caller, role, Action.SET_SOURCE_IDENTITY, keys);
        }
    }

    private static RequestKeys keys(Wanted wanted, Optional<Proofs.Mfa> mfa) {
        RequestKeys keys =
                RequestKeys.of("sts:RoleSessionName", wanted.sessionName())
                        .with("sts:ExternalId", wanted.externalId())
                        .with("sts:SourceIdentity", wanted.sourceIdentity())
                        .withTags(wanted.tags());
        if (!wanted.transitiveTagKeys().isEmpty()) {
            keys = keys.with("sts:TransitiveTagKeys", wanted.transitiveTagKeys());
        }
        return mfa.isEmpty()
                ? keys
                : keys.with("aws:MultiFactorAuthPresent", List.of("true"))
                        .with("aws:MultiFactorAuthAge", List.of("0"));
    }

    /** Trust policy and identity policies; AWS says the same whatever of it fails. */
    private void require(
            Tables tables, Caller.Api caller, Role role, Action action, RequestKeys keys) {
        TrustDecision trust = authorizer.trust(tables, caller, role, action, keys);
        boolean sameAccount = caller.subject().account().equals(role.account());
        var identity = authorizer.decide(tables, caller, action, role.arn(), keys);
        boolean allowed =
                switch (trust) {
                    case EXPLICIT_DENY, NO_MATCH -> false;
                    case ALLOWED_BY_ACCOUNT -> identity.allowed();
                    case ALLOWED_BY_SESSION ->
                            sameAccount ? !identity.explicitDeny() : identity.allowed();
                    case ALLOWED_BY_NAME ->
                            sameAccount
                                    ? !identity.explicitDeny()
                                            && isWithinLimits(tables, caller, role, action, keys)
                                    : identity.allowed();
                };
        if (!allowed) throw denied(caller, action, role.arn());
    }

    /** A user that is named is not limited by what its boundary merely does not mention. */
    private boolean isWithinLimits(
            Tables tables, Caller.Api caller, Role role, Action action, RequestKeys keys) {
        return caller.subject() instanceof Subject.User
                || authorizer.isWithinLimits(tables, caller, action, role.arn(), keys);
    }

    private static Refused denied(Caller.Api caller, Action action, String roleArn) {
        return new Refused(
                Code.AccessDenied,
                "User: %s is not authorized to perform: %s on resource: %s"
                        .formatted(caller.subject().arn(), action.policyName(), roleArn));
    }

    /** Transitive tags go along the chain and cannot be overwritten. */
    private static Map<String, String> tags(Caller.Api caller, Wanted wanted) {
        Map<String, String> all = new HashMap<>(SecurityTokens.map(wanted.tags()));
        Optional<SessionClaims> before = caller.claims();
        if (before.isEmpty()) return all;
        for (String key : before.get().transitiveTagKeys()) {
            boolean again = wanted.tags().stream().anyMatch(tag -> tag.key().equalsIgnoreCase(key));
            if (again) {
                throw new Refused(
                        Code.InvalidInput,
                        "One of the specified transitive tag keys can't be set because it conflicts"
                                + " with a transitive tag key from the calling session.");
            }
            String value = before.get().tags().get(key);
            if (value != null) all.put(key, value);
        }
        return all;
    }

    private static List<String> transitive(Caller.Api caller, Wanted wanted) {
        var inherited = caller.claims().map(SessionClaims::transitiveTagKeys).orElse(List.of());
        return java.util.stream.Stream.concat(
                        inherited.stream(), wanted.transitiveTagKeys().stream())
                .distinct()
                .toList();
    }

    /** Once set it stays, along the whole chain. */
    private static Optional<String> sourceIdentity(Caller.Api caller, Wanted wanted) {
        Optional<String> inherited = caller.claims().flatMap(SessionClaims::sourceIdentity);
        boolean changed =
                inherited.isPresent()
                        && wanted.sourceIdentity().isPresent()
                        && !inherited.equals(wanted.sourceIdentity());
        if (changed) throw denied(caller, Action.SET_SOURCE_IDENTITY, wanted.roleArn());
        return inherited.or(wanted::sourceIdentity);
    }
}
