package countersign.policy;

/**
 * What is asked.
 *
 * @param action such as {@code iam:GetUser}; its case does not matter
 * @param resource an ARN, or {@code *} for an action that has no resource
 */
public record Request(String action, String resource, Context context) {}
