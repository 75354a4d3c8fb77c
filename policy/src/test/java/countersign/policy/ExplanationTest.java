package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Request REQUEST =
            new Request("dynamodb:CreateBackup", "*", Documents.context("aws:CurrentTime", "2019"));

    private static Explanation explain(Grants grants) {
        return Evaluator.explain(grants, REQUEST);
    }

    @Test
    void aStatementsPlaceIsThatOfItsBraces() {
        String before = "{`Version`:`2012-10-17`,`Statement`:[";
        String statement = "{`Effect`:`Allow`,`Action`:`dynamodb:*`,`Resource`:`*`}";
        Policy policy = Documents.identity(before + statement + "]}");
        int start = before.length() + 1;
        int end = before.length() + statement.length();
        assertThat(explain(Documents.grants(policy)).matched())
                .containsExactly(
                        new Match(
                                Documents.source(policy),
                                new Position(1, start),
                                new Position(1, end)));
    }

    @Test
    void linesCountFromOne() {
        String document =
                """
                {
                  `Version`: `2012-10-17`,
                  `Statement`: [
                    {
                      `Effect`: `Deny`, `Action`: `iam:*`, `Resource`: `*`
                    },
                    {
                      `Effect`: `Deny`, `Action`: `dynamodb:*`, `Resource`: `*`
                    },   {`Effect`: `Allow`, `Action`: `*`, `Resource`: `*`}
                  ]
                }
                """;
        List<Match> matched = explain(Documents.grants(Documents.identity(document))).matched();
        assertThat(matched).extracting(Match::start).containsExactly(new Position(7, 5));
        assertThat(matched).extracting(Match::end).containsExactly(new Position(9, 5));
    }

    @Test
    void aRefusalForLackOfAnAllowHasNoStatements() {
        Policy policy = Documents.statements("{`Effect`:`Allow`,`Action`:`iam:*`,`Resource`:`*`}");
        Explanation explanation = explain(Documents.grants(policy));
        assertThat(explanation.matched()).isEmpty();
        assertThat(explanation.decision()).isEqualTo(Decision.IMPLICIT_DENY_IDENTITY);
    }

    @Test
    void missingKeysAreThoseOfStatementsForTheRequest() {
        Policy policy =
                Documents.statements(
                        "{`Effect`:`Deny`,`Action`:`dynamodb:*`,`Resource`:`*`,`Condition`:{"
                            + "`BoolIfExists`:{`aws:MultiFactorAuthPresent`:`false`},"
                            + "`StringEquals`:{`aws:currenttime`:`${aws:UserName}`}}},"
                            + "{`Effect`:`Allow`,`Action`:`dynamodb:*`,`Resource`:`arn:aws:dynamodb:::${aws:userid}`},"
                            + "{`Effect`:`Deny`,`Action`:`iam:*`,`Resource`:`*`,`Condition`:{"
                            + "`Bool`:{`aws:SecureTransport`:`false`}}}");
        assertThat(explain(Documents.grants(policy)).missingContextKeys())
                .containsExactly("aws:MultiFactorAuthPresent", "aws:userid", "aws:UserName");
        assertThat(policy.contextKeys())
                .containsExactly(
                        "aws:currenttime",
                        "aws:MultiFactorAuthPresent",
                        "aws:SecureTransport",
                        "aws:userid",
                        "aws:UserName");
    }

    @Test
    void boundaryAndSessionAreToldApart() {
        Source allow =
                Documents.source(
                        Documents.statements("{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`}"));
        Source iam =
                Documents.source(
                        Documents.statements("{`Effect`:`Allow`,`Action`:`iam:*`,`Resource`:`*`}"));
        Explanation explanation =
                explain(new Grants(List.of(allow), Optional.of(iam), Optional.of(List.of(allow))));
        assertThat(explanation.allowedByBoundary()).contains(false);
        assertThat(explanation.allowedBySession()).contains(true);
        assertThat(explanation.matched()).isEmpty();
        assertThat(explain(Documents.grants()).allowedByBoundary()).isEmpty();
        assertThat(explain(Documents.grants()).allowedBySession()).isEmpty();
    }

    @Test
    void sizeLeavesWhiteSpaceOut() {
        assertThat(Policy.sizeOf("{ \"a b\":\t1,\r\n\"c\" : 2 }")).isEqualTo(14);
        assertThat(Documents.identity(ForceMfaTest.DOCUMENT).size())
                .isEqualTo(ForceMfaTest.DOCUMENT.replaceAll("\\s", "").length());
    }
}
