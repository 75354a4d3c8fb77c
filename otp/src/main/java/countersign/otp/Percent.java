package countersign.otp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986 section 2.1) of UTF-8; a space is %20 and a plus is a plus. */
final class Percent {
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** Text, and whether all of it was well-formed; what was not is replaced or left as it is. */
    record Decoded(String text, boolean wellFormed) {}

    static String encode(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }

    static Decoded decode(String encoded) {
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream(raw.length);
        boolean wellFormed = true;
        for (int i = 0; i < raw.length; i++) {
            int value = raw[i] == '%' ? escapeAt(raw, i) : raw[i];
            if (raw[i] == '%' && value >= 0) {
                i += 2;
            } else if (raw[i] == '%') {
                wellFormed = false;
                value = '%';
            }
            bytes.write(value);
        }
        return toText(bytes.toByteArray(), wellFormed);
    }

    private static Decoded toText(byte[] bytes, boolean wellFormed) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new Decoded(text.toString(), wellFormed);
        } catch (CharacterCodingException e) {
            return new Decoded(new String(bytes, StandardCharsets.UTF_8), false);
        }
    }

    /** The byte that the escape at {@code at} stands for, or -1. */
    private static int escapeAt(byte[] raw, int at) {
        if (at + 2 >= raw.length) {
            return -1;
        }
        int high = Character.digit((char) raw[at + 1], 16);
        int low = Character.digit((char) raw[at + 2], 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
