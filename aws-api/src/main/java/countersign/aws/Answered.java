package countersign.aws;

import java.util.Optional;

/**
 * How a request ended.
 *
 * @param action empty when the request named none that we have
 * @param call empty when the request ended before its signature was found good
 * @param fault empty when all went well, and for a body that is too large
 */
public record Answered<C>(
        ApiRequest request,
        String requestId,
        Optional<Action> action,
        Optional<Call<C>> call,
        int status,
        Optional<ApiFault> fault) {

    public Optional<ErrorCode> code() {
        return fault.map(ApiFault::code);
    }
}
