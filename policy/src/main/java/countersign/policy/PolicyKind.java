package countersign.policy;

/** Where a document is going to stand, which decides what it may and must hold. */
public enum PolicyKind {
    IDENTITY,
    BOUNDARY,
    SESSION,
    /** A role's trust policy: principals, no resources, only the actions that assume a role. */
    TRUST,
    /** A resource's own policy, as Simulate* takes one: principals and resources. */
    RESOURCE;

    boolean namesPrincipals() {
        return this == TRUST || this == RESOURCE;
    }
}
