package countersign.iam.mfa;

import countersign.iam.Client;
import countersign.iam.account.Account;
import countersign.iam.principal.Principal;
import countersign.otp.Totp;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * One try of codes against one device.
 *
 * @param now the account's time
 * @param event the name under which the audit log records it, as CloudTrail calls it
 * @param candidateDrift the drift that a resync has found and this code is to confirm
 */
public record Attempt(
        Account account,
        Principal owner,
        DeviceId device,
        Lane lane,
        Instant now,
        Client client,
        String event,
        OptionalInt candidateDrift) {
    public Attempt(
            Account account,
            Principal owner,
            DeviceId device,
            Lane lane,
            Instant now,
            Client client,
            String event) {
        this(account, owner, device, lane, now, client, event, OptionalInt.empty());
    }

    /** Whether it is a code of an assigned device, and not a pair of one that is being enrolled. */
    boolean isOfAssignedDevice() {
        return !event.equals("EnableMFADevice");
    }

    /**
     * The same try, as the proof that the clock is off. In the very step of its pair a code proves
     * nothing, since three codes that were noted down together can be typed together; it is then
     * judged as any other.
     */
    public Attempt confirming(PendingResync resync) {
        return Totp.STANDARD.stepAt(now) > Totp.STANDARD.stepAt(resync.foundAt())
                ? new Attempt(
                        account,
                        owner,
                        device,
                        lane,
                        now,
                        client,
                        event,
                        OptionalInt.of(resync.offset()))
                : this;
    }
}
