package countersign.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** The handlers by action: filled while the server is wired, then only read. */
public final class Handlers<C> {
    private final Map<Action, Endpoint<C, ?, ?>> endpoints = new HashMap<>();

    /** None yet. */
    public Handlers() {}

    /**
     * Takes a handler for an action; one that does not fit the action is refused at once.
     *
     * @param action one of {@link Action#all}, as in {@code "EnableMFADevice"}
     * @param type the SDK's request class of that action
     */
    public <Q extends AwsRequest, A extends AwsResponse> Handlers<C> on(
            String action, Class<Q> type, Handler<C, Q, A> handler) {
        Action found =
                Action.named(action)
                        .orElseThrow(() -> new IllegalArgumentException(action + " is no action"));
        if (endpoints.putIfAbsent(found, new Endpoint<>(found, type, handler)) != null) {
            throw new IllegalArgumentException(action + " has two handlers");
        }
        return this;
    }

    Handlers<C> copy() {
        var copy = new Handlers<C>();
        copy.endpoints.putAll(endpoints);
        return copy;
    }

    Optional<Endpoint<C, ?, ?>> find(Action action) {
        return Optional.ofNullable(endpoints.get(action));
    }
}
