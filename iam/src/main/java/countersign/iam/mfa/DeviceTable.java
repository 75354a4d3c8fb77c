package countersign.iam.mfa;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** MFA devices and the steps that were spent on them. */
public interface DeviceTable {
    /** Adds a device; false when its serial number is taken. */
    boolean insert(MfaDevice device);

    Optional<MfaDevice> find(AccountId account, DeviceId id);

    /** The serial number of a device; empty when it is not {@code owner}'s. */
    Optional<SerialNumber> serial(AccountId account, DeviceId id, PrincipalId owner);

    /** The row's version: while it is the same, so is everything in the row. */
    OptionalLong version(AccountId account, DeviceId id);

    Optional<MfaDevice> findBySerial(AccountId account, SerialNumber serial);

    /** The devices that are assigned to {@code owner}, oldest first. */
    List<MfaDevice> ofPrincipal(AccountId account, PrincipalId owner);

    /** Which devices a list shows. */
    enum Assignment {
        ASSIGNED,
        UNASSIGNED,
        ANY
    }

    /** The account's devices by serial number; the page's path prefix does not matter. */
    List<MfaDevice> list(AccountId account, Assignment which, Page page);

    int count(AccountId account, Assignment which);

    /** Stores {@code next} over the version before it; false when that is not there any more. */
    boolean update(MfaDevice next);

    /** Removes this very version with its spent steps; false when it is not there any more. */
    boolean delete(MfaDevice device);

    /** Spends {@code step}; false when it was spent before (RFC 6238 section 5.2). */
    boolean spend(AccountId account, DeviceId device, long step, Instant at);

    /** When {@code step} was spent. */
    Optional<Instant> spentAt(AccountId account, DeviceId device, long step);

    /** Forgets steps below {@code step} that cannot matter any more, at most {@code most}. */
    int pruneSpent(AccountId account, DeviceId device, long step);
}
