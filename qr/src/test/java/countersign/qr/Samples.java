package countersign.qr;

final class Samples {
    /**
     * The address of a root device as {@code authenticator-formats} has it, with a made-up seed.
     */
    static final String ROOT_DEVICE =
            "otpauth://totp/root-account-mfa-device@123456789012?secret="
                    + "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    /** 226 characters are the longest name of a device. */
    static final String LONG_DEVICE =
            "otpauth://totp/Countersign:"
                    + "root-account-mfa-device-that-was-named-by-a-very-thorough-person-"
                    + "root-account-mfa-device-that-was-named-by-a-very-thorough-person-"
                    + "root-account-mfa-device-that-was-named-by-a-very-thorough-person-"
                    + "@123456789012?secret="
                    + "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                    + "&issuer=Countersign";

    private Samples() {}
}
