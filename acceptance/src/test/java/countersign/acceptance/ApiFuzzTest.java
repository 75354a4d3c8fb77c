package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import countersign.aws.Headers;
import countersign.policy.Context;
import countersign.policy.Decision;
import countersign.policy.Evaluator;
import countersign.policy.Grants;
import countersign.policy.Policy;
import countersign.policy.PolicyKind;
import countersign.policy.PolicyType;
import countersign.policy.Request;
import countersign.policy.Source;
import countersign.policy.TrustCaller;
import countersign.policy.TrustRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What strangers can send to the API is answered with XML that blames them, never us; and whatever
 * they write as a policy is refused with a text or decides the same each time. Run as {@link
 * countersign.acceptance.FuzzTest}.
 */
class ApiFuzzTest {
    private static final List<String> ACTIONS =
            List.of(
                    "GetUser",
                    "ListUsers",
                    "ListMFADevices",
                    "ListVirtualMFADevices",
                    "ListMFADeviceTags",
                    "GetAccountAuthorizationDetails",
                    "ListEntitiesForPolicy",
                    "SimulateCustomPolicy",
                    "SimulatePrincipalPolicy",
                    "CreateVirtualMFADevice",
                    "TagUser",
                    "EnableMFADevice");

    private static ApiUnderFuzz api;

    @BeforeAll
    static void open(@TempDir Path folder) {
        api = new ApiUnderFuzz(folder);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    static Stream<byte[]> queryForm() {
        return Stream.of(
                        "Action=GetCallerIdentity&Version=2011-06-15",
                        "\1MaxItems=1&PathPrefix=%2F&Marker=x",
                        "\7PolicyInputList.member.1=%7B%7D&ActionNames.member.1=iam:GetUser"
                                + "&ContextEntries.member.1.ContextKeyName=a"
                                + "&ContextEntries.member.1.ContextKeyValues.member.1=b",
                        "\12Tags.member.1.Key=k&Tags.member.1.Value=v&UserName=reader")
                .map(ApiFuzzTest::bytes);
    }

    @DictionaryEntries({".member.1", ".Key=", "UserName=", "MaxItems=", "Marker=", "%C3%A9", "%00"})
    @MethodSource
    @FuzzTest(maxDuration = "5m")
    void queryForm(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        api.refuses(api.unsigned(text));
        if (input.length == 0) return;
        String action = ACTIONS.get((input[0] & 0xFF) % ACTIONS.size());
        api.answers(api.signed(action, text.substring(1)));
    }

    static Stream<byte[]> sigV4Header() {
        return Stream.of(
                        "AWS4-HMAC-SHA256 Credential=KEY/20260101/us-east-1/sts/aws4_request,"
                                + " SignedHeaders=host;x-amz-date, Signature=00\n"
                                + "20260101T000000Z\n\n",
                        "\n\n"
                                + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=KEY%2F20260101"
                                + "%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-Date=20260101T000000Z"
                                + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00\n")
                .map(ApiFuzzTest::bytes);
    }

    /** Lines: the Authorization header, the date, the query string, the session token. */
    @DictionaryEntries({
        "KEY/20260101/us-east-1/sts/aws4_request",
        "AWS4-HMAC-SHA256 ",
        "Signature="
    })
    @MethodSource
    @FuzzTest(maxDuration = "5m")
    void sigV4Header(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1).replace("KEY", api.keyId());
        String[] lines = (text + "\n\n\n\n").split("\n", -1);
        Headers headers =
                Headers.of(
                        "Host", "localhost",
                        "Authorization", lines[0],
                        "X-Amz-Date", lines[1],
                        "X-Amz-Security-Token", lines[3]);
        String call = "Action=GetCallerIdentity&Version=2011-06-15";
        api.refuses(api.request("POST", lines[2], headers, call));
        api.refuses(api.request("GET", call + "&" + lines[2], Headers.of("Host", "localhost"), ""));
    }

    static Stream<byte[]> policyDocument() {
        return Stream.of(
                        """
                        {"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"a","Effect":"Allow",
                        "Action":["iam:Get*","sts:?ssumeRole"],"Resource":"arn:aws:iam::*:user/${aws:username}",
                        "Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"},
                        "NumericLessThan":{"aws:MultiFactorAuthAge":"3600"},
                        "IpAddress":{"aws:SourceIp":["10.0.0.0/8","::/0"]},
                        "DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},
                        "ForAllValues:StringLike":{"aws:TagKeys":"a*"}}}]}
                        """,
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Deny","NotAction":"iam:*",
                        "NotResource":["arn:aws:iam::123456789012:mfa/*"],
                        "Condition":{"Null":{"aws:TokenIssueTime":"true"},"ArnLike":{"aws:SourceArn":"arn:*"}}}}
                        """,
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                        "Principal":{"AWS":["arn:aws:iam::123456789012:root","123456789012","*"]}}]}
                        """)
                .map(ApiFuzzTest::bytes);
    }

    @DictionaryEntries({
        "\"Statement\":[{",
        "\"Effect\":\"Allow\"",
        "\"NotAction\":",
        "\"Condition\":{",
        "ForAnyValue:",
        "${aws:username}",
        "${*}",
        "arn:aws:iam::*:"
    })
    @MethodSource
    @FuzzTest(maxDuration = "5m")
    void policyDocument(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (PolicyKind kind : PolicyKind.values()) {
            switch (Policy.read(text, kind)) {
                case Policy.Reading.Malformed(String message) -> assertThat(message).isNotBlank();
                case Policy.Reading.Valid(Policy policy) -> decide(policy);
            }
        }
    }

    private static void decide(Policy policy) {
        assertThat(policy.contextKeys()).isNotNull();
        Context context =
                Context.of(
                        Map.of(
                                "aws:username", List.of("ada"),
                                "aws:multifactorauthpresent", List.of("true"),
                                "aws:multifactorauthage", List.of("30"),
                                "aws:sourceip", List.of("10.1.2.3"),
                                "aws:currenttime", List.of("2025-06-01T00:00:00Z"),
                                "aws:tagkeys", List.of("a", "b")));
        switch (policy.kind()) {
            case IDENTITY, BOUNDARY, SESSION -> grant(policy, context);
            case TRUST, RESOURCE -> trust(policy, context);
        }
    }

    private static void grant(Policy policy, Context context) {
        Grants grants = Grants.of(List.of(new Source("p", PolicyType.USER, policy)));
        Request asked = new Request("iam:GetUser", "arn:aws:iam::123456789012:user/ada", context);
        Decision decision = Evaluator.decide(grants, asked);
        assertThat(Evaluator.decide(grants, asked)).isEqualTo(decision);
        assertThat(Evaluator.explain(grants, asked).decision()).isEqualTo(decision);
    }

    private static void trust(Policy policy, Context context) {
        TrustCaller caller =
                new TrustCaller(
                        "123456789012",
                        "arn:aws:iam::123456789012:user/ada",
                        Optional.empty(),
                        false);
        TrustRequest asked = new TrustRequest("sts:AssumeRole", caller, context);
        assertThat(Evaluator.trust(policy, asked)).isEqualTo(Evaluator.trust(policy, asked));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
