package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableTest {
    private static final String USER = "arn:aws:iam::123456789012:user/";

    private static Policy allowOn(String resource) {
        return Documents.statements(
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`" + resource + "`}");
    }

    private static boolean allowed(String resourcePath, String asked, String... pairs) {
        return Documents.decide(allowOn(USER + resourcePath), "a:b", USER + asked, pairs).allowed();
    }

    @ParameterizedTest(name = "{0} for {1} on {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "${aws:username} | alice | alice | true",
                "${AWS:UserName} | alice | alice | true",
                "${aws:username} | alice | Alice | false",
                "${aws:username} | * | alice | false",
                "${aws:username} | * | * | true",
                "${aws:username} | a?c | abc | false",
                "${aws:username}* | * | alice | false",
                "${aws:username}/* | alice | alice/x/y | true",
                "x/${aws:username}/${aws:username} | a | x/a/a | true",
                "x/${aws:username}/${aws:username} | a | x/a/b | false",
                "${aws:username} | ${aws:username} | ${aws:username} | true",
                "${*} | alice | alice | false",
                "${*} | alice | * | true",
                "${?}x | alice | ?x | true",
                "${?}x | alice | ax | false",
                "${$}{aws:username} | alice | ${aws:username} | true"
            })
    void standForWhatTheRequestSays(String path, String user, String asked, boolean allowed) {
        assertThat(allowed(path, asked, "aws:username", user)).isEqualTo(allowed);
    }

    @Test
    void anAbsentOneMatchesNothing() {
        assertThat(allowed("${aws:username}", "alice")).isFalse();
        assertThat(allowed("${aws:username}", "")).isFalse();
        assertThat(allowed("${aws:username}*", "alice")).isFalse();
        assertThat(allowed("${aws:username}", "${aws:username}")).isFalse();
    }

    @Test
    void anAbsentOneDeniesNothing() {
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`},"
                                + "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`"
                                + USER
                                + "${aws:username}`}");
        assertThat(Documents.decide(policy, "a:b", USER + "alice").allowed()).isTrue();
        assertThat(Documents.decide(policy, "a:b", USER + "alice", "aws:username", "alice"))
                .isEqualTo(Decision.EXPLICIT_DENY_IDENTITY);
    }

    /** NotResource spares nothing that it cannot name: the Deny stands. */
    @Test
    void anAbsentOneSparesNothing() {
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`},"
                                + "{`Effect`:`Deny`,`Action`:`*`,`NotResource`:`"
                                + USER
                                + "${aws:username}`}");
        assertThat(Documents.decide(policy, "a:b", USER + "alice").explicitDeny()).isTrue();
    }

    @Test
    void aDefaultStandsInForAnAbsentKeyOnly() {
        assertThat(allowed("${aws:username, 'alice'}", "alice")).isTrue();
        assertThat(allowed("${aws:username,'*'}", "alice")).isFalse();
        assertThat(allowed("${aws:username,'*'}", "*")).isTrue();
        assertThat(allowed("x${aws:username, ''}", "x")).isTrue();
        assertThat(allowed("${aws:username, 'alice'}", "alice", "aws:username", "bob")).isFalse();
        assertThat(allowed("${aws:username, 'a:b'}", "a:b")).isTrue();
    }

    @Test
    void aKeyOfSeveralValuesIsNoVariable() {
        Context two = Context.of(Map.of("aws:username", List.of("alice", "bob")));
        for (String variable : List.of("${aws:username}", "${aws:username, 'alice'}")) {
            Grants grants = Documents.grants(allowOn(USER + variable));
            assertThat(Evaluator.decide(grants, new Request("a:b", USER + "alice", two)).allowed())
                    .isFalse();
        }
    }

    @Test
    void theOlderVersionHasNone() {
        Policy policy =
                Documents.identity(
                        "{`Version`:`2008-10-17`,`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`"
                                + USER
                                + "${aws:username}`}}");
        assertThat(Documents.decide(policy, "a:b", USER + "alice", "aws:username", "alice"))
                .isEqualTo(Decision.IMPLICIT_DENY_IDENTITY);
        assertThat(Documents.decide(policy, "a:b", USER + "${aws:username}").allowed()).isTrue();
        assertThat(policy.contextKeys()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}: {2} for tag {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "StringEquals | ${aws:username} | alice | true",
                "StringEquals | ${aws:username} | ALICE | false",
                "StringEqualsIgnoreCase | ${aws:username} | ALICE | true",
                "StringLike | ${aws:username}-* | alice-x | true",
                "StringNotEquals | ${aws:username} | alice | false",
                "StringEquals | ${aws:absent} | alice | false",
                "StringNotEquals | ${aws:absent} | alice | true",
                "StringEquals | ${aws:absent, 'alice'} | alice | true",
                "ArnEquals | arn:aws:iam::1:user/${aws:username} | arn:aws:iam::1:user/alice |"
                        + " true",
                "ArnEquals | ${aws:arn} | arn:aws:iam::1:user/* | true",
                "ArnEquals | ${aws:arn} | arn:aws:iam::1:user/x | false"
            })
    void standInConditions(String operator, String value, String tag, boolean holds) {
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`,`Condition`:{`%s`:{`aws:PrincipalTag/Team`:`%s`}}}"
                                .formatted(operator, value));
        assertThat(
                        Documents.decide(
                                        policy,
                                        "a:b",
                                        "*",
                                        "aws:username",
                                        "alice",
                                        "aws:principaltag/TEAM",
                                        tag,
                                        "aws:arn",
                                        "arn:aws:iam::1:user/*")
                                .allowed())
                .isEqualTo(holds);
    }
}
