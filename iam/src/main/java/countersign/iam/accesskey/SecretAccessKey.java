package countersign.iam.accesskey;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** The secret half of an access key: 40 characters. Cannot print itself. */
public final class SecretAccessKey {
    private static final int BYTES = 30;

    private final String text;

    private SecretAccessKey(String text) {
        this.text = text;
    }

    public static SecretAccessKey random(RandomGenerator random) {
        byte[] drawn = new byte[BYTES];
        random.nextBytes(drawn);
        return new SecretAccessKey(Base64.getEncoder().encodeToString(drawn));
    }

    /** What was sealed. */
    public static SecretAccessKey of(String text) {
        return new SecretAccessKey(text);
    }

    /**
     * The one door for the text: for whoever asked for the key, for the seal, for the signature.
     */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "SecretAccessKey[hidden]";
    }
}
