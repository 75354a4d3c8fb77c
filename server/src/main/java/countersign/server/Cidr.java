package countersign.server;

import java.net.InetAddress;
import java.util.Optional;

/** A network, as in {@code 10.0.0.0/8} or {@code ::1}. */
record Cidr(InetAddress network, int bits) {
    static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress network =
                    InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int most = network.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            return bits >= 0 && bits <= most
                    ? Optional.of(new Cidr(network, bits))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static boolean isAddress(String text) {
        return text.indexOf('/') < 0 && parse(text).isPresent();
    }

    boolean contains(String address) {
        byte[] other;
        try {
            other = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
        byte[] mine = network.getAddress();
        if (other.length != mine.length) return false;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) return false;
        }
        return true;
    }
}
