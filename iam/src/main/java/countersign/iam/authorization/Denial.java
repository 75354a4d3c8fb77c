package countersign.iam.authorization;

import countersign.iam.Refused;
import countersign.policy.Decision;
import countersign.policy.Decision.Layer;
import java.util.Optional;

/**
 * A refusal by policy, with AWS's text (IAM troubleshooting guide, access denied messages).
 *
 * @param decision never {@link Decision#ALLOWED}; empty when policies were not asked, since the
 *     caller must change its password first
 */
public record Denial(String arn, Action action, String resource, Optional<Decision> decision) {
    /** "User: ... is not authorized to perform: ..." and why. */
    public String text() {
        return plain()
                + decision.map(this::because).orElse(" because the password must be changed first");
    }

    /** As {@link #text}, without the reason: so STS says it of AssumeRole. */
    public String plain() {
        return "User: %s is not authorized to perform: %s on resource: %s"
                .formatted(arn, action.policyName(), resource);
    }

    private String because(Decision by) {
        Layer layer = by.layer().orElse(Layer.IDENTITY);
        if (by.explicitDeny()) {
            return " with an explicit deny in "
                    + (layer == Layer.IDENTITY ? "an " : "a ")
                    + name(layer);
        }
        return " because no %s allows the %s action".formatted(name(layer), action.policyName());
    }

    private static String name(Layer layer) {
        return switch (layer) {
            case IDENTITY -> "identity-based policy";
            case BOUNDARY -> "permissions boundary";
            case SESSION -> "session policy";
            case RESOURCE -> "resource-based policy";
        };
    }

    public Refused refused() {
        return new Refused(Refused.Code.AccessDenied, text());
    }
}
