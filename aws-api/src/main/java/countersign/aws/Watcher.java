package countersign.aws;

import software.amazon.awssdk.awscore.AwsRequest;

/**
 * What a dispatcher tells the rest of the server. Called on the request's own thread; must not
 * throw.
 */
public interface Watcher<C> {
    /**
     * The input of a signed call was read; it is not checked yet.
     *
     * @return the call as its handler will see it
     */
    default Call<C> began(Call<C> call, AwsRequest input) {
        return call;
    }

    /** Every request, once, before its answer leaves: for metrics. */
    void answered(Answered<C> answered);

    /** A fault of ours. The client hears nothing of it but the request's id. */
    void failed(String requestId, RuntimeException fault);

    /** Whether it means that storage is away, so that the client should come again: 503. */
    boolean isStorageDown(RuntimeException fault);
}
