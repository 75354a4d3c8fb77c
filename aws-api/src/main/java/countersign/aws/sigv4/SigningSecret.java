package countersign.aws.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The secret access key that signs. Prints its length, never itself; compared in even time. */
public final class SigningSecret {
    private static final byte[] PREFIX = "AWS4".getBytes(StandardCharsets.US_ASCII);

    private final byte[] prefixed;

    private SigningSecret(byte[] secret) {
        this.prefixed = Arrays.copyOf(PREFIX, PREFIX.length + secret.length);
        System.arraycopy(secret, 0, prefixed, PREFIX.length, secret.length);
    }

    /** From the bytes of the secret access key, which are ASCII. */
    public static SigningSecret copyOf(byte[] secret) {
        return new SigningSecret(secret);
    }

    public static SigningSecret of(String secret) {
        return new SigningSecret(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** The first of the four HMACs. */
    byte[] sign(String date) {
        return Hmac.sha256(prefixed, date);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningSecret secret
                && MessageDigest.isEqual(prefixed, secret.prefixed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prefixed);
    }

    @Override
    public String toString() {
        return "SigningSecret[" + (prefixed.length - PREFIX.length) + " bytes]";
    }
}
