package countersign.iam.sts;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.credential.SessionClaims.SessionPolicies;
import countersign.iam.permission.AwsManagedPolicies;
import countersign.policy.Policy;
import countersign.policy.PolicyKind;
import java.util.List;
import java.util.Optional;

/** Validates the session policies of a request. */
final class SessionPolicyCheck {
    /** Characters of session policies and tags that session credentials have room for. */
    static final int ROOM = 2_048;

    private SessionPolicyCheck() {}

    /** What the claims will hold; empty when the request has no session policy. */
    static Optional<SessionPolicies> check(
            Tables tables, AccountId account, Optional<String> document, List<String> arns) {
        if (document.isEmpty() && arns.isEmpty()) return Optional.empty();
        document.ifPresent(SessionPolicyCheck::check);
        for (String arn : arns) {
            if (!exists(tables, account, arn)) {
                throw Refused.invalid("Policy " + arn + " does not exist or is not attachable.");
            }
        }
        return Optional.of(new SessionPolicies(document, arns));
    }

    private static void check(String document) {
        if (Policy.read(document, PolicyKind.SESSION)
                instanceof Policy.Reading.Malformed(String message)) {
            throw new Refused(Code.MalformedPolicyDocument, message);
        }
    }

    private static boolean exists(Tables tables, AccountId account, String arn) {
        if (AwsManagedPolicies.isOne(arn)) return AwsManagedPolicies.find(arn).isPresent();
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        return tables.managedPolicies()
                .find(account, name)
                .filter(policy -> policy.arn().equals(arn))
                .isPresent();
    }

    /** How much of the room is used, in percent; empty when nothing is. */
    static Optional<Integer> packed(Optional<SessionPolicies> policies, int tagCharacters) {
        int used = tagCharacters + policies.map(SessionPolicyCheck::size).orElse(0);
        if (used == 0) return Optional.empty();
        int percent = Math.ceilDiv(used * 100, ROOM);
        if (percent > 100) {
            throw new Refused(
                    Code.PackedPolicyTooLarge,
                    "Packed policy consumes "
                            + percent
                            + "% of allotted space, please use smaller"
                            + " policy.");
        }
        return Optional.of(percent);
    }

    private static int size(SessionPolicies policies) {
        return policies.document().map(String::length).orElse(0)
                + policies.arns().stream().mapToInt(String::length).sum();
    }
}
