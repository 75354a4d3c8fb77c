package countersign.iam.signin;

/** The network that an address belongs to, for counting: /24 of IPv4, /56 of IPv6. */
final class Network {
    private static final int IPV6_PREFIX_BYTES = 7;

    private Network() {}

    static String of(String address) {
        int lastDot = address.lastIndexOf('.');
        if (lastDot > 0 && address.indexOf(':') < 0) return address.substring(0, lastDot);
        return ofIpv6(address);
    }

    private static String ofIpv6(String address) {
        try {
            byte[] bytes = java.net.InetAddress.ofLiteral(address).getAddress();
            int kept = Math.min(IPV6_PREFIX_BYTES, bytes.length - 1);
            return java.util.HexFormat.of().formatHex(bytes, 0, kept);
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
