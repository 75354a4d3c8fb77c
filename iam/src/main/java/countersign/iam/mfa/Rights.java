package countersign.iam.mfa;

import countersign.iam.Tables;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Authorizer;
import countersign.iam.authorization.Denial;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import java.util.Optional;

/**
 * What policies must allow before somebody in the console may change MFA devices: each screen is
 * some calls of the API, and needs what they need (aws-mfa A.5). A root user is not asked.
 */
public final class Rights {
    private final Authorizer authorizer;

    public Rights(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    /** CreateVirtualMFADevice and EnableMFADevice. */
    Optional<Denial> toEnrol(
            Tables tables, Caller.SignedIn caller, Principal owner, SerialNumber serial) {
        return denial(tables, caller, Action.CREATE_VIRTUAL_MFA_DEVICE, serial.arn())
                .or(() -> denial(tables, caller, Action.ENABLE_MFA_DEVICE, owner.arn()));
    }

    /** DeactivateMFADevice and DeleteVirtualMFADevice. */
    Optional<Denial> toRemove(
            Tables tables, Caller.SignedIn caller, Principal owner, SerialNumber serial) {
        return denial(tables, caller, Action.DEACTIVATE_MFA_DEVICE, owner.arn())
                .or(() -> denial(tables, caller, Action.DELETE_VIRTUAL_MFA_DEVICE, serial.arn()));
    }

    /** ResyncMFADevice. A resync at sign-in needs no right: nobody is signed in yet. */
    Optional<Denial> toResync(Tables tables, Attempt attempt) {
        return attempt.by()
                .filter(Caller.SignedIn.class::isInstance)
                .flatMap(by ->
                        authorizer.denial(
                                tables,
                                by,
                                Action.RESYNC_MFA_DEVICE,
                                attempt.owner().arn(),
                                RequestKeys.NONE));
    }

    private Optional<Denial> denial(
            Tables tables, Caller.SignedIn caller, Action action, String resource) {
        return authorizer.denial(tables, caller, action, resource, RequestKeys.NONE);
    }
}
