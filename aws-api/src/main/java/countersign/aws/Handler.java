package countersign.aws;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * Does one action, authorisation included. A refusal is an {@link ApiFault}.
 *
 * @param <C> what a caller is
 */
@FunctionalInterface
public interface Handler<C, Q extends AwsRequest, A extends AwsResponse> {
    A answer(Call<C> call, Q request);
}
