package countersign.server;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntSupplier;

/** What the server measures, in Prometheus' text format. Labels come from fixed sets only. */
final class Metrics {
    private static final Set<String> FACES =
            Set.of("signin", "console", "assets", "_sandbox", "iam");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests =
            Counter.builder()
                    .name("countersign_http_requests_total")
                    .help("Requests answered.")
                    .labelNames("face", "method", "status")
                    .register(registry);
    private final Histogram seconds =
            Histogram.builder()
                    .name("countersign_http_request_duration_seconds")
                    .help("Time from a request's headers to its answer.")
                    .labelNames("face")
                    .classicOnly()
                    .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
                    .register(registry);

    private final Counter calls =
            Counter.builder()
                    .name("countersign_api_calls_total")
                    .help("Calls of the AWS API answered.")
                    .labelNames("action", "status", "code")
                    .register(registry);

    /** Also shows how many passwords are being hashed or wait for it. */
    Metrics(IntSupplier hashing) {
        GaugeWithCallback.builder()
                .name("countersign_password_hashes_in_progress")
                .help("Password hashes under way and waiting.")
                .callback(gauge -> gauge.call(hashing.getAsInt()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("countersign_heap_used_bytes")
                .help("Heap in use.")
                .callback(gauge -> {
                    Runtime runtime = Runtime.getRuntime();
                    gauge.call((double) runtime.totalMemory() - runtime.freeMemory());
                })
                .register(registry);
    }

    void answered(String path, String method, int status, Duration took) {
        String face = face(path);
        requests.labelValues(face, method(method), Integer.toString(status)).inc();
        seconds.labelValues(face).observe(took.toNanos() / 1e9);
    }

    /** The action and the code come from the API's own tables. */
    void called(String action, int status, String code) {
        calls.labelValues(action, Integer.toString(status), code).inc();
    }

    private static String face(String path) {
        if (path.equals("/")) return "api";
        int end = path.indexOf('/', 1);
        String first = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        return FACES.contains(first) ? first : "other";
    }

    private static String method(String method) {
        return switch (method) {
            case "GET", "POST", "HEAD", "DELETE" -> method;
            default -> "other";
        };
    }

    byte[] text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toByteArray();
    }
}
