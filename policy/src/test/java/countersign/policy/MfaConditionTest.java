package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Six statements as people write them, and three credentials: docs table D.6. */
class MfaConditionTest {
    private static final String ALLOW_ALL = "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`}";

    @ParameterizedTest(name = "{0} {1} {2} is {4} for a {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Allow | Bool         | true   | long-term key    | IMPLICIT_DENY_IDENTITY",
                "Allow | Bool         | true   | MFA session      | ALLOWED",
                "Allow | Bool         | true   | no-MFA temporary | IMPLICIT_DENY_IDENTITY",
                "Allow | BoolIfExists | true   | long-term key    | ALLOWED",
                "Allow | BoolIfExists | true   | MFA session      | ALLOWED",
                "Allow | BoolIfExists | true   | no-MFA temporary | IMPLICIT_DENY_IDENTITY",
                "Deny  | Bool         | false  | long-term key    | ALLOWED",
                "Deny  | Bool         | false  | MFA session      | ALLOWED",
                "Deny  | Bool         | false  | no-MFA temporary | EXPLICIT_DENY_IDENTITY",
                "Deny  | BoolIfExists | false  | long-term key    | EXPLICIT_DENY_IDENTITY",
                "Deny  | BoolIfExists | false  | MFA session      | ALLOWED",
                "Deny  | BoolIfExists | false  | no-MFA temporary | EXPLICIT_DENY_IDENTITY",
                "Deny  | Null         | true   | long-term key    | EXPLICIT_DENY_IDENTITY",
                "Deny  | Null         | true   | MFA session      | ALLOWED",
                "Deny  | Null         | true   | no-MFA temporary | ALLOWED"
            })
    void presence(
            String effect, String operator, String value, String credential, Decision decision) {
        String statement = statement(effect, operator, "aws:MultiFactorAuthPresent", value);
        Policy policy =
                Documents.statements(
                        effect.equals("Deny") ? ALLOW_ALL + "," + statement : statement);
        assertThat(decide(policy, credential)).isEqualTo(decision);
    }

    @ParameterizedTest(name = "Allow NumericLessThan Age 3600 is {1} for a {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "long-term key    | IMPLICIT_DENY_IDENTITY",
                "MFA session      | ALLOWED",
                "old MFA session  | IMPLICIT_DENY_IDENTITY",
                "no-MFA temporary | IMPLICIT_DENY_IDENTITY"
            })
    void age(String credential, Decision decision) {
        Policy policy =
                Documents.statements(
                        statement("Allow", "NumericLessThan", "aws:MultiFactorAuthAge", "3600"));
        assertThat(decide(policy, credential)).isEqualTo(decision);
    }

    private static String statement(String effect, String operator, String key, String value) {
        return "{`Effect`:`%s`,`Action`:`*`,`Resource`:`*`,`Condition`:{`%s`:{`%s`:`%s`}}}"
                .formatted(effect, operator, key, value);
    }

    private static Decision decide(Policy policy, String credential) {
        String[] pairs =
                switch (credential) {
                    case "long-term key" -> new String[0];
                    case "MFA session" -> session("60");
                    case "old MFA session" -> session("3600");
                    case "no-MFA temporary" -> new String[] {"aws:MultiFactorAuthPresent", "false"};
                    default -> throw new IllegalArgumentException(credential);
                };
        return Documents.decide(policy, "iam:GetUser", "*", pairs);
    }

    private static String[] session(String age) {
        return new String[] {"aws:MultiFactorAuthPresent", "true", "aws:MultiFactorAuthAge", age};
    }
}
