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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The AWS endpoint over HTTP: {@code POST /}, and {@code GET /} when it is a call and not a browser
 * that was given the bare address.
 */
final class ApiEndpoint implements HttpService {
    /** One byte more than AWS takes, so that the API can see that it is too much. */
    private static final int MOST_BODY_BYTES = 10_000_001;

    /** Nearly every call is smaller; what is larger needs one of a few places in memory. */
    private static final int SMALL_BODY_BYTES = 32 * 1024;

    private static final int LARGE_BODIES = 8;
    private static final Duration SLOWEST_BODY = Duration.ofSeconds(20);

    private final AwsApi api;
    private final Front front;
    private final InstantSource clock;
    private final Duration slowestBody;
    private final Semaphore largeBodies = new Semaphore(LARGE_BODIES);

    ApiEndpoint(AwsApi api, Front front, InstantSource clock) {
        this(api, front, clock, SLOWEST_BODY);
    }

    ApiEndpoint(AwsApi api, Front front, InstantSource clock, Duration slowestBody) {
        this.api = api;
        this.front = front;
        this.clock = clock;
        this.slowestBody = slowestBody;
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
        letOthersGoFirst();
        try {
            answer(request, response, body(request));
        } catch (IOException | UncheckedIOException e) {
            // The client broke off: nobody is there to hear why.
            response.status(Status.BAD_REQUEST_400).send();
        }
    }

    /**
     * A connection whose next request is there already would otherwise be answered again and again,
     * while others, which have waited longer, wait on.
     */
    @SuppressWarnings("ThreadPriorityCheck") // Virtual threads yield in their turn.
    private static void letOthersGoFirst() {
        Thread.yield();
    }

    /** The body can be asked for once. */
    private static InputStream body(ServerRequest request) {
        return request.content().hasEntity()
                ? request.content().inputStream()
                : InputStream.nullInputStream();
    }

    private void answer(ServerRequest request, ServerResponse response, InputStream in)
            throws IOException {
        byte[] start = readBefore(in, SMALL_BODY_BYTES);
        if (start.length < SMALL_BODY_BYTES) {
            send(response, api.answer(read(request, Body.copyOf(start)), clock.instant()));
        } else if (!isSigned(request)) {
            response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send();
        } else if (largeBodies.tryAcquire()) {
            try {
                Body body = Body.copyOf(whole(start, in));
                send(response, api.answer(read(request, body), clock.instant()));
            } finally {
                largeBodies.release();
            }
        } else {
            response.status(Status.SERVICE_UNAVAILABLE_503).send();
        }
    }

    private static boolean isSigned(ServerRequest request) {
        return request.headers().contains(HeaderNames.AUTHORIZATION)
                || has(request.prologue().query().rawValue(), "X-Amz-Signature=");
    }

    private static void send(ServerResponse response, ApiAnswer answer) {
        response.status(Status.create(answer.status()));
        answer.headers()
                .fields()
                .forEach((name, values) ->
                        response.header(HeaderNames.create(name), values.toArray(String[]::new)));
        response.send(answer.body().toBytes());
    }

    private ApiRequest read(ServerRequest request, Body body) {
        String origin = front.origin(request);
        return new ApiRequest(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                request.prologue().query().rawValue(),
                headers(request, origin),
                body,
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

    private byte[] whole(byte[] start, InputStream in) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(4 * SMALL_BODY_BYTES);
        whole.write(start);
        whole.write(readBefore(in, MOST_BODY_BYTES - start.length));
        return whole.toByteArray();
    }

    /** Reads at most so many bytes; a body that trickles in for too long has broken off. */
    private byte[] readBefore(InputStream in, int most) throws IOException {
        long end = System.nanoTime() + slowestBody.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8 * 1024];
        while (bytes.size() < most) {
            int read = in.read(buffer, 0, Math.min(buffer.length, most - bytes.size()));
            if (read < 0) break;
            bytes.write(buffer, 0, read);
            if (System.nanoTime() - end > 0) throw new IOException("the body came too slowly");
        }
        return bytes.toByteArray();
    }
}
