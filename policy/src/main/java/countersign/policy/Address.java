package countersign.policy;

import java.util.Optional;

/**
 * An IP address as text, read without ever asking a resolver. An IPv4 address written as IPv6
 * ({@code ::ffff:192.0.2.1}) is the IPv4 one.
 *
 * @param bits 32 or 128
 */
record Address(long high, long low, int bits) {
    static Optional<Address> parse(String text) {
        if (text.length() > 45) {
            return Optional.empty();
        }
        if (text.indexOf(':') >= 0) {
            return new Ipv6Reader(text).read();
        }
        long value = v4(text);
        return value < 0 ? Optional.empty() : Optional.of(new Address(0, value, 32));
    }

    boolean sharesPrefix(Address other, int prefixBits) {
        if (bits != other.bits) {
            return false;
        }
        if (bits == 32) {
            return prefixBits == 0 || (low ^ other.low) >>> (32 - prefixBits) == 0;
        }
        boolean firstHalf = sameStart(high, other.high, Math.min(prefixBits, 64));
        return firstHalf && sameStart(low, other.low, Math.max(prefixBits - 64, 0));
    }

    private static boolean sameStart(long one, long other, int bits) {
        return bits == 0 || (one ^ other) >>> (64 - bits) == 0;
    }

    /** Four numbers without leading zeros; -1 when that is not what the text is. */
    static long v4(String text) {
        long value = 0;
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int end = part < 3 ? text.indexOf('.', at) : text.length();
            int number = end < 0 ? -1 : number(text, at, end, 10);
            boolean leadingZero = end - at > 1 && text.charAt(at) == '0';
            if (number < 0 || number > 255 || leadingZero) {
                return -1;
            }
            value = value << 8 | number;
            at = end + 1;
        }
        return value;
    }

    /** A number of one to four ASCII digits; -1 when it is none. */
    static int number(String text, int from, int to, int radix) {
        if (to - from < 1 || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
