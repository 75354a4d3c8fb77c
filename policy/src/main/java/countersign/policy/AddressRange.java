package countersign.policy;

import java.util.Optional;

/**
 * A range of IP addresses in CIDR notation; without a prefix length one address. Bits past the
 * prefix do not count.
 */
final class AddressRange {
    private final Address network;
    private final int prefixBits;

    private AddressRange(Address network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String start = slash < 0 ? text : text.substring(0, slash);
        Optional<Address> network = Address.parse(start);
        if (network.isEmpty()) {
            return Optional.empty();
        }
        int written = start.indexOf(':') < 0 ? 32 : 128;
        int prefix = slash < 0 ? written : prefix(text.substring(slash + 1), written);
        // An IPv4 address written as IPv6 counts its first 96 bits too.
        int bits = prefix - (written - network.get().bits());
        return prefix < 0 || bits < 0
                ? Optional.empty()
                : Optional.of(new AddressRange(network.get(), bits));
    }

    private static int prefix(String text, int most) {
        if (text.isEmpty() || text.length() > 3) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        int prefix = Integer.parseInt(text);
        return prefix <= most ? prefix : -1;
    }

    /** Whether a value is an address in this range. IPv4 and IPv6 never hold one another. */
    boolean holds(String value) {
        Optional<Address> address = Address.parse(value);
        return address.isPresent() && address.get().sharesPrefix(network, prefixBits);
    }
}
