package countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code countersign serve} with a data folder of its own. */
final class Server implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern READY = Pattern.compile("Countersign is ready at (\\S+)");
    private static final Pattern MANAGEMENT = Pattern.compile("management on (http://[0-9.:]+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final List<String> options;
    private final StringBuilder log = new StringBuilder();
    private Process process;
    private String url = "";

    private Server(Path folder, List<String> options) throws IOException {
        this.folder = folder;
        this.options = options;
        this.process = launch(0);
    }

    /** Starts a server with these further options, and returns when it is ready. */
    static Server start(Path folder, String... options) throws IOException {
        return new Server(folder, List.of(options));
    }

    static Server sandbox(Path folder, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--sandbox"));
        all.addAll(List.of(options));
        return new Server(folder, all);
    }

    private Process launch(int port) throws IOException {
        List<String> words = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
        words.addAll(List.of("--management-port", "0", "--data", data().toString()));
        words.addAll(options);
        Process started = Program.builder(Program.SERVER, environment(), words).start();
        BufferedReader out = Program.lines(started.getInputStream());
        Thread.ofVirtual()
                .start(() ->
                        Program.lines(started.getErrorStream()).lines().forEach(this::remember));
        String line = out.readLine();
        Matcher ready = READY.matcher(line == null ? "" : line);
        if (!ready.matches()) throw new AssertionError("not ready: " + line + "\n" + log());
        url = ready.group(1);
        return started;
    }

    private void remember(String line) {
        synchronized (log) {
            log.append(line).append('\n');
        }
    }

    /** Everything that was logged. */
    String log() {
        synchronized (log) {
            return log.toString();
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    Map<String, String> environment() {
        return Map.of(
                "XDG_CONFIG_HOME", folder.resolve("config").toString(), "COUNTERSIGN_LOG", "human");
    }

    String url() {
        return url;
    }

    String managementUrl() {
        Matcher found = MANAGEMENT.matcher(log());
        String last = "";
        while (found.find()) last = found.group(1);
        return last;
    }

    /** Runs an operator's command on the same data. */
    Program.Result operator(String input, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data().toString()));
        return Program.run(Program.SERVER, environment(), input, all);
    }

    /** Ends the process as a power cut would. */
    void kill9() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to stop; its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("does not stop");
        return process.exitValue();
    }

    /** Starts again on the same data and port. */
    void restart() throws IOException {
        process = launch(URI.create(url).getPort());
    }

    HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    HttpResponse<String> post(String path, String json) {
        return send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** An account made by the sandbox call. */
    record Account(
            String id,
            String name,
            String email,
            String password,
            String accessKeyId,
            String secretAccessKey) {}

    Account account(String email) {
        JsonNode made =
                json(
                        post(
                                "/_sandbox/accounts",
                                "{\"Email\":\"%s\",\"Name\":\"Example Corp\"}".formatted(email)));
        return new Account(
                made.get("AccountId").asText(),
                "Example Corp",
                made.get("Email").asText(),
                made.get("Password").asText(),
                made.path("AccessKeyId").asText(),
                made.path("SecretAccessKey").asText());
    }

    /** Moves one account's time. */
    void advance(Account account, Duration by) {
        json(post("/_sandbox/accounts/" + account.id() + "/clock", "{\"advance\":\"" + by + "\"}"));
    }

    /** One account's time. */
    java.time.Instant now(Account account) {
        return java.time.Instant.parse(
                json(get(url + "/_sandbox/accounts/" + account.id() + "/clock"))
                        .get("now")
                        .asText());
    }

    /** The newest mail to an address. */
    JsonNode mail(String to) {
        for (JsonNode mail : json(get(url + "/_sandbox/mail"))) {
            if (mail.get("To").asText().equals(to)) return mail;
        }
        throw new AssertionError("no mail to " + to);
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            if (response.statusCode() >= 300) {
                throw new AssertionError(response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
