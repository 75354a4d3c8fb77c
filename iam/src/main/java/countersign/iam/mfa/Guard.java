package countersign.iam.mfa;

import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import java.time.Duration;
import java.time.Instant;

/**
 * MFA guards MFA: what a session must have proved before it may change its principal's devices.
 *
 * <p>A principal that has a device needs a session with MFA, under any rules (aws-mfa D.5). Rules
 * with a {@code proofAge} want that proof, or without devices the password, to be recent.
 */
public final class Guard {
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
    public Need need(Caller.Root caller, int devices) {
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

    /** A proof from the future is as stale as an old one: the clock has jumped back since. */
    private static boolean isFresh(Instant provedAt, Instant now, Duration age) {
        return Duration.between(provedAt, now).abs().compareTo(age) <= 0;
    }
}
