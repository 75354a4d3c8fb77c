"""STS: row B.12, and D.6 as far as a role's trust policy shows it."""

from row import row
from world import NotRun, holds, refuses, same

WRONG_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
WRONG_SERIAL = (
    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial"
    " number is valid and associated with this user."
)
ONE_OF_TWO = (
    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
)


def session_token(sts, device, code, **more):
    return sts.get_session_token(SerialNumber=device.serial, TokenCode=code, **more)


@row("B.12")
def identity_of_a_user(w):
    """GetCallerIdentity of a user: AIDA id, user ARN, account"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    answer = sts.get_caller_identity()
    same(answer["Arn"], w.user_arn(user))
    same(answer["Account"], w.account)
    holds(answer["UserId"].startswith("AIDA"), f"UserId {answer['UserId']}")


@row("B.12")
def identity_of_a_session_is_the_users(w):
    """GetCallerIdentity of a GetSessionToken session is the user's"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    _, sts = w.as_session(sts.get_session_token()["Credentials"])
    same(sts.get_caller_identity()["Arn"], w.user_arn(user))


@row("B.12")
def identity_needs_no_permission(w):
    """GetCallerIdentity cannot be denied by a policy"""
    user = w.user()
    w.policy(user, [{"Effect": "Deny", "Action": "*", "Resource": "*"}])
    _, sts = w.clients(w.key(user))
    sts.get_caller_identity()


@row("B.12")
def identity_of_root(w):
    """GetCallerIdentity of root: the account id and the root ARN"""
    if not w.root_key:
        raise NotRun("needs a key of the root user")
    _, sts = w.clients(w.root_key)
    answer = sts.get_caller_identity()
    same(answer["UserId"], w.account)
    same(answer["Arn"], f"arn:aws:iam::{w.account}:root")


@row("B.12")
def a_session_has_four_members(w):
    """GetSessionToken gives AccessKeyId (ASIA..), SecretAccessKey, SessionToken, Expiration"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    credentials = sts.get_session_token()["Credentials"]
    same(
        sorted(credentials), ["AccessKeyId", "Expiration", "SecretAccessKey", "SessionToken"]
    )
    holds(credentials["AccessKeyId"].startswith("ASIA"), credentials["AccessKeyId"])


@row("B.12")
def a_session_lasts_twelve_hours(w):
    """GetSessionToken lasts 12 hours unless told otherwise"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    left = sts.get_session_token()["Credentials"]["Expiration"].timestamp() - w.now()
    holds(43_100 < left <= 43_201, f"{left} s")


@row("B.12")
def a_sessions_duration_is_bounded(w):
    """DurationSeconds below 900 or above 129600: ValidationError with the value"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    refuses(
        lambda: sts.get_session_token(DurationSeconds=899),
        "ValidationError",
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy"
        " constraint: Member must have value greater than or equal to 900",
        400,
    )
    refuses(
        lambda: sts.get_session_token(DurationSeconds=129_601),
        "ValidationError",
        "1 validation error detected: Value '129601' at 'durationSeconds' failed to satisfy"
        " constraint: Member must have value less than or equal to 129600",
        400,
    )


@row("B.12")
def roots_session_lasts_an_hour(w):
    """Root's sessions last an hour at most; longer ones quietly become an hour"""
    if not w.root_key:
        raise NotRun("needs a key of the root user")
    _, sts = w.clients(w.root_key)
    left = sts.get_session_token()["Credentials"]["Expiration"].timestamp() - w.now()
    holds(3_500 < left <= 3_601, f"{left} s")


@row("B.12")
def a_session_cannot_get_a_session(w):
    """GetSessionToken with session credentials: AccessDenied"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    _, sts = w.as_session(sts.get_session_token()["Credentials"])
    refuses(
        lambda: sts.get_session_token(),
        "AccessDenied",
        "Cannot call GetSessionToken with session credentials",
        403,
    )


@row("B.12")
def a_session_without_mfa_cannot_call_iam(w):
    """Session credentials without MFA cannot call IAM: InvalidClientTokenId"""
    user = w.user()
    w.allow(user, "iam:*")
    _, sts = w.clients(w.key(user))
    iam, _ = w.as_session(sts.get_session_token()["Credentials"])
    refuses(
        lambda: iam.get_user(),
        "InvalidClientTokenId",
        "The security token included in the request is invalid",
        403,
    )


@row("B.12")
def a_session_with_mfa_can_call_iam(w):
    """Session credentials with MFA can call IAM"""
    user = w.user()
    w.allow(user, "iam:GetUser")
    device = w.enabled(user)
    iam, _ = w.mfa_session(user, device)
    same(iam.get_user()["User"]["UserName"], user)


@row("B.12")
def get_session_token_needs_no_permission(w):
    """GetSessionToken needs no permission"""
    _, sts = w.clients(w.key(w.user()))
    sts.get_session_token()


# MFA failures at GetSessionToken


@row("B.12")
def a_wrong_code(w):
    """A wrong code: AccessDenied, with a blank at the end of the text"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    refuses(
        lambda: session_token(sts, device, device.wrong(step)), "AccessDenied", WRONG_CODE, 403
    )


@row("D.3")
def a_code_is_good_once(w):
    """A code that was used: the same text as for a wrong one"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    session_token(sts, device, device.code(step))
    refuses(
        lambda: session_token(sts, device, device.code(step)), "AccessDenied", WRONG_CODE, 403
    )


@row("D.2")
def codes_two_steps_off_are_good(w):
    """Codes of up to two steps before and after now are good"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    for off in (-2, 2, -1, 1, 0):
        session_token(sts, device, device.code(step + off))


@row("D.2")
def codes_three_steps_off_are_not(w):
    """Codes three steps before or after now are refused"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    for off in (-3, 3):
        refuses(
            lambda: session_token(sts, device, device.code(step + off)),
            "AccessDenied",
            WRONG_CODE,
        )


@row("D.3")
def an_older_code_after_a_newer_one(w):
    """An older unused code of the window is good after a newer one"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    session_token(sts, device, device.code(step))
    session_token(sts, device, device.code(step - 1))


def refused_serial(w, serial_of):
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    refuses(
        lambda: sts.get_session_token(
            SerialNumber=serial_of(user, device), TokenCode=device.code(step)
        ),
        "AccessDenied",
        WRONG_SERIAL,
        403,
    )


@row("B.12")
def an_unknown_serial(w):
    """An unknown serial number: AccessDenied, with two blanks in the text"""
    refused_serial(w, lambda user, device: f"arn:aws:iam::{w.account}:mfa/none")


@row("B.12")
def anothers_serial(w):
    """Another user's device: the same text"""
    other = w.enabled(w.user())
    refused_serial(w, lambda user, device: other.serial)


@row("B.12")
def an_unassigned_serial(w):
    """A device that is nobody's: the same text"""
    free = w.device()
    refused_serial(w, lambda user, device: free.serial)


@row("B.12")
def the_users_arn_as_serial(w):
    """The user's ARN sent as serial number: the same text"""
    refused_serial(w, lambda user, device: w.user_arn(user))


@row("B.12")
def a_serial_without_a_code(w):
    """Only one of serial number and code: AccessDenied"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    refuses(
        lambda: sts.get_session_token(SerialNumber=device.serial), "AccessDenied", ONE_OF_TWO
    )
    refuses(lambda: sts.get_session_token(TokenCode="123456"), "AccessDenied", ONE_OF_TWO)


@row("B.12")
def a_code_of_five_digits(w):
    """A code of 5 digits: ValidationError with the value"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    refuses(
        lambda: sts.get_session_token(
            SerialNumber=f"arn:aws:iam::{w.account}:mfa/none", TokenCode="12345"
        ),
        "ValidationError",
        "1 validation error detected: Value '12345' at 'tokenCode' failed to satisfy constraint:"
        " Member must have length greater than or equal to 6",
        400,
    )


# AssumeRole


def denied(user_arn, role_arn):
    return f"User: {user_arn} is not authorized to perform: sts:AssumeRole on resource: {role_arn}"


def trusting_account(w):
    return {"Principal": {"AWS": f"arn:aws:iam::{w.account}:root"}}


def assumer(w):
    user = w.user()
    w.allow(user, "sts:AssumeRole")
    _, sts = w.clients(w.key(user))
    return user, sts


@row("B.12")
def a_role_is_assumed(w):
    """AssumeRole gives credentials and AssumedRoleUser, and no PackedPolicySize without a policy"""
    _, sts = assumer(w)
    arn = w.role(trusting_account(w))
    answer = sts.assume_role(RoleArn=arn, RoleSessionName="work")
    name = arn.rsplit("/", 1)[1]
    same(
        answer["AssumedRoleUser"]["Arn"],
        f"arn:aws:sts::{w.account}:assumed-role/{name}/work",
    )
    holds(answer["AssumedRoleUser"]["AssumedRoleId"].endswith(":work"), "AssumedRoleId")
    holds("PackedPolicySize" not in answer, "PackedPolicySize without a policy")


@row("B.12")
def identity_of_a_role_session(w):
    """GetCallerIdentity of a role session: the role's path is left out"""
    _, sts = assumer(w)
    arn = w.role(trusting_account(w), Path="/team/")
    _, sts = w.as_session(
        sts.assume_role(RoleArn=arn, RoleSessionName="work")["Credentials"]
    )
    name = arn.rsplit("/", 1)[1]
    same(
        sts.get_caller_identity()["Arn"],
        f"arn:aws:sts::{w.account}:assumed-role/{name}/work",
    )


@row("B.12")
def a_packed_policy_size_comes_with_a_session_policy(w):
    """PackedPolicySize is there when a session policy was sent"""
    _, sts = assumer(w)
    arn = w.role(trusting_account(w))
    policy = (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
    )
    answer = sts.assume_role(RoleArn=arn, RoleSessionName="work", Policy=policy)
    holds(answer["PackedPolicySize"] > 0, "no PackedPolicySize")


@row("B.12 2")
def root_assumes_no_role(w):
    """Root cannot assume a role"""
    if not w.root_key:
        raise NotRun("needs a key of the root user")
    arn = w.role(trusting_account(w))
    _, sts = w.clients(w.root_key)
    refuses(
        lambda: sts.assume_role(RoleArn=arn, RoleSessionName="work"),
        "AccessDenied",
        "Roles may not be assumed by root accounts.",
        403,
    )


@row("B.12 3")
def longer_than_the_roles_maximum(w):
    """DurationSeconds over the role's maximum: ValidationError"""
    _, sts = assumer(w)
    arn = w.role(trusting_account(w))
    refuses(
        lambda: sts.assume_role(RoleArn=arn, RoleSessionName="work", DurationSeconds=7200),
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        400,
    )


@row("B.12 4")
def chained_roles_last_an_hour(w):
    """A role session cannot assume a role for more than an hour"""
    _, sts = assumer(w)
    first = w.role(trusting_account(w))
    second = w.role(trusting_account(w), MaxSessionDuration=43_200)
    _, chained = w.as_session(
        sts.assume_role(RoleArn=first, RoleSessionName="work")["Credentials"]
    )
    refuses(
        lambda: chained.assume_role(
            RoleArn=second, RoleSessionName="more", DurationSeconds=3601
        ),
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
        " chaining.",
        400,
    )


@row("B.12 6")
def a_missing_role_is_denied(w):
    """A role that is not there: AccessDenied without a reason"""
    user, sts = assumer(w)
    arn = f"arn:aws:iam::{w.account}:role/{w.name()}"
    refuses(
        lambda: sts.assume_role(RoleArn=arn, RoleSessionName="work"),
        "AccessDenied",
        denied(w.user_arn(user), arn),
        403,
    )


@row("B.12 6")
def a_role_that_does_not_trust_is_denied(w):
    """A role that trusts somebody else: the same text"""
    user, sts = assumer(w)
    other = w.user()
    arn = w.role({"Principal": {"AWS": w.user_arn(other)}})
    refuses(
        lambda: sts.assume_role(RoleArn=arn, RoleSessionName="work"),
        "AccessDenied",
        denied(w.user_arn(user), arn),
        403,
    )


@row("B.12 6")
def a_caller_without_permission_is_denied(w):
    """A role that trusts the account, and a caller without permission: the same text"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    arn = w.role(trusting_account(w))
    refuses(
        lambda: sts.assume_role(RoleArn=arn, RoleSessionName="work"),
        "AccessDenied",
        denied(w.user_arn(user), arn),
        403,
    )


@row("B.12")
def a_caller_that_is_named_needs_no_permission(w):
    """A role that trusts the very user needs no permission of the user's"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    arn = w.role({"Principal": {"AWS": w.user_arn(user)}})
    sts.assume_role(RoleArn=arn, RoleSessionName="work")


@row("B.12")
def a_malformed_role_arn(w):
    """A malformed RoleArn: ValidationError"""
    _, sts = assumer(w)
    refuses(
        lambda: sts.assume_role(RoleArn="arn:aws:iam::nobody:role", RoleSessionName="work"),
        "ValidationError",
        "arn:aws:iam::nobody:role is invalid",
        400,
    )


def mfa_role(w):
    return w.role(
        {
            **trusting_account(w),
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        }
    )


@row("B.12 6")
def an_mfa_role_without_mfa_is_denied(w):
    """A role that wants MFA, and a caller without: the same text"""
    user, sts = assumer(w)
    arn = mfa_role(w)
    refuses(
        lambda: sts.assume_role(RoleArn=arn, RoleSessionName="work"),
        "AccessDenied",
        denied(w.user_arn(user), arn),
        403,
    )


@row("B.12")
def an_mfa_role_with_a_code_is_assumed(w):
    """A role that wants MFA is assumed with a right code, once"""
    user, sts = assumer(w)
    device = w.enabled(user)
    arn = mfa_role(w)
    step = w.fresh_window()
    ask = lambda: sts.assume_role(
        RoleArn=arn,
        RoleSessionName="work",
        SerialNumber=device.serial,
        TokenCode=device.code(step),
    )
    ask()
    refuses(ask, "AccessDenied", WRONG_CODE, 403)


@row("D.3")
def sts_calls_share_the_memory(w):
    """A code that GetSessionToken took is refused at AssumeRole"""
    user, sts = assumer(w)
    device = w.enabled(user)
    arn = mfa_role(w)
    step = w.fresh_window()
    session_token(sts, device, device.code(step))
    refuses(
        lambda: sts.assume_role(
            RoleArn=arn,
            RoleSessionName="work",
            SerialNumber=device.serial,
            TokenCode=device.code(step),
        ),
        "AccessDenied",
        WRONG_CODE,
        403,
    )


@row("D.6")
def an_mfa_session_assumes_an_mfa_role(w):
    """An MFA session satisfies a role that wants MFA"""
    user, _ = assumer(w)
    device = w.enabled(user)
    _, sts = w.mfa_session(user, device)
    sts.assume_role(RoleArn=mfa_role(w), RoleSessionName="work")


@row("D.6")
def role_credentials_carry_no_mfa(w):
    """The credentials of an assumed role carry no MFA: a second MFA role is denied"""
    user, sts = assumer(w)
    device = w.enabled(user)
    arn = mfa_role(w)
    w.iam.put_role_policy(
        RoleName=arn.rsplit("/", 1)[1],
        PolicyName="go-on",
        PolicyDocument='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}',
    )
    step = w.fresh_window()
    credentials = sts.assume_role(
        RoleArn=arn,
        RoleSessionName="work",
        SerialNumber=device.serial,
        TokenCode=device.code(step),
    )["Credentials"]
    _, chained = w.as_session(credentials)
    refuses(
        lambda: chained.assume_role(RoleArn=mfa_role(w), RoleSessionName="more"), "AccessDenied"
    )


@row("D.6")
def the_age_of_mfa_counts(w):
    """A role that wants MFA younger than an hour denies an older MFA session"""
    user, _ = assumer(w)
    device = w.enabled(user)
    arn = w.role(
        {
            **trusting_account(w),
            "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}},
        }
    )
    _, sts = w.mfa_session(user, device)
    sts.assume_role(RoleArn=arn, RoleSessionName="work")
    w.later(3_700)
    refuses(lambda: sts.assume_role(RoleArn=arn, RoleSessionName="work"), "AccessDenied")


@row("B.12")
def an_external_id_is_compared(w):
    """A role with sts:ExternalId wants that id"""
    _, sts = assumer(w)
    arn = w.role(
        {**trusting_account(w), "Condition": {"StringEquals": {"sts:ExternalId": "abc"}}}
    )
    sts.assume_role(RoleArn=arn, RoleSessionName="work", ExternalId="abc")
    refuses(
        lambda: sts.assume_role(RoleArn=arn, RoleSessionName="work", ExternalId="abd"),
        "AccessDenied",
    )


@row("B.12")
def an_expired_session_is_told(w):
    """Expired session credentials: ExpiredToken"""
    user = w.user()
    _, sts = w.clients(w.key(user))
    credentials = sts.get_session_token(DurationSeconds=900)["Credentials"]
    _, sts = w.as_session(credentials)
    w.later(901)
    refuses(
        lambda: sts.get_caller_identity(),
        "ExpiredToken",
        "The security token included in the request is expired",
        403,
    )


# The others


@row("B.12")
def get_access_key_info(w):
    """GetAccessKeyInfo tells the account of a key, also of one that is gone"""
    user = w.user()
    key = w.key(user)["AccessKeyId"]
    same(w.sts.get_access_key_info(AccessKeyId=key)["Account"], w.account)
    w.iam.delete_access_key(UserName=user, AccessKeyId=key)
    same(w.sts.get_access_key_info(AccessKeyId=key)["Account"], w.account)


@row("B.12")
def a_federated_user(w):
    """GetFederationToken: the ARN and id of a federated user; IAM refuses it"""
    user = w.user()
    w.allow(user, "sts:GetFederationToken", "iam:*")
    _, sts = w.clients(w.key(user))
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
    answer = sts.get_federation_token(Name="guest", Policy=policy)
    same(answer["FederatedUser"]["Arn"], f"arn:aws:sts::{w.account}:federated-user/guest")
    same(answer["FederatedUser"]["FederatedUserId"], f"{w.account}:guest")
    iam, guest = w.as_session(answer["Credentials"])
    same(guest.get_caller_identity()["UserId"], f"{w.account}:guest")
    refuses(lambda: iam.list_users(), "InvalidClientTokenId", None, 403)
