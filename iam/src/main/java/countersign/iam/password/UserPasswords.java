package countersign.iam.password;

import countersign.iam.ConcurrentChange;
import countersign.iam.Refused;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a password of an IAM user must be, and how it is set: for the console and the API alike. */
public final class UserPasswords {
    private final Passwords passwords;
    private final PasswordRules rules;

    public UserPasswords(Passwords passwords, PasswordRules rules) {
        this.passwords = passwords;
        this.rules = rules;
    }

    /** The new password, sealed as the present one and for the list of those it had. */
    record Sealed(SealedValue present, SealedValue remembered) {}

    Sealed seal(Password password, Principal user) {
        return passwords.sealForUser(password, user.account(), user.id());
    }

    Optional<PasswordRules.Weakness> weakness(Principal user, Password password) {
        return rules.check(password, user.ownNames());
    }

    static boolean conforms(Password password, Optional<PasswordPolicy> policy) {
        return policy.filter(it -> !Conformity.conforms(password, it)).isEmpty();
    }

    /** The text for a password that is weak, not as the account wants it, or was had before. */
    static Refused violation() {
        return new Refused(
                Refused.Code.PasswordPolicyViolation,
                "Password does not conform to the account password policy.");
    }

    /** The passwords that the user may not take again. */
    static List<SealedValue> refused(Tables tables, Principal user) {
        return tables.passwordPolicies()
                .find(user.account())
                .flatMap(PasswordPolicy::reusePrevention)
                .map(most -> tables.passwordPolicies().remembered(user.account(), user.id(), most))
                .orElse(List.of());
    }

    /** Whether it is the one that is set now: to "change" to that would keep what may be known. */
    boolean isPresent(Password next, Principal user, Optional<SealedValue> present) {
        if (present.isEmpty()) return false;
        try (Passwords.Place _ = passwords.takePlace()) {
            return passwords.matches(next, present.get(), user.account(), user.id());
        }
    }

    /** Needs a hash for each of those before. */
    boolean isReused(Password next, Principal user, List<SealedValue> before) {
        if (before.isEmpty()) return false;
        AccountId account = user.account();
        PrincipalId id = user.id();
        try (Passwords.Place _ = passwords.takePlace()) {
            return before.stream()
                    .anyMatch(old -> passwords.matchesRemembered(next, old, account, id));
        }
    }

    /** Inside a unit of work: sets the password and remembers it. */
    static void set(Tables tables, Principal user, Sealed sealed, Instant now) {
        tables.passwordPolicies().remember(user.account(), user.id(), sealed.remembered(), now);
        if (!tables.principals().setPassword(user, sealed.present(), now)) {
            throw new ConcurrentChange();
        }
    }

    /** Inside a unit of work: the same, by an administrator or with a key: every session ends. */
    static void setAndEndSessions(Tables tables, Principal user, Sealed sealed, Instant now) {
        set(tables, user, sealed, now);
        Sessions.endAll(tables, user, "");
    }

    /** Inside a unit of work: the user has changed the password, as it may have had to. */
    static void changed(Tables tables, Principal user, Instant now) {
        tables.principals()
                .setLoginProfile(
                        user.account(), user.id(), user.loginProfileAt().orElse(now), false);
    }
}
