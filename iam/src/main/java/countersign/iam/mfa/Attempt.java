package countersign.iam.mfa;

import countersign.iam.Client;
import countersign.iam.account.Account;
import countersign.iam.audit.AuditEvent;
import countersign.iam.credential.SessionClaims;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.otp.Totp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One try of codes against one device.
 *
 * @param now the account's time
 * @param event the name under which the audit log records it, as CloudTrail calls it
 * @param candidateDrift the drift that a resync has found and this code is to confirm
 * @param by who tries, by an access key or in the console; empty while somebody signs in
 */
public record Attempt(
        Account account,
        Principal owner,
        DeviceId device,
        Lane lane,
        Instant now,
        Client client,
        String event,
        OptionalInt candidateDrift,
        Optional<Caller.Authenticated> by) {
    public Attempt(
            Account account,
            Principal owner,
            DeviceId device,
            Lane lane,
            Instant now,
            Client client,
            String event) {
        this(
                account,
                owner,
                device,
                lane,
                now,
                client,
                event,
                OptionalInt.empty(),
                Optional.empty());
    }

    /** A code that came with a request to the API, for a device of {@code owner}. */
    public static Attempt by(
            Caller.Api caller, Account account, Principal owner, DeviceId device, String event) {
        return new Attempt(
                account,
                owner,
                device,
                Lane.ofKeys(caller.issuer().account(), caller.issuer().principal()),
                account.timeAt(caller.system()),
                caller.client(),
                event,
                OptionalInt.empty(),
                Optional.of(caller));
    }

    /** A code that somebody types who is signed in, for a device of {@code owner}. */
    static Attempt by(Caller.SignedIn caller, Principal owner, DeviceId device, String event) {
        boolean own = owner.isSame(caller.principal());
        return new Attempt(
                caller.account(),
                owner,
                device,
                own ? Lane.CONSOLE : Lane.ADMINISTRATOR,
                caller.now(),
                caller.client(),
                event,
                OptionalInt.empty(),
                Optional.of(caller));
    }

    /** Whether there is a dialogue in which a third code can be asked for. */
    boolean canAskAgain() {
        return lane.equals(Lane.CONSOLE);
    }

    /** The access key that the codes came with, or that their session rests on. */
    Optional<SessionClaims.Issuer> issuer() {
        return by.filter(Caller.Api.class::isInstance)
                .map(Caller.Api.class::cast)
                .map(Caller.Api::issuer);
    }

    /**
     * Whether the record of this try is the record of the whole request. Not when more is checked
     * after the code, and the request can still be refused.
     */
    boolean isWholeRequest() {
        return !event.equals(PART_OF_A_REQUEST);
    }

    /** The event of a code behind which a request goes on. */
    public static final String PART_OF_A_REQUEST = "CheckMfa";

    /** The record of this try. */
    AuditEvent record(String id) {
        return by.map(caller ->
                        isWholeRequest()
                                ? caller.event(id, event)
                                : AuditEvent.of(
                                        id,
                                        account.id(),
                                        now,
                                        AuditEvent.User.of(caller),
                                        event,
                                        client))
                .orElseGet(() ->
                        AuditEvent.of(
                                id, account.id(), now, AuditEvent.User.of(owner), event, client));
    }

    /** The record of this try, which was refused: the owner may read why. */
    AuditEvent refused(String id, Refusal reason) {
        AuditEvent record = record(id);
        return issuer().isEmpty() || !isWholeRequest()
                ? record.refused(reason.explained())
                : record.refused(refusedByApi()).with("Reason", reason.explained());
    }

    private AuditEvent.Failure refusedByApi() {
        boolean pair = event.endsWith("MFADevice");
        return pair
                ? new AuditEvent.Failure(
                        Optional.of("InvalidAuthenticationCode"),
                        "Authentication code for device is not valid.")
                : new AuditEvent.Failure(
                        Optional.of("AccessDenied"),
                        "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
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
                        OptionalInt.of(resync.offset()),
                        by)
                : this;
    }
}
