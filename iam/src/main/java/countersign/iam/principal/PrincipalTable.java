package countersign.iam.principal;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.iam.mfa.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Principals. Every change names the version that it was decided on. */
public interface PrincipalTable {
    /** Adds a principal; false when an IAM user of that name exists, in any case of letters. */
    boolean insert(Principal principal);

    Optional<Principal> find(AccountId account, PrincipalId id);

    /** The IAM user of that name, ignoring case. */
    Optional<Principal> findUser(AccountId account, String name);

    /** IAM users by name, ignoring case. */
    List<Principal> users(AccountId account, Page page);

    int countUsers(AccountId account);

    /** The sealed hash of the password; empty when none is set. */
    Optional<SealedValue> password(AccountId account, PrincipalId id);

    /** Raises the version; false when {@code principal} is not the present one any more. */
    boolean touch(Principal principal);

    /** Raises version and epoch; false when {@code principal} is not the present one any more. */
    boolean raiseEpoch(Principal principal);

    /** Sets the password and raises version and epoch; false as in {@link #touch}. */
    boolean setPassword(Principal principal, SealedValue password, Instant at);

    /** Whether the next sign-in must set a new password; no version. */
    void setLoginProfile(
            AccountId account, PrincipalId id, Instant createdAt, boolean resetRequired);

    /** Removes the password and raises version and epoch; false as in {@link #touch}. */
    boolean removePassword(Principal principal);

    /** Sets name, path and boundary; false when it is not the present one, or the name is taken. */
    boolean setIdentity(Principal principal, Identity.User next);

    /** False when it is not the present one any more. */
    boolean delete(Principal principal);

    /** Remembers a finished sign-in. Not a change that anything is decided on: no version. */
    void signedIn(AccountId account, PrincipalId id, Instant at, Optional<DeviceId> device);

    void hideRootNotice(AccountId account, PrincipalId id);
}
