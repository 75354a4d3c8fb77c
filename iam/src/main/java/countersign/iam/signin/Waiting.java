package countersign.iam.signin;

import countersign.iam.account.Account;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.PendingResync;
import countersign.iam.principal.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A sign-in that waits for a code, with what its page shows.
 *
 * @param devices the principal's, oldest first; never empty
 * @param resync a resync that waits for its fresh code
 */
public record Waiting(
        PendingSignIn pending,
        Account account,
        Principal principal,
        List<MfaDevice> devices,
        Optional<PendingResync> resync,
        Instant now) {
    /** The device that is chosen already: the last used, else the first. */
    public DeviceId preselected() {
        return principal
                .lastDevice()
                .filter(last -> devices.stream().anyMatch(device -> device.id().equals(last)))
                .orElse(devices.getFirst().id());
    }
}
