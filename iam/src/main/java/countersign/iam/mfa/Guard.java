package countersign.iam.mfa;

import countersign.iam.Refused;
import countersign.iam.Tables;
import countersign.iam.authorization.Unit;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * MFA guards MFA: what a session must have proved before it may change its principal's devices, or
 * its password.
 *
 * <p>A principal that has a device needs a session with MFA, under any rules (aws-mfa D.5). Rules
 * with a {@code proofAge} want that proof, or without devices the password, to be recent; and they
 * ask the same of who manages itself by the operations that administrators have.
 */
public final class Guard {
    /** How long ago somebody in the console may have proved the password that is changed. */
    private static final Duration OLD_PASSWORD_AGE = Duration.ofMinutes(5);

    private final MfaRules rules;

    public Guard(MfaRules rules) {
        this.rules = rules;
    }

    /** What is missing. */
    public enum Need {
        NOTHING,
        /** The session was signed in without MFA: sign out and in again with a code. */
        MFA_SESSION,
        /** A code again, since the last one is too old. */
        FRESH_CODE,
        /** The password again. */
        FRESH_PASSWORD
    }

    /**
     * What the caller must prove first.
     *
     * @param devices how many devices the principal has now
     */
    public Need need(Caller.SignedIn caller, int devices) {
        Proofs proofs = caller.proofs();
        if (devices > 0 && !proofs.hasMfa()) return Need.MFA_SESSION;
        if (rules.proofAge().isEmpty()) return Need.NOTHING;
        Duration age = rules.proofAge().get();
        boolean freshCode =
                proofs.mfa().filter(proof -> isFresh(proof.at(), caller.now(), age)).isPresent();
        if (freshCode) return Need.NOTHING;
        if (devices > 0) return Need.FRESH_CODE;
        return isFresh(proofs.passwordAt(), caller.now(), age) ? Need.NOTHING : Need.FRESH_PASSWORD;
    }

    /** As {@link #need}, for a change of the devices of {@code owner}. */
    Need need(Tables tables, Caller.SignedIn caller, Principal owner) {
        int devices = count(tables, caller.principal());
        boolean exempt =
                !caller.principal().isSame(owner) && (devices == 0 || rules.proofAge().isEmpty());
        return exempt ? Need.NOTHING : need(caller, devices);
    }

    private static int count(Tables tables, Principal owner) {
        return tables.devices().ofPrincipal(owner.account(), owner.id()).size();
    }

    /**
     * For the API and for what administrators do: refuses a caller that has a device and would
     * change its own devices without MFA, whatever its policies say. Who changes another's is
     * exempt; but in the console, where rules want proofs to be recent, an administrator who has a
     * device shows it, and who has none and changes its own shows the password.
     *
     * @throws Refused AccessDenied with AWS's text
     */
    void require(Unit unit, Principal user) {
        Optional<Principal> self = unit.caller().subject().self();
        if (self.isEmpty() || isExempt(unit.caller(), self.get(), user)) return;
        boolean hasDevice = count(unit.tables(), self.get()) > 0;
        if (hasDevice && !hasProof(unit.caller())) throw mfaNeeded();
        if (!hasDevice
                && self.get().isSame(user)
                && unit.caller() instanceof Caller.SignedIn signedIn
                && need(signedIn, 0) == Need.FRESH_PASSWORD) {
            throw passwordNeeded();
        }
    }

    /**
     * For the API and for what administrators do: where rules want proofs to be recent, refuses who
     * would set or remove its own password with less than {@link
     * countersign.iam.password.PasswordChange} asks for: MFA if it has a device, and in the console
     * the password itself. As on AWS (aws-mfa B.11), other rules ask for nothing.
     *
     * @throws Refused AccessDenied
     */
    public void requireForPassword(Unit unit, Principal user) {
        boolean own = unit.caller().subject().self().filter(user::isSame).isPresent();
        if (!own || rules.proofAge().isEmpty()) return;
        require(unit, user);
        if (unit.caller() instanceof Caller.SignedIn signedIn && !hasPasswordNow(signedIn)) {
            throw passwordNeeded();
        }
    }

    /** Whether the caller has typed its password just now, so that it may set another. */
    public static boolean hasPasswordNow(Caller.SignedIn caller) {
        return isFresh(caller.proofs().passwordAt(), caller.now(), OLD_PASSWORD_AGE);
    }

    private static Refused mfaNeeded() {
        return new Refused(
                Refused.Code.AccessDenied,
                "To complete this action, please ensure that you are authenticated with an MFA"
                        + " device that is enabled for this user.");
    }

    private static Refused passwordNeeded() {
        return new Refused(
                Refused.Code.AccessDenied,
                "To complete this action, please enter your current password again.");
    }

    private boolean isExempt(Caller.Authenticated caller, Principal self, Principal user) {
        boolean bound = caller instanceof Caller.SignedIn && rules.proofAge().isPresent();
        return !self.isSame(user) && !bound;
    }

    private boolean hasProof(Caller.Authenticated caller) {
        return caller.mfa()
                .filter(proof ->
                        rules.proofAge()
                                .filter(age -> !isFresh(proof.at(), caller.now(), age))
                                .isEmpty())
                .isPresent();
    }

    /** A root user's devices are its own affair: no call and no administrator changes them. */
    static void refuseRoot(Principal user) {
        if (user.isRoot()) {
            throw new Refused(
                    Refused.Code.AccessDenied,
                    "The root user's MFA devices are managed by the root user in the console.");
        }
    }

    /** A proof from the future is as stale as an old one: the clock has jumped back since. */
    private static boolean isFresh(Instant provedAt, Instant now, Duration age) {
        return Duration.between(provedAt, now).abs().compareTo(age) <= 0;
    }
}
