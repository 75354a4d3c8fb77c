package countersign.aws;

import countersign.aws.sigv4.TestSigner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Makes signed POST requests, as a client does. */
public final class TestClient {
    public static final Instant NOW = Instant.parse("2026-11-22T10:20:30Z");

    private TestClient() {}

    /** Name, value, name, value ... */
    public static String form(String... namesAndValues) {
        var form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(encode(namesAndValues[i]))
                    .append('=')
                    .append(encode(namesAndValues[i + 1]));
        }
        return form.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static ApiRequest unsigned(String form) {
        return request("POST", "", Headers.of("Host", "localhost:8080"), form);
    }

    public static ApiRequest signed(Service service, String form) {
        return TestSigner.sign(unsigned(form), service, NOW);
    }

    public static ApiRequest request(String method, String query, Headers headers, String form) {
        return new ApiRequest(method, "/", query, headers, Body.utf8(form), "192.0.2.7", true);
    }

    /** The same with more headers. */
    public static ApiRequest with(ApiRequest request, String... namesAndValues) {
        var all = new java.util.LinkedHashMap<>(request.headers().fields());
        Headers.of(namesAndValues)
                .fields()
                .forEach((name, values) -> all.put(name, List.copyOf(values)));
        return new ApiRequest(
                request.method(),
                request.path(),
                request.rawQuery(),
                new Headers(all),
                request.body(),
                request.peer(),
                request.secure());
    }
}
