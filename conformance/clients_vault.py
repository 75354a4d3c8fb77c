"""aws-vault: a cached session, roles from it, and rotate. Row F.3."""

from row import row
from world import holds, refuses, same


def vault_session(w, key, device):
    """The session that aws-vault caches: GetSessionToken with the code, once."""
    _, sts = w.clients(key)
    return sts.get_session_token(
        DurationSeconds=3600, SerialNumber=device.serial, TokenCode=device.code(w.fresh_step())
    )["Credentials"]


@row("F.3")
def vault_assumes_roles_from_one_session(a):
    """aws-vault: one code, then any number of MFA roles from the cached session"""
    w = a.vault
    user = w.user()
    w.allow(user, "sts:AssumeRole")
    device = w.enabled(user)
    role = w.role(
        {
            "Principal": {"AWS": f"arn:aws:iam::{w.account}:root"},
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        }
    )
    _, sts = w.as_session(vault_session(w, w.key(user), device))
    for name in ("first", "second"):
        assumed = sts.assume_role(RoleArn=role, RoleSessionName=name, DurationSeconds=3600)
        _, as_role = w.as_session(assumed["Credentials"])
        identity = as_role.get_caller_identity()["Arn"]
        holds(identity.endswith(f"/{name}"), f"identity {identity}")


@row("F.3")
def vault_rotates_a_key(a):
    """aws-vault rotate: with an MFA session a user makes a new key and deletes the old one"""
    w = a.vault
    user = w.user()
    w.policy(
        user,
        [
            {
                "Effect": "Allow",
                "Action": ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:GetUser"],
                "Resource": "arn:aws:iam::*:user/${aws:username}",
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
            }
        ],
    )
    device = w.enabled(user)
    old = w.key(user)
    plain, _ = w.clients(old)
    refuses(lambda: plain.create_access_key(), "AccessDenied")
    iam, _ = w.as_session(vault_session(w, old, device))
    same(iam.get_user()["User"]["UserName"], user, "GetUser without a name")
    new = iam.create_access_key()["AccessKey"]
    same(new["UserName"], user, "owner of the new key")
    iam.delete_access_key(AccessKeyId=old["AccessKeyId"])
    _, sts = w.clients(new)
    same(sts.get_caller_identity()["Arn"], w.user_arn(user), "identity of the new key")
    _, sts = w.clients(old)
    refuses(sts.get_caller_identity, "InvalidClientTokenId")
