package countersign.iam.mfa;

import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.Optional;

/**
 * An enrolment under way: the only place from which a seed is ever shown. It belongs to the session
 * that began it and ends with Finish, cancel or ten minutes.
 *
 * @param device id that the device will have; its row is made by Assign MFA and not before
 * @param assigned whether Assign MFA has succeeded: only the backup is left to do
 * @param late a right pair that was far from now, if there was one
 */
public record Enrolment(
        String id,
        AccountId account,
        PrincipalId principal,
        String series,
        DeviceId device,
        DeviceName name,
        SealedValue sealedSeed,
        Instant createdAt,
        Instant expiresAt,
        boolean assigned,
        Optional<LatePair> late,
        long version) {
    public SerialNumber serial() {
        return SerialNumber.of(account, name);
    }

    /**
     * A right pair that was far from now.
     *
     * @param step of its second code
     * @param offset steps from now
     */
    public record LatePair(long step, int offset) {}

    Enrolment withLate(LatePair pair) {
        return new Enrolment(
                id,
                account,
                principal,
                series,
                device,
                name,
                sealedSeed,
                createdAt,
                expiresAt,
                assigned,
                Optional.of(pair),
                version + 1);
    }

    Enrolment whenAssigned() {
        return new Enrolment(
                id,
                account,
                principal,
                series,
                device,
                name,
                sealedSeed,
                createdAt,
                expiresAt,
                true,
                late,
                version + 1);
    }

    @Override
    public String toString() {
        return "Enrolment[" + serial() + "]";
    }
}
