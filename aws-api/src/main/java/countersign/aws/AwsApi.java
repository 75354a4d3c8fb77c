package countersign.aws;

import countersign.aws.actions.Actions;
import countersign.iam.Iam;
import countersign.iam.Ids;
import countersign.iam.Store;
import countersign.iam.session.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The IAM and STS APIs over the services of iam. Thread-safe. */
public final class AwsApi {
    private final Dispatcher<Caller.Api> dispatcher;

    /**
     * Wires every action.
     *
     * @param random a secure one outside tests
     * @param issuer stands in the QR codes of new devices
     */
    public AwsApi(Iam iam, Store store, RandomGenerator random, String issuer, Observer observer) {
        var ids = new Ids(random);
        var uses = new LastUses(store, iam.accessKeys());
        this.dispatcher =
                new Dispatcher<>(
                        Actions.all(iam, issuer),
                        new StoredCredentials(iam.signingKeys()),
                        new CallLog(store, ids, uses, observer),
                        ids::uuid);
    }

    /**
     * The answer, whatever the request is. Throws nothing.
     *
     * @param system the system's time, not an account's
     */
    public ApiAnswer answer(ApiRequest request, Instant system) {
        return dispatcher.answer(request, system);
    }

    /** Told of each call, for metrics and logs. Called on the request's own thread. */
    public interface Observer {
        /**
         * A request was answered.
         *
         * @param action as in {@code EnableMFADevice}; "unknown" when none that we have was asked
         *     for
         */
        void answered(String action, int status, Optional<String> errorCode);

        /** A fault of ours. The client hears nothing of it but the request's id. */
        void failed(String requestId, RuntimeException fault);
    }
}
