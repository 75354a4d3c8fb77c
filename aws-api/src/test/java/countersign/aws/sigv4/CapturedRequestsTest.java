package countersign.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.aws.ApiFault;
import countersign.aws.ApiRequest;
import countersign.aws.Body;
import countersign.aws.ErrorCode;
import countersign.aws.Fixtures;
import countersign.aws.Origin;
import countersign.aws.Service;
import countersign.aws.query.QueryForm;
import countersign.aws.sigv4.Credentials.Found;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes of boto3 and of the AWS CLI. */
class CapturedRequestsTest {
    private final SignatureVerifier<String> verifier = new SignatureVerifier<>(this::find);

    private Found<String> find(String id, Optional<String> token, Origin origin, Instant system) {
        var secret = SigningSecret.of(Fixtures.SECRET);
        if (id.equals(Fixtures.KEY)) {
            return token.isEmpty()
                    ? new Found.Active<>(secret, "user")
                    : new Found.StrayToken<>(secret);
        }
        return token.filter(Fixtures.TOKEN::equals).isPresent()
                ? new Found.Active<>(secret, "session")
                : new Found.BadToken<>();
    }

    @ParameterizedTest(name = "{0} is signed by {2} for {3}")
    @CsvSource({
        "boto3-iam, IAM, user, us-east-1",
        "boto3-iam-token, IAM, session, us-east-1",
        "boto3-sts, STS, user, eu-west-3",
        "boto3-sts-token, STS, session, us-east-1",
        "boto3-presigned, STS, user, us-east-1",
        "boto3-presigned-token, STS, session, us-east-1",
        "aws-cli-iam, IAM, user, eu-central-1",
        "aws-cli-sts, STS, user, eu-central-1"
    })
    void goodSignaturesAreFoundGood(String name, Service service, String caller, String region)
            throws Exception {
        ApiRequest request = Fixtures.signed(name);
        Signed<String> signed = verify(request, service);
        assertThat(signed.caller()).isEqualTo(caller);
        assertThat(signed.region()).isEqualTo(region);
        assertThat(verify(request, service)).as("from the cache").isEqualTo(signed);
    }

    @ParameterizedTest(name = "{0}, changed on its way")
    @CsvSource({
        "boto3-iam, IAM",
        "boto3-iam-token, IAM",
        "boto3-sts, STS",
        "boto3-sts-token, STS",
        "boto3-presigned, STS",
        "boto3-presigned-token, STS",
        "aws-cli-iam, IAM"
    })
    void aRequestThatWasChangedIsRefused(String name, Service service) throws Exception {
        ApiRequest request = Fixtures.signed(name);
        refused(
                with(request, request.method(), request.rawQuery(), Body.utf8("Action=DeleteUser")),
                service);
        refused(with(request, "PUT", request.rawQuery(), request.body()), service);
        refused(
                with(request, request.method(), request.rawQuery() + "&x=y", request.body()),
                service);
    }

    private void refused(ApiRequest request, Service service) {
        assertThatThrownBy(() -> verify(request, service))
                .isInstanceOfSatisfying(
                        ApiFault.class,
                        fault ->
                                assertThat(fault.code())
                                        .isEqualTo(ErrorCode.SIGNATURE_DOES_NOT_MATCH));
    }

    private static ApiRequest with(ApiRequest it, String method, String query, Body body) {
        return new ApiRequest(method, it.path(), query, it.headers(), body, it.peer(), it.secure());
    }

    private Signed<String> verify(ApiRequest request, Service service) {
        QueryForm query = QueryForm.parse(request.rawQuery()).orElseThrow();
        Instant at = SignatureReader.read(request, query).orElseThrow().signedAt().plusSeconds(100);
        return verifier.verify(request, query, service, at);
    }
}
