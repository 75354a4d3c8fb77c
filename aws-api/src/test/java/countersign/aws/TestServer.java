package countersign.aws;

import countersign.aws.sigv4.Credentials.Found;
import countersign.aws.sigv4.SigningSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** A dispatcher with one user, one session, and whatever handlers a test gives it. */
final class TestServer implements Watcher<String> {
    public static final String UNKNOWN = "AKIAUNKNOWNUNKNOWN00";
    public static final String EXPIRED = "ASIAEXPIREDEXPIRED00";

    public final List<Answered<String>> answered = new ArrayList<>();
    public final List<RuntimeException> failures = new ArrayList<>();
    private final Handlers<String> handlers = new Handlers<>();

    public <Q extends AwsRequest, A extends AwsResponse> TestServer on(
            String action, Class<Q> type, Handler<String, Q, A> handler) {
        handlers.on(action, type, handler);
        return this;
    }

    public Dispatcher<String> dispatcher() {
        return new Dispatcher<>(handlers, TestServer::find, this, () -> "id-1");
    }

    public ApiAnswer answer(ApiRequest request) {
        return dispatcher().answer(request, TestClient.NOW);
    }

    private static Found<String> find(
            String id, Optional<String> token, Origin origin, Instant system) {
        var secret = SigningSecret.of(Fixtures.SECRET);
        return switch (id) {
            case Fixtures.KEY ->
                    token.isEmpty()
                            ? new Found.Active<>(secret, "alice")
                            : new Found.StrayToken<>(secret);
            case Fixtures.TEMPORARY_KEY ->
                    token.filter(Fixtures.TOKEN::equals).isPresent()
                            ? new Found.Active<>(secret, "session of alice")
                            : new Found.BadToken<>();
            case EXPIRED -> new Found.Expired<>();
            default -> new Found.Unknown<>();
        };
    }

    @Override
    public void answered(Answered<String> one) {
        answered.add(one);
    }

    @Override
    public void failed(String requestId, RuntimeException fault) {
        failures.add(fault);
    }

    @Override
    public boolean isStorageDown(RuntimeException fault) {
        return fault instanceof IllegalStateException;
    }
}
