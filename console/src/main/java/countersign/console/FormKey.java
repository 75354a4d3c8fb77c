package countersign.console;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds forms to the browser that they were sent to: each carries the HMAC of its session, or of a
 * cookie while nobody is signed in; another site can neither read nor make it. Cannot print itself.
 */
public final class FormKey {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private FormKey(SecretKeySpec key) {
        this.key = key;
    }

    /** Takes 32 random bytes, the same ones on every node. */
    public static FormKey copyOf(byte[] bytes) {
        if (bytes.length != BYTES) throw new IllegalArgumentException("a form key is 32 bytes");
        return new FormKey(new SecretKeySpec(bytes, ALGORITHM));
    }

    String tokenFor(String browser) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] sum = mac.doFinal(("form " + browser).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    boolean isTokenFor(String browser, String sent) {
        return MessageDigest.isEqual(
                tokenFor(browser).getBytes(StandardCharsets.UTF_8),
                sent.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "FormKey[hidden]";
    }
}
