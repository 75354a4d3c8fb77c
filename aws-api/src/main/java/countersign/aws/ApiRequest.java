package countersign.aws;

import java.util.Objects;

/**
 * A request as it came over HTTP.
 *
 * @param path as sent, percent-escapes and all; "/" when none was sent
 * @param rawQuery what follows the question mark, as sent; empty when there is none
 * @param peer the address of the client, as far as it is known
 * @param secure whether the client spoke TLS, to us or to a trusted proxy
 */
public record ApiRequest(
        String method,
        String path,
        String rawQuery,
        Headers headers,
        Body body,
        String peer,
        boolean secure) {

    public ApiRequest {
        Objects.requireNonNull(body);
    }

    /** Without query and body: both can hold secrets. */
    @Override
    public String toString() {
        return "ApiRequest[" + method + " " + path + " from " + peer + "]";
    }
}
