"""Quotas and pages: rows A.4 and B.11."""

import json

from cases_users import ALLOW
from row import row
from world import NotRun, holds, refuses, same


def document(characters, statement=None):
    """A policy of so many characters, blanks not counted."""
    statement = statement or {"Effect": "Allow", "Action": "iam:GetUser", "Resource": "*"}
    empty = {"Version": "2012-10-17", "Id": "", "Statement": [statement]}
    short = json.dumps(empty, separators=(",", ":"))
    empty["Id"] = "x" * (characters - len(short))
    return json.dumps(empty, separators=(",", ":"))


def trust(characters):
    return document(
        characters,
        {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
    )


def over(call, quota):
    refuses(call, "LimitExceeded", f"Cannot exceed quota for {quota}", 409)


# What GetAccountSummary says, for what is too much to make.

QUOTAS = {
    "UsersQuota": 5000,
    "GroupsQuota": 300,
    "RolesQuota": 1000,
    "InstanceProfilesQuota": 1000,
    "PoliciesQuota": 1500,
    "VersionsPerPolicyQuota": 5,
    "GroupsPerUserQuota": 10,
    "AttachedPoliciesPerUserQuota": 10,
    "AttachedPoliciesPerGroupQuota": 10,
    "AttachedPoliciesPerRoleQuota": 10,
    "AccessKeysPerUserQuota": 2,
    "SigningCertificatesPerUserQuota": 2,
    "UserPolicySizeQuota": 2048,
    "GroupPolicySizeQuota": 5120,
    "RolePolicySizeQuota": 10240,
    "PolicySizeQuota": 6144,
    "AssumeRolePolicySizeQuota": 2048,
}


def summary_of(quota):
    def case(w):
        same(w.iam.get_account_summary()["SummaryMap"].get(quota), QUOTAS[quota])

    case.__doc__ = f"GetAccountSummary: {quota} {QUOTAS[quota]}"
    case.row = "A.4"
    return case


for quota in QUOTAS:
    globals()[f"summary_{quota}"] = summary_of(quota)


@row("A.4")
def ten_groups_are_the_most(w):
    """The eleventh group of a user: LimitExceeded"""
    user = w.user()
    groups = [w.name("group") for _ in range(11)]
    for group in groups:
        w.iam.create_group(GroupName=group)
    for group in groups[:10]:
        w.iam.add_user_to_group(GroupName=group, UserName=user)
    over(
        lambda: w.iam.add_user_to_group(GroupName=groups[10], UserName=user), "GroupsPerUser: 10"
    )
    for group in groups[:10]:
        w.iam.remove_user_from_group(GroupName=group, UserName=user)
    for group in groups:
        w.iam.delete_group(GroupName=group)


def policies(w, number):
    return [
        w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument=ALLOW)["Policy"]["Arn"]
        for _ in range(number)
    ]


@row("A.4")
def ten_policies_of_a_user_are_the_most(w):
    """The eleventh managed policy of a user: LimitExceeded"""
    user, arns = w.user(), policies(w, 11)
    for arn in arns[:10]:
        w.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    over(
        lambda: w.iam.attach_user_policy(UserName=user, PolicyArn=arns[10]), "PoliciesPerUser: 10"
    )


@row("A.4")
def ten_policies_of_a_group_are_the_most(w):
    """The eleventh managed policy of a group: LimitExceeded"""
    group, arns = w.name("group"), policies(w, 11)
    w.iam.create_group(GroupName=group)
    for arn in arns[:10]:
        w.iam.attach_group_policy(GroupName=group, PolicyArn=arn)
    over(
        lambda: w.iam.attach_group_policy(GroupName=group, PolicyArn=arns[10]),
        "PoliciesPerGroup: 10",
    )


@row("A.4")
def ten_policies_of_a_role_are_the_most(w):
    """The eleventh managed policy of a role: LimitExceeded"""
    role, arns = w.name("role"), policies(w, 11)
    w.iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust(200))
    for arn in arns[:10]:
        w.iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    over(
        lambda: w.iam.attach_role_policy(RoleName=role, PolicyArn=arns[10]), "PoliciesPerRole: 10"
    )


@row("A.4")
def a_managed_policy_holds_6144(w):
    """A managed policy of 6144 characters is taken, one more: LimitExceeded"""
    w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument=document(6144))
    over(
        lambda: w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument=document(6145)),
        "PolicySize: 6144",
    )


@row("A.4")
def blanks_are_not_counted(w):
    """Blanks between the words of a policy are not counted"""
    wide = document(6144).replace(",", " ,\n  ").replace(":[", " :\t[")
    w.iam.create_policy(PolicyName=w.name("policy"), PolicyDocument=wide)


@row("A.4")
def a_trust_policy_holds_2048(w):
    """A trust policy of 2048 characters is taken, one more: LimitExceeded"""
    w.iam.create_role(RoleName=w.name("role"), AssumeRolePolicyDocument=trust(2048))
    over(
        lambda: w.iam.create_role(RoleName=w.name("role"), AssumeRolePolicyDocument=trust(2049)),
        "ACLSizePerRole: 2048",
    )


@row("A.4")
def a_users_inline_policies_hold_2048(w):
    """The inline policies of a user hold 2048 characters together, one more: LimitExceeded"""
    user = w.user()
    w.iam.put_user_policy(UserName=user, PolicyName="a", PolicyDocument=document(1024))
    w.iam.put_user_policy(UserName=user, PolicyName="b", PolicyDocument=document(1024))
    refuses(
        lambda: w.iam.put_user_policy(
            UserName=user, PolicyName="b", PolicyDocument=document(1025)
        ),
        "LimitExceeded",
        None,
        409,
    )


@row("A.4")
def a_groups_inline_policies_hold_5120(w):
    """The inline policies of a group hold 5120 characters together, one more: LimitExceeded"""
    group = w.name("group")
    w.iam.create_group(GroupName=group)
    w.iam.put_group_policy(GroupName=group, PolicyName="a", PolicyDocument=document(5120))
    refuses(
        lambda: w.iam.put_group_policy(
            GroupName=group, PolicyName="a", PolicyDocument=document(5121)
        ),
        "LimitExceeded",
        None,
        409,
    )


@row("A.4")
def a_roles_inline_policies_hold_10240(w):
    """The inline policies of a role hold 10240 characters together, one more: LimitExceeded"""
    role = w.name("role")
    w.iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust(200))
    w.iam.put_role_policy(RoleName=role, PolicyName="a", PolicyDocument=document(10240))
    refuses(
        lambda: w.iam.put_role_policy(
            RoleName=role, PolicyName="a", PolicyDocument=document(10241)
        ),
        "LimitExceeded",
        None,
        409,
    )


@row("A.4")
def fifty_tags_of_a_user_are_the_most(w):
    """The 51st tag of a user: LimitExceeded"""
    user = w.user(Tags=[{"Key": f"k{i}", "Value": ""} for i in range(50)])
    w.iam.tag_user(UserName=user, Tags=[{"Key": "k0", "Value": "again"}])
    refuses(
        lambda: w.iam.tag_user(UserName=user, Tags=[{"Key": "more", "Value": ""}]),
        "LimitExceeded",
        None,
        409,
    )


@row("A.4")
def a_tag_key_holds_128(w):
    """A tag key of 128 and a value of 256 characters are taken, one more: ValidationError"""
    user = w.user()
    w.iam.tag_user(UserName=user, Tags=[{"Key": "k" * 128, "Value": "v" * 256}])
    for key, value in (("k" * 129, "v"), ("k", "v" * 257)):
        refuses(
            lambda: w.iam.tag_user(UserName=user, Tags=[{"Key": key, "Value": value}]),
            "ValidationError",
            None,
            400,
        )


@row("A.4")
def root_has_two_keys(w):
    """The third key of the root user: LimitExceeded"""
    if not w.root_key:
        raise NotRun("needs a key of the root user")
    iam, _ = w.clients(w.root_key)
    made = []
    try:
        while len(iam.list_access_keys()["AccessKeyMetadata"]) < 2:
            made.append(iam.create_access_key()["AccessKey"]["AccessKeyId"])
        over(lambda: iam.create_access_key(), "AccessKeysPerUser: 2")
    finally:
        for key in made:
            iam.delete_access_key(AccessKeyId=key)


# Pages


def pages(call, key, made, marker_of=lambda it: it):
    """Every page holds one, a Marker leads on, and all pages hold each once."""
    seen, marker = [], {}
    while True:
        answer = call(MaxItems=1, **marker)
        holds(len(answer[key]) <= 1, "a page with more than MaxItems")
        seen += [marker_of(it) for it in answer[key]]
        same(answer["IsTruncated"], "Marker" in answer, "a Marker exactly when there is more")
        if not answer["IsTruncated"]:
            break
        marker = {"Marker": answer["Marker"]}
        holds(len(seen) <= len(made), "pages without an end")
    same(sorted(seen), sorted(made), "all pages")


def under(w, path, number, make):
    names = [w.name("c") for _ in range(number)]
    for name in names:
        make(name, path)
    return names


@row("B.11")
def pages_of_users(w):
    """ListUsers in pages"""
    path = f"/{w.name('path')}/"
    names = under(w, path, 3, lambda name, at: w.iam.create_user(UserName=name, Path=at))
    pages(
        lambda **more: w.iam.list_users(PathPrefix=path, **more),
        "Users",
        names,
        lambda it: it["UserName"],
    )


@row("B.11")
def pages_of_groups(w):
    """ListGroups in pages"""
    path = f"/{w.name('path')}/"
    names = under(w, path, 3, lambda name, at: w.iam.create_group(GroupName=name, Path=at))
    pages(
        lambda **more: w.iam.list_groups(PathPrefix=path, **more),
        "Groups",
        names,
        lambda it: it["GroupName"],
    )


@row("B.11")
def pages_of_roles(w):
    """ListRoles in pages"""
    path = f"/{w.name('path')}/"
    names = under(
        w,
        path,
        3,
        lambda name, at: w.iam.create_role(
            RoleName=name, Path=at, AssumeRolePolicyDocument=trust(200)
        ),
    )
    pages(
        lambda **more: w.iam.list_roles(PathPrefix=path, **more),
        "Roles",
        names,
        lambda it: it["RoleName"],
    )


@row("B.11")
def pages_of_policies(w):
    """ListPolicies in pages"""
    path = f"/{w.name('path')}/"
    names = under(
        w,
        path,
        3,
        lambda name, at: w.iam.create_policy(PolicyName=name, Path=at, PolicyDocument=ALLOW),
    )
    pages(
        lambda **more: w.iam.list_policies(PathPrefix=path, **more),
        "Policies",
        names,
        lambda it: it["PolicyName"],
    )


@row("B.11")
def pages_of_keys(w):
    """ListAccessKeys in pages"""
    user = w.user()
    keys = [w.key(user)["AccessKeyId"] for _ in range(2)]
    pages(
        lambda **more: w.iam.list_access_keys(UserName=user, **more),
        "AccessKeyMetadata",
        keys,
        lambda it: it["AccessKeyId"],
    )


@row("B.11")
def pages_of_inline_policies(w):
    """ListUserPolicies in pages"""
    user = w.user()
    for name in ("a", "b", "c"):
        w.iam.put_user_policy(UserName=user, PolicyName=name, PolicyDocument=ALLOW)
    pages(
        lambda **more: w.iam.list_user_policies(UserName=user, **more), "PolicyNames", ["a", "b", "c"]
    )


@row("B.11")
def pages_of_attached_policies(w):
    """ListAttachedUserPolicies in pages"""
    user, arns = w.user(), policies(w, 3)
    for arn in arns:
        w.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    pages(
        lambda **more: w.iam.list_attached_user_policies(UserName=user, **more),
        "AttachedPolicies",
        arns,
        lambda it: it["PolicyArn"],
    )


@row("B.11")
def pages_of_tags(w):
    """ListUserTags in pages"""
    user = w.user(Tags=[{"Key": key, "Value": ""} for key in "abc"])
    pages(
        lambda **more: w.iam.list_user_tags(UserName=user, **more),
        "Tags",
        ["a", "b", "c"],
        lambda it: it["Key"],
    )


@row("B.11")
def a_broken_marker_of_users(w):
    """ListUsers with a broken Marker: ValidationError Invalid Marker."""
    refuses(
        lambda: w.iam.list_users(Marker="nonsense"), "ValidationError", "Invalid Marker.", 400
    )


@row("B.11")
def a_marker_of_another_list(w):
    """A Marker of another list: ValidationError Invalid Marker."""
    path = f"/{w.name('path')}/"
    under(w, path, 2, lambda name, at: w.iam.create_user(UserName=name, Path=at))
    marker = w.iam.list_users(PathPrefix=path, MaxItems=1)["Marker"]
    refuses(
        lambda: w.iam.list_groups(Marker=marker), "ValidationError", "Invalid Marker.", 400
    )


@row("B.11")
def max_items_of_users(w):
    """ListUsers with MaxItems of 0 or 1001: ValidationError"""
    for number in (0, 1001):
        refuses(lambda: w.iam.list_users(MaxItems=number), "ValidationError", None, 400)
