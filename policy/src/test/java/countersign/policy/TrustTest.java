package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/r";
    private static final TrustCaller ALICE =
            new TrustCaller(Documents.ACCOUNT, Documents.ALICE, Optional.empty(), false);
    private static final TrustCaller SESSION =
            new TrustCaller(
                    Documents.ACCOUNT,
                    ROLE,
                    Optional.of("arn:aws:sts::123456789012:assumed-role/r/s"),
                    false);
    private static final TrustCaller ROOT =
            new TrustCaller(
                    Documents.ACCOUNT, "arn:aws:iam::123456789012:root", Optional.empty(), true);

    private static Policy trust(String... statements) {
        return Documents.policy(
                "{`Version`:`2012-10-17`,`Statement`:[" + String.join(",", statements) + "]}",
                PolicyKind.TRUST);
    }

    private static String statement(String effect, String principal) {
        return "{`Effect`:`" + effect + "`,`Action`:`sts:AssumeRole`," + principal + "}";
    }

    private static TrustDecision ask(Policy trust, TrustCaller caller, String... pairs) {
        return Evaluator.trust(
                trust, new TrustRequest("sts:AssumeRole", caller, Documents.context(pairs)));
    }

    @ParameterizedTest(name = "{0}: {1} for a user, {2} for a session, {3} for root")
    @CsvSource(
            delimiter = '|',
            value = {
                "`*` | ALLOWED_BY_NAME | ALLOWED_BY_NAME | ALLOWED_BY_NAME",
                "{`AWS`:`*`} | ALLOWED_BY_NAME | ALLOWED_BY_NAME | ALLOWED_BY_NAME",
                "{`AWS`:`123456789012`} | ALLOWED_BY_ACCOUNT | ALLOWED_BY_ACCOUNT |"
                        + " ALLOWED_BY_ACCOUNT",
                "{`AWS`:`arn:aws:iam::123456789012:root`} | ALLOWED_BY_ACCOUNT | ALLOWED_BY_ACCOUNT"
                        + " | ALLOWED_BY_ACCOUNT",
                "{`AWS`:`210987654321`} | NO_MATCH | NO_MATCH | NO_MATCH",
                "{`AWS`:`arn:aws:iam::123456789012:user/alice`} | ALLOWED_BY_NAME | NO_MATCH |"
                        + " NO_MATCH",
                "{`AWS`:[`210987654321`,`arn:aws:iam::123456789012:role/r`]} | NO_MATCH |"
                        + " ALLOWED_BY_NAME | NO_MATCH",
                "{`AWS`:`arn:aws:sts::123456789012:assumed-role/r/s`} | NO_MATCH |"
                        + " ALLOWED_BY_SESSION | NO_MATCH",
                "{`AWS`:[`*`,`arn:aws:iam::123456789012:role/r`,`123456789012`,"
                        + "`arn:aws:sts::123456789012:assumed-role/r/s`]} | ALLOWED_BY_NAME |"
                        + " ALLOWED_BY_SESSION | ALLOWED_BY_NAME",
                "{`AWS`:`arn:aws:sts::123456789012:assumed-role/r/t`} | NO_MATCH | NO_MATCH |"
                        + " NO_MATCH",
                "{`AWS`:[`123456789012`,`arn:aws:iam::123456789012:user/alice`]} | ALLOWED_BY_NAME"
                        + " | ALLOWED_BY_ACCOUNT | ALLOWED_BY_ACCOUNT",
                "{`Service`:`ec2.amazonaws.com`,`Federated`:`accounts.google.com`} | NO_MATCH |"
                        + " NO_MATCH | NO_MATCH"
            })
    void names(String principal, TrustDecision user, TrustDecision session, TrustDecision root) {
        Policy trust = trust(statement("Allow", "`Principal`:" + principal));
        assertThat(ask(trust, ALICE)).isEqualTo(user);
        assertThat(ask(trust, SESSION)).isEqualTo(session);
        assertThat(ask(trust, ROOT)).isEqualTo(root);
    }

    @Test
    void aDenyGoesBeforeAllElse() {
        Policy trust =
                trust(
                        statement("Allow", "`Principal`:`*`"),
                        statement("Deny", "`Principal`:{`AWS`:`" + Documents.ALICE + "`}"));
        assertThat(ask(trust, ALICE)).isEqualTo(TrustDecision.EXPLICIT_DENY);
        assertThat(ask(trust, SESSION)).isEqualTo(TrustDecision.ALLOWED_BY_NAME);
    }

    @Test
    void notPrincipalSparesOnlyWhomItNames() {
        Policy trust =
                trust(
                        statement("Allow", "`Principal`:{`AWS`:`123456789012`}"),
                        statement(
                                "Deny",
                                "`NotPrincipal`:{`AWS`:[`123456789012`,`"
                                        + Documents.ALICE
                                        + "`]}"));
        assertThat(ask(trust, ALICE)).isEqualTo(TrustDecision.ALLOWED_BY_ACCOUNT);
        assertThat(ask(trust, SESSION)).isEqualTo(TrustDecision.EXPLICIT_DENY);
        assertThat(ask(trust, ROOT)).isEqualTo(TrustDecision.ALLOWED_BY_ACCOUNT);
    }

    @Test
    void whoWasCreatedAnewIsAnother() {
        Policy trust = trust(statement("Allow", "`Principal`:{`AWS`:`" + Documents.ALICE + "`}"));
        var request = new TrustRequest("sts:AssumeRole", ALICE, Context.EMPTY);
        assertThat(Evaluator.trust(trust, request, _ -> false)).isEqualTo(TrustDecision.NO_MATCH);
        assertThat(Evaluator.trust(trust, request, p -> p.text().equals(Documents.ALICE)))
                .isEqualTo(TrustDecision.ALLOWED_BY_NAME);
    }

    @Test
    void conditionsAndActionsCount() {
        Policy trust =
                trust(
                        "{`Effect`:`Allow`,`Action`:[`sts:AssumeRole`,`sts:TagSession`],"
                            + "`Principal`:`*`,`Condition`:{`Bool`:{`aws:MultiFactorAuthPresent`:true}}}");
        assertThat(ask(trust, ALICE)).isEqualTo(TrustDecision.NO_MATCH);
        assertThat(ask(trust, ALICE, "aws:MultiFactorAuthPresent", "true"))
                .isEqualTo(TrustDecision.ALLOWED_BY_NAME);
        Context mfa = Documents.context("aws:MultiFactorAuthPresent", "true");
        assertThat(Evaluator.trust(trust, new TrustRequest("sts:SetSourceIdentity", ALICE, mfa)))
                .isEqualTo(TrustDecision.NO_MATCH);
        assertThat(Evaluator.trust(trust, new TrustRequest("STS:tagsession", ALICE, mfa)))
                .isEqualTo(TrustDecision.ALLOWED_BY_NAME);
    }

    @Test
    void principalsComeInOrder() {
        Policy trust =
                trust(
                        statement(
                                "Allow",
                                "`Principal`:{`AWS`:[`*`,`123456789012`],`Service`:`a.amazonaws.com`}"),
                        statement("Deny", "`NotPrincipal`:{`Federated`:`www.amazon.com`}"));
        assertThat(trust.principals())
                .containsExactly(
                        new TrustPrincipal(TrustPrincipal.Type.ANY, "*"),
                        new TrustPrincipal(TrustPrincipal.Type.AWS, "123456789012"),
                        new TrustPrincipal(TrustPrincipal.Type.SERVICE, "a.amazonaws.com"),
                        new TrustPrincipal(TrustPrincipal.Type.FEDERATED, "www.amazon.com"));
        assertThat(trust.principals().get(1).refusal())
                .isEqualTo("Invalid principal in policy: \"AWS\":\"123456789012\"");
        assertThat(trust.principals().get(2).refusal())
                .isEqualTo("Invalid principal in policy: \"SERVICE\":\"a.amazonaws.com\"");
    }

    @Test
    void aTrustPolicyGrantsNothing() {
        Source trust = Documents.source(trust(statement("Allow", "`Principal`:`*`")));
        assertThatThrownBy(() -> Grants.of(List.of(trust)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
