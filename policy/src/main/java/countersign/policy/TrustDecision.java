package countersign.policy;

/** What a trust policy says of a caller. */
public enum TrustDecision {
    EXPLICIT_DENY,
    NO_MATCH,
    /** It names the very session: inside its account nothing but an explicit Deny limits that. */
    ALLOWED_BY_SESSION,
    /**
     * It names the very user or role, or everybody: no Allow is needed, but what limits a role's
     * session (boundary and session policies) limits this, too.
     */
    ALLOWED_BY_NAME,
    /** It names the account: the caller also needs an Allow of its identity policies. */
    ALLOWED_BY_ACCOUNT
}
