package countersign.iam.mfa;

import countersign.iam.account.AccountId;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.Optional;

/**
 * A virtual MFA device as stored: one row, changed only under its {@link #version()}.
 *
 * @param path part of the serial number; "/" in the console
 * @param owner whose it is; empty while unassigned
 * @param sealedSeed opens at {@link #seedPlace}
 * @param drift steps between the device's clock and ours; ahead is positive
 * @param watermark highest step ever accepted, by a code or (under hardened rules) a pair
 * @param pairWatermark second step of the last accepted pair
 * @param lateBefore whether the last accepted code was a step behind now + drift
 * @param epoch part of the seal; rises when a restore must invalidate older copies
 */
public record MfaDevice(
        AccountId account,
        DeviceId id,
        SerialNumber serial,
        DeviceName name,
        String path,
        Optional<PrincipalId> owner,
        SealedValue sealedSeed,
        Instant createdAt,
        Optional<Instant> enabledAt,
        Optional<Instant> lastUsedAt,
        int drift,
        long watermark,
        long pairWatermark,
        boolean lateBefore,
        long epoch,
        long version) {
    /** No step was ever accepted. */
    public static final long NO_STEP = -1;

    private static final String NOBODY = "";

    public boolean isOf(PrincipalId principal) {
        return owner.filter(principal::equals).isPresent();
    }

    /** Where the seed of a device of {@code owner}, or of nobody, belongs. */
    static SealedPlace seedPlace(
            AccountId account, Optional<PrincipalId> owner, DeviceId id, long epoch) {
        String principal = owner.map(PrincipalId::text).orElse(NOBODY);
        return new SealedPlace("mfa_device", account.digits(), principal, id.text(), epoch);
    }

    /** This device after a code or pair was accepted; the version is the next one. */
    MfaDevice accepted(
            int newDrift, long newWatermark, long newPairWatermark, boolean late, Instant at) {
        return new MfaDevice(
                account,
                id,
                serial,
                name,
                path,
                owner,
                sealedSeed,
                createdAt,
                enabledAt,
                Optional.of(at),
                newDrift,
                newWatermark,
                newPairWatermark,
                late,
                epoch,
                version + 1);
    }

    /** This device as {@code newOwner}'s, with the pair that proved it. */
    MfaDevice assigned(
            PrincipalId newOwner,
            SealedValue resealed,
            int newDrift,
            long newWatermark,
            long newPairWatermark,
            Instant at) {
        return new MfaDevice(
                account,
                id,
                serial,
                name,
                path,
                Optional.of(newOwner),
                resealed,
                createdAt,
                Optional.of(at),
                lastUsedAt,
                newDrift,
                newWatermark,
                newPairWatermark,
                false,
                epoch,
                version + 1);
    }

    /** This device as nobody's. Seed, drift and memories stay (aws-mfa D.3). */
    MfaDevice unassigned(SealedValue resealed) {
        return new MfaDevice(
                account,
                id,
                serial,
                name,
                path,
                Optional.empty(),
                resealed,
                createdAt,
                Optional.empty(),
                lastUsedAt,
                drift,
                watermark,
                pairWatermark,
                lateBefore,
                epoch,
                version + 1);
    }

    @Override
    public String toString() {
        return "MfaDevice[" + serial + "]";
    }
}
