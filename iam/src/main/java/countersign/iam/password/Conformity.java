package countersign.iam.password;

import java.util.function.IntPredicate;

/** Whether a password is as an account's policy wants it (IAM: password policy options). */
final class Conformity {
    private static final String SYMBOLS = "!@#$%^&*()_+-=[]{}|'";

    private Conformity() {}

    static boolean conforms(Password password, PasswordPolicy policy) {
        return password.length() >= policy.minimumLength()
                && (!policy.requireSymbols() || has(password, c -> SYMBOLS.indexOf(c) >= 0))
                && (!policy.requireNumbers() || has(password, c -> c >= '0' && c <= '9'))
                && (!policy.requireUppercase() || has(password, c -> c >= 'A' && c <= 'Z'))
                && (!policy.requireLowercase() || has(password, c -> c >= 'a' && c <= 'z'));
    }

    private static boolean has(Password password, IntPredicate kind) {
        return password.matches(text -> text.chars().anyMatch(kind));
    }
}
