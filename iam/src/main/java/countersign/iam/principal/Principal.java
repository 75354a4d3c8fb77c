package countersign.iam.principal;

import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.DeviceId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who can sign in: here, an account's root user.
 *
 * @param email the sign-in name; notices go there
 * @param epoch rises when a factor is removed, the password changes or access is recovered; what
 *     was issued under a lower one has ended
 * @param version rises with every change; changes of the devices are serialised on it
 * @param passwordChangedAt empty while there is no password yet
 * @param lastDevice the MFA device of the last sign-in
 * @param rootNoticeHidden whether the dialog about root credentials was sent away for good
 */
public record Principal(
        AccountId account,
        PrincipalId id,
        EmailAddress email,
        Instant createdAt,
        long epoch,
        long version,
        Optional<Instant> passwordChangedAt,
        Optional<Instant> passwordLastUsed,
        Optional<DeviceId> lastDevice,
        boolean rootNoticeHidden) {

    public String arn() {
        return account.rootArn();
    }
}
