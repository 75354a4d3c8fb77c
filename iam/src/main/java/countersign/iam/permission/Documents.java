package countersign.iam.permission;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.policy.Policy;
import countersign.policy.PolicyKind;

/** Validates policy documents before they are stored. */
public final class Documents {
    private Documents() {}

    /**
     * The policy of a document.
     *
     * @throws Refused MalformedPolicyDocument with AWS's text
     */
    public static Policy read(String document, PolicyKind kind) {
        return switch (Policy.read(document, kind)) {
            case Policy.Reading.Valid(Policy policy) -> policy;
            case Policy.Reading.Malformed(String message) ->
                    throw new Refused(Code.MalformedPolicyDocument, message);
        };
    }
}
