package countersign.server;

import countersign.aws.ApiAnswer;
import countersign.aws.ApiRequest;
import countersign.aws.AwsApi;
import countersign.aws.Body;
import countersign.aws.Headers;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The AWS endpoint over HTTP: {@code POST /}, and {@code GET /} when it is a call and not a browser
 * that was given the bare address.
 */
final class ApiEndpoint implements HttpService {
    /** One byte more than AWS takes, so that the API can see that it is too much. */
    private static final int MOST_BODY_BYTES = 10_000_001;

    private final AwsApi api;
    private final Front front;
    private final InstantSource clock;

    ApiEndpoint(AwsApi api, Front front, InstantSource clock) {
        this.api = api;
        this.front = front;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::answer).get("/", this::answer);
    }

    /** Whether a GET of the bare address is a call (an action, or a signature). */
    static boolean isCall(ServerRequest request) {
        String query = request.prologue().query().rawValue();
        return has(query, "Action=")
                || has(query, "X-Amz-Algorithm=")
                || request.headers()
                        .first(HeaderNames.AUTHORIZATION)
                        .filter(value -> value.startsWith("AWS4-"))
                        .isPresent();
    }

    private static boolean has(String query, String parameter) {
        return query.startsWith(parameter) || query.contains("&" + parameter);
    }

    void answer(ServerRequest request, ServerResponse response) {
        ApiAnswer answer;
        try {
            answer = api.answer(read(request), clock.instant());
        } catch (IOException | UncheckedIOException e) {
            // The client broke off: nobody is there to hear why.
            response.status(Status.BAD_REQUEST_400).send();
            return;
        }
        response.status(Status.create(answer.status()));
        answer.headers()
                .fields()
                .forEach((name, values) ->
                        response.header(HeaderNames.create(name), values.toArray(String[]::new)));
        response.send(answer.body().toBytes());
    }

    private ApiRequest read(ServerRequest request) throws IOException {
        String origin = front.origin(request);
        return new ApiRequest(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                request.prologue().query().rawValue(),
                headers(request, origin),
                body(request),
                front.clientAddress(request),
                origin.startsWith("https://"));
    }

    /** As sent, with the host that the client called: a proxy may have changed it. */
    private static Headers headers(ServerRequest request, String origin) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Header header : request.headers()) {
            fields.computeIfAbsent(header.headerName().lowerCase(), _ -> new ArrayList<>())
                    .addAll(header.allValues());
        }
        fields.put("host", List.of(origin.substring(origin.indexOf("://") + 3)));
        return new Headers(fields);
    }

    private static Body body(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) return Body.EMPTY;
        try (InputStream in = request.content().inputStream()) {
            return Body.copyOf(in.readNBytes(MOST_BODY_BYTES));
        }
    }
}
