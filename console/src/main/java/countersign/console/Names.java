package countersign.console;

import java.util.regex.Pattern;

/** How IAM's names may look, as the API checks them too. */
final class Names {
    static final String USER_RULE =
            "Use letters, digits and + = , . @ _ - only, at most 64 of them.";
    static final String POLICY_RULE =
            "Use letters, digits and + = , . @ _ - only, at most 128 of them.";
    static final String ALIAS_RULE =
            "Use 3 to 63 small letters, digits and single hyphens inside; not twelve digits.";

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");
    private static final Pattern POLICY = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");
    private static final Pattern ALIAS =
            Pattern.compile("[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private Names() {}

    static boolean isUser(String name) {
        return USER.matcher(name).matches();
    }

    static boolean isPolicy(String name) {
        return POLICY.matcher(name).matches();
    }

    static boolean isAlias(String name) {
        return ALIAS.matcher(name).matches() && !ACCOUNT.matcher(name).matches();
    }
}
