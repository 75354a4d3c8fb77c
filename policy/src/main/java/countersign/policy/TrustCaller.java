package countersign.policy;

import java.util.Optional;

/**
 * Who asks to assume a role.
 *
 * @param account twelve digits
 * @param principalArn the user's ARN, or the role's ARN for a role session
 * @param sessionArn the assumed-role or federated-user ARN of a session
 */
public record TrustCaller(
        String account, String principalArn, Optional<String> sessionArn, boolean root) {}
