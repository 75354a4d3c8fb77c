package countersign.iam.simulation;

import countersign.iam.Refused;
import countersign.policy.Context;
import countersign.policy.Policy;
import countersign.policy.PolicyType;
import countersign.policy.ResourceGrant;
import countersign.policy.Source;
import countersign.policy.TrustCaller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The IAM user that asks in a simulation, by its ARN; it need not be there. */
record Asker(String arn, String account, String name) {
    private static final Pattern USER =
            Pattern.compile("arn:aws:iam::([0-9]{12}):user/(?:[\\x21-\\x7E]*/)?([\\w+=,.@-]+)");
    private static final Pattern OWNER = Pattern.compile("(?:arn:aws:iam::)?([0-9]{12})(?::root)?");
    private static final int ARN_PARTS = 6;

    /**
     * Whom CallerArn names.
     *
     * @throws Refused InvalidInput for all but users
     */
    static Asker named(String arn) {
        return find(arn).orElseThrow(() -> invalid(arn));
    }

    /** Who is simulated, if it is a user. */
    static Optional<Asker> of(Subject subject) {
        return principalArn(subject).flatMap(Asker::find);
    }

    boolean isIn(Subject subject) {
        return principalArn(subject).filter(arn::equals).isPresent();
    }

    private static Optional<String> principalArn(Subject subject) {
        return subject.own().values("aws:principalarn").map(List::getFirst);
    }

    private static Optional<Asker> find(String arn) {
        Matcher parts = USER.matcher(arn);
        return parts.matches()
                ? Optional.of(new Asker(arn, parts.group(1), parts.group(2)))
                : Optional.empty();
    }

    private static Refused invalid(String arn) {
        return new Refused(
                Refused.Code.InvalidInput,
                "Invalid Entity Arn: " + arn + " does not clearly define entity type and name.");
    }

    /** The condition keys that it brings along. */
    Context own() {
        return Context.of(
                Map.of(
                        "aws:PrincipalArn", List.of(arn),
                        "aws:PrincipalAccount", List.of(account),
                        "aws:PrincipalType", List.of("User"),
                        "aws:username", List.of(name)));
    }

    /** The policy of a resource, for this user. */
    ResourceGrant grant(Policy policy, String resource, Optional<String> owner) {
        return new ResourceGrant(
                new Source("ResourcePolicy", PolicyType.RESOURCE, policy),
                new TrustCaller(account, arn, Optional.empty(), false),
                inArn(resource).or(() -> owner.map(Asker::account)).orElse(account));
    }

    private static Optional<String> inArn(String resource) {
        String[] parts = resource.split(":", ARN_PARTS);
        return parts.length == ARN_PARTS && parts[4].matches("[0-9]{12}")
                ? Optional.of(parts[4])
                : Optional.empty();
    }

    private static String account(String owner) {
        Matcher account = OWNER.matcher(owner);
        if (!account.matches()) throw invalid(owner);
        return account.group(1);
    }
}
