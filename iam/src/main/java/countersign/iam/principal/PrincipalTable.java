package countersign.iam.principal;

import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.iam.mfa.DeviceId;
import java.time.Instant;
import java.util.Optional;

/** Principals. Every change names the version that it was decided on. */
public interface PrincipalTable {
    void insert(Principal principal);

    Optional<Principal> find(AccountId account, PrincipalId id);

    /** The sealed hash of the password; empty when none is set. */
    Optional<SealedValue> password(AccountId account, PrincipalId id);

    /** Raises the version; false when {@code principal} is not the present one any more. */
    boolean touch(Principal principal);

    /** Raises version and epoch; false when {@code principal} is not the present one any more. */
    boolean raiseEpoch(Principal principal);

    /** Sets the password and raises version and epoch; false as in {@link #touch}. */
    boolean setPassword(Principal principal, SealedValue password, Instant at);

    /** Remembers a finished sign-in. Not a change that anything is decided on: no version. */
    void signedIn(AccountId account, PrincipalId id, Instant at, Optional<DeviceId> device);

    void hideRootNotice(AccountId account, PrincipalId id);
}
