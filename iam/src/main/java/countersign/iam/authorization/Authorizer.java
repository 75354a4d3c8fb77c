package countersign.iam.authorization;

import countersign.iam.Refused;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.credential.SessionClaims;
import countersign.iam.group.Group;
import countersign.iam.principal.Principal;
import countersign.iam.role.Role;
import countersign.iam.session.Caller;
import countersign.iam.session.Subject;
import countersign.policy.Decision;
import countersign.policy.Evaluator;
import countersign.policy.Explanation;
import countersign.policy.Grants;
import countersign.policy.PolicyKind;
import countersign.policy.PolicyType;
import countersign.policy.Request;
import countersign.policy.Source;
import countersign.policy.TrustCaller;
import countersign.policy.TrustDecision;
import countersign.policy.TrustPrincipal;
import countersign.policy.TrustRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides by policy who may do what: the one place, for both faces. A root user may do everything
 * inside its account, unless it lends its rights to a session with policies.
 */
public final class Authorizer {
    private static final int MOST_HELD = 20_000;

    private final Policies policies = new Policies();
    private final Holdings holdings = new Holdings(policies);
    private final ConcurrentHashMap<Owner, Stamped> held = new ConcurrentHashMap<>();

    /** Remembers what it compiles; nothing of it can be out of date. */
    public Authorizer() {}

    private record Owner(AccountId account, String id) {}

    /** What an owner holds, as of a stamp of its account. */
    private record Stamped(long stamp, Held held) {}

    /** Refuses with AccessDenied unless the caller may. */
    public void require(
            Tables tables, Caller.Authenticated caller, Action action, String resource) {
        require(tables, caller, action, resource, RequestKeys.NONE);
    }

    /** As {@link #require(Tables, Caller.Authenticated, Action, String)}, with keys of its own. */
    public void require(
            Tables tables,
            Caller.Authenticated caller,
            Action action,
            String resource,
            RequestKeys keys) {
        Optional<Denial> denial = denial(tables, caller, action, resource, keys);
        if (denial.isPresent()) throw denial.get().refused();
    }

    /** Why the caller may not; empty when it may. */
    public Optional<Denial> denial(
            Tables tables,
            Caller.Authenticated caller,
            Action action,
            String resource,
            RequestKeys keys) {
        if (caller.subject().isRoot()) return Optional.empty();
        if (mustChangePassword(caller) && action != Action.CHANGE_PASSWORD) {
            return Optional.of(denial(caller, action, resource, Optional.empty()));
        }
        Decision decision = decide(tables, caller, action, resource, keys);
        return decision.allowed()
                ? Optional.empty()
                : Optional.of(denial(caller, action, resource, Optional.of(decision)));
    }

    private static boolean mustChangePassword(Caller.Authenticated caller) {
        return caller instanceof Caller.SignedIn signedIn && signedIn.mustChangePassword();
    }

    private static Denial denial(
            Caller.Authenticated caller,
            Action action,
            String resource,
            Optional<Decision> decision) {
        return new Denial(caller.subject().arn(), action, resource, decision);
    }

    /** What policies say of it, for the simulator and for trust; a root user is not asked about. */
    public Decision decide(
            Tables tables,
            Caller.Authenticated caller,
            Action action,
            String resource,
            RequestKeys keys) {
        Held mine = held(tables, caller.subject());
        var context =
                new CallContext(caller, mine.tags(), new Resource(tables, action, resource), keys);
        return Evaluator.decide(
                new Grants(mine.identity(), mine.boundary(), sessionPolicies(tables, caller)),
                new Request(action.policyName(), resource, context));
    }

    /**
     * Whether the caller's permissions boundary and session policies let it through: they limit a
     * role session also where a trust policy names the role.
     */
    public boolean isWithinLimits(
            Tables tables,
            Caller.Authenticated caller,
            Action action,
            String resource,
            RequestKeys keys) {
        Held mine = held(tables, caller.subject());
        var context =
                new CallContext(caller, mine.tags(), new Resource(tables, action, resource), keys);
        Explanation why =
                Evaluator.explain(
                        new Grants(
                                mine.identity(), mine.boundary(), sessionPolicies(tables, caller)),
                        new Request(action.policyName(), resource, context));
        return why.allowedByBoundary().orElse(true) && why.allowedBySession().orElse(true);
    }

    /** What a role's trust policy says of the caller. */
    public TrustDecision trust(
            Tables tables,
            Caller.Authenticated caller,
            Role role,
            Action action,
            RequestKeys keys) {
        Held mine = held(tables, caller.subject());
        var target = new Resource(tables, action, role.arn());
        var context = new CallContext(caller, mine.tags(), target, keys);
        return Evaluator.trust(
                policies.of(role.trustPolicy(), PolicyKind.TRUST),
                new TrustRequest(action.policyName(), trustCaller(caller.subject()), context),
                named -> isStillTheSame(role, named, caller.subject()));
    }

    private static TrustCaller trustCaller(Subject subject) {
        return new TrustCaller(
                subject.account().digits(),
                CallContext.principalArn(subject),
                subject instanceof Subject.User ? Optional.empty() : Optional.of(subject.arn()),
                subject.isRoot());
    }

    /** An ARN in a trust policy stands for the one who had it when the policy was written. */
    private static boolean isStillTheSame(Role role, TrustPrincipal named, Subject subject) {
        String id = role.trusted().get(named.text());
        return id == null || id.equals(subject.owner());
    }

    private Optional<List<Source>> sessionPolicies(Tables tables, Caller.Authenticated caller) {
        if (!(caller instanceof Caller.Api api)) return Optional.empty();
        return api.claims()
                .flatMap(SessionClaims::policies)
                .map(session -> sources(tables, caller.subject().account(), session));
    }

    private List<Source> sources(
            Tables tables, AccountId account, SessionClaims.SessionPolicies session) {
        List<Source> all = new ArrayList<>();
        session.document()
                .map(text -> policies.of(text, PolicyKind.SESSION))
                .ifPresent(policy -> all.add(new Source("session", PolicyType.SESSION, policy)));
        for (String arn : session.arns()) {
            all.add(holdings.managed(tables, account, arn, PolicyType.SESSION));
        }
        return all;
    }

    /** What an IAM user holds, with its groups'. */
    public Held heldBy(Tables tables, Principal user) {
        return ofPrincipal(tables, user);
    }

    public Held heldBy(Tables tables, Group group) {
        return holdings.ofGroup(tables, group);
    }

    public Held heldBy(Tables tables, Role role) {
        return holdings.ofRole(tables, role);
    }

    /** What a subject holds: read once for each stamp of its account. */
    private Held held(Tables tables, Subject subject) {
        long stamp = tables.accounts().iamStamp(subject.account());
        Owner owner = new Owner(subject.account(), subject.owner());
        Stamped known = held.get(owner);
        if (known != null && known.stamp() == stamp) return known.held();
        Held now =
                switch (subject) {
                    case Subject.User(Principal principal) ->
                            ofPrincipal(tables, asNow(tables, principal));
                    case Subject.RoleSession(Role role, String _) ->
                            holdings.ofRole(tables, asNow(tables, role));
                    case Subject.Federated(Principal issuer, String _) ->
                            ofPrincipal(tables, asNow(tables, issuer));
                };
        if (held.size() >= MOST_HELD) held.clear();
        held.put(owner, new Stamped(stamp, now));
        return now;
    }

    /** The caller was read before this unit of work; its boundary may be another by now. */
    private static Principal asNow(Tables tables, Principal principal) {
        return tables.principals().find(principal.account(), principal.id()).orElse(principal);
    }

    private static Role asNow(Tables tables, Role role) {
        return tables.roles()
                .find(role.account(), role.name())
                .filter(now -> now.id().equals(role.id()))
                .orElse(role);
    }

    private Held ofPrincipal(Tables tables, Principal principal) {
        return principal.isRoot()
                ? new Held(List.of(everything()), Optional.empty(), List.of())
                : holdings.ofUser(tables, principal);
    }

    private Source everything() {
        return new Source(
                "root", PolicyType.AWS_MANAGED, policies.of(EVERYTHING, PolicyKind.IDENTITY));
    }

    private static final String EVERYTHING =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}\
            """;

    /** What session credentials of this kind may call at all, whatever policies say. */
    public static void requireCallable(Caller.Authenticated caller, Action action) {
        Optional<SessionClaims> session =
                caller instanceof Caller.Api api ? api.claims() : Optional.empty();
        if (session.isEmpty()) return;
        switch (session.get().kind()) {
            case USER -> ofUserSession(session.get(), action);
            case FEDERATED -> ofFederated(action);
            case ROLE -> ofRole(action);
        }
    }

    private static void ofUserSession(SessionClaims session, Action action) {
        if (action.service() == Action.Service.IAM) {
            if (session.mfa().isEmpty()) throw invalidToken();
            return;
        }
        switch (action) {
            case GET_SESSION_TOKEN, GET_FEDERATION_TOKEN -> throw cannotCall(action);
            default -> {}
        }
    }

    private static void ofFederated(Action action) {
        if (action.service() == Action.Service.IAM) throw invalidToken();
        if (action != Action.GET_CALLER_IDENTITY) throw cannotCall(action);
    }

    private static void ofRole(Action action) {
        switch (action) {
            case GET_SESSION_TOKEN, GET_FEDERATION_TOKEN -> throw cannotCall(action);
            default -> {}
        }
    }

    private static Refused invalidToken() {
        return new Refused(
                Refused.Code.InvalidClientTokenId,
                "The security token included in the request is invalid");
    }

    private static Refused cannotCall(Action action) {
        return new Refused(
                Refused.Code.AccessDenied,
                "Cannot call " + action.wireName() + " with session credentials");
    }
}
