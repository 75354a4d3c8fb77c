package countersign.aws.sigv4;

import static countersign.aws.TestClient.NOW;
import static countersign.aws.TestClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.ApiFault;
import countersign.aws.ApiRequest;
import countersign.aws.ErrorCode;
import countersign.aws.Fixtures;
import countersign.aws.Headers;
import countersign.aws.Origin;
import countersign.aws.Service;
import countersign.aws.TestClient;
import countersign.aws.query.QueryForm;
import countersign.aws.sigv4.Credentials.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of aws-mfa.md, C.4. */
class SignatureVerifierTest {
    private static final String FORM = "Action=GetCallerIdentity&Version=2011-06-15";
    private static final String STAMP = "20261122T102030Z";
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check"
                    + " your AWS Secret Access Key and signing method. Consult the service"
                    + " documentation for details.";

    private final SignatureVerifier<String> verifier =
            new SignatureVerifier<>(SignatureVerifierTest::find);

    private static Found<String> find(
            String id, Optional<String> token, Origin origin, Instant system) {
        var secret = SigningSecret.of(Fixtures.SECRET);
        return switch (id) {
            case Fixtures.KEY ->
                    token.isEmpty()
                            ? new Found.Active<>(secret, "alice")
                            : new Found.StrayToken<>(secret);
            case "AKIABADTOKENBADTOKEN" -> new Found.BadToken<>();
            case "ASIAEXPIREDEXPIREDXX" -> new Found.Expired<>();
            default -> new Found.Unknown<>();
        };
    }

    private static ApiRequest good() {
        return TestClient.signed(Service.STS, FORM);
    }

    private static ApiRequest withAuthorization(String value) {
        return with(with(TestClient.unsigned(FORM), "X-Amz-Date", STAMP), "Authorization", value);
    }

    private static ApiRequest scoped(String credential) {
        return withAuthorization(
                "AWS4-HMAC-SHA256 Credential="
                        + credential
                        + ", SignedHeaders=host;x-amz-date, Signature=00");
    }

    private Object outcome(ApiRequest request, Instant at) {
        QueryForm query = QueryForm.parse(request.rawQuery()).orElseThrow();
        try {
            return verifier.verify(request, query, Service.STS, at);
        } catch (ApiFault fault) {
            return fault;
        }
    }

    private void refused(ApiRequest request, ErrorCode code, String text) {
        assertThat(outcome(request, NOW))
                .isInstanceOfSatisfying(
                        ApiFault.class,
                        fault -> {
                            assertThat(fault.text()).hasValue(text);
                            assertThat(fault.code()).isEqualTo(code);
                        });
    }

    private static ApiRequest resigned(String authorization) {
        return with(good(), "Authorization", authorization);
    }

    private static String authorization(ApiRequest request) {
        return request.headers().first("Authorization").orElseThrow();
    }

    @Test
    void aGoodSignatureNamesItsCaller() {
        assertThat(outcome(good(), NOW))
                .isEqualTo(new Signed<>("alice", Fixtures.KEY, "us-east-1"));
    }

    @Test
    void thePartsMayStandInAnyOrderWithAnySpacing() {
        String[] parts = authorization(good()).split(",? ", -1);
        for (String between : new String[] {",", ", ", " , ", " ", "\t"}) {
            String shuffled = parts[0] + "  " + String.join(between, parts[3], parts[1], parts[2]);
            assertThat(outcome(resigned(shuffled), NOW)).as(shuffled).isInstanceOf(Signed.class);
        }
    }

    @Test
    void withoutSignatureATokenIsMissing() {
        refused(
                TestClient.unsigned(FORM),
                ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                "Request is missing Authentication Token");
    }

    @Test
    void onlyTheMissingPartsAreNamed() {
        ApiRequest bare = with(TestClient.unsigned(FORM), "Authorization", "AWS4-HMAC-SHA256 x");
        refused(
                bare,
                ErrorCode.INCOMPLETE_SIGNATURE,
                "Authorization header requires 'Credential' parameter. Authorization header"
                    + " requires 'Signature' parameter. Authorization header requires"
                    + " 'SignedHeaders' parameter. Authorization header requires existence of"
                    + " either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256"
                    + " x");
        refused(
                withAuthorization("AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host"),
                ErrorCode.INCOMPLETE_SIGNATURE,
                "Authorization header requires 'Signature' parameter. Authorization="
                        + "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host");
        ApiRequest presigned =
                TestClient.request(
                        "GET",
                        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + STAMP,
                        Headers.NONE,
                        "");
        refused(
                presigned,
                ErrorCode.INCOMPLETE_SIGNATURE,
                "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string"
                        + " parameters must include 'X-Amz-Signature'. AWS query-string parameters"
                        + " must include 'X-Amz-SignedHeaders'. Re-examine the query-string"
                        + " parameters.");
    }

    @Test
    void wrongFormsAreIncomplete() {
        refused(
                scoped("AKIA/20261122/us-east-1/sts"),
                ErrorCode.INCOMPLETE_SIGNATURE,
                "Credential must have exactly 5 slash-delimited elements, e.g."
                        + " keyid/date/region/service/term, got 'AKIA/20261122/us-east-1/sts'");
        refused(
                withAuthorization("AWS4-HMAC-SHA1 Credential=a"),
                ErrorCode.INCOMPLETE_SIGNATURE,
                "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.");
        refused(
                with(good(), "X-Amz-Date", "2026-11-22T10:20:30Z"),
                ErrorCode.INCOMPLETE_SIGNATURE,
                "Date must be in ISO-8601 'basic format'. Got '2026-11-22T10:20:30Z'. See"
                        + " http://en.wikipedia.org/wiki/ISO_8601");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "20261122/US EAST/sts/aws4_request|Credential should be scoped to a valid region. ",
                "20261122/us-east-1/iam/aws4_request|Credential should be scoped to correct"
                        + " service: 'sts'. ",
                "20261122//iam/aws4_request|Credential should be scoped to a valid region."
                        + " Credential should be scoped to correct service: 'sts'. ",
                "20261122/us-east-1/sts/aws5|Credential should be scoped with a valid terminator:"
                        + " 'aws4_request', not 'aws5'. ",
                "20261121/us-east-1/sts/aws4_request|Date in Credential scope does not match"
                    + " YYYYMMDD from ISO-8601 version of date from HTTP: '20261121' != '20261122',"
                    + " from '20261122T102030Z'. "
            })
    void aScopeOfAnotherPlaceIsRefusedBeforeItsKeyIsLookedUp(String scope, String text) {
        String credential = "AKIAUNKNOWNUNKNOWN00/" + scope.replace("US EAST", "US_EAST");
        refused(scoped(credential), ErrorCode.SIGNATURE_DOES_NOT_MATCH, text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "AKIAUNKNOWNUNKNOWN00, INVALID_CLIENT_TOKEN_ID, The security token included in the request"
                + " is invalid.",
        "a, INVALID_CLIENT_TOKEN_ID, The security token included in the request is invalid.",
        "AKIABADTOKENBADTOKEN, INVALID_CLIENT_TOKEN_ID, The security token included in the request"
                + " is invalid.",
        "ASIAEXPIREDEXPIREDXX, EXPIRED_TOKEN, The security token included in the request is expired"
    })
    void keyAndTokenComeBeforeTheSignature(String id, ErrorCode code, String text) {
        refused(scoped(id + "/20261122/us-east-1/sts/aws4_request"), code, text);
    }

    @Test
    void aStrayTokenIsRefusedOnlyWhenTheSignatureIsGood() {
        ApiRequest request = with(TestClient.unsigned(FORM), "X-Amz-Security-Token", "stray");
        refused(
                TestSigner.sign(request, Service.STS, NOW),
                ErrorCode.INVALID_CLIENT_TOKEN_ID,
                "The security token included in the request is invalid.");
        refused(
                with(good(), "X-Amz-Security-Token", "stray"),
                ErrorCode.SIGNATURE_DOES_NOT_MATCH,
                "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void aWrongSignatureShowsWhatShouldHaveBeenSigned() {
        String wrong = authorization(good()).replaceAll("Signature=.*", "Signature=00");
        String canonical =
                "POST\n/\n\nhost:localhost:8080\nx-amz-date:20261122T102030Z\n\nhost;x-amz-date\n"
                        + CanonicalRequest.sha256(FORM);
        refused(
                resigned(wrong),
                ErrorCode.SIGNATURE_DOES_NOT_MATCH,
                MISMATCH
                        + "\n\nThe Canonical String for this request should have been\n'"
                        + canonical
                        + "'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n"
                        + STAMP
                        + "\n20261122/us-east-1/sts/aws4_request\n"
                        + CanonicalRequest.sha256(canonical)
                        + "'\n");
    }

    @Test
    void theExpectedSignatureIsNeverShown() {
        String authorization = authorization(good());
        String expected = authorization.substring(authorization.lastIndexOf('=') + 1);
        var fault = (ApiFault) outcome(resigned(authorization.replace(expected, "0")), NOW);
        assertThat(fault.text().orElseThrow()).doesNotContain(expected).contains("should have");
    }

    @Test
    void clocksMayDifferByAQuarterOfAnHour() {
        Duration most = Duration.ofMinutes(15);
        assertThat(outcome(good(), NOW.plus(most))).isInstanceOf(Signed.class);
        assertThat(outcome(good(), NOW.minus(most))).isInstanceOf(Signed.class);
        assertThat(text(outcome(good(), NOW.plus(most).plusSeconds(1))))
                .isEqualTo(
                        "Signature expired: 20261122T102030Z is now earlier than 20261122T102031Z"
                                + " (20261122T103531Z - 15 min.)");
        assertThat(text(outcome(good(), NOW.minus(most).minusSeconds(1))))
                .isEqualTo(
                        "Signature not yet current: 20261122T102030Z is still later than"
                                + " 20261122T102029Z (20261122T100529Z + 15 min.)");
    }

    private static String text(Object outcome) {
        return ((ApiFault) outcome).text().orElseThrow();
    }

    /** boto3-presigned lives for ten minutes, boto3-presigned-token asks for an hour. */
    @ParameterizedTest(name = "{0} after {1} s: {2}")
    @CsvSource({
        "boto3-presigned, 600, true",
        "boto3-presigned, 601, false",
        "boto3-presigned-token, 900, true",
        "boto3-presigned-token, 901, false"
    })
    void aPresignedRequestLivesAsLongAsItSaysAndNotLonger(String name, long seconds, boolean good)
            throws Exception {
        ApiRequest request = Fixtures.signed(name);
        QueryForm query = QueryForm.parse(request.rawQuery()).orElseThrow();
        Instant signedAt = SignatureReader.read(request, query).orElseThrow().signedAt();
        var secret = SigningSecret.of(Fixtures.SECRET);
        var anyone = new SignatureVerifier<String>((id, _, _, _) -> new Found.Active<>(secret, id));
        Instant at = signedAt.plusSeconds(seconds);
        boolean accepted;
        try {
            accepted = anyone.verify(request, query, Service.STS, at) != null;
        } catch (ApiFault fault) {
            assertThat(fault.text().orElseThrow()).startsWith("Signature expired: ");
            accepted = false;
        }
        assertThat(accepted).isEqualTo(good);
    }

    @Test
    void theHostMustBeSigned() {
        ApiRequest request = TestClient.request("POST", "", Headers.of("X-Amz-Date", STAMP), FORM);
        refused(
                with(TestSigner.sign(request, Service.STS, NOW), "Host", "localhost"),
                ErrorCode.SIGNATURE_DOES_NOT_MATCH,
                "'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }

    /** Else a presigned request could hold lines of another request's canonical form. */
    @Test
    void aHeaderNameHoldsNoLineFeed() {
        String query =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00&X-Amz-Credential=a/b/c/d/e"
                        + "&X-Amz-SignedHeaders=host%0Ax&X-Amz-Date="
                        + STAMP;
        refused(
                TestClient.request("GET", query, Headers.NONE, ""),
                ErrorCode.INCOMPLETE_SIGNATURE,
                "SignedHeaders must be names between semicolons, got 'host\nx'");
    }

    @Test
    void aDateHeaderWillDo() {
        ApiRequest request =
                with(TestClient.unsigned(FORM), "Date", "Sun, 22 Nov 2026 10:20:30 GMT");
        var scope = new Scope(Fixtures.KEY, "20261122", "us-east-1", "sts", "aws4_request");
        assertThat(outcome(TestSigner.sign(request, scope, STAMP), NOW)).isInstanceOf(Signed.class);
    }

    @Test
    void anUnsignedPayloadIsRefused() {
        ApiRequest request =
                with(TestClient.unsigned(FORM), "X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
        String canonical =
                "POST\n/\n\nhost:localhost:8080\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:"
                        + STAMP
                        + "\n\nhost;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD";
        var scope = new Scope(Fixtures.KEY, "20261122", "us-east-1", "sts", "aws4_request");
        String toSign =
                "AWS4-HMAC-SHA256\n"
                        + STAMP
                        + "\n"
                        + scope
                        + "\n"
                        + CanonicalRequest.sha256(canonical);
        String hex = SigningKey.derive(SigningSecret.of(Fixtures.SECRET), scope).hex(toSign);
        ApiRequest signed =
                with(
                        request,
                        "X-Amz-Date",
                        STAMP,
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential="
                                + Fixtures.KEY
                                + "/"
                                + scope
                                + ", SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                                + hex);
        assertThat(text(outcome(signed, NOW))).startsWith(MISMATCH);
    }
}
