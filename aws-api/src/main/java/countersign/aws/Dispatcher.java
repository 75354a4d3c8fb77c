package countersign.aws;

import countersign.aws.query.Faults;
import countersign.aws.query.QueryForm;
import countersign.aws.sigv4.Credentials;
import countersign.aws.sigv4.SignatureVerifier;
import countersign.aws.sigv4.Signed;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Answers requests. Form, service and action, signature, decoding, constraints, handler: the first
 * that objects decides the answer. Throws nothing. Safe for any number of threads.
 *
 * @param <C> what a caller is
 */
public final class Dispatcher<C> {
    /** AWS's. */
    private static final int MOST_BODY_BYTES = 10_000_000;

    private final Handlers<C> handlers;
    private final SignatureVerifier<C> verifier;
    private final Watcher<C> watcher;
    private final Supplier<String> requestIds;

    /**
     * Takes what {@code handlers} holds now.
     *
     * @param requestIds makes a new one for each request
     */
    public Dispatcher(
            Handlers<C> handlers,
            Credentials<C> credentials,
            Watcher<C> watcher,
            Supplier<String> requestIds) {
        this.handlers = handlers.copy();
        this.verifier = new SignatureVerifier<>(credentials);
        this.watcher = watcher;
        this.requestIds = requestIds;
    }

    /**
     * The answer, whatever the request is.
     *
     * @param system the system's time, which signatures are checked against
     */
    public ApiAnswer answer(ApiRequest request, Instant system) {
        return new Exchange(request, requestIds.get(), system).run();
    }

    /** One request on its way through. */
    private final class Exchange {
        private final ApiRequest request;
        private final String requestId;
        private final Instant system;
        private Optional<Service> service = Optional.empty();
        private Optional<Action> action = Optional.empty();
        private Optional<Call<C>> call = Optional.empty();
        private Optional<ApiFault> refusal = Optional.empty();

        Exchange(ApiRequest request, String requestId, Instant system) {
            this.request = request;
            this.requestId = requestId;
            this.system = system;
        }

        ApiAnswer run() {
            ApiAnswer answer = answerOrRefuse();
            watcher.answered(
                    new Answered<>(request, requestId, action, call, answer.status(), refusal));
            return answer;
        }

        private ApiAnswer answerOrRefuse() {
            if (request.body().length() > MOST_BODY_BYTES) {
                return Faults.tooLarge(requestId);
            }
            try {
                return answer();
            } catch (ApiFault fault) {
                return refuse(fault);
            } catch (RuntimeException fault) {
                watcher.failed(requestId, fault);
                return refuse(ApiFault.withoutMessage(codeOf(fault)));
            }
        }

        private ApiAnswer answer() {
            QueryForm query = Parameters.query(request);
            QueryForm form = Parameters.all(request, query);
            Endpoint<C, ?, ?> endpoint = route(Route.of(request, query, form));
            Call<C> signed = authenticate(query);
            Parameters.refuseSecrets(query);
            return endpoint.answer(form, input -> begin(signed, input));
        }

        private Endpoint<C, ?, ?> route(Route route) {
            service = route.service();
            Endpoint<C, ?, ?> endpoint =
                    route.action().flatMap(handlers::find).orElseThrow(route::noSuchAction);
            action = route.action();
            return endpoint;
        }

        private Call<C> authenticate(QueryForm query) {
            Action wanted = action.orElseThrow();
            Signed<C> signed = verifier.verify(request, query, wanted.service(), system);
            var made =
                    new Call<>(
                            signed.caller(),
                            wanted,
                            requestId,
                            Origin.of(request),
                            signed.accessKeyId(),
                            signed.region(),
                            system);
            call = Optional.of(made);
            return made;
        }

        private Call<C> begin(Call<C> signed, AwsRequest input) {
            Call<C> begun = watcher.began(signed, input);
            call = Optional.of(begun);
            return begun;
        }

        private ErrorCode codeOf(RuntimeException fault) {
            if (watcher.isStorageDown(fault)) {
                return ErrorCode.SERVICE_UNAVAILABLE;
            }
            return service.filter(Service.IAM::equals).isPresent()
                    ? ErrorCode.SERVICE_FAILURE
                    : ErrorCode.INTERNAL_FAILURE;
        }

        private ApiAnswer refuse(ApiFault fault) {
            refusal = Optional.of(fault);
            return Faults.answer(fault, service, requestId);
        }
    }
}
