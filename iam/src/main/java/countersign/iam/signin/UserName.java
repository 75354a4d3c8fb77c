package countersign.iam.signin;

import java.util.Locale;

/**
 * What an IAM user signs in with, in one canonical spelling: no white space around it, lower case
 * in every locale.
 *
 * @param account 12 digits or an alias
 */
record UserName(String account, String name) {
    UserName {
        account = canonical(account);
        name = canonical(name);
    }

    private static String canonical(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }
}
