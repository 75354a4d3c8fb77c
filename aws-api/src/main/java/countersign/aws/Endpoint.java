package countersign.aws;

import countersign.aws.query.Constraints;
import countersign.aws.query.Decoded;
import countersign.aws.query.QueryForm;
import countersign.aws.query.RequestReader;
import countersign.aws.query.ResponseWriter;
import countersign.aws.query.SdkShapes;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** One action with its handler, and all that was worked out for it once. */
final class Endpoint<C, Q extends AwsRequest, A extends AwsResponse> {
    private final RequestReader<Q> reader;
    private final Constraints constraints;
    private final Handler<C, Q, A> handler;
    private final ResponseWriter writer;

    Endpoint(Action action, Class<Q> type, Handler<C, Q, A> handler) {
        SdkShapes.Shapes shapes =
                SdkShapes.of(action)
                        .filter(found -> found.request().equals(type))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        action.name() + " does not take a " + type));
        this.reader = RequestReader.of(type);
        this.constraints = Constraints.of(action, type);
        this.handler = handler;
        this.writer = ResponseWriter.of(action, shapes.response());
    }

    /**
     * Reads, checks and does it.
     *
     * @param begin takes the input and gives the call
     */
    ApiAnswer answer(QueryForm form, Function<AwsRequest, Call<C>> begin) {
        Decoded<Q> decoded = reader.read(form);
        Call<C> call = begin.apply(decoded.request());
        constraints
                .check(decoded)
                .ifPresent(fault -> {
                    throw fault;
                });
        A response = handler.answer(call, decoded.request());
        return writer.write(response, call.requestId());
    }
}
