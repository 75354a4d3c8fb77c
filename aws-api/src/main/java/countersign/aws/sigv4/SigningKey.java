package countersign.aws.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A key that signs on one day, in one region, for one service. Prints nothing of itself. */
final class SigningKey {
    private static final String TERMINATOR = "aws4_request";

    private final byte[] bytes;

    private SigningKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** "Derive a signing key" in AWS's signing guide. */
    static SigningKey derive(SigningSecret secret, Scope scope) {
        byte[] day = secret.sign(scope.date());
        byte[] region = Hmac.sha256(day, scope.region());
        byte[] service = Hmac.sha256(region, scope.service());
        return new SigningKey(Hmac.sha256(service, TERMINATOR));
    }

    /** In even time. */
    boolean signed(String stringToSign, String signature) {
        byte[] expected = hex(stringToSign).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    String hex(String stringToSign) {
        return HexFormat.of().formatHex(Hmac.sha256(bytes, stringToSign));
    }

    /** For the test of AWS's own example. */
    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "SigningKey";
    }
}
