package countersign.aws;

import java.time.Instant;

/**
 * A call whose signature was good: what a handler knows besides the request.
 *
 * @param caller whom the signing key belongs to
 * @param requestId as the answer shows it
 * @param accessKeyId the key that signed
 * @param region of the credential scope: any that is well-formed
 * @param system the system's time, which is not an account's in a sandbox
 */
public record Call<C>(
        C caller,
        Action action,
        String requestId,
        Origin origin,
        String accessKeyId,
        String region,
        Instant system) {

    /** The same call, by {@code next}. */
    public Call<C> by(C next) {
        return new Call<>(next, action, requestId, origin, accessKeyId, region, system);
    }

    public Service service() {
        return action.service();
    }
}
