"""Users, keys, passwords, reports: rows A.2, A.4, B.10 and B.11."""

import re

from row import row
from world import NotRun, holds, refuses, refuses_without_text, same

ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
CANNOT = "Cannot delete entity, must "


@row("B.11")
def a_new_user(w):
    """CreateUser gives Path, UserName, UserId, Arn and CreateDate, and Tags only if sent"""
    name = w.name("user")
    user = w.iam.create_user(UserName=name)["User"]
    same(sorted(user), ["Arn", "CreateDate", "Path", "UserId", "UserName"])
    same(user["Arn"], w.user_arn(name))
    holds(re.fullmatch("AIDA[A-Z0-9]{17}", user["UserId"]), f"UserId {user['UserId']}")


@row("B.11")
def a_duplicate_user(w):
    """A user of the same name, in other letters too: EntityAlreadyExists"""
    name = w.user()
    refuses(
        lambda: w.iam.create_user(UserName=name.upper()),
        "EntityAlreadyExists",
        f"User with name {name.upper()} already exists.",
        409,
    )


@row("B.11")
def get_user_without_a_name(w):
    """GetUser without a name is the caller"""
    user = w.user()
    w.allow(user, "iam:GetUser")
    iam, _ = w.clients(w.key(user))
    same(iam.get_user()["User"]["UserName"], user)


@row("A.2")
def get_user_of_root(w):
    """GetUser of root: UserId, Arn, CreateDate; no UserName and no Path"""
    if not w.root_key:
        raise NotRun("needs a key of the root user")
    iam, _ = w.clients(w.root_key)
    user = iam.get_user()["User"]
    same(user["Arn"], f"arn:aws:iam::{w.account}:root")
    same(user["UserId"], w.account)
    holds("UserName" not in user and "Path" not in user, f"members {sorted(user)}")


@row("B.11")
def an_unknown_user(w):
    """GetUser of an unknown name: NoSuchEntity"""
    name = w.name()
    refuses(
        lambda: w.iam.get_user(UserName=name),
        "NoSuchEntity",
        f"The user with name {name} cannot be found.",
        404,
    )


@row("B.11")
def users_are_listed_without_tags(w):
    """ListUsers has no tags, and IsTruncated always"""
    name = w.name("user")
    w.iam.create_user(UserName=name, Path="/only-here/", Tags=[{"Key": "a", "Value": "b"}])
    answer = w.iam.list_users(PathPrefix="/only-here/")
    user = next(it for it in answer["Users"] if it["UserName"] == name)
    holds("Tags" not in user, "Tags")
    same(answer["IsTruncated"], False)


@row("A.2")
def a_rename_keeps_the_id(w):
    """A rename changes the ARN and keeps the id and what is attached"""
    user = w.user()
    w.allow(user, "iam:GetUser")
    before = w.iam.get_user(UserName=user)["User"]["UserId"]
    renamed = w.name("user")
    w.iam.update_user(UserName=user, NewUserName=renamed, NewPath="/new/")
    after = w.iam.get_user(UserName=renamed)["User"]
    same(after["UserId"], before)
    same(after["Arn"], w.user_arn(renamed, "/new/"))
    same(w.iam.list_user_policies(UserName=renamed)["PolicyNames"], ["allow"])


@row("B.11")
def a_user_with_a_managed_policy_stays(w):
    """DeleteUser of a user with a managed policy: DeleteConflict"""
    user = w.user()
    w.iam.attach_user_policy(
        UserName=user, PolicyArn="arn:aws:iam::aws:policy/IAMReadOnlyAccess"
    )
    conflict(w, user, "detach all policies first.")


def conflict(w, user, rest):
    refuses(lambda: w.iam.delete_user(UserName=user), "DeleteConflict", CANNOT + rest, 409)


@row("B.11")
def a_user_with_an_inline_policy_stays(w):
    """DeleteUser of a user with an inline policy: DeleteConflict"""
    user = w.user()
    w.allow(user, "iam:GetUser")
    conflict(w, user, "delete policies first.")


@row("B.11")
def a_user_with_a_device_stays(w):
    """DeleteUser of a user with an MFA device: DeleteConflict, before access keys"""
    user = w.user()
    w.enabled(user)
    w.key(user)
    conflict(w, user, "remove tokens from principal first.")


@row("B.11")
def a_user_with_a_key_stays(w):
    """DeleteUser of a user with an access key: DeleteConflict"""
    user = w.user()
    w.key(user)
    conflict(w, user, "delete access keys first.")


@row("B.11")
def a_user_with_a_password_stays(w):
    """DeleteUser of a user with a login profile: DeleteConflict"""
    user = w.user()
    w.iam.create_login_profile(UserName=user, Password="Correct-Horse-77")
    conflict(w, user, "delete login profile first.")


@row("B.11")
def a_user_in_a_group_stays(w):
    """DeleteUser of a user in a group: DeleteConflict"""
    user, group = w.user(), w.name("group")
    w.iam.create_group(GroupName=group)
    w.iam.add_user_to_group(GroupName=group, UserName=user)
    conflict(w, user, "remove users from group first.")


@row("A.2")
def tag_keys_of_users_ignore_the_case(w):
    """Tag keys of users that differ in case only are one"""
    user = w.user(Tags=[{"Key": "Team", "Value": "1"}])
    w.iam.tag_user(UserName=user, Tags=[{"Key": "team", "Value": "2"}])
    same(len(w.iam.list_user_tags(UserName=user)["Tags"]), 1)


# Access keys


@row("B.11")
def a_new_key(w):
    """CreateAccessKey: 20 characters from AKIA, 40 of secret, Active"""
    key = w.key(w.user())
    holds(re.fullmatch("AKIA[A-Z0-9]{16}", key["AccessKeyId"]), key["AccessKeyId"])
    same(len(key["SecretAccessKey"]), 40)
    same(key["Status"], "Active")


@row("A.4")
def two_keys_are_the_most(w):
    """The third key of a user: LimitExceeded"""
    user = w.user()
    w.key(user)
    w.key(user)
    refuses(
        lambda: w.iam.create_access_key(UserName=user),
        "LimitExceeded",
        "Cannot exceed quota for AccessKeysPerUser: 2",
        409,
    )


@row("B.11")
def an_unknown_key(w):
    """An unknown key id: NoSuchEntity"""
    user = w.user()
    gone = "AKIAIOSFODNN7EXAMPLE"
    refuses(
        lambda: w.iam.delete_access_key(UserName=user, AccessKeyId=gone),
        "NoSuchEntity",
        f"The Access Key with id {gone} cannot be found.",
        404,
    )


@row("B.11")
def a_bad_key_status(w):
    """A bad Status of a key: ValidationError"""
    user = w.user()
    key = w.key(user)["AccessKeyId"]
    refuses(
        lambda: w.iam.update_access_key(UserName=user, AccessKeyId=key, Status="Off"),
        "ValidationError",
        None,
        400,
    )


@row("C.4")
def an_inactive_key_is_refused(w):
    """An inactive key: InvalidClientTokenId"""
    user = w.user()
    key = w.key(user)
    w.iam.update_access_key(UserName=user, AccessKeyId=key["AccessKeyId"], Status="Inactive")
    _, sts = w.clients(key)
    refuses(
        lambda: sts.get_caller_identity(),
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
        403,
    )


@row("B.11")
def an_unused_key_has_no_date(w):
    """GetAccessKeyLastUsed of an unused key: N/A and no date"""
    key = w.key(w.user())["AccessKeyId"]
    used = w.iam.get_access_key_last_used(AccessKeyId=key)["AccessKeyLastUsed"]
    same(used, {"ServiceName": "N/A", "Region": "N/A"})


@row("B.11")
def last_used_of_a_foreign_key(w):
    """GetAccessKeyLastUsed of another account's key: AccessDenied"""
    gone = "AKIAIOSFODNN7EXAMPLE"
    arn = w.sts.get_caller_identity()["Arn"]
    refuses(
        lambda: w.iam.get_access_key_last_used(AccessKeyId=gone),
        "AccessDenied",
        f"User: {arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access"
        f" key {gone}",
        403,
    )


# Passwords


@row("B.11")
def a_second_login_profile(w):
    """A second login profile: EntityAlreadyExists"""
    user = w.user()
    w.iam.create_login_profile(UserName=user, Password="Correct-Horse-77")
    refuses(
        lambda: w.iam.create_login_profile(UserName=user, Password="Correct-Horse-78"),
        "EntityAlreadyExists",
        f"Login Profile for user {user} already exists.",
        409,
    )


@row("B.11")
def no_login_profile(w):
    """No login profile: NoSuchEntity"""
    user = w.user()
    refuses(
        lambda: w.iam.get_login_profile(UserName=user),
        "NoSuchEntity",
        f"Login Profile for User {user} cannot be found.",
        404,
    )


@row("B.11")
def a_weak_password(w):
    """A weak password: PasswordPolicyViolation"""
    user = w.user()
    refuses(
        lambda: w.iam.create_login_profile(UserName=user, Password="abc"),
        "PasswordPolicyViolation",
        "Password does not conform to the account password policy.",
        400,
    )


@row("B.11")
def ones_own_password(w):
    """ChangePassword with the right old one; with a wrong one AccessDenied"""
    user = w.user()
    w.iam.create_login_profile(UserName=user, Password="Correct-Horse-77")
    w.allow(user, "iam:ChangePassword")
    iam, _ = w.clients(w.key(user))
    refuses(
        lambda: iam.change_password(OldPassword="wrong-one-1A", NewPassword="Battery-Staple-88"),
        "AccessDenied",
        None,
        403,
    )
    iam.change_password(OldPassword="Correct-Horse-77", NewPassword="Battery-Staple-88")


@row("B.11")
def root_has_no_change_password(w):
    """ChangePassword by root: InvalidUserType"""
    if not w.root_key:
        raise NotRun("needs a key of the root user")
    iam, _ = w.clients(w.root_key)
    refuses(
        lambda: iam.change_password(OldPassword="a-b-c-d-1", NewPassword="Battery-Staple-88"),
        "InvalidUserType",
        None,
        400,
    )


@row("B.11")
def the_password_policy(w):
    """An empty UpdateAccountPasswordPolicy sets the defaults; without one Get and Delete say so"""
    try:
        w.iam.delete_account_password_policy()
    except w.iam.exceptions.NoSuchEntityException:
        pass
    refuses(
        lambda: w.iam.get_account_password_policy(),
        "NoSuchEntity",
        f"The Password Policy with domain name {w.account} cannot be found.",
        404,
    )
    refuses(
        lambda: w.iam.delete_account_password_policy(),
        "NoSuchEntity",
        "The account policy with name PasswordPolicy cannot be found.",
        404,
    )
    w.iam.update_account_password_policy()
    policy = w.iam.get_account_password_policy()["PasswordPolicy"]
    w.iam.delete_account_password_policy()
    same(
        policy,
        {
            "MinimumPasswordLength": 6,
            "RequireSymbols": False,
            "RequireNumbers": False,
            "RequireUppercaseCharacters": False,
            "RequireLowercaseCharacters": False,
            "AllowUsersToChangePassword": False,
            "ExpirePasswords": False,
        },
    )


@row("B.11")
def the_alias(w):
    """A new alias takes the place of the old one"""
    first, second = w.name("alias"), w.name("alias")
    w.iam.create_account_alias(AccountAlias=first)
    w.iam.create_account_alias(AccountAlias=second)
    same(w.iam.list_account_aliases()["AccountAliases"], [second])
    w.iam.delete_account_alias(AccountAlias=second)
    same(w.iam.list_account_aliases()["AccountAliases"], [])


# Reports

SUMMARY = """
AccountMFAEnabled AccountPasswordPresent AccountAccessKeysPresent
AccountSigningCertificatesPresent AccessKeysPerUserQuota SigningCertificatesPerUserQuota
AttachedPoliciesPerUserQuota UserPolicySizeQuota PolicySizeQuota GlobalEndpointTokenVersion
MFADevices MFADevicesInUse Providers PolicyVersionsInUse PolicyVersionsInUseQuota
VersionsPerPolicyQuota AttachedPoliciesPerGroupQuota GroupPolicySizeQuota
AssumeRolePolicySizeQuota Users UsersQuota Groups GroupsQuota Roles RolesQuota InstanceProfiles
InstanceProfilesQuota Policies PoliciesQuota ServerCertificates ServerCertificatesQuota
AttachedPoliciesPerRoleQuota RolePolicySizeQuota GroupsPerUserQuota
""".split()


@row("B.10")
def the_account_summary(w):
    """GetAccountSummary has 34 entries, and a device that is enabled raises two of them by one"""
    before = w.iam.get_account_summary()["SummaryMap"]
    same(sorted(before), sorted(SUMMARY), "keys")
    w.enabled(w.user())
    after = w.iam.get_account_summary()["SummaryMap"]
    same(after["MFADevices"] - before["MFADevices"], 1, "MFADevices")
    same(after["MFADevicesInUse"] - before["MFADevicesInUse"], 1, "MFADevicesInUse")


@row("B.10")
def the_credential_report(w):
    """The credential report: 22 columns, root first, lower-case booleans, no newline at the end"""
    user = w.user()
    w.enabled(user)
    w.later(4 * 3600 + 60)
    try:
        w.iam.get_credential_report()
    except w.iam.exceptions.ClientError as error:
        holds(
            error.response["Error"]["Code"] in ("ReportNotPresent", "ReportExpired"),
            error.response["Error"]["Code"],
        )
    while w.iam.generate_credential_report()["State"] != "COMPLETE":
        pass
    answer = w.iam.get_credential_report()
    same(answer["ReportFormat"], "text/csv")
    text = answer["Content"].decode()
    lines = text.split("\n")
    same(len(lines[0].split(",")), 22, "columns")
    holds(lines[1].startswith("<root_account>,"), "root is not first")
    holds(not text.endswith("\n"), "a newline at the end")
    mine = next(line.split(",") for line in lines if line.startswith(user + ","))
    same(mine[3], "false", "password_enabled")
    same(mine[4], "N/A", "password_last_used")
    same(mine[7], "true", "mfa_active")
    holds(mine[2].endswith("Z"), f"date {mine[2]}")


# Policies


@row("B.11")
def a_policy_document_comes_back(w):
    """An inline policy comes back as the document that was put, by a name in any case"""
    user = w.user()
    w.iam.put_user_policy(UserName=user, PolicyName="Mine", PolicyDocument=ALLOW)
    answer = w.iam.get_user_policy(UserName=user, PolicyName="mine")
    same(answer["PolicyDocument"]["Statement"][0]["Action"], "*")
    same(answer["PolicyName"], "Mine")


@row("B.11")
def a_broken_document(w):
    """Broken JSON in a policy: MalformedPolicyDocument"""
    user = w.user()
    refuses(
        lambda: w.iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument="{"),
        "MalformedPolicyDocument",
        "Syntax errors in policy.",
        400,
    )


@row("B.11")
def a_broken_trust_policy(w):
    """Broken JSON in a trust policy: MalformedPolicyDocument"""
    refuses(
        lambda: w.iam.create_role(RoleName=w.name(), AssumeRolePolicyDocument="{"),
        "MalformedPolicyDocument",
        "This policy contains invalid Json",
        400,
    )


@row("A.3")
def a_security_key_is_no_policy_resource(w):
    """A u2f ARN as a policy's resource: MalformedPolicyDocument"""
    user = w.user()
    document = ALLOW.replace('"Resource":"*"', f'"Resource":"arn:aws:iam::{w.account}:u2f/user/x/y"')
    refuses(
        lambda: w.iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=document),
        "MalformedPolicyDocument",
        'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/,'
        " instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/,"
        " oidc-provider/, report/, access-report/.",
        400,
    )


@row("B.11")
def a_duplicate_policy(w):
    """A second policy of a name: EntityAlreadyExists"""
    name = w.name("policy")
    w.iam.create_policy(PolicyName=name, PolicyDocument=ALLOW)
    refuses(
        lambda: w.iam.create_policy(PolicyName=name, PolicyDocument=ALLOW),
        "EntityAlreadyExists",
        f"A policy called {name} already exists. Duplicate names are not allowed.",
        409,
    )


@row("B.11")
def attaching_a_missing_policy(w):
    """Attaching a policy that is not there: NoSuchEntity"""
    user = w.user()
    arn = f"arn:aws:iam::{w.account}:policy/{w.name()}"
    refuses(
        lambda: w.iam.attach_user_policy(UserName=user, PolicyArn=arn),
        "NoSuchEntity",
        f"Policy {arn} does not exist or is not attachable.",
        404,
    )


@row("B.11")
def detaching_a_missing_policy(w):
    """Detaching a policy that is not attached: NoSuchEntity"""
    user = w.user()
    arn = f"arn:aws:iam::{w.account}:policy/{w.name()}"
    refuses(
        lambda: w.iam.detach_user_policy(UserName=user, PolicyArn=arn),
        "NoSuchEntity",
        f"Policy {arn} was not found.",
        404,
    )


@row("B.11")
def six_versions_are_too_many(w):
    """The sixth version of a policy: LimitExceeded"""
    arn = w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument=ALLOW)["Policy"]["Arn"]
    for _ in range(4):
        w.iam.create_policy_version(PolicyArn=arn, PolicyDocument=ALLOW)
    refuses(
        lambda: w.iam.create_policy_version(PolicyArn=arn, PolicyDocument=ALLOW),
        "LimitExceeded",
        "A managed policy can have up to 5 versions. Before you create a new version, you must"
        " delete an existing version.",
        409,
    )


@row("B.11")
def the_default_version_stays(w):
    """Deleting the default version: DeleteConflict"""
    arn = w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument=ALLOW)["Policy"]["Arn"]
    refuses(
        lambda: w.iam.delete_policy_version(PolicyArn=arn, VersionId="v1"),
        "DeleteConflict",
        "Cannot delete the default version of a policy.",
        409,
    )


@row("B.11")
def a_bad_policy_arn(w):
    """A bad policy ARN: ValidationError"""
    refuses(
        lambda: w.iam.get_policy(PolicyArn="arn:aws:iam::nonsense-here"),
        "ValidationError",
        "Invalid ARN:  Could not be parsed!",
        400,
    )


@row("B.11")
def an_unknown_role(w):
    """An unknown role: NoSuchEntity"""
    name = w.name("role")
    refuses(
        lambda: w.iam.get_role(RoleName=name),
        "NoSuchEntity",
        f"The role with name {name} cannot be found.",
        404,
    )


@row("B.11")
def an_unknown_principal(w):
    """A trust policy that names a user who is not there: MalformedPolicyDocument"""
    refuses(
        lambda: w.role({"Principal": {"AWS": w.user_arn(w.name("nobody"))}}),
        "MalformedPolicyDocument",
        None,
        400,
    )


@row("B.11")
def the_simulator_misses_mfa(w):
    """SimulatePrincipalPolicy names aws:MultiFactorAuthPresent as missing, and takes it as given"""
    user = w.user()
    w.policy(
        user,
        [
            {
                "Effect": "Allow",
                "Action": "iam:ListUsers",
                "Resource": "*",
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
            }
        ],
    )
    ask = dict(PolicySourceArn=w.user_arn(user), ActionNames=["iam:ListUsers"])
    result = w.iam.simulate_principal_policy(**ask)["EvaluationResults"][0]
    same(result["EvalDecision"], "implicitDeny")
    same(result["MissingContextValues"], ["aws:MultiFactorAuthPresent"])
    entry = {
        "ContextKeyName": "aws:MultiFactorAuthPresent",
        "ContextKeyValues": ["true"],
        "ContextKeyType": "boolean",
    }
    result = w.iam.simulate_principal_policy(**ask, ContextEntries=[entry])
    same(result["EvaluationResults"][0]["EvalDecision"], "allowed")
