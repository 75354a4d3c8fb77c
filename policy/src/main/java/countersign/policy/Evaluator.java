package countersign.policy;

import java.util.List;
import java.util.function.Predicate;

/**
 * Evaluates requests. An explicit Deny of any layer goes before all; then each layer must allow.
 */
public final class Evaluator {
    /** What one layer says. */
    private enum Vote {
        NOTHING,
        ALLOW,
        DENY
    }

    private Evaluator() {}

    /** Whether the request is allowed. Makes next to no objects. */
    public static Decision decide(Grants grants, Request request) {
        String action = Fold.of(request.action());
        Vote identity = vote(grants.identity(), action, request);
        Vote boundary =
                grants.boundary().isPresent()
                        ? vote(Vote.NOTHING, grants.boundary().get(), action, request)
                        : Vote.ALLOW;
        Vote session =
                grants.session().isPresent()
                        ? vote(grants.session().get(), action, request)
                        : Vote.ALLOW;
        return decide(identity, boundary, session);
    }

    private static Decision decide(Vote identity, Vote boundary, Vote session) {
        if (identity == Vote.DENY) {
            return Decision.EXPLICIT_DENY_IDENTITY;
        }
        if (boundary == Vote.DENY) {
            return Decision.EXPLICIT_DENY_BOUNDARY;
        }
        if (session == Vote.DENY) {
            return Decision.EXPLICIT_DENY_SESSION;
        }
        if (identity != Vote.ALLOW) {
            return Decision.IMPLICIT_DENY_IDENTITY;
        }
        if (boundary != Vote.ALLOW) {
            return Decision.IMPLICIT_DENY_BOUNDARY;
        }
        return session == Vote.ALLOW ? Decision.ALLOWED : Decision.IMPLICIT_DENY_SESSION;
    }

    private static Vote vote(List<Source> sources, String action, Request request) {
        Vote vote = Vote.NOTHING;
        for (int i = 0; i < sources.size() && vote != Vote.DENY; i++) {
            vote = vote(vote, sources.get(i), action, request);
        }
        return vote;
    }

    /** Asks only the Deny statements once there is an Allow. */
    private static Vote vote(Vote before, Source source, String action, Request request) {
        Vote vote = before;
        for (Statement statement : source.policy().statements()) {
            boolean asked = vote == Vote.NOTHING || !statement.allows();
            if (asked && statement.applies(action, request.resource(), request.context())) {
                if (!statement.allows()) {
                    return Vote.DENY;
                }
                vote = Vote.ALLOW;
            }
        }
        return vote;
    }

    /** As {@link #decide}, and why. */
    public static Explanation explain(Grants grants, Request request) {
        return new Explainer(grants, request).explain(decide(grants, request));
    }

    /**
     * As {@link #explain(Grants, Request)}, of a resource that has a policy of its own. Inside one
     * account it is enough if that names the user; between accounts both sides must allow.
     */
    public static Explanation explain(Grants grants, ResourceGrant resource, Request request) {
        TrustDecision says = resource.says(Fold.of(request.action()), request);
        Decision decision = decide(decide(grants, request), says, resource.sameAccount());
        return new Explainer(grants, resource, request).explain(decision);
    }

    private static Decision decide(Decision own, TrustDecision says, boolean sameAccount) {
        if (own.explicitDeny()) {
            return own;
        }
        return switch (says) {
            case EXPLICIT_DENY -> Decision.EXPLICIT_DENY_RESOURCE;
            case NO_MATCH -> sameAccount || !own.allowed() ? own : Decision.IMPLICIT_DENY_RESOURCE;
            case ALLOWED_BY_ACCOUNT -> own;
            case ALLOWED_BY_NAME, ALLOWED_BY_SESSION -> sameAccount ? Decision.ALLOWED : own;
        };
    }

    /** As the other one, for a caller who knows that no principal was ever created anew. */
    public static TrustDecision trust(Policy trust, TrustRequest request) {
        return trust(trust, request, _ -> true);
    }

    /**
     * What a role's trust policy says of a caller.
     *
     * @param stillTheSame whether the user or role that the document names by ARN is still the one
     *     that had this ARN when the document was written; asked only where the ARN is the caller's
     */
    public static TrustDecision trust(
            Policy trust, TrustRequest request, Predicate<TrustPrincipal> stillTheSame) {
        return says(
                trust,
                Fold.of(request.action()),
                "*",
                request.context(),
                request.caller(),
                stillTheSame);
    }

    /** What a policy that names principals says of a caller. The action is folded. */
    static TrustDecision says(
            Policy policy,
            String action,
            String resource,
            Context context,
            TrustCaller caller,
            Predicate<TrustPrincipal> stillTheSame) {
        Principals.Reach best = Principals.Reach.NOT;
        for (Statement statement : policy.statements()) {
            Principals.Reach reach = statement.principals().reach(caller, stillTheSame);
            if (reach != Principals.Reach.NOT && statement.applies(action, resource, context)) {
                if (!statement.allows()) {
                    return TrustDecision.EXPLICIT_DENY;
                }
                best = best.or(reach);
            }
        }
        return switch (best) {
            case NOT -> TrustDecision.NO_MATCH;
            case BY_ACCOUNT -> TrustDecision.ALLOWED_BY_ACCOUNT;
            case BY_NAME -> TrustDecision.ALLOWED_BY_NAME;
            case BY_SESSION -> TrustDecision.ALLOWED_BY_SESSION;
        };
    }
}
