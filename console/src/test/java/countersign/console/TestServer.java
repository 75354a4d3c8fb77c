package countersign.console;

import countersign.iam.Iam;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Random;

/** The console on a free port, and a client that follows nothing and keeps nothing. */
final class TestServer implements AutoCloseable {
    static final FormKey FORM_KEY = FormKey.copyOf(new byte[32]);

    private final WebServer server;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    final Console console;

    TestServer(Iam iam, InstantSource clock) {
        this.console =
                new Console(
                        iam,
                        new ConsoleSettings(false, "Countersign", FORM_KEY),
                        new Loopback(),
                        clock,
                        new Random(7));
        this.server =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .routing(routing -> routing.register(console))
                        .build()
                        .start();
    }

    /** Plain HTTP, no proxy. */
    private static final class Loopback implements Edge {
        @Override
        public String clientAddress(ServerRequest request) {
            return "127.0.0.1";
        }

        @Override
        public String origin(ServerRequest request) {
            return "http://" + request.authority();
        }
    }

    String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    /** A form as a page of ours would send it, before anybody is signed in. */
    HttpRequest.Builder form(String path, String cookie, String... namesAndValues) {
        var body = new StringBuilder("csrf=").append(FORM_KEY.tokenFor(cookie));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append('&').append(namesAndValues[i]).append('=');
            body.append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    @Override
    public void close() {
        server.stop();
    }
}
