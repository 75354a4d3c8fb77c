package countersign.policy;

/** What a trust policy says of a caller. */
public enum TrustDecision {
    EXPLICIT_DENY,
    NO_MATCH,
    /** It names the very user, role or session, or everybody: nothing else is needed. */
    ALLOWED_BY_NAME,
    /** It names the account: the caller also needs an Allow of its identity policies. */
    ALLOWED_BY_ACCOUNT
}
