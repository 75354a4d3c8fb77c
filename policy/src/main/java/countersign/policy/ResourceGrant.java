package countersign.policy;

/**
 * A resource's own policy, and who asks for the resource.
 *
 * @param owner account of the resource, twelve digits
 */
public record ResourceGrant(Source source, TrustCaller caller, String owner) {
    public ResourceGrant {
        if (source.policy().kind() != PolicyKind.RESOURCE) {
            throw new IllegalArgumentException(source.id() + " is no resource's policy");
        }
    }

    /** What it says of the caller. The action is folded. */
    TrustDecision says(String action, Request request) {
        return Evaluator.says(
                source.policy(), action, request.resource(), request.context(), caller, _ -> true);
    }

    boolean reaches(Statement statement) {
        return statement.principals().reach(caller, _ -> true) != Principals.Reach.NOT;
    }

    boolean sameAccount() {
        return owner.equals(caller.account());
    }
}
