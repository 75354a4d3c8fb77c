package countersign.policy;

/**
 * What is asked of a trust policy.
 *
 * @param action such as {@code sts:AssumeRole}
 */
public record TrustRequest(String action, TrustCaller caller, Context context) {}
