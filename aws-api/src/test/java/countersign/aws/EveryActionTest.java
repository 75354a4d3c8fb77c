package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each action once with success, and once by somebody who may do nothing. */
class EveryActionTest {
    /** Whose only outcome here is a refusal, which other tests look at. */
    private static final Set<String> NEVER_DONE =
            Set.of("GetMFADevice", "ListOrganizationsFeatures");

    private static final String POLICY_ARN = "arn:aws:iam::123456789012:policy/p";

    @TempDir Path folder;
    private ApiRig rig;
    private TestKey root;
    private TestKey ada;
    private final Set<String> done = new TreeSet<>();

    @BeforeEach
    void begin() {
        rig = new ApiRig(folder);
        root = rig.root();
        ada = rig.admin(root, "ada");
    }

    @AfterEach
    void end() {
        assertThat(rig.failures).isEmpty();
        rig.close();
    }

    /** Does it, and asks that it is done. */
    private XmlAnswer ok(String action, String... form) {
        XmlAnswer answer = rig.call(ada, action, form);
        assertThat(answer.outcome()).as(action).isEqualTo("200");
        done.add(action);
        return answer;
    }

    @Test
    void everyActionCanBeDone() {
        users();
        devices();
        keysAndPasswords();
        groups();
        policies();
        owned("User", "bob");
        owned("Group", "g");
        roles();
        owned("Role", "r");
        reports();
        sts();
        simulation();
        empty();
        leave();
        Set<String> all = Action.all().stream().map(Action::name).collect(Collectors.toSet());
        all.removeAll(NEVER_DONE);
        assertThat(done).containsExactlyInAnyOrderElementsOf(all);
    }

    private void users() {
        String[] tag = {"UserName", "bob", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"};
        assertThat(ok("CreateUser", "UserName", "bob", "Path", "/x/").result())
                .matches(
                        "<User><Path>/x/</Path><UserName>bob</UserName>"
                                + "<UserId>AIDA[A-Z2-7]{17}</UserId>"
                                + "<Arn>arn:aws:iam::123456789012:user/x/bob</Arn>"
                                + "<CreateDate>2026-01-01T00:00:00Z</CreateDate></User>");
        ok("TagUser", tag);
        assertThat(ok("GetUser", "UserName", "bob").result())
                .endsWith("<Tags><member><Key>k</Key><Value>v</Value></member></Tags></User>");
        assertThat(ok("ListUsers", "PathPrefix", "/x/").result())
                .contains("<UserName>bob</UserName>")
                .doesNotContain("<Tags>", "ada");
        ok("ListUserTags", "UserName", "bob");
        ok("UntagUser", "UserName", "bob", "TagKeys.member.1", "K");
        ok("UpdateUser", "UserName", "bob", "NewUserName", "rob");
        ok("UpdateUser", "UserName", "rob", "NewUserName", "bob", "NewPath", "/");
        rig.call(ada, "CreateUser", "UserName", "gone");
        ok("DeleteUser", "UserName", "gone");
        assertThat(rig.call(root, "GetUser").result())
                .isEqualTo(
                        "<User><UserId>123456789012</UserId>"
                                + "<Arn>arn:aws:iam::123456789012:root</Arn>"
                                + "<CreateDate>2026-01-01T00:00:00Z</CreateDate></User>");
    }

    private void devices() {
        var phone = Phone.of(ok("CreateVirtualMFADevice", "VirtualMFADeviceName", "p"));
        String[] tag = {
            "SerialNumber", phone.serial(), "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"
        };
        ok("TagMFADevice", tag);
        ok("ListMFADeviceTags", "SerialNumber", phone.serial());
        ok("UntagMFADevice", "SerialNumber", phone.serial(), "TagKeys.member.1", "k");
        assertThat(phone.enable(rig, ada, "bob").outcome()).isEqualTo("200");
        assertThat(phone.pair(rig, ada, "ResyncMFADevice", "bob").outcome()).isEqualTo("200");
        done.add("EnableMFADevice");
        done.add("ResyncMFADevice");
        ok("ListMFADevices", "UserName", "bob");
        ok("ListVirtualMFADevices");
        ok("DeactivateMFADevice", "UserName", "bob", "SerialNumber", phone.serial());
        ok("DeleteVirtualMFADevice", "SerialNumber", phone.serial());
    }

    private void keysAndPasswords() {
        XmlAnswer made = ok("CreateAccessKey", "UserName", "bob");
        String id = made.text("AccessKeyId");
        assertThat(made.result())
                .matches(
                        "<AccessKey><UserName>bob</UserName><AccessKeyId>AKIA[A-Z2-7]{16}"
                                + "</AccessKeyId><Status>Active</Status><SecretAccessKey>"
                                + "[A-Za-z0-9/+]{40}</SecretAccessKey><CreateDate>[^<]+Z"
                                + "</CreateDate></AccessKey>");
        assertThat(ok("GetAccessKeyLastUsed", "AccessKeyId", id).result())
                .isEqualTo(
                        "<UserName>bob</UserName><AccessKeyLastUsed><ServiceName>N/A</ServiceName>"
                                + "<Region>N/A</Region></AccessKeyLastUsed>");
        XmlAnswer one = rig.call(root, "ListAccessKeys", "UserName", "bob", "MaxItems", "1");
        assertThat(one.result())
                .matches(
                        "<AccessKeyMetadata><member><UserName>bob</UserName><AccessKeyId>"
                                + id
                                + "</AccessKeyId><Status>Active</Status><CreateDate>[^<]+Z"
                                + "</CreateDate></member></AccessKeyMetadata>"
                                + "<IsTruncated>false</IsTruncated>");
        ok("ListAccessKeys", "UserName", "bob");
        ok("UpdateAccessKey", "UserName", "bob", "AccessKeyId", id, "Status", "Inactive");
        ok("DeleteAccessKey", "UserName", "bob", "AccessKeyId", id);
        assertThat(
                        rig.call(ada, "UpdateAccessKey", "AccessKeyId", id, "Status", "Expired")
                                .outcome())
                .startsWith("400 InvalidInput");
        ok("CreateLoginProfile", "UserName", "ada", "Password", "a first passphrase");
        String[] change = {
            "OldPassword", "a first passphrase", "NewPassword", "a second passphrase"
        };
        ok("ChangePassword", change);
        assertThat(rig.call(ada, "ChangePassword", change).outcome())
                .isEqualTo("403 AccessDenied: The old password was incorrect.");
        assertThat(ok("GetLoginProfile", "UserName", "ada").result())
                .matches(
                        "<LoginProfile><UserName>ada</UserName><CreateDate>[^<]+Z</CreateDate>"
                                + "<PasswordResetRequired>false</PasswordResetRequired>"
                                + "</LoginProfile>");
        ok("UpdateLoginProfile", "UserName", "ada", "PasswordResetRequired", "true");
        ok("DeleteLoginProfile", "UserName", "ada");
        ok("UpdateAccountPasswordPolicy");
        assertThat(ok("GetAccountPasswordPolicy").result())
                .isEqualTo(
                        "<PasswordPolicy><MinimumPasswordLength>6</MinimumPasswordLength>"
                                + "<RequireSymbols>false</RequireSymbols>"
                                + "<RequireNumbers>false</RequireNumbers>"
                                + "<RequireUppercaseCharacters>false</RequireUppercaseCharacters>"
                                + "<RequireLowercaseCharacters>false</RequireLowercaseCharacters>"
                                + "<AllowUsersToChangePassword>false</AllowUsersToChangePassword>"
                                + "<ExpirePasswords>false</ExpirePasswords></PasswordPolicy>");
        ok("DeleteAccountPasswordPolicy");
        ok("CreateAccountAlias", "AccountAlias", "acme");
        assertThat(ok("ListAccountAliases").result())
                .isEqualTo(
                        "<AccountAliases><member>acme</member></AccountAliases>"
                                + "<IsTruncated>false</IsTruncated>");
        ok("DeleteAccountAlias", "AccountAlias", "acme");
    }

    private void groups() {
        assertThat(ok("CreateGroup", "GroupName", "g").result())
                .matches(
                        "<Group><Path>/</Path><GroupName>g</GroupName>"
                                + "<GroupId>AGPA[A-Z2-7]{17}</GroupId>"
                                + "<Arn>arn:aws:iam::123456789012:group/g</Arn>"
                                + "<CreateDate>[^<]+Z</CreateDate></Group>");
        ok("AddUserToGroup", "GroupName", "g", "UserName", "bob");
        assertThat(ok("GetGroup", "GroupName", "g").texts("UserName")).containsExactly("bob");
        assertThat(ok("ListGroupsForUser", "UserName", "bob").texts("GroupName"))
                .containsExactly("g");
        ok("ListGroups");
        ok("UpdateGroup", "GroupName", "g", "NewPath", "/y/");
        ok("RemoveUserFromGroup", "GroupName", "g", "UserName", "bob");
    }

    private void policies() {
        String[] policy = {"PolicyName", "p", "PolicyDocument", Samples.POLICY};
        assertThat(ok("CreatePolicy", policy).result())
                .matches(
                        "<Policy><PolicyName>p</PolicyName><PolicyId>ANPA[A-Z2-7]{17}</PolicyId>"
                                + "<Arn>"
                                + POLICY_ARN
                                + "</Arn><Path>/</Path><DefaultVersionId>v1</DefaultVersionId>"
                                + "<AttachmentCount>0</AttachmentCount>"
                                + "<PermissionsBoundaryUsageCount>0</PermissionsBoundaryUsageCount>"
                                + "<IsAttachable>true</IsAttachable><CreateDate>[^<]+Z</CreateDate>"
                                + "<UpdateDate>[^<]+Z</UpdateDate></Policy>");
        ok("GetPolicy", "PolicyArn", POLICY_ARN);
        ok("CreatePolicyVersion", "PolicyArn", POLICY_ARN, "PolicyDocument", Samples.POLICY);
        assertThat(ok("GetPolicyVersion", "PolicyArn", POLICY_ARN, "VersionId", "v2").result())
                .contains("<Document>%7B%22Version%22%3A%222012-10-17%22%2C", "iam%3AGetUser")
                .contains("<IsDefaultVersion>false</IsDefaultVersion>");
        ok("SetDefaultPolicyVersion", "PolicyArn", POLICY_ARN, "VersionId", "v2");
        XmlAnswer newest = ok("ListPolicyVersions", "PolicyArn", POLICY_ARN, "MaxItems", "1");
        assertThat(newest.texts("VersionId")).containsExactly("v2");
        String[] rest = {"PolicyArn", POLICY_ARN, "Marker", newest.text("Marker")};
        assertThat(ok("ListPolicyVersions", rest).texts("VersionId")).containsExactly("v1");
        ok("DeletePolicyVersion", "PolicyArn", POLICY_ARN, "VersionId", "v1");
        assertThat(ok("ListPolicies", "Scope", "Local").texts("PolicyName")).containsExactly("p");
        assertThat(ok("ListPolicies", "OnlyAttached", "true").texts("PolicyName"))
                .containsExactly("AdministratorAccess");
        String[] tag = {
            "PolicyArn", POLICY_ARN, "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"
        };
        ok("TagPolicy", tag);
        assertThat(ok("ListPolicyTags", "PolicyArn", POLICY_ARN).texts("Key")).containsExactly("k");
        ok("UntagPolicy", "PolicyArn", POLICY_ARN, "TagKeys.member.1", "k");
        ok("PutUserPermissionsBoundary", "UserName", "bob", "PermissionsBoundary", POLICY_ARN);
        assertThat(ok("GetUser", "UserName", "bob").result())
                .contains(
                        "<PermissionsBoundary><PermissionsBoundaryType>Policy"
                                + "</PermissionsBoundaryType><PermissionsBoundaryArn>"
                                + POLICY_ARN
                                + "</PermissionsBoundaryArn></PermissionsBoundary>");
        entities();
        ok("DeleteUserPermissionsBoundary", "UserName", "bob");
    }

    private void entities() {
        rig.call(ada, "AttachGroupPolicy", "GroupName", "g", "PolicyArn", POLICY_ARN);
        XmlAnswer all = ok("ListEntitiesForPolicy", "PolicyArn", POLICY_ARN);
        assertThat(all.texts("UserName")).containsExactly("bob");
        assertThat(all.texts("GroupName")).containsExactly("g");
        assertThat(entities("PolicyUsageFilter", "PermissionsBoundary").texts("GroupName"))
                .isEmpty();
        assertThat(entities("EntityFilter", "Group").texts("UserName")).isEmpty();
        assertThat(
                        ok("ListPolicies", "PolicyUsageFilter", "PermissionsBoundary")
                                .texts("PolicyName"))
                .containsExactly("p");
        XmlAnswer underPath = entities("PathPrefix", "/y/");
        assertThat(underPath.texts("GroupName")).containsExactly("g");
        assertThat(underPath.texts("UserName")).isEmpty();
        rig.call(ada, "DetachGroupPolicy", "GroupName", "g", "PolicyArn", POLICY_ARN);
    }

    private XmlAnswer entities(String filter, String value) {
        return ok("ListEntitiesForPolicy", "PolicyArn", POLICY_ARN, filter, value);
    }

    private void owned(String kind, String name) {
        String owner = kind + "Name";
        String[] inline = {owner, name, "PolicyName", "i", "PolicyDocument", Samples.POLICY};
        ok("Put" + kind + "Policy", inline);
        assertThat(ok("Get" + kind + "Policy", owner, name, "PolicyName", "I").result())
                .startsWith("<%1$s>%2$s</%1$s><PolicyName>i<".formatted(owner, name))
                .contains("<PolicyDocument>%7B%22Version%22");
        assertThat(ok("List" + kind + "Policies", owner, name).result())
                .isEqualTo(
                        "<PolicyNames><member>i</member></PolicyNames>"
                                + "<IsTruncated>false</IsTruncated>");
        ok("Delete" + kind + "Policy", owner, name, "PolicyName", "i");
        ok("Attach" + kind + "Policy", owner, name, "PolicyArn", POLICY_ARN);
        assertThat(ok("ListAttached" + kind + "Policies", owner, name).result())
                .isEqualTo(
                        "<AttachedPolicies><member><PolicyName>p</PolicyName><PolicyArn>"
                                + POLICY_ARN
                                + "</PolicyArn></member></AttachedPolicies>"
                                + "<IsTruncated>false</IsTruncated>");
        ok("Detach" + kind + "Policy", owner, name, "PolicyArn", POLICY_ARN);
    }

    private void roles() {
        String[] role = {"RoleName", "r", "AssumeRolePolicyDocument", Samples.TRUST};
        assertThat(ok("CreateRole", role).result())
                .matches(
                        "<Role><Path>/</Path><RoleName>r</RoleName><RoleId>AROA[A-Z2-7]{17}"
                                + "</RoleId><Arn>arn:aws:iam::123456789012:role/r</Arn><CreateDate>"
                                + "[^<]+Z</CreateDate><AssumeRolePolicyDocument>%7B%22[^<]+"
                                + "</AssumeRolePolicyDocument></Role>");
        ok("UpdateRole", "RoleName", "r", "MaxSessionDuration", "7200");
        ok("UpdateRoleDescription", "RoleName", "r", "Description", "d");
        ok("PutRolePermissionsBoundary", "RoleName", "r", "PermissionsBoundary", POLICY_ARN);
        assertThat(ok("GetRole", "RoleName", "r").result())
                .endsWith(
                        "<Description>d</Description><MaxSessionDuration>7200</MaxSessionDuration>"
                                + "<PermissionsBoundary><PermissionsBoundaryType>Policy"
                                + "</PermissionsBoundaryType><PermissionsBoundaryArn>"
                                + POLICY_ARN
                                + "</PermissionsBoundaryArn></PermissionsBoundary>"
                                + "<RoleLastUsed></RoleLastUsed></Role>");
        ok("DeleteRolePermissionsBoundary", "RoleName", "r");
        ok("UpdateAssumeRolePolicy", "RoleName", "r", "PolicyDocument", Samples.TRUST);
        ok("ListRoles");
        ok("TagRole", "RoleName", "r", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v");
        ok("ListRoleTags", "RoleName", "r");
        ok("UntagRole", "RoleName", "r", "TagKeys.member.1", "k");
    }

    private void reports() {
        assertThat(rig.call(ada, "GetCredentialReport").xml())
                .contains("<Error><Type>Sender</Type><Code>ReportNotPresent</Code></Error>");
        assertThat(ok("GenerateCredentialReport").result())
                .isEqualTo(
                        "<State>STARTED</State><Description>No report exists. Starting a new report"
                                + " generation task</Description>");
        assertThat(ok("GenerateCredentialReport").result()).isEqualTo("<State>COMPLETE</State>");
        assertThat(ok("GetCredentialReport").result())
                .matches(
                        "<Content>[A-Za-z0-9+/=]+</Content><ReportFormat>text/csv</ReportFormat>"
                                + "<GeneratedTime>[^<.]+Z</GeneratedTime>");
        XmlAnswer summary = ok("GetAccountSummary");
        assertThat(summary.texts("key")).hasSize(34);
        assertThat(summary.result())
                .startsWith("<SummaryMap><entry><key>")
                .contains("<entry><key>UsersQuota</key><value>5000</value></entry>");
        XmlAnswer details = ok("GetAccountAuthorizationDetails");
        assertThat(details.texts("UserName")).containsExactly("ada", "bob");
        assertThat(details.texts("RoleName")).containsExactly("r");
        assertThat(details.texts("Arn")).contains(POLICY_ARN);
    }

    private void sts() {
        ok("GetCallerIdentity");
        ok("GetSessionToken");
        ok("GetFederationToken", "Name", "carol");
        String role = "arn:aws:iam::123456789012:role/r";
        ok("AssumeRole", "RoleArn", role, "RoleSessionName", "s1");
        assertThat(ok("GetAccessKeyInfo", "AccessKeyId", ada.id()).result())
                .isEqualTo("<Account>123456789012</Account>");
    }

    private void simulation() {
        String[] ask = {
            "PolicySourceArn",
            "arn:aws:iam::123456789012:user/ada",
            "ActionNames.member.1",
            "iam:GetUser",
            "ActionNames.member.2",
            "iam:GetRole",
            "ActionNames.member.3",
            "iam:GetGroup",
            "MaxItems",
            "2"
        };
        XmlAnswer first = ok("SimulatePrincipalPolicy", ask);
        assertThat(first.texts("EvalActionName")).containsExactly("iam:GetUser", "iam:GetRole");
        assertThat(first.result())
                .contains(
                        "<EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision>"
                                + "<MatchedStatements><member><SourcePolicyId>AdministratorAccess"
                                + "</SourcePolicyId><SourcePolicyType>IAM Policy"
                                + "</SourcePolicyType><StartPosition><Line>")
                .contains("<MissingContextValues/>");
        ask[8] = "Marker";
        ask[9] = first.text("Marker");
        XmlAnswer second = ok("SimulatePrincipalPolicy", ask);
        assertThat(second.texts("EvalActionName")).containsExactly("iam:GetGroup");
        assertThat(second.text("IsTruncated")).isEqualTo("false");
        String needsMfa =
                Samples.POLICY.replace(
                        "\"Resource\"",
                        "\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}},"
                                + "\"Resource\"");
        String[] custom = {
            "PolicyInputList.member.1", needsMfa, "ActionNames.member.1", "iam:GetUser"
        };
        assertThat(ok("SimulateCustomPolicy", custom).result())
                .contains("<EvalDecision>implicitDeny</EvalDecision>")
                .contains(
                        "<MissingContextValues><member>aws:MultiFactorAuthPresent</member>"
                                + "</MissingContextValues>");
        assertThat(ok("GetContextKeysForCustomPolicy", custom).result())
                .isEqualTo(
                        "<ContextKeyNames><member>aws:MultiFactorAuthPresent</member>"
                                + "</ContextKeyNames>");
        ok("GetContextKeysForPrincipalPolicy", ask[0], ask[1]);
    }

    private void empty() {
        assertThat(ok("ListServerCertificates").result())
                .isEqualTo("<ServerCertificateMetadataList/><IsTruncated>false</IsTruncated>");
        assertThat(ok("ListInstanceProfiles").result())
                .isEqualTo("<InstanceProfiles/><IsTruncated>false</IsTruncated>");
        assertThat(ok("ListInstanceProfilesForRole", "RoleName", "r").result())
                .isEqualTo("<InstanceProfiles/><IsTruncated>false</IsTruncated>");
        assertThat(ok("ListSigningCertificates", "UserName", "bob").result())
                .isEqualTo("<Certificates/><IsTruncated>false</IsTruncated>");
        assertThat(ok("ListSSHPublicKeys").result())
                .isEqualTo("<SSHPublicKeys/><IsTruncated>false</IsTruncated>");
        assertThat(ok("ListServiceSpecificCredentials").result())
                .isEqualTo("<ServiceSpecificCredentials/><IsTruncated>false</IsTruncated>");
        assertThat(ok("ListSAMLProviders").result()).isEqualTo("<SAMLProviderList/>");
        assertThat(ok("ListOpenIDConnectProviders").result())
                .isEqualTo("<OpenIDConnectProviderList/>");
        assertThat(rig.call(ada, "ListOrganizationsFeatures").outcome())
                .startsWith("400 OrganizationNotFoundException: ");
    }

    private void leave() {
        ok("DeleteRole", "RoleName", "r");
        ok("DeleteGroup", "GroupName", "g");
        ok("DeletePolicy", "PolicyArn", POLICY_ARN);
    }

    /** Nothing is done, and nothing is learned, without a permission; AWS has these exceptions. */
    @Test
    void whoMayDoNothingIsDeniedEverything() {
        Set<String> needNoPermission = Set.of("GetCallerIdentity", "GetSessionToken");
        rig.call(root, "CreateUser", "UserName", "eve");
        TestKey eve = rig.user(root, "eve");
        for (Action action : Action.all()) {
            XmlAnswer answer = rig.call(eve, action.name(), Samples.form(action));
            if (!needNoPermission.contains(action.name())) {
                assertThat(answer.outcome()).as(action.name()).startsWith("403 AccessDenied: ");
            }
        }
        assertThat(rig.call(eve, "ListUsers").outcome())
                .isEqualTo(
                        "403 AccessDenied: User: arn:aws:iam::123456789012:user/eve is not"
                                + " authorized to perform: iam:ListUsers on resource:"
                                + " arn:aws:iam::123456789012:user/ because no identity-based"
                                + " policy allows the iam:ListUsers action");
    }

    @Test
    void rootHasAPasswordButNoUserName() {
        assertThat(
                        rig.call(
                                        root,
                                        "ChangePassword",
                                        "OldPassword",
                                        "a first passphrase",
                                        "NewPassword",
                                        "a second passphrase")
                                .outcome())
                .startsWith("400 InvalidUserType");
        assertThat(rig.call(root, "GetLoginProfile").result())
                .isEqualTo(
                        "<LoginProfile><CreateDate>2026-01-01T00:00:00Z</CreateDate>"
                                + "<PasswordResetRequired>false</PasswordResetRequired>"
                                + "</LoginProfile>");
    }
}
