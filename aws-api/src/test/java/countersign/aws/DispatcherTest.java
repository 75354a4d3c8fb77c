package countersign.aws;

import static countersign.aws.TestClient.form;
import static countersign.aws.TestClient.signed;
import static countersign.aws.TestClient.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class DispatcherTest {
    private static final String IAM_NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";
    private static final String STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final String NO_SERVICE = "http://webservices.amazon.com/AWSFault/2005-15-09";
    private static final String WHO = form("Action", "GetCallerIdentity", "Version", "2011-06-15");

    private final List<Call<String>> calls = new ArrayList<>();
    private final TestServer server =
            new TestServer()
                    .on("GetCallerIdentity", GetCallerIdentityRequest.class, this::identity)
                    .on("EnableMFADevice", EnableMfaDeviceRequest.class, this::enable)
                    .on("ListMFADevices", ListMfaDevicesRequest.class, (_, _) -> none())
                    .on("GetUser", GetUserRequest.class, (_, request) -> user(request));

    private GetCallerIdentityResponse identity(
            Call<String> call, GetCallerIdentityRequest request) {
        calls.add(call);
        return GetCallerIdentityResponse.builder()
                .account("123456789012")
                .userId("AIDA")
                .arn("arn:aws:iam::123456789012:user/a<b>")
                .build();
    }

    private EnableMfaDeviceResponse enable(Call<String> call, EnableMfaDeviceRequest request) {
        calls.add(call);
        return EnableMfaDeviceResponse.builder().build();
    }

    private static ListMfaDevicesResponse none() {
        return ListMfaDevicesResponse.builder().build();
    }

    private static GetUserResponse user(GetUserRequest request) {
        throw switch (request.userName()) {
            case "missing" ->
                    new ApiFault(
                            ErrorCode.NO_SUCH_ENTITY,
                            "The user with name missing cannot be found.");
            case "report" -> ApiFault.withoutMessage(ErrorCode.REPORT_NOT_PRESENT);
            case "storage" -> new IllegalStateException("connection to db.internal refused");
            default -> new IllegalArgumentException("a bug with secret 012345");
        };
    }

    @Test
    void answersInTheProtocolsOrderAndEscapes() {
        ApiAnswer answer = server.answer(signed(Service.STS, WHO));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().utf8())
                .isEqualTo(
                        "<GetCallerIdentityResponse xmlns=\""
                                + STS_NAMESPACE
                                + "\"><GetCallerIdentityResult>"
                                + "<Arn>arn:aws:iam::123456789012:user/a&lt;b&gt;</Arn>"
                                + "<UserId>AIDA</UserId><Account>123456789012</Account>"
                                + "</GetCallerIdentityResult><ResponseMetadata>"
                                + "<RequestId>id-1</RequestId></ResponseMetadata>"
                                + "</GetCallerIdentityResponse>");
        assertThat(answer.headers().first("content-type")).hasValue("text/xml");
        assertThat(answer.headers().first("x-amzn-requestid")).hasValue("id-1");
        assertThat(answer.headers().first("x-amz-sts-extended-request-id")).isPresent();
        assertThat(answer.headers().first("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().first("content-security-policy"))
                .hasValue("sandbox; default-src 'none'");
        assertThat(answer.headers().first("cache-control")).hasValue("no-store");
    }

    @Test
    void aHandlerKnowsWhoCallsAndFromWhere() {
        ApiRequest request = TestClient.with(unsigned(WHO), "User-Agent", "aws-cli/2");
        server.answer(countersign.aws.sigv4.TestSigner.sign(request, Service.STS, TestClient.NOW));
        assertThat(calls)
                .containsExactly(
                        new Call<>(
                                "alice",
                                new Action(Service.STS, "GetCallerIdentity"),
                                "id-1",
                                new Origin("192.0.2.7", Optional.of("aws-cli/2"), true),
                                Fixtures.KEY,
                                "us-east-1",
                                TestClient.NOW));
    }

    /** From boto3's bytes to the SDK's object. */
    @Test
    void aHandlerSeesWhatBoto3Sent() throws Exception {
        var seen = new ArrayList<CreateVirtualMfaDeviceRequest>();
        server.on(
                "CreateVirtualMFADevice",
                CreateVirtualMfaDeviceRequest.class,
                (_, request) -> {
                    seen.add(request);
                    return CreateVirtualMfaDeviceResponse.builder().build();
                });
        ApiRequest request = Fixtures.signed("boto3-iam");
        Instant at = stampOf(request);
        assertThat(server.dispatcher().answer(request, at).status()).isEqualTo(200);
        assertThat(seen)
                .containsExactly(
                        CreateVirtualMfaDeviceRequest.builder()
                                .path("/a//b/")
                                .virtualMFADeviceName("phone+1")
                                .tags(tag("team é", "a+b = c@d/e"), tag("empty", ""))
                                .build());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static Instant stampOf(ApiRequest request) {
        var form = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX", Locale.ROOT);
        String stamp = request.headers().first("X-Amz-Date").orElseThrow();
        return OffsetDateTime.parse(stamp, form).toInstant();
    }

    @Test
    void anActionWithoutOutputHasNoResult() {
        ApiAnswer answer = server.answer(signed(Service.IAM, enabling("EnableMFADevice")));
        assertThat(answer.body().utf8())
                .isEqualTo(
                        "<EnableMFADeviceResponse xmlns=\""
                                + IAM_NAMESPACE
                                + "\"><ResponseMetadata><RequestId>id-1</RequestId>"
                                + "</ResponseMetadata></EnableMFADeviceResponse>");
        assertThat(answer.headers().first("x-amz-sts-extended-request-id")).isEmpty();
    }

    private static String enabling(String action) {
        return form(
                "Action",
                action,
                "Version",
                "2010-05-08",
                "UserName",
                "alice",
                "SerialNumber",
                "arn:aws:iam::1:mfa/a",
                "AuthenticationCode1",
                "012345",
                "AuthenticationCode2",
                "678901");
    }

    @Test
    void aListThatMustBeThereIsAnEmptyElementAndSaysThatItEnds() {
        String list = form("Action", "ListMFADevices", "Version", "2010-05-08");
        assertThat(server.answer(signed(Service.IAM, list)).body().utf8())
                .contains(
                        "<ListMFADevicesResult><MFADevices/><IsTruncated>false</IsTruncated>"
                                + "</ListMFADevicesResult>");
    }

    @Test
    void refusalsComeInTheEnvelope() {
        ApiAnswer answer = server.answer(signed(Service.IAM, userNamed("missing")));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().utf8())
                .isEqualTo(
                        "<ErrorResponse xmlns=\""
                                + IAM_NAMESPACE
                                + "\"><Error><Type>Sender</Type><Code>NoSuchEntity</Code>"
                                + "<Message>The user with name missing cannot be found.</Message>"
                                + "</Error><RequestId>id-1</RequestId></ErrorResponse>");
        ApiAnswer silent = server.answer(signed(Service.IAM, userNamed("report")));
        assertThat(silent.status()).isEqualTo(410);
        assertThat(silent.body().utf8())
                .contains("<Code>ReportNotPresent</Code></Error><RequestId>");
    }

    private static String userNamed(String name) {
        return form("Action", "GetUser", "Version", "2010-05-08", "UserName", name);
    }

    @Test
    void aFaultOfOursSaysNothingAndIsReported() {
        ApiAnswer bug = server.answer(signed(Service.IAM, userNamed("bug")));
        assertThat(bug.status()).isEqualTo(500);
        assertThat(bug.body().utf8())
                .contains("<Type>Receiver</Type><Code>ServiceFailure</Code></Error>");
        ApiAnswer storage = server.answer(signed(Service.IAM, userNamed("storage")));
        assertThat(storage.status()).isEqualTo(503);
        assertThat(storage.body().utf8())
                .contains("<Type>Receiver</Type><Code>ServiceUnavailable</Code></Error>");
        assertThat(server.failures).hasSize(2);
    }

    @Test
    void theWatcherSeesEveryRequestOnce() {
        server.answer(signed(Service.IAM, userNamed("missing")));
        server.answer(unsigned("Action=Nonsense"));
        Answered<String> first = server.answered.getFirst();
        assertThat(first.action()).map(Action::qualifiedName).hasValue("iam:GetUser");
        assertThat(first.call()).map(Call::caller).hasValue("alice");
        assertThat(first.code()).hasValue(ErrorCode.NO_SUCH_ENTITY);
        Answered<String> second = server.answered.getLast();
        assertThat(second.action()).isEmpty();
        assertThat(second.status()).isEqualTo(400);
        assertThat(server.answered).hasSize(2);
        assertThat(first.toString()).doesNotContain("Signature=");
    }

    @Test
    void anUnsignedActionNeedsAToken() {
        for (String form : List.of(WHO, "Action=GetCallerIdentity")) {
            ApiAnswer answer = server.answer(unsigned(form));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body().utf8())
                    .contains(STS_NAMESPACE)
                    .contains(
                            "<Code>MissingAuthenticationToken</Code>"
                                    + "<Message>Request is missing Authentication Token</Message>");
        }
    }

    @Test
    void withoutAnActionNothingIsLookedAt() {
        refused(unsigned(""), 400, "<Code>MissingAction</Code>");
        refused(unsigned("Action="), 400, "<Code>MissingAction</Code>");
        refused(
                TestClient.with(unsigned(WHO), "Content-Type", "application/json"),
                400,
                "<Code>MissingAction</Code>");
    }

    private void refused(ApiRequest request, int status, String... parts) {
        ApiAnswer answer = server.answer(request);
        assertThat(answer.body().utf8()).contains(parts);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void anUnknownActionIsNamedWithItsVersion() {
        refused(
                unsigned("Action=Foo&Version=2011-06-15"),
                400,
                NO_SERVICE,
                "<Code>InvalidAction</Code>",
                "<Message>Could not find operation Foo for version 2011-06-15</Message>");
        refused(
                unsigned("Action=Foo"),
                400,
                "<Message>Could not find operation Foo for version NO_VERSION_SPECIFIED</Message>");
        refused(
                unsigned("Action=GetCallerIdentity&Version=2010-05-08"),
                400,
                "Could not find operation GetCallerIdentity for version 2010-05-08");
        refused(
                unsigned("Action=GetCallerIdentity&Version=1999-01-01"),
                400,
                "Could not find operation GetCallerIdentity for version 1999-01-01");
        refused(
                unsigned("Action=UploadSSHPublicKey&Version=2010-05-08"),
                400,
                "UploadSSHPublicKey is an AWS action that Countersign does not have");
    }

    @Test
    void theServiceComesFromTargetThenVersionThenScope() {
        ApiRequest targeted =
                TestClient.with(
                        unsigned("Version=2011-06-15"),
                        "X-Amz-Target",
                        "AWSIdentityManagementV20100508.GetUser");
        refused(targeted, 403, IAM_NAMESPACE, "MissingAuthenticationToken");
        assertThat(server.answer(signed(Service.STS, "Action=GetCallerIdentity")).status())
                .isEqualTo(200);
        refused(
                signed(Service.IAM, WHO),
                403,
                "<Message>Credential should be scoped to correct service: &apos;sts&apos;. "
                        .replace("&apos;", "'"));
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWithoutABody() {
        ApiAnswer answer = server.answer(unsigned("x".repeat(10_000_001)));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo(Body.EMPTY);
    }

    @Test
    void codesAreReadFromABodyOnly() {
        ApiRequest get =
                TestClient.request(
                        "GET",
                        enabling("EnableMFADevice"),
                        Headers.of("Host", "localhost:8080"),
                        "");
        refused(
                countersign.aws.sigv4.TestSigner.sign(get, Service.IAM, TestClient.NOW),
                400,
                "AuthenticationCode1 is accepted in the body of a POST only");
        assertThat(calls).isEmpty();
    }

    @Test
    void theSignatureIsLookedAtBeforeTheInput() {
        String malformed = enabling("EnableMFADevice").replace("012345", "0123456");
        refused(unsigned(malformed), 403, "MissingAuthenticationToken");
        refused(
                signed(Service.IAM, malformed),
                400,
                "<Message>1 validation error detected: Value at 'authenticationCode1' failed to"
                        + " satisfy constraint: Member must have length less than or equal to 6<");
    }

    @Test
    void malformedInputHasNoTextAtSts() {
        String form = form("Action", "ListMFADevices", "Version", "2010-05-08", "MaxItems", "1e3");
        refused(signed(Service.IAM, form), 400, "<Code>MalformedInput</Code><Message>");
        refused(
                unsigned("Action=GetCallerIdentity&Version=2011-06-15&x=%zz"),
                400,
                "<Code>MalformedInput</Code></Error>");
    }

    @Test
    void aHandlerMustFitItsAction() {
        var handlers = new Handlers<String>();
        assertThatThrownBy(
                        () -> handlers.on("GetUser", ListMfaDevicesRequest.class, (_, _) -> none()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> handlers.on("NoAction", GetUserRequest.class, (_, it) -> user(it)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
