package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.sigv4.TestSigner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** Whatever comes in, what goes out is an answer, and never one that blames us. */
class HostileTest {
    private static final int REQUESTS = 100_000;
    private static final List<String> BITS =
            List.of(
                    "Action",
                    "Version",
                    "2010-05-08",
                    "2011-06-15",
                    "TagUser",
                    "AssumeRole",
                    "CreateVirtualMFADevice",
                    "SimulateCustomPolicy",
                    "UserName",
                    "Tags",
                    "TagKeys",
                    "RoleArn",
                    "DurationSeconds",
                    "ContextEntries",
                    "ContextKeyValues",
                    "member",
                    "entry",
                    "Key",
                    "Value",
                    "Path",
                    "VirtualMFADeviceName",
                    "MaxItems",
                    "1",
                    "0",
                    "-1",
                    "01",
                    "99999999999999999999",
                    "2147483648",
                    "=",
                    "=",
                    "=",
                    "&",
                    "&",
                    "&",
                    ".",
                    ".",
                    ".",
                    "%",
                    "%2",
                    "%zz",
                    "%00",
                    "%FF",
                    "%C3%A9",
                    "%F0%9F%98%80",
                    "%ED%A0%80",
                    "+",
                    "\u0000",
                    "\u00FF",
                    "<",
                    "&amp;",
                    "/",
                    "//",
                    "/a/",
                    "alice",
                    "true",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    private static final List<String> STARTS =
            List.of(
                    "Action=TagUser&Version=2010-05-08",
                    "Action=TagUser&Version=2010-05-08&UserName=a&Tags=",
                    "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=a",
                    "Action=SimulateCustomPolicy&Version=2010-05-08",
                    "Action=SimulateCustomPolicy&Version=2010-05-08&PolicyInputList.member.1=a"
                            + "&ActionNames.member.1=iam:*",
                    "Action=AssumeRole&Version=2011-06-15",
                    "Action=AssumeRole&Version=2011-06-15&RoleSessionName=ab"
                            + "&RoleArn=arn:aws:iam::1:role/abc");
    private static final List<String> HEADER_BITS =
            List.of(
                    "AWS4-HMAC-SHA256",
                    " ",
                    " ",
                    ",",
                    ",",
                    "=",
                    "=",
                    "/",
                    "/",
                    "Credential",
                    "Credential=",
                    "SignedHeaders=",
                    "Signature=",
                    "Signature",
                    "host",
                    "x-amz-date",
                    ";",
                    "AKIAIOSFODNN7EXAMPLE",
                    "20261122",
                    "us-east-1",
                    "iam",
                    "sts",
                    "aws4_request",
                    "AWS",
                    "Bearer",
                    "\t",
                    "é",
                    "\u0000",
                    "00",
                    "%s",
                    "'");
    private static final String GOOD_SCOPE =
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261122/us-east-1/iam/aws4_request,"
                    + " SignedHeaders=host;x-amz-date, Signature=";

    private final Random random = new Random(20261122);
    private final TestServer server =
            new TestServer()
                    .on("TagUser", TagUserRequest.class, (_, q) -> read(q, tagged()))
                    .on(
                            "CreateVirtualMFADevice",
                            CreateVirtualMfaDeviceRequest.class,
                            (_, q) -> read(q, created()))
                    .on(
                            "SimulateCustomPolicy",
                            SimulateCustomPolicyRequest.class,
                            (_, q) -> read(q, simulated()))
                    .on("AssumeRole", AssumeRoleRequest.class, (_, q) -> read(q, assumed()));
    private final Dispatcher<String> dispatcher = server.dispatcher();

    private static TagUserResponse tagged() {
        return TagUserResponse.builder().build();
    }

    private static CreateVirtualMfaDeviceResponse created() {
        return CreateVirtualMfaDeviceResponse.builder().build();
    }

    private static SimulateCustomPolicyResponse simulated() {
        return SimulateCustomPolicyResponse.builder().build();
    }

    private static AssumeRoleResponse assumed() {
        return AssumeRoleResponse.builder().build();
    }

    private static <A> A read(AwsRequest request, A answer) {
        assertThat(request.toString()).isNotEmpty();
        return answer;
    }

    @Test
    void aHundredThousandMalformedFormsAndHeadersNeverBlameUs() {
        int answered = 0;
        for (int i = 0; i < REQUESTS; i++) {
            ApiRequest request = i % 2 == 0 ? badForm() : badHeader();
            ApiAnswer answer = dispatcher.answer(request, TestClient.NOW);
            assertThat(answer.status()).as(request.body().utf8()).isBetween(200, 499);
            answered += answer.status() == 200 ? 1 : 0;
        }
        assertThat(server.failures).isEmpty();
        assertThat(server.answered).hasSize(REQUESTS);
        assertThat(answered).as("some get through to a handler").isGreaterThan(1000);
    }

    private ApiRequest badForm() {
        var form = new StringBuilder(any(STARTS));
        for (int i = random.nextInt(6); i > 0; i--) {
            form.append('&').append(parameter());
        }
        byte[] bytes = form.toString().getBytes(StandardCharsets.ISO_8859_1);
        ApiRequest request = request("", Headers.of("Host", "localhost"), Body.copyOf(bytes));
        Service service = form.indexOf("2010") > 0 ? Service.IAM : Service.STS;
        return TestSigner.sign(request, service, TestClient.NOW);
    }

    private String parameter() {
        var parameter = new StringBuilder(any(BITS));
        for (int i = random.nextInt(8); i > 0; i--) {
            parameter.append(random.nextInt(3) == 0 ? "." : any(BITS));
        }
        return parameter.toString();
    }

    private ApiRequest badHeader() {
        var header = new StringBuilder(random.nextInt(3) == 0 ? "" : GOOD_SCOPE);
        for (int i = random.nextInt(20); i > 0; i--) {
            header.append(any(HEADER_BITS));
        }
        Headers headers =
                Headers.of(
                        "Host",
                        "localhost",
                        "X-Amz-Date",
                        random.nextInt(3) == 0 ? any(HEADER_BITS) : "20261122T102030Z",
                        "Content-Type",
                        random.nextInt(9) == 0 ? any(HEADER_BITS) : "",
                        "Authorization",
                        header.toString());
        String query = random.nextInt(3) == 0 ? presigned() : "";
        Body body = Body.utf8("Action=TagUser&Version=2010-05-08&UserName=a");
        return request(query, random.nextInt(3) == 0 ? Headers.NONE : headers, body);
    }

    private String presigned() {
        var query = new StringBuilder("X-Amz-Algorithm=AWS4-HMAC-SHA256");
        for (String name : List.of("Credential", "Date", "Expires", "SignedHeaders", "Signature")) {
            query.append("&X-Amz-")
                    .append(name)
                    .append('=')
                    .append(any(HEADER_BITS).replace("%", ""));
        }
        return query.toString();
    }

    private static ApiRequest request(String query, Headers headers, Body body) {
        return new ApiRequest("POST", "/", query, headers, body, "192.0.2.7", true);
    }

    private String any(List<String> bits) {
        return bits.get(random.nextInt(bits.size()));
    }
}
