package countersign.iam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A bearer secret of 256 random bits: a session cookie, a pending sign-in, a mailed link. Storage
 * knows only its {@link #id()}. Cannot print itself.
 */
public final class Token {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final String text;

    private Token(String text) {
        this.text = text;
    }

    public static Token random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads what a client sent; empty when it cannot be one of ours. */
    public static Optional<Token> parse(String sent) {
        return FORM.matcher(sent).matches() ? Optional.of(new Token(sent)) : Optional.empty();
    }

    /** SHA-256 of the token, in hexadecimal: what is stored and looked up. */
    public String id() {
        return sha256(text);
    }

    /** The one door for the text: for the cookie or the link, and for nothing else. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }

    /** SHA-256 of {@code text} in UTF-8, in hexadecimal. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
