package countersign.aws.sigv4;

import countersign.aws.Origin;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the secret behind an access key id.
 *
 * @param <C> what a caller is
 */
@FunctionalInterface
public interface Credentials<C> {
    /**
     * Read once for each signed request, before its signature is checked: the answer must not
     * depend on anything but the arguments and what is stored.
     *
     * @param origin where the request came from, which becomes part of the caller
     * @param system the system's time; an account in a sandbox has its own
     */
    Found<C> find(
            String accessKeyId, Optional<String> securityToken, Origin origin, Instant system);

    /** What there is behind an access key id. */
    sealed interface Found<C> {
        /** A key that may sign; the token, where the key needs one, is its own. */
        record Active<C>(SigningSecret secret, C caller) implements Found<C> {}

        /** No such key, or one that is inactive. */
        record Unknown<C>() implements Found<C> {}

        /** A temporary key without its token, or with another. */
        record BadToken<C>() implements Found<C> {}

        /** A temporary key, with its token, whose time is over. */
        record Expired<C>() implements Found<C> {}

        /** A long-term key that came with a token: refused, but only once its signature is good. */
        record StrayToken<C>(SigningSecret secret) implements Found<C> {}
    }
}
