package countersign.authenticator.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves the app from the class path with the headers it asks for, as a host would. */
final class Site implements AutoCloseable {
    private static final String FOLDER = "/countersign/authenticator-web";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html",
                    "js", "text/javascript",
                    "css", "text/css",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "json", "application/json",
                    "wasm", "application/wasm",
                    "txt", "text/plain",
                    "webmanifest", "application/manifest+json");

    private final Map<String, String> additions = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final Map<?, ?> headers;

    Site() throws IOException {
        try (InputStream file = resource("/headers.json")) {
            this.headers = new ObjectMapper().readValue(file, Map.class);
        }
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** On localhost, which browsers take for a secure place. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /** As if a new version of a file had been put there. */
    void append(String name, String addition) {
        additions.put("/" + name, addition);
    }

    private static byte[] joined(byte[] file, String addition) {
        byte[] more = addition.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(file.length + more.length).put(file).put(more).array();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.endsWith("/") ? path + "index.html" : path;
        try (InputStream file = Site.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = joined(file.readAllBytes(), additions.getOrDefault(name, ""));
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            exchange.getResponseHeaders().set("Content-Type", String.valueOf(type));
            headers.forEach((header, value) ->
                    exchange.getResponseHeaders().set(header.toString(), value.toString()));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        } finally {
            exchange.close();
        }
    }

    private static InputStream resource(String name) {
        InputStream file = Site.class.getResourceAsStream(FOLDER + name);
        if (file == null) {
            throw new AssertionError(name + " was not built: tools/build web");
        }
        return file;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
