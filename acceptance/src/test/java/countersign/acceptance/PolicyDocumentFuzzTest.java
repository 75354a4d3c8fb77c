package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is written as a policy is refused with a text or decides the same each time. As {@link
 * OtpAuthUriFuzzTest}.
 */
class PolicyDocumentFuzzTest {
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
                .map(PolicyDocumentFuzzTest::bytes);
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
