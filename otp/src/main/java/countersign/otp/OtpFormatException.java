package countersign.otp;

/** A text that is no Base32 or no usable otpauth URI. The message never holds the secret. */
public final class OtpFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    OtpFormatException(String message) {
        super(message);
    }
}
