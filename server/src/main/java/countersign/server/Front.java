package countersign.server;

import countersign.console.Edge;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Knows under which names this server is reached and which proxies it believes. A request for
 * another name is refused, so that no web page can point a name of its own at a loopback address
 * (DNS rebinding).
 */
final class Front implements Edge {
    private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");
    private static final HeaderName FORWARDED_HOST = HeaderNames.create("X-Forwarded-Host");

    private static final List<Cidr> LOOPBACK =
            Stream.of("127.0.0.0/8", "::1").flatMap(text -> Cidr.parse(text).stream()).toList();

    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");

    static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names;
    private final List<Cidr> proxies;
    private final boolean tls;
    private final boolean proxiedOnly;

    Front(Config config) {
        this.names = new TreeSet<>(LOOPBACK_NAMES);
        config.allowedHosts().forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
        config.publicUrl().ifPresent(url -> names.add(url.getHost().toLowerCase(Locale.ROOT)));
        this.proxies = config.trustedProxies();
        this.tls = config.tls().isPresent();
        this.proxiedOnly = config.proxiedOnly();
    }

    /**
     * Whether the request came the way it has to: where plain HTTP is served for the sake of a
     * proxy, from that proxy or from this machine.
     */
    boolean mayTalk(ServerRequest request) {
        String peer = peer(request);
        return !proxiedOnly
                || isTrusted(peer)
                || LOOPBACK.stream().anyMatch(it -> it.contains(peer));
    }

    /** Whether the request names this server. */
    boolean isOurs(ServerRequest request) {
        return name(host(request)).filter(names::contains).isPresent();
    }

    /** The name in a Host header, without the port; empty when there is none to be made out. */
    static Optional<String> name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int end = lower.startsWith("[") ? lower.indexOf(']') + 1 : lower.indexOf(':');
        String name = end > 0 ? lower.substring(0, end) : lower;
        String rest = lower.substring(name.length());
        boolean wellFormed = rest.isEmpty() || PORT.matcher(rest).matches();
        return name.isEmpty() || !wellFormed ? Optional.empty() : Optional.of(name);
    }

    private String host(ServerRequest request) {
        if (isProxied(request)) {
            Optional<String> forwarded = header(request, FORWARDED_HOST);
            if (forwarded.isPresent()) return forwarded.get();
        }
        return request.authority();
    }

    @Override
    public String origin(ServerRequest request) {
        String scheme = tls ? "https" : "http";
        if (isProxied(request)) {
            scheme = header(request, FORWARDED_PROTO).filter("https"::equals).orElse(scheme);
        }
        return scheme + "://" + host(request).toLowerCase(Locale.ROOT);
    }

    @Override
    public String clientAddress(ServerRequest request) {
        String peer = peer(request);
        if (!isTrusted(peer)) return peer;
        // A proxy may add a line of its own behind the client's: all lines count, in their order.
        String all = String.join(",", request.headers().all(FORWARDED_FOR, List::of));
        List<String> hops = Arrays.asList(all.split(",", -1));
        for (int hop = hops.size() - 1; hop >= 0; hop--) {
            String address = hops.get(hop).strip();
            if (!isTrusted(address)) return Cidr.isAddress(address) ? address : peer;
        }
        return peer;
    }

    private boolean isProxied(ServerRequest request) {
        return isTrusted(peer(request));
    }

    private boolean isTrusted(String address) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    private static String peer(ServerRequest request) {
        return request.remotePeer().host();
    }

    /** The last line of that name: the one that the nearest proxy wrote. */
    private static Optional<String> header(ServerRequest request, HeaderName name) {
        List<String> lines = request.headers().all(name, List::of);
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.getLast()).filter(value -> !value.isBlank());
    }
}
