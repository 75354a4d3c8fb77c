package countersign.iam.principal;

import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who can sign in: an account's root user, or an IAM user.
 *
 * @param epoch rises when a factor is removed, the password changes or access is recovered; what
 *     was issued under a lower one has ended
 * @param version rises with every change; changes of the devices are serialised on it
 * @param passwordChangedAt empty while there is no password
 * @param loginProfileAt when an IAM user was given a password
 * @param passwordResetRequired whether the next sign-in must set a new password
 * @param lastDevice the MFA device of the last sign-in
 * @param rootNoticeHidden whether the dialog about root credentials was sent away for good
 */
public record Principal(
        AccountId account,
        PrincipalId id,
        Identity identity,
        Instant createdAt,
        long epoch,
        long version,
        Optional<Instant> passwordChangedAt,
        Optional<Instant> passwordLastUsed,
        Optional<Instant> loginProfileAt,
        boolean passwordResetRequired,
        Optional<DeviceId> lastDevice,
        boolean rootNoticeHidden) {

    /** A principal that was just made: no password, no device. */
    public static Principal made(
            AccountId account, PrincipalId id, Identity identity, Instant now) {
        return new Principal(
                account,
                id,
                identity,
                now,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false);
    }

    public boolean isRoot() {
        return identity instanceof Identity.Root;
    }

    /** Whether it is this one, at whatever version. */
    public boolean isSame(Principal other) {
        return account.equals(other.account) && id.equals(other.id);
    }

    public String arn() {
        return switch (identity) {
            case Identity.Root _ -> account.rootArn();
            case Identity.User(String name, String path, Optional<String> _) ->
                    "arn:aws:iam::" + account + ":user" + path + name;
        };
    }

    /** The sign-in address; an IAM user has none. */
    public Optional<EmailAddress> email() {
        return identity instanceof Identity.Root(EmailAddress email)
                ? Optional.of(email)
                : Optional.empty();
    }

    /** The name of an IAM user. */
    public Optional<String> userName() {
        return identity instanceof Identity.User user ? Optional.of(user.name()) : Optional.empty();
    }

    /** What it signs in with, which makes a bad password. */
    public List<String> ownNames() {
        return switch (identity) {
            case Identity.Root(EmailAddress email) -> email.names();
            case Identity.User user -> List.of(user.name());
        };
    }

    /** In a sentence: "the root user", "the IAM user ada". */
    public String title() {
        return userName().map(name -> "the IAM user " + name).orElse("the root user");
    }
}
