package countersign.policy;

/** What a policy is to the principal that it binds, as a simulation names it. */
public enum PolicyType {
    USER,
    GROUP,
    ROLE,
    AWS_MANAGED,
    USER_MANAGED,
    RESOURCE,
    BOUNDARY,
    SESSION,
    NONE
}
