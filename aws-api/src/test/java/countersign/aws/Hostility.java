package countersign.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What somebody with a key might send, made up from a seed: the same seed sends the same. */
final class Hostility {
    /** Slow on purpose, so asked for less often. */
    private static final Set<String> HASHING =
            Set.of("CreateLoginProfile", "UpdateLoginProfile", "ChangePassword");

    private static final List<String> VALUES =
            List.of(
                    "",
                    " ",
                    "a",
                    "eve",
                    "sample",
                    "/",
                    "//",
                    "/x/",
                    "0",
                    "1",
                    "2",
                    "1000",
                    "43200",
                    "129600",
                    "-1",
                    "2147483647",
                    "true",
                    "false",
                    "*",
                    "{",
                    "{}",
                    "[]",
                    "null",
                    "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                    Samples.POLICY,
                    Samples.TRUST,
                    "arn:aws:iam::aws:policy/AdministratorAccess",
                    "arn:aws:iam::aws:policy/none",
                    "arn:aws:iam::123456789012:mfa/sample",
                    "arn:aws:iam::123456789012:user/eve",
                    "arn:aws:iam::123456789012:group/sample",
                    "arn:aws:iam::123456789012:role/sample",
                    "arn:aws:iam::123456789012:policy/sample",
                    "arn:aws:iam::123456789012:root",
                    "arn:aws:iam::999999999999:role/sample",
                    "arn:aws:iam::::::::::::::",
                    "aws:key",
                    "aws:MultiFactorAuthPresent",
                    "iam:GetUser",
                    "iam:*",
                    "sts:AssumeRole",
                    "000000",
                    "123456",
                    "v1",
                    "v99999999999999999999",
                    "Active",
                    "Inactive",
                    "Expired",
                    "Assigned",
                    "Local",
                    "User",
                    "PermissionsBoundary",
                    "date",
                    "AKIASAMPLESAMPLE0000",
                    "AfvGTw",
                    "AQ",
                    "k",
                    "K",
                    "é日本\uD83D\uDE00",
                    "\u0000\uFFFE\r\n\t<&]]>",
                    "x".repeat(64),
                    "x".repeat(300),
                    "A-_.,@=+");

    private static final List<String> PARTS =
            List.of(
                    "",
                    ".member.1",
                    ".member.2",
                    ".member.1.Key",
                    ".member.1.Value",
                    ".member.1.arn",
                    ".member.1.ContextKeyName",
                    ".member.1.ContextKeyValues.member.1",
                    ".member.1.ContextKeyType",
                    ".member.0",
                    ".member.x");

    private final Random random;

    Hostility(long seed) {
        this.random = new Random(seed);
    }

    Action action() {
        Action action = any(Action.all());
        return HASHING.contains(action.name()) && random.nextInt(50) > 0 ? action() : action;
    }

    /** Some of what the action needs, some of it spoiled, and some that it does not know. */
    String[] form(Action action) {
        String[] sample = Samples.form(action);
        List<String> form = new ArrayList<>();
        for (int i = 0; i < sample.length; i += 2) {
            int lot = random.nextInt(8);
            if (lot > 0) {
                form.add(sample[i]);
                form.add(lot < 6 ? sample[i + 1] : any(VALUES));
            }
        }
        List<String> members = Samples.members(action);
        for (int i = random.nextInt(4); i > 0 && !members.isEmpty(); i--) {
            form.add(any(members) + (random.nextBoolean() ? "" : any(PARTS)));
            form.add(any(VALUES));
        }
        return form.toArray(String[]::new);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
