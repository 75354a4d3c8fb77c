package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.mfa.MfaRules;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of reference B.11 and B.12 as they come out at the wire. */
class TextsTest {
    @TempDir Path folder;

    @Test
    void refusalsReadAsAtAws() {
        try (var rig = new ApiRig(folder)) {
            var soft = new SoftAssertions();
            TestKey root = rig.root();
            TestKey ada = rig.admin(root, "ada");
            rig.call(ada, "CreateUser", "UserName", "bob");
            var check = new Check(rig, ada, soft);
            users(check);
            keysAndPasswords(check);
            policies(check);
            TestKey session = roleSession(rig, ada);
            new Check(rig, session, soft)
                    .says(
                            "400 ValidationError: Must specify userName when calling with non-User"
                                    + " credentials",
                            "ListMFADevices");
            soft.assertAll();
            assertThat(rig.failures).isEmpty();
        }
    }

    private record Check(ApiRig rig, TestKey by, SoftAssertions soft) {
        void says(String outcome, String action, String... form) {
            soft.assertThat(rig.call(by, action, form).outcome()).as(action).isEqualTo(outcome);
        }
    }

    private static void users(Check check) {
        check.says(
                "409 EntityAlreadyExists: User with name BOB already exists.",
                "CreateUser",
                "UserName",
                "BOB");
        check.says(
                "400 ValidationError: The specified value for userName is invalid. It must contain"
                        + " only alphanumeric characters and/or the following: +=,.@_-",
                "CreateUser",
                "UserName",
                "b o b");
        check.says(
                "400 InvalidInput: Duplicate tag keys found. Please note that Tag keys are case"
                        + " insensitive.",
                "TagUser",
                "UserName",
                "bob",
                "Tags.member.1.Key",
                "k",
                "Tags.member.1.Value",
                "",
                "Tags.member.2.Key",
                "K",
                "Tags.member.2.Value",
                "");
        check.says(
                "409 DeleteConflict: Cannot delete entity, must detach all policies first.",
                "DeleteUser",
                "UserName",
                "ada");
        check.says(
                "404 NoSuchEntity: The role with name r2 cannot be found.",
                "GetRole",
                "RoleName",
                "r2");
    }

    private static void keysAndPasswords(Check check) {
        check.rig().call(check.by(), "CreateAccessKey");
        check.says(
                "409 LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2",
                "CreateAccessKey");
        String id = "AKIASAMPLESAMPLE0000";
        check.says(
                "404 NoSuchEntity: The Access Key with id " + id + " cannot be found.",
                "DeleteAccessKey",
                "AccessKeyId",
                id);
        check.says(
                "403 AccessDenied: User: arn:aws:iam::123456789012:user/ada is not authorized to"
                        + " perform iam:GetAccessKeyLastUsed on resource: access key "
                        + id,
                "GetAccessKeyLastUsed",
                "AccessKeyId",
                id);
        check.says(
                "404 NoSuchEntity: Login Profile for User bob cannot be found.",
                "GetLoginProfile",
                "UserName",
                "bob");
        check.says(
                "400 PasswordPolicyViolation: Password does not conform to the account password"
                        + " policy.",
                "CreateLoginProfile",
                "UserName",
                "bob",
                "Password",
                "short");
        check.says(
                "404 NoSuchEntity: The Password Policy with domain name 123456789012 cannot be"
                        + " found.",
                "GetAccountPasswordPolicy");
        check.says(
                "404 NoSuchEntity: The account policy with name PasswordPolicy cannot be found.",
                "DeleteAccountPasswordPolicy");
    }

    private static void policies(Check check) {
        String none = "arn:aws:iam::123456789012:policy/none";
        check.says(
                "404 NoSuchEntity: Policy " + none + " does not exist or is not attachable.",
                "AttachUserPolicy",
                "UserName",
                "bob",
                "PolicyArn",
                none);
        check.says(
                "404 NoSuchEntity: Policy " + none + " was not found.",
                "DetachUserPolicy",
                "UserName",
                "bob",
                "PolicyArn",
                none);
        check.says(
                "400 ValidationError: Invalid ARN:  Could not be parsed!",
                "GetPolicy",
                "PolicyArn",
                "this-is-no-arn-of-a-policy");
        check.says(
                "400 MalformedPolicyDocument: Syntax errors in policy.",
                "PutUserPolicy",
                "UserName",
                "bob",
                "PolicyName",
                "p",
                "PolicyDocument",
                "{");
        check.says(
                "400 MalformedPolicyDocument: This policy contains invalid Json",
                "CreateRole",
                "RoleName",
                "r",
                "AssumeRolePolicyDocument",
                "{");
        check.says(
                "400 ParamValidation: 1 validation error detected: Value at 'maxSessionDuration'"
                        + " failed to satisfy constraint: Member must have value greater than or"
                        + " equal to 3600",
                "CreateRole",
                "RoleName",
                "r",
                "AssumeRolePolicyDocument",
                Samples.TRUST,
                "MaxSessionDuration",
                "1");
    }

    private static TestKey roleSession(ApiRig rig, TestKey ada) {
        rig.call(ada, "CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", Samples.TRUST);
        String all = "arn:aws:iam::aws:policy/AdministratorAccess";
        rig.call(ada, "AttachRolePolicy", "RoleName", "r", "PolicyArn", all);
        String role = "arn:aws:iam::123456789012:role/r";
        return TestKey.of(rig.call(ada, "AssumeRole", "RoleArn", role, "RoleSessionName", "s1"));
    }

    @Test
    void withoutADatabaseNobodyIsLetIn() {
        try (var rig = new ApiRig(folder)) {
            TestKey ada = rig.admin(rig.root(), "ada");
            int before = rig.records().size();
            rig.down = true;
            assertThat(rig.call(ada, "GetUser").outcome()).isEqualTo("503 ServiceUnavailable");
            assertThat(rig.failures).hasSize(1);
            assertThat(rig.observed).endsWith("GetUser 503 ServiceUnavailable");
            assertThat(rig.records()).hasSize(before);
        }
    }

    /** Production has no root keys, and says so; its ids are no AWS ids. */
    @Test
    void theHardenedRulesReachTheWire() {
        try (var rig = new ApiRig(folder, MfaRules.HARDENED)) {
            assertThat(rig.iam.rules().rootAccessKeys()).isFalse();
            TestKey ada = rig.founder();
            assertThat(ada.id()).startsWith("CKIA");
            TestKey session = TestKey.of(rig.call(ada, "GetSessionToken"));
            assertThat(session.id()).startsWith("CSIA");
            assertThat(rig.call(session, "GetCallerIdentity").text("Arn"))
                    .isEqualTo("arn:aws:iam::123456789012:user/Administrator");
        }
    }
}
