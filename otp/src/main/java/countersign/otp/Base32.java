package countersign.otp;

import java.util.Arrays;

/**
 * Base32 (RFC 4648 section 6) as seeds are written: upper case and unpadded. Reading forgives what
 * people and other programs do to a key: groups, dashes, padding, small letters.
 */
public final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;
    private static final int[] VALUES = values();

    private Base32() {}

    /** Unpadded, upper case. */
    public static String encode(byte[] bytes) {
        var text = new StringBuilder((bytes.length * 8 + BITS - 1) / BITS);
        int held = 0;
        int buffer = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            held += 8;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET.charAt((buffer >>> held) & 31));
            }
        }
        if (held > 0) {
            text.append(ALPHABET.charAt((buffer << (BITS - held)) & 31));
        }
        return text.toString();
    }

    /**
     * Reads letters of either case; white space, {@code -} and {@code =} do not count.
     *
     * @throws OtpFormatException for any other character, and for a length that no whole number of
     *     bytes can have
     */
    public static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() * BITS / 8];
        int letters = 0;
        int written = 0;
        int held = 0;
        int buffer = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isFiller(c)) {
                continue;
            }
            letters++;
            buffer = (buffer << BITS) | valueOf(c, letters);
            held += BITS;
            if (held >= 8) {
                held -= 8;
                bytes[written++] = (byte) (buffer >>> held);
            }
        }
        refuseImpossible(letters);
        return Arrays.copyOf(bytes, written);
    }

    /** Whether the last character of a key holds bits that belong to no byte, as in a cut key. */
    static boolean hasLeftover(String key) {
        int last = key.length() - 1;
        while (isFiller(key.charAt(last))) {
            last--;
        }
        String written = encode(decode(key));
        return Character.toUpperCase(key.charAt(last)) != written.charAt(written.length() - 1);
    }

    private static boolean isFiller(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u00a0' || c == '-' || c == '=';
    }

    private static int valueOf(char c, int position) {
        int value = c < VALUES.length ? VALUES[c] : -1;
        if (value < 0) {
            throw new OtpFormatException(
                    "character " + position + " of the key is " + name(c) + ", which is no Base32");
        }
        return value;
    }

    /** No secret can contain these, so the message may show them. */
    private static String name(char c) {
        return switch (c) {
            case '0' -> "0 (is it the letter O?)";
            case '1' -> "1 (is it the letter I or L?)";
            case '8' -> "8 (is it the letter B?)";
            case '9' -> "9";
            default -> c > ' ' && c < 127 ? "'" + c + "'" : "U+" + hex(c);
        };
    }

    private static String hex(char c) {
        return Integer.toHexString(0x10000 + c).substring(1);
    }

    private static void refuseImpossible(int letters) {
        if (letters == 0) {
            throw new OtpFormatException("the key is empty");
        }
        int rest = letters % 8;
        if (rest == 1 || rest == 3 || rest == 6) {
            throw new OtpFormatException(
                    "no Base32 key has " + letters + " characters: some are missing or too many");
        }
    }

    /** By hand, since upper-casing by a locale turns i into a letter that is not I. */
    private static int[] values() {
        int[] values = new int[128];
        Arrays.fill(values, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            char c = ALPHABET.charAt(i);
            values[c] = i;
            if (c >= 'A') {
                values[c + 'a' - 'A'] = i;
            }
        }
        return values;
    }
}
