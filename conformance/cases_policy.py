"""What policies do: rows C.5, D.6 and F.1."""

from row import row
from world import holds, refuses, same

FREE = [
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
    "sts:GetSessionToken",
]


def force_mfa(w, user):
    """The well-known policy that leaves a user without MFA nothing but getting it."""
    own = "arn:aws:iam::*:user/${aws:username}"
    w.policy(
        user,
        [
            {
                "Sid": "AllowViewAccountInfo",
                "Effect": "Allow",
                "Action": ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"],
                "Resource": "*",
            },
            {
                "Sid": "AllowManageOwnAccessKeys",
                "Effect": "Allow",
                "Action": ["iam:CreateAccessKey", "iam:ListAccessKeys", "iam:GetUser"],
                "Resource": own,
            },
            {
                "Sid": "AllowManageOwnVirtualMFADevice",
                "Effect": "Allow",
                "Action": ["iam:CreateVirtualMFADevice"],
                "Resource": "arn:aws:iam::*:mfa/*",
            },
            {
                "Sid": "AllowManageOwnUserMFA",
                "Effect": "Allow",
                "Action": [
                    "iam:DeactivateMFADevice",
                    "iam:EnableMFADevice",
                    "iam:ListMFADevices",
                    "iam:ResyncMFADevice",
                ],
                "Resource": own,
            },
            {
                "Sid": "DenyAllExceptListedIfNoMFA",
                "Effect": "Deny",
                "NotAction": FREE,
                "Resource": "*",
                "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
            },
        ],
        "force-mfa",
    )


@row("F.1")
def a_fresh_key_gets_mfa_and_nothing_else(w):
    """Under the force-MFA policy a fresh key creates, enables, gets a session, and nothing else"""
    user = w.user()
    force_mfa(w, user)
    key = w.key(user)
    iam, sts = w.clients(key)
    refuses(lambda: iam.list_access_keys(), "AccessDenied")
    device = w.device(iam)
    step = w.fresh_window()
    iam.enable_mfa_device(UserName=user, SerialNumber=device.serial, **device.pair(step))
    refuses(lambda: iam.list_access_keys(), "AccessDenied")
    step = w.fresh_step()
    credentials = sts.get_session_token(
        SerialNumber=device.serial, TokenCode=device.code(step)
    )["Credentials"]
    with_mfa, _ = w.as_session(credentials)
    same(len(with_mfa.list_access_keys()["AccessKeyMetadata"]), 1)


@row("F.1")
def an_orphan_cannot_be_deleted(w):
    """Under the force-MFA policy DeleteVirtualMFADevice is explicitly denied"""
    user = w.user()
    force_mfa(w, user)
    iam, _ = w.clients(w.key(user))
    device = w.device(iam)
    refuses(
        lambda: iam.delete_virtual_mfa_device(SerialNumber=device.serial),
        "AccessDenied",
        f"User: {w.user_arn(user)} is not authorized to perform: iam:DeleteVirtualMFADevice on"
        f" resource: {device.serial} with an explicit deny in an identity-based policy",
        403,
    )


@row("C.5")
def without_an_allow(w):
    """Without an Allow: the text names action, resource and that no identity-based policy allows"""
    user, other = w.user(), w.user()
    iam, _ = w.clients(w.key(user))
    refuses(
        lambda: iam.get_user(UserName=other),
        "AccessDenied",
        f"User: {w.user_arn(user)} is not authorized to perform: iam:GetUser on resource:"
        f" {w.user_arn(other)} because no identity-based policy allows the iam:GetUser action",
        403,
    )


@row("C.3")
def shapes_come_before_permissions(w):
    """A malformed request is told so before the caller's permissions are looked at"""
    iam, _ = w.clients(w.key(w.user()))
    refuses(
        lambda: iam.list_virtual_mfa_devices(AssignmentStatus="Some"), "ValidationError", None, 400
    )


@row("C.3")
def tags_come_after_permissions(w):
    """Duplicate tags are told after the caller's permissions were looked at"""
    iam, _ = w.clients(w.key(w.user()))
    tags = [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]
    refuses(
        lambda: iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name(), Tags=tags),
        "AccessDenied",
    )


# D.6: six statements, three credentials. What is asked is iam:ListUsers; the Deny statements stand
# beside an Allow. Credentials without MFA cannot call IAM at all, so the third is asked by a role
# that trusts the account: sts:AssumeRole.

STATEMENTS = {
    "Allow + Bool true": ("Allow", {"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
    "Allow + BoolIfExists true": (
        "Allow",
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}},
    ),
    "Deny + Bool false": ("Deny", {"Bool": {"aws:MultiFactorAuthPresent": "false"}}),
    "Deny + BoolIfExists false": (
        "Deny",
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
    ),
    "Deny + Null key true": ("Deny", {"Null": {"aws:MultiFactorAuthPresent": "true"}}),
    "Allow + NumericLessThan Age 3600": (
        "Allow",
        {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}},
    ),
}

# statement: (long-term key, MFA session, session without MFA)
TABLE = {
    "Allow + Bool true": (False, True, False),
    "Allow + BoolIfExists true": (True, True, False),
    "Deny + Bool false": (True, True, False),
    "Deny + BoolIfExists false": (False, True, False),
    "Deny + Null key true": (False, True, True),
    "Allow + NumericLessThan Age 3600": (False, True, False),
}


def may_assume(sts, arn):
    try:
        sts.assume_role(RoleArn=arn, RoleSessionName="s1")
        return True
    except sts.exceptions.ClientError as error:
        same(error.response["Error"]["Code"], "AccessDenied", "code")
        return False


def cell_of_d6(statement):
    def case(w):
        effect, condition = STATEMENTS[statement]
        user = w.user()
        arn = w.role({"Principal": {"AWS": f"arn:aws:iam::{w.account}:root"}})
        written = [
            {
                "Effect": effect,
                "Action": "sts:AssumeRole",
                "Resource": arn,
                "Condition": condition,
            }
        ]
        if effect == "Deny":
            written.append({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": arn})
        w.policy(user, written)
        device = w.enabled(user)
        key = w.key(user)
        _, plain = w.clients(key)
        _, without = w.as_session(plain.get_session_token()["Credentials"])
        _, with_mfa = w.mfa_session(user, device, key)
        got = (may_assume(plain, arn), may_assume(with_mfa, arn), may_assume(without, arn))
        same(got, TABLE[statement], "long-term key, MFA session, session without MFA")

    case.__doc__ = f"{statement}: with a long-term key, an MFA session, a session without MFA"
    case.row = "D.6"
    return case


for number, statement in enumerate(STATEMENTS):
    globals()[f"d6_{number}"] = cell_of_d6(statement)
