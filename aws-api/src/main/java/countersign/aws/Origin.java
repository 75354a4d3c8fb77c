package countersign.aws;

import java.util.Optional;

/**
 * Where a call came from, as a policy's condition keys and the audit log see it.
 *
 * @param address the client's address
 * @param secure whether it came over TLS (aws:SecureTransport)
 */
public record Origin(String address, Optional<String> userAgent, boolean secure) {
    /** What the request tells of it. */
    public static Origin of(ApiRequest request) {
        return new Origin(request.peer(), request.headers().first("User-Agent"), request.secure());
    }
}
