package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {
    private static final String ALL = "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`}";

    @ParameterizedTest(name = "{0} names {1}: {2}")
    @CsvSource({
        "*, iam:GetUser, true",
        "*:*, iam:GetUser, true",
        "iam:GetUser, iam:GetUser, true",
        "IAM:getuser, iam:GetUser, true",
        "iam:*, iam:GetUser, true",
        "iam:Get*, iam:GetUser, true",
        "iam:get*, iam:GetUser, true",
        "iam:*User, iam:GetUser, true",
        "iam:*User, iam:GetUsers, false",
        "iam:?etUser, iam:GetUser, true",
        "iam:GetUser?, iam:GetUser, false",
        "iam:G*t*r, iam:GetUser, true",
        "sts:*, iam:GetUser, false"
    })
    void actions(String pattern, String action, boolean named) {
        Policy positive =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`" + pattern + "`,`Resource`:`*`}");
        Policy negative =
                Documents.statements(
                        "{`Effect`:`Allow`,`NotAction`:`" + pattern + "`,`Resource`:`*`}");
        assertThat(Documents.decide(positive, action, "*").allowed()).isEqualTo(named);
        assertThat(Documents.decide(negative, action, "*").allowed()).isEqualTo(!named);
    }

    @ParameterizedTest(name = "{0} names {1}: {2}")
    @CsvSource({
        "*, *, true",
        "*, arn:aws:iam::1:user/a, true",
        "arn:aws:iam::1:user/a, *, false",
        "arn:*:iam:*:*:*, *, false",
        "arn:aws:iam::1:user/a, arn:aws:iam::1:user/a, true",
        "arn:aws:iam::1:user/a, arn:aws:iam::1:user/A, false",
        "arn:aws:iam::1:user/*, arn:aws:iam::1:user/a/b:c, true",
        "arn:aws:iam::1:user/?, arn:aws:iam::1:user/a, true",
        "arn:aws:iam::1:user/?, arn:aws:iam::1:user/ab, false",
        "arn:aws:iam::*:user/a, arn:aws:iam::1:user/a, true",
        "arn:aws:iam::1*:user/a, arn:aws:iam::2:user/a, false",
        "arn:*:iam::1:user/a, arn:aws-cn:iam::1:user/a, true",
        "arn:aws:iam::*:*, arn:aws:iam::1:user/a, true",
        "arn:aws:sqs:*:q, arn:aws:sqs:eu:1:q, false",
        "arn:aws:sqs:*:*:q, arn:aws:sqs:eu:1:x:q, false",
        "arn:aws:sqs, arn:aws:sqs:eu:1:x:q, true",
        "arn:aws:sqs:eu, arn:aws:sqs:us:1:x, false"
    })
    void resources(String pattern, String resource, boolean named) {
        if (!pattern.equals("arn:*:iam:*:*:*")) {
            Policy positive =
                    Documents.statements(
                            "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`" + pattern + "`}");
            Policy negative =
                    Documents.statements(
                            "{`Effect`:`Allow`,`Action`:`*`,`NotResource`:`" + pattern + "`}");
            assertThat(Documents.decide(positive, "a:b", resource).allowed()).isEqualTo(named);
            assertThat(Documents.decide(negative, "a:b", resource).allowed()).isEqualTo(!named);
        }
        assertThat(ArnPattern.forResource(pattern, true).matches(resource, Context.EMPTY))
                .isEqualTo(named);
    }

    @Test
    void everyOperatorAndEveryKeyMustHold() {
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`,`Condition`:{"
                                + "`StringEquals`:{`a:x`:`1`,`a:y`:`2`},`Bool`:{`a:z`:true},"
                                + "`NumericLessThan`:{`a:n`:10}}}");
        assertThat(
                        Documents.decide(
                                        policy, "a:b", "*", "a:x", "1", "a:y", "2", "a:z", "true",
                                        "a:n", "9")
                                .allowed())
                .isTrue();
        for (String wrong : List.of("a:x", "a:y", "a:z", "a:n")) {
            Context right = Documents.context("a:x", "1", "a:y", "2", "a:z", "true", "a:n", "9");
            Context context = Documents.context(wrong, "77").or(right);
            assertThat(
                            Evaluator.decide(
                                            Documents.grants(policy),
                                            new Request("a:b", "*", context))
                                    .allowed())
                    .as(wrong)
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "identity {0}, boundary {1}, session {2}: {3}")
    @CsvSource({
        "Allow, -, -, ALLOWED",
        "Allow, Allow, Allow, ALLOWED",
        "Allow, Allow, -, ALLOWED",
        "none, Allow, Allow, IMPLICIT_DENY_IDENTITY",
        "Allow, none, none, IMPLICIT_DENY_BOUNDARY",
        "Allow, Allow, none, IMPLICIT_DENY_SESSION",
        "Allow, -, none, IMPLICIT_DENY_SESSION",
        "Deny, Deny, Deny, EXPLICIT_DENY_IDENTITY",
        "Allow, Deny, Deny, EXPLICIT_DENY_BOUNDARY",
        "none, none, Deny, EXPLICIT_DENY_SESSION",
        "none, Deny, none, EXPLICIT_DENY_BOUNDARY"
    })
    void everyLayerMustAllowAndNoneDeny(
            String identity, String boundary, String session, Decision decision) {
        var grants =
                new Grants(
                        List.of(layer(identity)),
                        boundary.equals("-") ? Optional.empty() : Optional.of(layer(boundary)),
                        session.equals("-")
                                ? Optional.empty()
                                : Optional.of(List.of(layer(session))));
        var request = new Request("a:b", "*", Context.EMPTY);
        assertThat(Evaluator.decide(grants, request)).isEqualTo(decision);
        assertThat(Evaluator.explain(grants, request).decision()).isEqualTo(decision);
    }

    private static Source layer(String effect) {
        return Documents.source(
                Documents.statements(
                        effect.equals("none")
                                ? "{`Effect`:`Allow`,`Action`:`x:y`,`Resource`:`*`}"
                                : ALL.replace("Allow", effect)));
    }

    @Test
    void sessionPoliciesAreOneLayerTogether() {
        var grants =
                new Grants(
                        List.of(layer("Allow")),
                        Optional.empty(),
                        Optional.of(List.of(layer("none"), layer("Allow"))));
        assertThat(Evaluator.decide(grants, new Request("a:b", "*", Context.EMPTY)).allowed())
                .isTrue();
        var empty = new Grants(grants.identity(), Optional.empty(), Optional.of(List.of()));
        assertThat(Evaluator.decide(empty, new Request("a:b", "*", Context.EMPTY)))
                .isEqualTo(Decision.IMPLICIT_DENY_SESSION);
    }
}
