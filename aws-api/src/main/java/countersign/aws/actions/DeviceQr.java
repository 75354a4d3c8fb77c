package countersign.aws.actions;

import countersign.iam.mfa.VirtualDevices;
import countersign.otp.OtpAuthUri;
import countersign.otp.Totp;
import countersign.qr.QrCode;

/** The QR code of a new device, which an authenticator scans. */
final class DeviceQr {
    /** AWS's is that large. */
    private static final int SMALLEST_SIDE_PIXELS = 250;

    /** What an {@link OtpAuthUri} takes. */
    private static final int LONGEST_ACCOUNT = 256;

    private final String issuer;

    DeviceQr(String issuer) {
        this.issuer = issuer;
    }

    byte[] png(VirtualDevices.Created created) {
        QrCode code =
                QrCode.of(
                        OtpAuthUri.of(issuer, account(created), Totp.STANDARD, created.seed())
                                .write());
        return code.png(Math.ceilDiv(SMALLEST_SIDE_PIXELS, code.size()));
    }

    /** {@code phone@example}; a name that leaves no room for the account's is cut. */
    private static String account(VirtualDevices.Created created) {
        String at = "@" + created.accountName();
        String name = created.device().name().text();
        return name.substring(0, Math.min(name.length(), LONGEST_ACCOUNT - at.length())) + at;
    }
}
