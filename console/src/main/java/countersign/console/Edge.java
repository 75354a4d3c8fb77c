package countersign.console;

import io.helidon.webserver.http.ServerRequest;

/** What the server knows about a request: it alone knows its TLS, its proxies and its names. */
public interface Edge {
    /** The client's IP address, after trusted proxies were taken off. */
    String clientAddress(ServerRequest request);

    /**
     * The origin as the browser sees it, such as {@code https://id.example.com} or {@code
     * http://127.0.0.1:8080}. The Host header has been checked before a request comes here.
     */
    String origin(ServerRequest request);
}
