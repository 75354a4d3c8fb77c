package countersign.aws.sigv4;

import countersign.aws.ApiRequest;

/** Checks that a signature covers what it must: the host and every X-Amz header that was sent. */
final class SignedHeadersCheck {
    private static final String UNSIGNED =
            "'%s' must be a 'SignedHeader' in the AWS Authorization.";

    private SignedHeadersCheck() {}

    static void check(ApiRequest request, Signature signature) {
        if (!signature.signedHeaders().contains("host")) {
            throw Refusals.noMatch(UNSIGNED.formatted("Host"));
        }
        for (String name : request.headers().fields().keySet()) {
            if (name.startsWith("x-amz-") && !signature.signedHeaders().contains(name)) {
                throw Refusals.noMatch(UNSIGNED.formatted(name));
            }
        }
    }
}
