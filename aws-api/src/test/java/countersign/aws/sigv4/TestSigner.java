package countersign.aws.sigv4;

import countersign.aws.ApiRequest;
import countersign.aws.Fixtures;
import countersign.aws.Service;
import countersign.aws.TestClient;
import countersign.aws.query.QueryForm;
import java.time.Instant;
import java.util.TreeSet;

/** Signs in an Authorization header, with the maths that {@link CapturedRequestsTest} proves. */
public final class TestSigner {
    private TestSigner() {}

    public static ApiRequest sign(ApiRequest request, Service service, Instant at) {
        return sign(request, Fixtures.KEY, Fixtures.SECRET, service, at);
    }

    /** By any key. */
    public static ApiRequest sign(
            ApiRequest request, String keyId, String secret, Service service, Instant at) {
        String stamp = Stamp.of(at);
        var scope =
                new Scope(
                        keyId,
                        stamp.substring(0, 8),
                        "us-east-1",
                        service.signingName(),
                        "aws4_request");
        return sign(TestClient.with(request, "X-Amz-Date", stamp), scope, stamp, secret);
    }

    static ApiRequest sign(ApiRequest dated, Scope scope, String stamp) {
        return sign(dated, scope, stamp, Fixtures.SECRET);
    }

    private static ApiRequest sign(ApiRequest dated, Scope scope, String stamp, String secret) {
        var names = new TreeSet<>(dated.headers().fields().keySet());
        QueryForm query = QueryForm.parse(dated.rawQuery()).orElseThrow();
        String canonical = CanonicalRequest.of(dated, query, names);
        String toSign =
                String.join(
                        "\n",
                        "AWS4-HMAC-SHA256",
                        stamp,
                        scope.toString(),
                        CanonicalRequest.sha256(canonical));
        String hex = SigningKey.derive(SigningSecret.of(secret), scope).hex(toSign);
        return TestClient.with(
                dated,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(scope.accessKeyId(), scope, String.join(";", names), hex));
    }
}
