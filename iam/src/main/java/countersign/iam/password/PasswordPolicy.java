package countersign.iam.password;

import countersign.iam.Tables;
import countersign.iam.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an account's administrator asks of IAM users' passwords (IAM PasswordPolicy).
 *
 * @param hardExpiry whether an expired password closes the console until an administrator sets
 *     another; otherwise the user changes it at sign-in
 */
public record PasswordPolicy(
        int minimumLength,
        boolean requireSymbols,
        boolean requireNumbers,
        boolean requireUppercase,
        boolean requireLowercase,
        boolean allowUsersToChange,
        Optional<Integer> maxAgeDays,
        Optional<Integer> reusePrevention,
        Optional<Boolean> hardExpiry) {
    /** What an UpdateAccountPasswordPolicy without parameters makes. */
    public static final PasswordPolicy EMPTY =
            new PasswordPolicy(
                    6,
                    false,
                    false,
                    false,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public boolean expires() {
        return maxAgeDays.isPresent();
    }

    /** Whether the user's password is too old, and the console closed to the user because of it. */
    public static boolean closesConsole(Tables tables, Principal user, Instant now) {
        if (user.isRoot()) return false;
        return tables.passwordPolicies()
                .find(user.account())
                .filter(policy -> policy.hardExpiry().orElse(false))
                .filter(policy -> policy.isExpired(user, now))
                .isPresent();
    }

    /** Whether the user's password is older than it may be. */
    public boolean isExpired(Principal user, Instant now) {
        return maxAgeDays.isPresent()
                && user.passwordChangedAt()
                        .map(at -> at.plus(Duration.ofDays(maxAgeDays.get())))
                        .filter(end -> !now.isBefore(end))
                        .isPresent();
    }
}
