package countersign.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Documents and requests out of so few words that they often meet. */
final class RandomDocuments {
    private static final String[] ACTIONS = {
        "iam:GetUser", "iam:GetRole", "IAM:listusers", "sts:GetSessionToken"
    };
    private static final String[] ACTION_PATTERNS = {
        "*",
        "*:*",
        "iam:*",
        "iam:Get*",
        "IAM:GETUSER",
        "iam:*User*",
        "iam:?etRole",
        "sts:*Token",
        "iam:ListUsers",
        "*:Get*",
        "iam:G?tUs?r"
    };
    private static final String[] RESOURCES = {
        "*",
        "arn:aws:iam::1:user/a",
        "arn:aws:iam::1:user/a/b",
        "arn:aws:iam::1:user/*",
        "arn:aws:iam::2:user/a:b",
        "arn:aws-cn:iam::1:role/a",
        "arn:aws:iam::1:user/${aws:username}",
        "access key AKIA"
    };
    private static final String[] RESOURCE_PATTERNS = {
        "*",
        "arn:aws:iam::1:user/a",
        "arn:aws:iam::*:user/*",
        "arn:*:iam::1:*",
        "arn:aws:iam::?:user/?",
        "arn:aws:iam::1:user/*b",
        "arn:aws:iam::*:user/${aws:username}",
        "arn:aws:iam::1:user/${aws:username, 'a'}/*",
        "arn:aws:iam::1:user/${*}",
        "arn:${aws:t}:iam::1:role/a",
        "arn:aws:iam::1:user/a${?}b",
        "arn:aws:iam::1*:user/a*a*",
        "arn:aws:iam::${aws:n,'1'}:user/${AWS:Arn}"
    };
    private static final String[] KEYS = {
        "aws:username", "AWS:Arn", "aws:n", "aws:d", "aws:ip", "aws:mfa", "aws:b", "aws:t"
    };
    private static final String[] STRINGS = {
        "a",
        "A",
        "b",
        "a/b",
        "*",
        "${aws:username}",
        "${aws:t}",
        "x${aws:n, '1'}",
        "a*",
        "?",
        "",
        "aws",
        "${*}",
        "true"
    };
    private static final String[] NUMBERS = {"0", "1", "1.0", "2", "-1", "10", "1.5"};
    private static final String[] DATES = {
        "2020-01-01",
        "2020-01-01T00:00:00Z",
        "1577836800",
        "2020-01-01T00:00:00.5Z",
        "1",
        "2021-06-30"
    };
    private static final String[] RANGES = {
        "10.0.0.0/8", "10.1.2.3", "0.0.0.0/0", "2001:db8::/32", "::/0", "10.1.2.3/31", "::1"
    };
    private static final String[] ADDRESSES = {
        "10.1.2.3", "10.1.2.2", "192.0.2.1", "2001:db8::5", "::1", "x"
    };
    private static final String[] ARNS = {
        "arn:aws:iam::1:user/a",
        "arn:aws:iam::*:user/*",
        "arn:aws:iam::1:user/${aws:username}",
        "${aws:arn}",
        "*",
        "arn:*",
        "arn:aws:iam::?:role/a",
        "a*"
    };
    private static final String[] BINARIES = {"QQ==", "QUI=", ""};
    private static final String[] BASES = {
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "NumericEquals",
        "NumericNotEquals",
        "NumericLessThan",
        "NumericLessThanEquals",
        "NumericGreaterThan",
        "NumericGreaterThanEquals",
        "DateEquals",
        "DateNotEquals",
        "DateLessThan",
        "DateLessThanEquals",
        "DateGreaterThan",
        "DateGreaterThanEquals",
        "Bool",
        "BinaryEquals",
        "IpAddress",
        "NotIpAddress",
        "ArnEquals",
        "ArnNotEquals",
        "ArnLike",
        "ArnNotLike",
        "Null"
    };

    private final Random random;

    RandomDocuments(Random random) {
        this.random = random;
    }

    private String one(String... words) {
        return words[random.nextInt(words.length)];
    }

    String action() {
        return one(ACTIONS);
    }

    String resource() {
        return one(RESOURCES);
    }

    /** Keys in lower case; some absent, some with several values or none, some of a wrong type. */
    Map<String, List<String>> context() {
        var context = new HashMap<String, List<String>>();
        put(context, "aws:username", "a", "b", "*", "A", "a/b");
        put(context, "aws:arn", "arn:aws:iam::1:user/a", "arn:aws:iam::2:role/a", "a", "*");
        put(context, "aws:n", "1", "2", "01", "1.50", "10", "ten");
        put(context, "aws:d", DATES);
        put(context, "aws:ip", ADDRESSES);
        put(context, "aws:mfa", "true", "false", "True", "1");
        put(context, "aws:b", "QQ==", "QUI=", "!");
        put(context, "aws:t", "aws", "a", "AWS-CN", "b");
        return context;
    }

    private void put(Map<String, List<String>> context, String key, String... words) {
        int kind = random.nextInt(10);
        if (kind < 3) {
            return;
        }
        var values = new ArrayList<String>();
        int count = kind == 3 ? 0 : kind < 8 ? 1 : 2;
        for (int i = 0; i < count; i++) {
            values.add(random.nextInt(15) == 0 ? one(STRINGS) : one(words));
        }
        context.put(key, values);
    }

    /** A document that is always valid. */
    String identity() {
        var statements = new ArrayList<String>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            statements.add(statement());
        }
        String version =
                switch (random.nextInt(6)) {
                    case 0 -> "";
                    case 1 -> "\"Version\":\"2008-10-17\",";
                    default -> "\"Version\":\"2012-10-17\",";
                };
        String joined = String.join(",", statements);
        String list = version.contains("2012") ? joined : withoutVariablesInEarlyFields(joined);
        boolean bare = statements.size() == 1 && random.nextBoolean();
        return "{" + version + "\"Statement\":" + (bare ? list : "[" + list + "]") + "}";
    }

    /** In the older version their colons are colons, and no ARN would come of it. */
    private static String withoutVariablesInEarlyFields(String statements) {
        return statements
                .replace("arn:${aws:t}:", "arn:aws:")
                .replace("arn:aws:iam::${aws:n,'1'}:", "arn:aws:iam::1:");
    }

    private String statement() {
        return "{\"Effect\":\""
                + (random.nextInt(3) == 0 ? "Deny" : "Allow")
                + "\",\""
                + (random.nextInt(4) == 0 ? "NotAction" : "Action")
                + "\":"
                + some(1, ACTION_PATTERNS)
                + ",\""
                + (random.nextInt(4) == 0 ? "NotResource" : "Resource")
                + "\":"
                + some(1, RESOURCE_PATTERNS)
                + condition()
                + "}";
    }

    private String condition() {
        if (random.nextInt(3) == 0) {
            return "";
        }
        Map<String, String> operators = new HashMap<>();
        for (int count = random.nextInt(3); count >= 0; count--) {
            String base = one(BASES);
            String suffix = !base.equals("Null") && random.nextInt(3) == 0 ? "IfExists" : "";
            operators.put(one("", "", "", "ForAllValues:", "ForAnyValue:") + base + suffix, base);
        }
        var parts = new ArrayList<String>();
        operators.forEach((name, base) -> parts.add("\"" + name + "\":" + keys(base)));
        return ",\"Condition\":{" + String.join(",", parts) + "}";
    }

    private String keys(String base) {
        Map<String, String> keys = new HashMap<>();
        for (int count = random.nextInt(2); count >= 0; count--) {
            String key = random.nextInt(4) == 0 ? one(KEYS) : one(keyFor(base));
            keys.put(key, values(base));
        }
        var parts = new ArrayList<String>();
        keys.forEach((key, values) -> parts.add("\"" + key + "\":" + values));
        return "{" + String.join(",", parts) + "}";
    }

    private static String[] keyFor(String base) {
        return switch (base.replace("Not", "").replaceFirst("(Numeric|Date).*", "$1")) {
            case "Numeric" -> new String[] {"aws:n"};
            case "Date" -> new String[] {"aws:d"};
            case "Bool" -> new String[] {"aws:mfa"};
            case "BinaryEquals" -> new String[] {"aws:b"};
            case "IpAddress" -> new String[] {"aws:ip"};
            case "ArnEquals", "ArnLike" -> new String[] {"AWS:Arn"};
            case "Null" -> KEYS;
            default -> new String[] {"aws:username", "aws:t", "aws:username"};
        };
    }

    private String values(String base) {
        return switch (base.replace("Not", "").replaceFirst("(Numeric|Date).*", "$1")) {
            case "Numeric" -> random.nextInt(4) == 0 ? one(NUMBERS) : some(0, NUMBERS);
            case "Date" -> some(0, DATES);
            case "Bool", "Null" ->
                    random.nextInt(4) == 0 ? one("true", "false") : some(0, "true", "FALSE");
            case "BinaryEquals" -> some(0, BINARIES);
            case "IpAddress" -> some(0, RANGES);
            case "ArnEquals", "ArnLike" -> some(0, ARNS);
            default -> some(0, STRINGS);
        };
    }

    private String some(int least, String... words) {
        if (random.nextBoolean()) {
            return "\"" + one(words) + "\"";
        }
        var chosen = new ArrayList<String>();
        for (int count = least + random.nextInt(3); count > 0; count--) {
            chosen.add("\"" + one(words) + "\"");
        }
        return "[" + String.join(",", chosen) + "]";
    }
}
