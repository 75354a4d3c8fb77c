package countersign.aws;

import countersign.aws.query.SdkShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Requests that the constraints let through, for every action. What is secret is marked. */
public final class Samples {
    public static final String POLICY =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"}]}\
            """;
    public static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]}\
            """;
    public static final Map<String, String> SECRETS =
            Map.of(
                    "AuthenticationCode1", "135797",
                    "AuthenticationCode2", "246808",
                    "TokenCode", "314159",
                    "Password", "Marked passphrase the first",
                    "OldPassword", "Marked passphrase the second",
                    "NewPassword", "Marked passphrase the third");

    private static final String ARN = "arn:aws:iam::123456789012:";
    private static final Map<String, String> SCALARS =
            Map.ofEntries(
                    Map.entry("UserName", "eve"),
                    Map.entry("NewUserName", "eva"),
                    Map.entry("SerialNumber", ARN + "mfa/sample"),
                    Map.entry("VirtualMFADeviceName", "sample"),
                    Map.entry("AccessKeyId", "AKIASAMPLESAMPLE0000"),
                    Map.entry("Status", "Inactive"),
                    Map.entry("AccountAlias", "sample"),
                    Map.entry("GroupName", "sample"),
                    Map.entry("RoleName", "sample"),
                    Map.entry("PolicyName", "sample"),
                    Map.entry("PolicyDocument", POLICY),
                    Map.entry("AssumeRolePolicyDocument", TRUST),
                    Map.entry("PolicyArn", ARN + "policy/sample"),
                    Map.entry("VersionId", "v1"),
                    Map.entry("PermissionsBoundary", ARN + "policy/sample"),
                    Map.entry("PolicySourceArn", ARN + "user/eve"),
                    Map.entry("RoleArn", ARN + "role/sample"),
                    Map.entry("RoleSessionName", "sample"),
                    Map.entry("Name", "sample"),
                    Map.entry("Description", "sample"));
    private static final Map<String, List<String>> LISTS =
            Map.of(
                    "Tags", List.of("Tags.member.1.Key", "k", "Tags.member.1.Value", "v"),
                    "TagKeys", List.of("TagKeys.member.1", "k"),
                    "ActionNames", List.of("ActionNames.member.1", "iam:GetUser"),
                    "PolicyInputList", List.of("PolicyInputList.member.1", POLICY));

    private Samples() {}

    /** The names of the members of an action's input. */
    static List<String> members(Action action) {
        try {
            Class<?> type = SdkShapes.of(action).orElseThrow().request();
            var builder = (SdkPojo) type.getMethod("builder").invoke(null);
            return builder.sdkFields().stream().map(SdkField::locationName).toList();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the SDK has another form", e);
        }
    }

    /** Every member of whom there is a sample. */
    static String[] form(Action action) {
        List<String> form = new ArrayList<>();
        for (String member : members(action)) {
            if (SCALARS.containsKey(member)) {
                form.addAll(List.of(member, SCALARS.get(member)));
            }
            if (SECRETS.containsKey(member)) {
                form.addAll(List.of(member, SECRETS.get(member)));
            }
            form.addAll(LISTS.getOrDefault(member, List.of()));
        }
        return form.toArray(String[]::new);
    }
}
