package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text comes when; most rows are known from answers of AWS to the same documents. */
class MalformedDocumentTest {
    private static final String REST = ",`Action`:`iam:GetUser`,`Resource`:`*`}}";

    private static void refused(PolicyKind kind, String document, String text) {
        assertThat(Documents.read(document, kind)).isEqualTo(new Policy.Reading.Malformed(text));
    }

    private static String statement(String statement) {
        return "{`Version`:`2012-10-17`,`Statement`:" + statement + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "This is not a json document",
                "[]",
                "null",
                "{",
                "{}",
                "{`Version`:`2012-10-17`}",
                "{`Version`:`2013-10-17`,`Statement`:{`Effect`:`Allow`" + REST,
                "{`Version`:2012,`Statement`:{`Effect`:`Allow`" + REST,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`" + REST + "{}",
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`" + REST + ",",
                "{`Version`:`2012-10-17`,`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`"
                        + REST,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`,`Effect`:`Deny`" + REST,
                "{`Version`:`2012-10-17`,`Extra`:`x`,`Statement`:{`Effect`:`Allow`" + REST,
                "{`version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`" + REST,
                "{`Version`:`2012-10-17`,`Id`:[`x`],`Statement`:{`Effect`:`Allow`" + REST,
                "{`Version`:`2012-10-17`,`Id`:null,`Statement`:{`Effect`:`Allow`" + REST,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`invalid`" + REST,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:true" + REST,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`,`Sid`:{}" + REST,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`,`extra`:`x`" + REST,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`,`NotAction`:[]" + REST,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`,`NotResource`:`*`" + REST
            })
    void theShapeMustBeRight(String document) {
        refused(PolicyKind.IDENTITY, document, "Syntax errors in policy.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[`afd`]",
                "`afd`",
                "null",
                "{`Action`:`iam:GetUser`,`Resource`:`*`}",
                "{`Effect`:`Allow`,`Action`:{},`Resource`:`*`}",
                "{`Effect`:`Allow`,`Action`:[[]],`Resource`:`*`}",
                "{`Effect`:`Allow`,`Action`:7,`Resource`:`*`}",
                "{`Effect`:`Allow`,`Action`:`iam:GetUser`,`Resource`:[`adfdf`,{}]}",
                "{`Effect`:`Allow`,`Action`:`iam:GetUser`,`Resource`:[null]}",
                "{`Effect`:`Allow`,`Action`:`iam:GetUser`,`Resource`:true}"
            })
    void aStatementsShapeMustBeRight(String statement) {
        refused(PolicyKind.IDENTITY, statement(statement), "Syntax errors in policy.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "`a`",
                "{`a`:`b`}",
                "{`DateGreaterThan`:`b`}",
                "{`DateGreaterThan`:[]}",
                "{`DateGreaterThan`:{`a:b`:{}}}",
                "{`x`:{`a:b`:`1`}}",
                "{`stringequals`:{`a:b`:`1`}}",
                "{`ForAnyValue::StringEqualsIfExists`:{`a:b`:`asf`}}",
                "{`NullIfExists`:{`a:b`:`true`}}",
                "{`BoolIfExistsIfExists`:{`a:b`:`true`}}",
                "{`StringEquals`:{`a:b`:null}}",
                "{`StringEquals`:{`a:b`:[[`x`]]}}",
                "{`StringEquals`:{`a:b`:`x`,`a:b`:`y`}}",
                "{`StringEquals`:{`a:b`:`${aws:username`}}",
                "{`StringEquals`:{`a:b`:`${}`}}",
                "{`StringEquals`:{`a:b`:`${aws:username, default}`}}",
                "{`NumericEquals`:{`a:b`:`ten`}}",
                "{`NumericEquals`:{`a:b`:`${aws:username}`}}",
                "{`NumericEquals`:{`a:b`:true}}",
                "{`Bool`:{`a:b`:`yes`}}",
                "{`Null`:{`a:b`:`1`}}",
                "{`BinaryEquals`:{`a:b`:`*`}}",
                "{`IpAddress`:{`a:b`:`10.0.0.0/33`}}",
                "{`IpAddress`:{`a:b`:`10.0.0`}}",
                "{`IpAddress`:{`a:b`:`10.0.0.0/`}}",
                "{`IpAddress`:{`a:b`:`010.0.0.0/8`}}",
                "{`IpAddress`:{`a:b`:`localhost`}}",
                "{`IpAddress`:{`a:b`:`::1::`}}",
                "{`IpAddress`:{`a:b`:`2001:db8::/129`}}"
            })
    void aConditionsShapeMustBeRight(String condition) {
        refused(
                PolicyKind.IDENTITY,
                "{`Version`:`2012-10-17`,`Statement`:{`Effect`:`Allow`,`Condition`:"
                        + condition
                        + REST,
                "Syntax errors in policy.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{`Effect`:`denY`,`Action`:`iam:GetUser`,`Resource`:`*`} | The policy failed legacy"
                        + " parsing",
                "{`Effect`:`allow`,`Resource`:`arn:aws:s3:us-east-1::b`} | The policy failed legacy"
                        + " parsing",
                "{`Effect`:`Allow`,`Resource`:`arn:aws:s3::b`} | The policy failed legacy parsing",
                "{`Effect`:`Allow`,`Action`:`a:b`,`NotResource`:`arn:aws:s3::b`} | The policy"
                        + " failed legacy parsing",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws::::b`} | The policy failed"
                        + " legacy parsing",
                "{`Effect`:`Allow`,`Resource`:`*`} | Policy statement must contain actions.",
                "{`Effect`:`Allow`} | Policy statement must contain actions.",
                "{`Effect`:`Allow`,`Action`:[],`Resource`:`*`} | Policy statement must contain"
                        + " actions.",
                "[{`Effect`:`Deny`},{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`}] | Policy"
                        + " statement must contain actions.",
                "{`Effect`:`Allow`,`Action`:`a:b`} | Policy statement must contain resources.",
                "{`Effect`:`Allow`,`Action`:`invalid`} | Policy statement must contain resources.",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:[]} | Policy statement must contain"
                        + " resources.",
                "{`Effect`:`Allow`,`Action`:`invalid`,`Resource`:`*`} | Actions/Conditions must be"
                        + " prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "{`Effect`:`Allow`,`NotAction`:``,`Resource`:`*`} | Actions/Conditions must be"
                        + " prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{`Null`:{`k`:`true`}}}"
                        + " | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2,"
                        + " etc.",
                "{`Effect`:`Allow`,`Action`:`a a:b`,`Resource`:`*`} | Vendor a a is not valid",
                "{`Effect`:`Allow`,`Action`:`i*:b`,`Resource`:`*`} | Vendor i* is not valid",
                "{`Effect`:`Allow`,`Action`:`s3:List:Bucket`,`Resource`:`*`} | Actions/Condition"
                        + " can contain only one colon.",
                "{`Effect`:`Allow`,`Action`:`s:3:L`,`Resource`:`sdf`} | Resource sdf must be in ARN"
                        + " format or \"*\".",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:[`*`,``]} | Resource  must be in ARN"
                        + " format or \"*\".",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`${aws:username}`} | Resource"
                        + " ${aws:username} must be in ARN format or \"*\".",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`a:bsd`} | Partition \"bsd\" is not"
                        + " valid for resource \"arn:bsd:*:*:*:*\".",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`a:b:c:d:e:f:g:h`} | Partition \"b\""
                        + " is not valid for resource \"arn:b:c:d:e:f:g:h\".",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`aws:s3:::bucket`} | Partition \"s3\""
                        + " is not valid for resource \"arn:s3:::bucket:*\".",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws`} | Resource vendor must be"
                        + " fully qualified and cannot contain regexes.",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:i*:::user/a`} | Resource"
                        + " vendor must be fully qualified and cannot contain regexes.",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:iam:us-east-1::x`} | IAM"
                        + " resource arn:aws:iam:us-east-1::x cannot contain region information.",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:us-east-1::x`} | Resource"
                        + " arn:aws:s3:us-east-1::x can not contain region information.",
                "[{`Sid`:`s`,`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`},{`Sid`:`s`,`Effect`:`Allow`}]"
                    + " | Statement IDs (SID) in a single policy must be unique.",
                "{`Effect`:`Allow`,`Principal`:`*`,`Action`:`a:b`,`Resource`:`*`} | Policy document"
                        + " should not specify a principal.",
                "{`Effect`:`Allow`,`Condition`:{`DateGreaterThan`:{`a:b`:`sdfdsf`}}} | The policy"
                        + " failed legacy parsing"
            })
    void eachFaultHasItsText(String statement, String text) {
        refused(PolicyKind.IDENTITY, statement(statement), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u2f/user/a/b", "example", "root/a", "u*", "users/a", ""})
    void anIamResourceIsOfAKnownType(String path) {
        refused(
                PolicyKind.IDENTITY,
                statement(
                        "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:iam:::"
                                + path
                                + "`}"),
                "IAM resource path must either be \"*\" or start with user/, federated-user/,"
                        + " role/, group/, instance-profile/, mfa/, server-certificate/, policy/,"
                        + " sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{`Effect`:`Allow`,`Action`:`iam: asdf safdsf af `,`Resource`:`*`}",
                "{`Effect`:`Allow`,`Action`:`*:*`,`Resource`:[`arn:aws:s3:::b`,`*`]}",
                "{`Effect`:`Allow`,`Action`:`s3-s:L`,`Resource`:`arn:aws:fdsasf`}",
                "{`Effect`:`Allow`,`NotAction`:`s3.s:L`,`NotResource`:`*`}",
                "{`Effect`:`Deny`,`Action`:`a:b`,`NotResource`:`arn:aws:iam::*:root`}",
                "{`Effect`:`Deny`,`Action`:`a:b`,`Resource`:`arn:aws:s3:*:*:access-grants/default/*`}",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s33:::b`,`Condition`:{}}",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{`DateGreaterThan`:{}}}",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:*:iam::*:user/*`}",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:${aws:Partition}:iam::*:*`}",
                "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{`DateLessThan`:{`a:b`:[]}}}",
                "[{`Sid`:``,`Effect`:`Deny`,`Action`:`a:b`,`Resource`:`*`},{`Sid`:``,`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`}]"
            })
    void whatAwsAcceptsIsAccepted(String statement) {
        assertThat(Documents.identity(statement(statement)).version())
                .isEqualTo(PolicyVersion.V2012_10_17);
    }

    @Test
    void theOlderVersionIsAcceptedAndIsTheDefault() {
        assertThat(Documents.identity("{`Statement`:{`Effect`:`Allow`" + REST).version())
                .isEqualTo(PolicyVersion.V2008_10_17);
        assertThat(
                        Documents.identity(
                                        "{`Version`:`2008-10-17`,`Statement`:{`Effect`:`Allow`"
                                                + REST)
                                .version())
                .isEqualTo(PolicyVersion.V2008_10_17);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{`Action`:`sts:AssumeRole`} | Missing required field Principal",
                "{`Action`:`sts:AssumeRole`,`Principal`:{}} | Missing required field Principal",
                "{`Principal`:`*`} | Policy statement must contain actions.",
                "{`Principal`:`*`,`Action`:`sts:AssumeRole`,`Resource`:`*`} | Has prohibited field"
                        + " Resource",
                "{`Principal`:`*`,`Action`:`iam:GetUser`} | AssumeRole policy may only specify STS"
                        + " AssumeRole actions.",
                "{`Principal`:`*`,`Action`:[`sts:AssumeRole`,`sts:*`]} | AssumeRole policy may only"
                        + " specify STS AssumeRole actions.",
                "{`Principal`:`*`,`NotAction`:`sts:AssumeRole`} | AssumeRole policy may only"
                        + " specify STS AssumeRole actions.",
                "{`Principal`:{`Who`:`x`},`Action`:`sts:AssumeRole`} | Syntax errors in policy.",
                "{`Principal`:{`AWS`:{}},`Action`:`sts:AssumeRole`} | Syntax errors in policy.",
                "{`Principal`:`alice`,`Action`:`sts:AssumeRole`} | Invalid principal in policy:"
                        + " \"AWS\":\"alice\"",
                "{`Principal`:{`AWS`:`12345`},`Action`:`sts:AssumeRole`} | Invalid principal in"
                        + " policy: \"AWS\":\"12345\"",
                "{`Principal`:{`AWS`:[`*`,`arn:aws:iam::123456789012:user/*`]},`Action`:`sts:AssumeRole`}"
                    + " | Invalid principal in policy:"
                    + " \"AWS\":\"arn:aws:iam::123456789012:user/*\"",
                "{`Principal`:{`AWS`:`arn:aws:iam::123456789012:group/g`},`Action`:`sts:AssumeRole`}"
                    + " | Invalid principal in policy:"
                    + " \"AWS\":\"arn:aws:iam::123456789012:group/g\""
            })
    void aTrustPolicyHasItsOwnRules(String rest, String text) {
        String statement = "{`Effect`:`Allow`," + rest.substring(1);
        refused(PolicyKind.TRUST, statement(statement), text);
    }

    @Test
    void brokenJsonHasAnotherTextInTrustPolicies() {
        refused(PolicyKind.TRUST, "{", "This policy contains invalid Json");
    }
}
