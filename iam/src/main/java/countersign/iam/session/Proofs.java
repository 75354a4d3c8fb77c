package countersign.iam.session;

import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.SerialNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session was proved with, and when. Assurance is computed from this and from nothing else.
 */
public record Proofs(Instant passwordAt, Optional<Mfa> mfa) {
    /** A right, unspent code of this device. */
    public record Mfa(DeviceId device, SerialNumber serial, Instant at) {}

    public static Proofs password(Instant at) {
        return new Proofs(at, Optional.empty());
    }

    public Proofs with(Mfa proof) {
        return new Proofs(passwordAt, Optional.of(proof));
    }

    public Proofs withPassword(Instant at) {
        return new Proofs(at, mfa);
    }

    public boolean hasMfa() {
        return mfa.isPresent();
    }
}
