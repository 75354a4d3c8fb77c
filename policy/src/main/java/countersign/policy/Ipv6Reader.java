package countersign.policy;

import java.util.Optional;

/** Reads one IPv6 address, once (RFC 4291 section 2.2). */
final class Ipv6Reader {
    private static final int GROUPS = 8;
    private static final long MAPPED = 0xffffL;

    private final String text;
    private final int[] groups = new int[GROUPS];
    private int count;
    private int gap = -1;

    Ipv6Reader(String text) {
        this.text = text;
    }

    Optional<Address> read() {
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int next = group(at);
            if (next < 0) {
                return Optional.empty();
            }
            at = next;
        }
        boolean whole = gap < 0 ? count == GROUPS : count < GROUPS;
        return whole ? Optional.of(address()) : Optional.empty();
    }

    /** Takes the group at a place; the place of the next one, or -1. */
    private int group(int at) {
        int colon = text.indexOf(':', at);
        int end = colon < 0 ? text.length() : colon;
        if (colon < 0 && text.indexOf('.', at) >= 0) {
            return tail(at);
        }
        int value = Address.number(text, at, end, 16);
        if (value < 0 || count == GROUPS) {
            return -1;
        }
        groups[count++] = value;
        return colon < 0 ? end : afterColon(colon);
    }

    private int afterColon(int colon) {
        if (colon + 1 == text.length()) {
            return -1;
        }
        if (text.charAt(colon + 1) != ':') {
            return colon + 1;
        }
        if (gap >= 0) {
            return -1;
        }
        gap = count;
        return colon + 2;
    }

    /** An IPv4 address at the end. */
    private int tail(int at) {
        long value = Address.v4(text.substring(at));
        if (value < 0 || count > GROUPS - 2) {
            return -1;
        }
        groups[count++] = (int) (value >>> 16);
        groups[count++] = (int) (value & 0xffff);
        return text.length();
    }

    private Address address() {
        var all = new int[GROUPS];
        int head = gap < 0 ? count : gap;
        System.arraycopy(groups, 0, all, 0, head);
        System.arraycopy(groups, head, all, GROUPS - (count - head), count - head);
        long high = join(all, 0);
        long low = join(all, 4);
        return high == 0 && low >>> 32 == MAPPED
                ? new Address(0, low & 0xffff_ffffL, 32)
                : new Address(high, low, 128);
    }

    private static long join(int[] groups, int from) {
        long value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value << 16 | groups[i];
        }
        return value;
    }
}
