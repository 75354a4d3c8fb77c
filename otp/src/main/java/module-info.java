import org.jspecify.annotations.NullMarked;

/**
 * One-time codes (RFC 4226, RFC 6238), Base32 and otpauth URIs. Pure computation: reads no clock,
 * no file, no socket.
 */
@NullMarked
module countersign.otp {
    requires static org.jspecify;

    exports countersign.otp;
}
