"""Users, keys, passwords and policies, their answers and refusals one by one: row B.11."""

import json
import urllib.request

from cases_users import ALLOW, CANNOT
from row import row
from world import NotRun, holds, refuses, same


def trust_of(principal):
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": principal}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def not_user(call):
    refuses(
        call, "ValidationError", "Must specify userName when calling with non-User credentials", 400
    )


def as_role(w):
    """Clients of a session of a role that may do everything."""
    arn = w.role({"Principal": {"AWS": f"arn:aws:iam::{w.account}:root"}})
    w.iam.attach_role_policy(
        RoleName=arn.split("/")[-1], PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
    )
    credentials = w.sts.assume_role(RoleArn=arn, RoleSessionName="s1")["Credentials"]
    return w.as_session(credentials)


def root(w):
    if not w.root_key:
        raise NotRun("needs a key of the root user")
    iam, _ = w.clients(w.root_key)
    return iam


def no_user(call, name):
    refuses(call, "NoSuchEntity", f"The user with name {name} cannot be found.", 404)


# Users


@row("B.11")
def get_user_of_a_role(w):
    """GetUser without a name by a role: ValidationError"""
    iam, _ = as_role(w)
    not_user(lambda: iam.get_user())


@row("B.11")
def update_and_delete_of_an_unknown_user(w):
    """UpdateUser and DeleteUser of an unknown name: NoSuchEntity"""
    name = w.name()
    no_user(lambda: w.iam.update_user(UserName=name, NewPath="/x/"), name)
    no_user(lambda: w.iam.delete_user(UserName=name), name)


@row("B.11")
def a_rename_to_a_name_that_is_taken(w):
    """UpdateUser to another user's name: EntityAlreadyExists"""
    user, other = w.user(), w.user()
    refuses(
        lambda: w.iam.update_user(UserName=user, NewUserName=other),
        "EntityAlreadyExists",
        f"User with name {other} already exists.",
        409,
    )


@row("B.11")
def update_user_answers_nothing(w):
    """UpdateUser and DeleteUser have empty answers"""
    user = w.user()
    answer = w.iam.update_user(UserName=user, NewPath="/x/")
    same([key for key in answer if key != "ResponseMetadata"], [])
    answer = w.iam.delete_user(UserName=user)
    same([key for key in answer if key != "ResponseMetadata"], [])


@row("B.11")
def tags_come_back_when_they_were_sent(w):
    """CreateUser gives Tags when they were sent"""
    user = w.iam.create_user(UserName=w.name("user"), Tags=[{"Key": "a", "Value": "b"}])["User"]
    same(user["Tags"], [{"Key": "a", "Value": "b"}])


@row("B.11")
def a_policy_is_told_before_a_key(w):
    """DeleteUser of a user with a policy and a key: the policy is told first"""
    user = w.user()
    w.key(user)
    w.allow(user, "iam:GetUser")
    refuses(
        lambda: w.iam.delete_user(UserName=user),
        "DeleteConflict",
        CANNOT + "delete policies first.",
        409,
    )


@row("B.11")
def a_managed_policy_is_told_before_a_key(w):
    """DeleteUser of a user with a managed policy and a key: the policy is told first"""
    user = w.user()
    w.key(user)
    arn = w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument=ALLOW)["Policy"]["Arn"]
    w.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    refuses(
        lambda: w.iam.delete_user(UserName=user),
        "DeleteConflict",
        CANNOT + "detach all policies first.",
        409,
    )


# Keys


@row("B.11")
def keys_are_listed_without_secrets(w):
    """ListAccessKeys gives UserName, AccessKeyId, Status and CreateDate and no secret"""
    user = w.user()
    w.key(user)
    listed = w.iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
    same([sorted(it) for it in listed], [["AccessKeyId", "CreateDate", "Status", "UserName"]])


@row("B.11")
def own_keys_without_a_name(w):
    """ListAccessKeys without a name is the caller's"""
    user = w.user()
    w.allow(user, "iam:ListAccessKeys")
    key = w.key(user)
    iam, _ = w.clients(key)
    listed = iam.list_access_keys()["AccessKeyMetadata"]
    same([it["AccessKeyId"] for it in listed], [key["AccessKeyId"]])


@row("B.11")
def keys_of_a_role(w):
    """ListAccessKeys without a name by a role: ValidationError"""
    iam, _ = as_role(w)
    not_user(lambda: iam.list_access_keys())


@row("B.11")
def an_unknown_key_is_not_updated(w):
    """UpdateAccessKey of an unknown key id: NoSuchEntity"""
    user, gone = w.user(), "AKIAIOSFODNN7EXAMPLE"
    refuses(
        lambda: w.iam.update_access_key(UserName=user, AccessKeyId=gone, Status="Inactive"),
        "NoSuchEntity",
        f"The Access Key with id {gone} cannot be found.",
        404,
    )


@row("B.11")
def another_users_key(w):
    """DeleteAccessKey of another user's key: NoSuchEntity"""
    user, key = w.user(), w.key(w.user())["AccessKeyId"]
    refuses(
        lambda: w.iam.delete_access_key(UserName=user, AccessKeyId=key),
        "NoSuchEntity",
        f"The Access Key with id {key} cannot be found.",
        404,
    )


@row("B.11")
def a_bad_status_has_the_values(w):
    """A bad Status of a key: the text has the values of the model"""
    user = w.user()
    key = w.key(user)["AccessKeyId"]
    refuses(
        lambda: w.iam.update_access_key(UserName=user, AccessKeyId=key, Status="Off"),
        "ValidationError",
        "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must"
        " satisfy enum value set: [Active, Inactive, Expired]",
        400,
    )


@row("B.11")
def no_key_expires(w):
    """The Status Expired of a key: InvalidInput"""
    user = w.user()
    key = w.key(user)["AccessKeyId"]
    refuses(
        lambda: w.iam.update_access_key(UserName=user, AccessKeyId=key, Status="Expired"),
        "InvalidInput",
        None,
        400,
    )


@row("B.11")
def a_used_key_has_a_date(w):
    """GetAccessKeyLastUsed of a used key: the service, the region and a date"""
    user = w.user()
    key = w.key(user)
    _, sts = w.clients(key)
    sts.get_caller_identity()
    w.iam.create_user(UserName=w.name("user"))
    answer = w.iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
    same(answer["UserName"], user)
    used = answer["AccessKeyLastUsed"]
    same(sorted(used), ["LastUsedDate", "Region", "ServiceName"])
    same((used["ServiceName"], used["Region"]), ("sts", "us-east-1"))


# Passwords


@row("B.11")
def a_new_login_profile(w):
    """CreateLoginProfile gives UserName, CreateDate and PasswordResetRequired"""
    user = w.user()
    made = w.iam.create_login_profile(
        UserName=user, Password="Correct-Horse-77", PasswordResetRequired=True
    )["LoginProfile"]
    same(sorted(made), ["CreateDate", "PasswordResetRequired", "UserName"])
    same((made["UserName"], made["PasswordResetRequired"]), (user, True))
    same(w.iam.get_login_profile(UserName=user)["LoginProfile"], made)


@row("B.11")
def no_login_profile_to_delete(w):
    """DeleteLoginProfile and UpdateLoginProfile without one: NoSuchEntity"""
    user = w.user()
    text = f"Login Profile for User {user} cannot be found."
    refuses(lambda: w.iam.delete_login_profile(UserName=user), "NoSuchEntity", text, 404)
    refuses(
        lambda: w.iam.update_login_profile(UserName=user, Password="Correct-Horse-77"),
        "NoSuchEntity",
        text,
        404,
    )


@row("B.11")
def roots_login_profile(w):
    """CreateLoginProfile by root, who has one: EntityAlreadyExists with the account"""
    iam = root(w)
    refuses(
        lambda: iam.create_login_profile(Password="Correct-Horse-77"),
        "EntityAlreadyExists",
        f"Login Profile for account {w.account} already exists.",
        409,
    )


@row("B.11")
def a_password_that_does_not_conform(w):
    """UpdateLoginProfile and ChangePassword with a weak password: PasswordPolicyViolation"""
    user = w.user()
    w.iam.create_login_profile(UserName=user, Password="Correct-Horse-77")
    w.allow(user, "iam:ChangePassword")
    iam, _ = w.clients(w.key(user))
    text = "Password does not conform to the account password policy."
    refuses(
        lambda: w.iam.update_login_profile(UserName=user, Password="abc"),
        "PasswordPolicyViolation",
        text,
        400,
    )
    refuses(
        lambda: iam.change_password(OldPassword="Correct-Horse-77", NewPassword="abc"),
        "PasswordPolicyViolation",
        text,
        400,
    )


@row("B.11")
def bounds_of_the_password_policy(w):
    """UpdateAccountPasswordPolicy beyond its bounds: ValidationError"""
    for more in (
        {"MinimumPasswordLength": 5},
        {"MinimumPasswordLength": 129},
        {"MaxPasswordAge": 0},
        {"MaxPasswordAge": 1096},
        {"PasswordReusePrevention": 0},
        {"PasswordReusePrevention": 25},
    ):
        refuses(
            lambda: w.iam.update_account_password_policy(**more), "ValidationError", None, 400
        )


@row("B.11")
def what_the_password_policy_has(w):
    """GetAccountPasswordPolicy gives what was set, and ExpirePasswords with an age"""
    w.iam.update_account_password_policy(
        MinimumPasswordLength=12, MaxPasswordAge=90, PasswordReusePrevention=3, RequireNumbers=True
    )
    policy = w.iam.get_account_password_policy()["PasswordPolicy"]
    w.iam.delete_account_password_policy()
    same(policy["MinimumPasswordLength"], 12)
    same((policy["ExpirePasswords"], policy["MaxPasswordAge"]), (True, 90))
    same((policy["PasswordReusePrevention"], policy["RequireNumbers"]), (3, True))
    same(policy["RequireSymbols"], False)


# The alias


@row("B.11")
def an_alias_that_is_taken(w):
    """An alias of another account: EntityAlreadyExists"""
    if not w.clock_url:
        raise NotRun("needs a second account")
    alias = w.name("alias")
    second_account(w).create_account_alias(AccountAlias=alias)
    refuses(
        lambda: w.iam.create_account_alias(AccountAlias=alias),
        "EntityAlreadyExists",
        f"The account alias {alias} already exists.",
        409,
    )


def second_account(w):
    """A client of the root user of another account of the sandbox."""
    url = w.clock_url.split("/_sandbox/")[0] + "/_sandbox/accounts"
    body = json.dumps({"Email": f"{w.name()}@example.com", "Name": "Second"}).encode()
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        iam, _ = w.clients(json.load(answer))
    return iam


@row("B.11")
def an_alias_that_is_not_there(w):
    """DeleteAccountAlias of one that is not there: NoSuchEntity"""
    refuses(
        lambda: w.iam.delete_account_alias(AccountAlias=w.name("alias")), "NoSuchEntity", None, 404
    )


@row("A.1")
def forms_of_an_alias(w):
    """An alias of two letters, with capitals or with a hyphen at an end: ValidationError"""
    for alias in ("ab", "Upper", "-begin", "end-", "a" * 64):
        refuses(
            lambda: w.iam.create_account_alias(AccountAlias=alias), "ValidationError", None, 400
        )


# Policies and roles


@row("B.11")
def a_policy_that_is_not_there(w):
    """GetPolicy, and an inline policy, that are not there: NoSuchEntity"""
    user, name = w.user(), w.name()
    arn = f"arn:aws:iam::{w.account}:policy/{name}"
    refuses(
        lambda: w.iam.get_policy(PolicyArn=arn),
        "NoSuchEntity",
        f"Policy {arn} was not found.",
        404,
    )
    refuses(
        lambda: w.iam.get_user_policy(UserName=user, PolicyName=name), "NoSuchEntity", None, 404
    )


@row("B.11")
def an_attached_policy_stays(w):
    """DeletePolicy of one that is attached: DeleteConflict"""
    user = w.user()
    arn = w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument=ALLOW)["Policy"]["Arn"]
    w.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    refuses(lambda: w.iam.delete_policy(PolicyArn=arn), "DeleteConflict", None, 409)


@row("B.11")
def a_broken_managed_policy(w):
    """Broken JSON in a managed policy: MalformedPolicyDocument"""
    refuses(
        lambda: w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument="{"),
        "MalformedPolicyDocument",
        "Syntax errors in policy.",
        400,
    )


@row("B.11")
def a_new_role(w):
    """CreateRole: an hour at most unless said, and the trust policy comes back as it was put"""
    name = w.name("role")
    made = w.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust_of(w.account))["Role"]
    same(made["Arn"], f"arn:aws:iam::{w.account}:role/{name}")
    holds(made["RoleId"].startswith("AROA"), f"RoleId {made['RoleId']}")
    role = w.iam.get_role(RoleName=name)["Role"]
    same(role["MaxSessionDuration"], 3600)
    same(role["AssumeRolePolicyDocument"]["Statement"][0]["Action"], "sts:AssumeRole")


@row("B.11")
def bounds_of_a_roles_session(w):
    """MaxSessionDuration is 3600 to 43200: ParamValidation below, ValidationError above"""
    trust = trust_of(w.account)
    for seconds in (3600, 43200):
        w.iam.create_role(
            RoleName=w.name("role"), AssumeRolePolicyDocument=trust, MaxSessionDuration=seconds
        )
    for seconds, code in ((3599, "ParamValidation"), (43201, "ValidationError")):
        refuses(
            lambda: w.iam.create_role(
                RoleName=w.name("role"), AssumeRolePolicyDocument=trust, MaxSessionDuration=seconds
            ),
            code,
            None,
            400,
        )


@row("B.11")
def a_trust_policy_is_replaced(w):
    """UpdateAssumeRolePolicy has an empty answer; of an unknown role: NoSuchEntity"""
    trust = trust_of(w.account)
    role = w.role({"Principal": {"AWS": w.account}}).split("/")[-1]
    answer = w.iam.update_assume_role_policy(RoleName=role, PolicyDocument=trust)
    same([key for key in answer if key != "ResponseMetadata"], [])
    gone = w.name("role")
    refuses(
        lambda: w.iam.update_assume_role_policy(RoleName=gone, PolicyDocument=trust),
        "NoSuchEntity",
        f"The role with name {gone} cannot be found.",
        404,
    )
    refuses(
        lambda: w.iam.update_assume_role_policy(RoleName=role, PolicyDocument="{"),
        "MalformedPolicyDocument",
        "This policy contains invalid Json",
        400,
    )


@row("B.11")
def a_duplicate_role(w):
    """A second role of a name: EntityAlreadyExists"""
    arn = w.role({"Principal": {"AWS": w.account}})
    trust = trust_of(w.account)
    refuses(
        lambda: w.iam.create_role(
            RoleName=arn.split("/")[-1], AssumeRolePolicyDocument=trust
        ),
        "EntityAlreadyExists",
        None,
        409,
    )


@row("B.11")
def an_unknown_principal_has_its_text(w):
    """A trust policy that names a user who is not there: the text"""
    nobody = w.user_arn(w.name("nobody"))
    trust = trust_of(nobody)
    try:
        w.iam.create_role(RoleName=w.name("role"), AssumeRolePolicyDocument=trust)
    except w.iam.exceptions.ClientError as error:
        got = error.response["Error"]
        same(got["Code"], "MalformedPolicyDocument")
        holds(got["Message"].startswith("Invalid principal in policy"), f"text {got['Message']!r}")
        return
    holds(False, "accepted")


# The simulator


@row("B.11")
def the_simulator_names_what_decided(w):
    """SimulatePrincipalPolicy: allowed, with the policy that did it, of type IAM Policy"""
    user = w.user()
    w.allow(user, "iam:GetUser")
    ask = dict(PolicySourceArn=w.user_arn(user), ActionNames=["iam:GetUser", "iam:ListUsers"])
    allowed, implicit = w.iam.simulate_principal_policy(**ask)["EvaluationResults"]
    same((allowed["EvalActionName"], allowed["EvalDecision"]), ("iam:GetUser", "allowed"))
    matched = allowed["MatchedStatements"]
    same([it["SourcePolicyType"] for it in matched], ["IAM Policy"])
    same((implicit["EvalDecision"], implicit["MatchedStatements"]), ("implicitDeny", []))


@row("B.11")
def the_simulator_denies(w):
    """SimulateCustomPolicy: a Deny is explicitDeny"""
    deny = ALLOW.replace("Allow", "Deny")
    results = w.iam.simulate_custom_policy(
        PolicyInputList=[ALLOW, deny], ActionNames=["iam:GetUser"]
    )["EvaluationResults"]
    same(results[0]["EvalDecision"], "explicitDeny")


@row("B.11")
def the_simulator_knows_no_such_user(w):
    """SimulatePrincipalPolicy of an unknown user: NoSuchEntity"""
    refuses(
        lambda: w.iam.simulate_principal_policy(
            PolicySourceArn=w.user_arn(w.name("nobody")), ActionNames=["iam:GetUser"]
        ),
        "NoSuchEntity",
        None,
        404,
    )
