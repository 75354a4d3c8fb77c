package countersign.iam.mfa;

import countersign.iam.account.AccountId;
import countersign.iam.key.KeyService;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.PrincipalId;
import countersign.otp.Seed;
import java.util.Arrays;
import java.util.Optional;

/** Seals and opens seeds. */
final class Seeds {
    private final KeyService keys;

    Seeds(KeyService keys) {
        this.keys = keys;
    }

    SealedValue seal(
            Seed seed,
            AccountId account,
            Optional<PrincipalId> owner,
            DeviceId device,
            long epoch) {
        byte[] plain = seed.revealForSealing();
        try {
            return keys.seal(plain, MfaDevice.seedPlace(account, owner, device, epoch));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    Seed open(MfaDevice device) {
        return open(
                device.sealedSeed(), device.account(), device.owner(), device.id(), device.epoch());
    }

    Seed open(Enrolment enrolment) {
        return open(
                enrolment.sealedSeed(),
                enrolment.account(),
                Optional.of(enrolment.principal()),
                enrolment.device(),
                0);
    }

    Seed open(
            SealedValue sealed,
            AccountId account,
            Optional<PrincipalId> owner,
            DeviceId device,
            long epoch) {
        byte[] plain = keys.open(sealed, MfaDevice.seedPlace(account, owner, device, epoch));
        try {
            return Seed.copyOf(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
