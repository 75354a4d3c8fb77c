package countersign.aws.query;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding (RFC 3986 section 2.1) of UTF-8. */
public final class Percent {
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** Everything but letters, digits and {@code -._~} is escaped, as Signature Version 4 wants. */
    public static String encode(String text) {
        return encode(text, false);
    }

    /** As {@link #encode}, but a slash stays. */
    public static String encodePath(String path) {
        return encode(path, true);
    }

    private static String encode(String text, boolean keepSlash) {
        if (text.chars().allMatch(c -> isUnreserved(c) || (keepSlash && c == '/'))) {
            return text;
        }
        var encoded = new StringBuilder(text.length() + 32);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b) || (keepSlash && b == '/')) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }

    /**
     * Reads form text: a plus is a space, a char stands for one byte.
     *
     * @return empty when an escape is broken or the bytes are not UTF-8
     */
    static Optional<String> decode(String encoded) {
        if (encoded.chars().allMatch(c -> c != '%' && c != '+' && c < 0x80)) {
            return Optional.of(encoded);
        }
        byte[] bytes = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int value = c == '%' ? escapeAt(encoded, i) : c == '+' ? ' ' : c;
            if (value < 0 || value > 0xFF) {
                return Optional.empty();
            }
            i += c == '%' ? 2 : 0;
            bytes[length++] = (byte) value;
        }
        return utf8(ByteBuffer.wrap(bytes, 0, length));
    }

    private static Optional<String> utf8(ByteBuffer bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(bytes)
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The byte that the escape at {@code at} stands for, or -1. */
    private static int escapeAt(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = hex(text.charAt(at + 1));
        int low = hex(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
