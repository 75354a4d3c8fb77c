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

/**
 * Knows under which names this server is reached and which proxies it believes. A request for
 * another name is refused, so that no web page can point a name of its own at a loopback address
 * (DNS rebinding).
 */
final class Front implements Edge {
    private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");
    private static final HeaderName FORWARDED_HOST = HeaderNames.create("X-Forwarded-Host");

    private final Set<String> names;
    private final List<Cidr> proxies;
    private final boolean tls;

    Front(Config config) {
        this.names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        config.allowedHosts().forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
        config.publicUrl().ifPresent(url -> names.add(url.getHost().toLowerCase(Locale.ROOT)));
        this.proxies = config.trustedProxies();
        this.tls = config.tls().isPresent();
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
        boolean wellFormed = rest.isEmpty() || rest.matches(":[0-9]{1,5}");
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
        List<String> hops =
                header(request, FORWARDED_FOR)
                        .map(value -> Arrays.asList(value.split(",")))
                        .orElse(List.of());
        for (int hop = hops.size() - 1; hop >= 0; hop--) {
            String address = hops.get(hop).strip();
            if (!isTrusted(address)) return Cidr.parse(address).isPresent() ? address : peer;
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

    private static Optional<String> header(ServerRequest request, HeaderName name) {
        return request.headers().first(name).filter(value -> !value.isBlank());
    }
}
