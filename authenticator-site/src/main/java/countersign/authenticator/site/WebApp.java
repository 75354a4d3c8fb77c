package countersign.authenticator.site;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The web app on an origin of its own, for browsers of this machine: static files from the class
 * path, with the headers that they want. It has no state, and knows nothing of any vault.
 */
public final class WebApp implements AutoCloseable {
    private static final String FILES = "countersign/authenticator-web/";

    /** Names of files that the app has; no folder, and nothing that leads out of its own. */
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

    private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "json", "application/json",
                    "webmanifest", "application/manifest+json",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "wasm", "application/wasm",
                    "txt", "text/plain; charset=utf-8");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> headers;

    private WebApp(HttpServer server, Map<String, String> headers) {
        this.server = server;
        this.headers = headers;
    }

    /**
     * Starts to serve; empty when this build has no web app.
     *
     * @param port 0 takes a free one
     * @throws IOException the port is taken ({@link java.net.BindException}), or a file of the app
     *     cannot be read
     */
    public static Optional<WebApp> serve(int port) throws IOException {
        Optional<byte[]> headersFile = file("headers.json");
        if (headersFile.isEmpty()) return Optional.empty();
        Map<String, String> headers = headers(headersFile.get());
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        WebApp app = new WebApp(HttpServer.create(address, 0), headers);
        app.server.setExecutor(app.threads);
        app.server.createContext("/", app::answer);
        app.server.start();
        return Optional.of(app);
    }

    private static Map<String, String> headers(byte[] json) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                headers.put(name, parser.nextTextValue());
            }
        }
        return headers;
    }

    /**
     * {@code http://localhost:PORT/}; browsers let a page on localhost use what HTTPS pages can.
     */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().close();
            String method = exchange.getRequestMethod();
            if (!isOurs(exchange)) {
                send(exchange, 421, new byte[0]);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                send(exchange, 405, new byte[0]);
            } else {
                answer(exchange, name(exchange));
            }
        }
    }

    /** A page elsewhere whose name leads here has no business with this origin. */
    private static boolean isOurs(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
        int port = host.lastIndexOf(':');
        boolean hasPort = port > 0 && host.indexOf(']') < port;
        return OUR_NAMES.contains(hasPort ? host.substring(0, port) : host);
    }

    private static String name(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.equals("/") ? "index.html" : path.substring(1);
    }

    private void answer(HttpExchange exchange, String name) throws IOException {
        Optional<byte[]> file = NAME.matcher(name).matches() ? file(name) : Optional.empty();
        if (file.isEmpty()) {
            send(exchange, 404, new byte[0]);
            return;
        }
        var fields = exchange.getResponseHeaders();
        headers.forEach(fields::set);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        fields.set("Content-Type", TYPES.getOrDefault(ending, "application/octet-stream"));
        // Names below assets/ change with what the files hold.
        boolean lasts = name.startsWith("assets/");
        fields.set("Cache-Control", lasts ? "max-age=31536000, immutable" : "no-cache");
        send(exchange, 200, file.get());
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) exchange.getResponseBody().write(body);
    }

    private static Optional<byte[]> file(String name) throws IOException {
        ClassLoader loader = WebApp.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(FILES + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
