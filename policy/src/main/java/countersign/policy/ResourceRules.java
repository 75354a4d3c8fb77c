package countersign.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which texts may stand in Resource and NotResource. */
final class ResourceRules {
    static final List<String> IAM_TYPES =
            List.of(
                    "user/",
                    "federated-user/",
                    "role/",
                    "group/",
                    "instance-profile/",
                    "mfa/",
                    "server-certificate/",
                    "policy/",
                    "sms-mfa/",
                    "saml-provider/",
                    "oidc-provider/",
                    "report/",
                    "access-report/");

    /** AWS's text does not speak of {@code root}, but its own managed policies have it. */
    private static final Set<String> IAM_WHOLE_PATHS = Set.of("*", "root");

    private static final Set<String> PARTITIONS =
            Set.of(
                    "*",
                    "aws",
                    "aws-cn",
                    "aws-us-gov",
                    "aws-iso",
                    "aws-iso-b",
                    "aws-iso-e",
                    "aws-iso-f",
                    "aws-eusc");

    private ResourceRules() {}

    /**
     * AWS's text for the first resource that cannot be, or empty.
     *
     * @throws Refused at once where the older parser of AWS gives up, which goes before all else
     */
    static Optional<String> check(Draft draft) {
        boolean variables = draft.version().hasVariables();
        return draft.clauses().stream()
                .flatMap(clause -> clause.resources().stream())
                .flatMap(listed -> listed.texts().stream())
                .filter(text -> !text.equals("*"))
                .map(text -> check(text, variables))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> check(String text, boolean variables) {
        List<String> fields = ArnPattern.split(text, variables);
        Optional<String> fault = format(text, fields, variables);
        if (fault.isEmpty()) {
            checkLegacy(text, fields);
        }
        return fault;
    }

    private static Optional<String> format(String text, List<String> fields, boolean variables) {
        if (fields.size() == 1) {
            return Optional.of(Texts.notAnArn(text));
        }
        String partition = fields.get(1);
        boolean filledIn = variables && partition.startsWith("${");
        if (!PARTITIONS.contains(partition) && !filledIn) {
            return Optional.of(Texts.partition(partition, completed(fields)));
        }
        if (!fields.getFirst().equals("arn")) {
            return Optional.of(Texts.notAnArn(text));
        }
        return vendor(text, fields);
    }

    private static Optional<String> vendor(String text, List<String> fields) {
        String vendor = fields.size() > 2 ? fields.get(2) : "*";
        if (vendor.indexOf('*') >= 0 || vendor.indexOf('?') >= 0) {
            return Optional.of(Texts.RESOURCE_VENDOR);
        }
        return switch (vendor) {
            case "iam" -> iam(text, fields);
            case "s3" -> s3(text, fields);
            default -> Optional.empty();
        };
    }

    private static Optional<String> iam(String text, List<String> fields) {
        if (!field(fields, 3).isEmpty()) {
            return Optional.of(Texts.iamRegion(text));
        }
        String path = field(fields, 5);
        boolean known =
                IAM_WHOLE_PATHS.contains(path) || IAM_TYPES.stream().anyMatch(path::startsWith);
        return known ? Optional.empty() : Optional.of(Texts.IAM_PATH);
    }

    private static Optional<String> s3(String text, List<String> fields) {
        String path = field(fields, 5);
        boolean regional = path.startsWith("accesspoint/") || path.startsWith("access-grants/");
        return field(fields, 3).isEmpty() || regional
                ? Optional.empty()
                : Optional.of(Texts.s3Region(text));
    }

    private static String field(List<String> fields, int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /** An ARN may leave fields out, but then none of them may be empty. */
    private static void checkLegacy(String text, List<String> fields) {
        boolean whole = fields.size() == ArnPattern.FIELDS;
        if ((!whole && text.contains("::")) || field(fields, 2).isEmpty()) {
            throw new Refused(Texts.LEGACY);
        }
    }

    /** As AWS quotes an ARN whose partition it does not know: begins with arn, gaps filled. */
    private static String completed(List<String> fields) {
        var arn = new StringBuilder("arn:").append(fields.get(1));
        for (int i = 2; i < ArnPattern.FIELDS; i++) {
            arn.append(':').append(i < fields.size() ? fields.get(i) : "*");
        }
        return arn.toString();
    }
}
