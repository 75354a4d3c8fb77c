"""MFA devices: rows B.1 to B.9 and D.2 to D.5."""

from row import row
from world import NotRun, code_at, holds, refuses, same

WRONG_CODE = "Authentication code for device is not valid."
NEEDS_MFA = (
    "To complete this action, please ensure that you are authenticated with an MFA device that is"
    " enabled for this user."
)
TOO_LONG = (
    "1 validation error detected: Value at 'authenticationCode1' failed to satisfy constraint:"
    " Member must have length less than or equal to 6"
)


def missing(serial):
    return f"MFA Device with serial number {serial} does not exist."


# B.1 CreateVirtualMFADevice


@row("B.1")
def create_answers_serial_seed_and_picture_only(w):
    """A new device is answered with SerialNumber, Base32StringSeed and QRCodePNG and nothing else"""
    made = w.iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name())["VirtualMFADevice"]
    same(sorted(made), ["Base32StringSeed", "QRCodePNG", "SerialNumber"], "members")


@row("B.1")
def the_seed_is_64_base32_characters(w):
    """The seed is 64 Base32 characters without padding"""
    made = w.iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name())["VirtualMFADevice"]
    seed = made["Base32StringSeed"].decode()
    same(len(seed), 64, "length")
    holds(set(seed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), "not Base32")


@row("B.1")
def the_picture_is_a_png(w):
    """QRCodePNG has the bytes of a PNG file"""
    made = w.iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name())["VirtualMFADevice"]
    same(made["QRCodePNG"][:8], b"\x89PNG\r\n\x1a\n", "signature")


@row("B.1")
def the_arn_has_path_and_name(w):
    """The serial number is the ARN with path and name"""
    name = w.name()
    made = w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name, Path="/a//b/")
    same(made["VirtualMFADevice"]["SerialNumber"], f"arn:aws:iam::{w.account}:mfa/a//b/{name}")


@row("B.1")
def tags_come_back_when_sent(w):
    """Tags are in the answer when they were sent"""
    tags = [{"Key": "team", "Value": "blue"}]
    made = w.iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name(), Tags=tags)
    same(made["VirtualMFADevice"]["Tags"], tags)


@row("B.1")
def a_second_device_of_that_name_is_refused(w):
    """A second device of the same path and name: EntityAlreadyExists"""
    name = w.name()
    w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)
    refuses(
        lambda: w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name),
        "EntityAlreadyExists",
        "MFA device already exists.",
        409,
    )


@row("A.3")
def the_same_name_under_another_path_is_another_device(w):
    """The same name under another path is another device"""
    name = w.name()
    w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)
    w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name, Path="/other/")


@row("B.1")
def a_bad_path_is_refused(w):
    """A path that does not begin and end with a slash: ValidationError"""
    refuses(
        lambda: w.iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name(), Path="abc/"),
        "ValidationError",
        "The specified value for path is invalid. It must begin and end with / and contain only"
        " alphanumeric characters and/or / characters.",
        400,
    )


@row("A.3")
def two_slashes_alone_are_no_path(w):
    """The path // alone is refused"""
    refuses(
        lambda: w.iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name(), Path="//"),
        "ValidationError",
        None,
        400,
    )


@row("B.1")
def a_path_that_is_too_long_is_refused(w):
    """A path of more than 512 characters: ValidationError"""
    refuses(
        lambda: w.iam.create_virtual_mfa_device(
            VirtualMFADeviceName=w.name(), Path="/" + "a" * 511 + "/"
        ),
        "ValidationError",
        "1 validation error detected: Value at 'path' failed to satisfy constraint: Member must"
        " have length less than or equal to 512",
        400,
    )


@row("B.1")
def a_bad_name_is_refused(w):
    """A name with a blank: ValidationError"""
    refuses(
        lambda: w.iam.create_virtual_mfa_device(VirtualMFADeviceName="a b"),
        "ValidationError",
        "The specified value for virtualMFADeviceName is invalid. It must contain only alphanumeric"
        " characters and/or the following: +=,.@_-",
        400,
    )


@row("B.9")
def duplicate_tag_keys_are_refused(w):
    """Duplicate tag keys: InvalidInput"""
    tags = [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]
    refuses(
        lambda: w.iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name(), Tags=tags),
        "InvalidInput",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        400,
    )


@row("B.9")
def reserved_tag_keys_are_refused(w):
    """Tag keys that begin with aws: are refused with InvalidInput"""
    tags = [{"Key": "aws:x", "Value": "1"}]
    refuses(
        lambda: w.iam.create_virtual_mfa_device(VirtualMFADeviceName=w.name(), Tags=tags),
        "InvalidInput",
        "Tag keys beginning with aws: are reserved for system use.",
        400,
    )


# B.2 EnableMFADevice


def enable(w, user, device, iam=None, **codes):
    codes = codes or device.pair(w.step())
    return (iam or w.iam).enable_mfa_device(
        UserName=user, SerialNumber=device.serial, **codes
    )


@row("B.2")
def a_right_pair_assigns(w):
    """Two consecutive codes assign the device, and the answer is empty"""
    user, device = w.user(), w.device()
    w.fresh_step()
    answer = enable(w, user, device)
    same(sorted(answer), ["ResponseMetadata"])
    listed = w.iam.list_mfa_devices(UserName=user)["MFADevices"]
    same([it["SerialNumber"] for it in listed], [device.serial])


@row("B.2 1")
def a_code_of_seven_digits_is_refused_by_its_shape(w):
    """A code of 7 digits: ValidationError, before anything else"""
    refuses(
        lambda: w.iam.enable_mfa_device(
            UserName=w.name(),
            SerialNumber="arn:aws:iam::1:mfa/none",
            AuthenticationCode1="1234567",
            AuthenticationCode2="123456",
        ),
        "ValidationError",
        TOO_LONG,
        400,
    )


@row("B.2 3")
def an_unknown_user_is_told_before_the_device(w):
    """An unknown user: NoSuchEntity, before the device is looked for"""
    name = w.name()
    refuses(
        lambda: w.iam.enable_mfa_device(
            UserName=name,
            SerialNumber=f"arn:aws:iam::{w.account}:mfa/none",
            AuthenticationCode1="123456",
            AuthenticationCode2="234567",
        ),
        "NoSuchEntity",
        f"The user with name {name} cannot be found.",
        404,
    )


@row("B.2 4")
def own_second_device_needs_an_mfa_session(w):
    """A user with a device needs an MFA session to enable its own, before all about the device"""
    user = w.user()
    w.allow(user, "iam:*")
    w.enabled(user)
    iam, _ = w.clients(w.key(user))
    refuses(
        lambda: iam.enable_mfa_device(
            UserName=user,
            SerialNumber=f"arn:aws:iam::{w.account}:mfa/none",
            AuthenticationCode1="123456",
            AuthenticationCode2="234567",
        ),
        "AccessDenied",
        NEEDS_MFA,
        403,
    )


@row("B.2 5")
def a_missing_device_is_told(w):
    """A device that is not there: NoSuchEntity"""
    serial = f"arn:aws:iam::{w.account}:mfa/{w.name()}"
    user = w.user()
    refuses(
        lambda: w.iam.enable_mfa_device(
            UserName=user,
            SerialNumber=serial,
            AuthenticationCode1="123456",
            AuthenticationCode2="234567",
        ),
        "NoSuchEntity",
        missing(serial),
        404,
    )


@row("B.2 6")
def the_users_own_device_is_told(w):
    """A device that is this user's already: EntityAlreadyExists"""
    user = w.user()
    device = w.enabled(user)
    refuses(
        lambda: enable(w, user, device),
        "EntityAlreadyExists",
        f"MFA Device for user {user} already exists.",
        409,
    )


@row("B.2 7")
def anothers_device_is_told(w):
    """A device that is another's: EntityAlreadyExists"""
    device = w.enabled(w.user())
    user = w.user()
    refuses(
        lambda: enable(w, user, device),
        "EntityAlreadyExists",
        "MFA Device is already in use.",
        409,
    )


@row("B.2 8")
def eight_devices_are_the_most(w):
    """The ninth device of a user: LimitExceeded"""
    user = w.user()
    for _ in range(8):
        w.enabled(user)
    device = w.device()
    refuses(
        lambda: enable(w, user, device),
        "LimitExceeded",
        "Cannot exceed quota for MFADevicesPerUser: 8",
        409,
    )


def refused_codes(w, codes):
    user, device = w.user(), w.device()
    step = w.fresh_step()
    refuses(
        lambda: enable(w, user, device, **codes(device, step)),
        "InvalidAuthenticationCode",
        WRONG_CODE,
        403,
    )


def codes_of(device, first, second):
    return {
        "AuthenticationCode1": code_at(device.seed, first),
        "AuthenticationCode2": code_at(device.seed, second),
    }


@row("B.2 9")
def wrong_codes_are_refused(w):
    """Wrong codes: InvalidAuthenticationCode"""
    refused_codes(
        w,
        lambda d, s: {"AuthenticationCode1": d.wrong(s), "AuthenticationCode2": d.wrong(s)},
    )


@row("B.2 9")
def equal_codes_are_refused(w):
    """The same code twice: InvalidAuthenticationCode"""
    refused_codes(w, lambda d, s: codes_of(d, s, s))


@row("B.2 9")
def swapped_codes_are_refused(w):
    """Two codes in the wrong order: InvalidAuthenticationCode"""
    refused_codes(w, lambda d, s: codes_of(d, s, s - 1))


@row("B.2 9")
def codes_that_are_not_consecutive_are_refused(w):
    """Two codes with one between them: InvalidAuthenticationCode"""
    refused_codes(w, lambda d, s: codes_of(d, s - 2, s))


@row("D.2")
def a_pair_of_998_steps_ago_is_accepted(w):
    """A pair up to 998 steps old assigns the device"""
    user, device = w.user(), w.device()
    step = w.fresh_step()
    enable(w, user, device, **device.pair(step - 998))


@row("D.2")
def a_pair_of_999_steps_ago_is_refused(w):
    """A pair 999 steps old: InvalidAuthenticationCode"""
    refused_codes(w, lambda d, s: d.pair(s - 999))


@row("D.2")
def a_pair_1000_steps_ahead_is_accepted(w):
    """A pair up to 1000 steps ahead assigns the device"""
    user, device = w.user(), w.device()
    step = w.fresh_step()
    enable(w, user, device, **device.pair(step + 1000))


@row("D.2")
def a_pair_1001_steps_ahead_is_refused(w):
    """A pair 1001 steps ahead: InvalidAuthenticationCode"""
    refused_codes(w, lambda d, s: d.pair(s + 1001))


@row("D.3")
def a_late_pair_leaves_the_device_out_of_sync(w):
    """After a pair that came 10 steps late the present code is refused until a resync"""
    user, device = w.user(), w.device()
    step = w.fresh_step()
    enable(w, user, device, **device.pair(step - 10))
    _, sts = w.clients(w.key(user))
    refuses(
        lambda: sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(step)),
        "AccessDenied",
        "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
    )
    step = w.fresh_step()
    w.iam.resync_mfa_device(UserName=user, SerialNumber=device.serial, **device.pair(step))
    sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(step))


@row("D.3")
def pair_and_single_codes_have_separate_memories(w):
    """The codes of an accepted pair still work once at STS"""
    user, device = w.user(), w.device()
    step = w.fresh_step()
    enable(w, user, device, **device.pair(step))
    _, sts = w.clients(w.key(user))
    sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(step))
    sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(step - 1))


# B.3 ResyncMFADevice


@row("B.3")
def resync_of_an_unassigned_device_is_refused(w):
    """Resync of a device that is not the user's: NoSuchEntity"""
    user, device = w.user(), w.device()
    refuses(
        lambda: w.iam.resync_mfa_device(
            UserName=user, SerialNumber=device.serial, **device.pair(w.step())
        ),
        "NoSuchEntity",
        "MFA Device invalid for user.",
        404,
    )


@row("B.3")
def resync_of_a_missing_device_is_refused(w):
    """Resync of a device that is not there: NoSuchEntity"""
    serial = f"arn:aws:iam::{w.account}:mfa/{w.name()}"
    user = w.user()
    refuses(
        lambda: w.iam.resync_mfa_device(
            UserName=user,
            SerialNumber=serial,
            AuthenticationCode1="123456",
            AuthenticationCode2="234567",
        ),
        "NoSuchEntity",
        missing(serial),
        404,
    )


@row("B.3")
def resync_of_ones_own_device_needs_no_mfa(w):
    """A user may resync its own device without MFA"""
    user = w.user()
    w.allow(user, "iam:ResyncMFADevice")
    device = w.enabled(user)
    iam, _ = w.clients(w.key(user))
    w.later(60)
    step = w.fresh_step()
    iam.resync_mfa_device(UserName=user, SerialNumber=device.serial, **device.pair(step))


@row("B.3")
def a_pair_that_was_accepted_is_refused(w):
    """The pair that was accepted before: InvalidAuthenticationCode"""
    user, device = w.user(), w.device()
    step = w.fresh_step()
    enable(w, user, device, **device.pair(step))
    refuses(
        lambda: w.iam.resync_mfa_device(
            UserName=user, SerialNumber=device.serial, **device.pair(step)
        ),
        "InvalidAuthenticationCode",
        WRONG_CODE,
        403,
    )


@row("D.3")
def pairs_may_not_overlap(w):
    """A pair that overlaps the last accepted one by a code: InvalidAuthenticationCode"""
    user, device = w.user(), w.device()
    step = w.fresh_step()
    enable(w, user, device, **device.pair(step))
    refuses(
        lambda: w.iam.resync_mfa_device(
            UserName=user, SerialNumber=device.serial, **device.pair(step + 1)
        ),
        "InvalidAuthenticationCode",
        WRONG_CODE,
        403,
    )


# B.4 DeactivateMFADevice


@row("B.4 1")
def deactivate_tells_an_unknown_user(w):
    """Deactivate for an unknown user: NoSuchEntity"""
    name, device = w.name(), w.device()
    refuses(
        lambda: w.iam.deactivate_mfa_device(UserName=name, SerialNumber=device.serial),
        "NoSuchEntity",
        f"The user with name {name} cannot be found.",
        404,
    )


@row("B.4 2")
def deactivating_ones_own_device_needs_mfa(w):
    """Deactivate of one's own device without MFA: AccessDenied, even if the serial is missing"""
    user = w.user()
    w.allow(user, "iam:*")
    w.enabled(user)
    iam, _ = w.clients(w.key(user))
    refuses(
        lambda: iam.deactivate_mfa_device(
            UserName=user, SerialNumber=f"arn:aws:iam::{w.account}:mfa/none"
        ),
        "AccessDenied",
        NEEDS_MFA,
        403,
    )


@row("B.4 3")
def deactivate_tells_a_missing_device(w):
    """Deactivate of a device that is not there: NoSuchEntity"""
    serial = f"arn:aws:iam::{w.account}:mfa/{w.name()}"
    user = w.user()
    refuses(
        lambda: w.iam.deactivate_mfa_device(UserName=user, SerialNumber=serial),
        "NoSuchEntity",
        missing(serial),
        404,
    )


@row("B.4 4")
def deactivate_tells_anothers_device(w):
    """Deactivate of another user's device: NoSuchEntity"""
    device = w.enabled(w.user())
    user = w.user()
    refuses(
        lambda: w.iam.deactivate_mfa_device(UserName=user, SerialNumber=device.serial),
        "NoSuchEntity",
        "MFA Device invalid for user.",
        404,
    )


@row("B.4 5")
def a_deactivated_device_stays_unassigned(w):
    """A deactivated device stays as Unassigned and keeps its name"""
    user = w.user()
    device = w.enabled(user)
    w.iam.deactivate_mfa_device(UserName=user, SerialNumber=device.serial)
    same(w.iam.list_mfa_devices(UserName=user)["MFADevices"], [])
    unassigned = w.iam.list_virtual_mfa_devices(AssignmentStatus="Unassigned", MaxItems=1000)
    holds(
        device.serial in [it["SerialNumber"] for it in unassigned["VirtualMFADevices"]],
        "not among the unassigned",
    )


@row("D.3")
def a_device_can_be_enabled_again(w):
    """A deactivated device can be enabled again with later codes, for another user too"""
    first, second = w.user(), w.user()
    device = w.enabled(first)
    w.iam.deactivate_mfa_device(UserName=first, SerialNumber=device.serial)
    w.later(60)
    w.fresh_step()
    enable(w, second, device)


@row("D.3")
def the_pair_memory_outlives_deactivation(w):
    """The pair that was accepted before a deactivation is refused afterwards"""
    user, device = w.user(), w.device()
    step = w.fresh_step()
    enable(w, user, device, **device.pair(step))
    w.iam.deactivate_mfa_device(UserName=user, SerialNumber=device.serial)
    refuses(
        lambda: enable(w, user, device, **device.pair(step)),
        "InvalidAuthenticationCode",
        WRONG_CODE,
    )


@row("B.4")
def mfa_sessions_outlive_the_device(w):
    """MFA sessions that were issued before a deactivation go on until they expire"""
    user = w.user()
    w.allow(user, "iam:GetUser")
    device = w.enabled(user)
    iam, _ = w.mfa_session(user, device)
    w.iam.deactivate_mfa_device(UserName=user, SerialNumber=device.serial)
    iam.get_user()


@row("D.5")
def an_mfa_session_may_change_ones_own_devices(w):
    """With an MFA session a user deactivates its own device"""
    user = w.user()
    w.allow(user, "iam:*")
    device = w.enabled(user)
    iam, _ = w.mfa_session(user, device)
    iam.deactivate_mfa_device(UserName=user, SerialNumber=device.serial)


@row("D.5")
def the_first_device_needs_no_mfa(w):
    """A user without devices enables its first one with a plain key"""
    user = w.user()
    w.allow(user, "iam:*")
    iam, _ = w.clients(w.key(user))
    w.enabled(user, iam)


@row("D.5")
def after_the_last_device_a_plain_key_works_again(w):
    """After the last device is removed a plain key enables one again"""
    user = w.user()
    w.allow(user, "iam:*")
    device = w.enabled(user)
    w.iam.deactivate_mfa_device(UserName=user, SerialNumber=device.serial)
    iam, _ = w.clients(w.key(user))
    w.enabled(user, iam)


# B.5 DeleteVirtualMFADevice


@row("B.5")
def an_assigned_device_is_not_deleted(w):
    """Delete of an assigned device: DeleteConflict"""
    device = w.enabled(w.user())
    refuses(
        lambda: w.iam.delete_virtual_mfa_device(SerialNumber=device.serial),
        "DeleteConflict",
        "MFA VirtualDevice in use. Must deactivate first.",
        409,
    )


@row("B.5")
def delete_tells_a_missing_device(w):
    """Delete of a device that is not there: NoSuchEntity"""
    serial = f"arn:aws:iam::{w.account}:mfa/{w.name()}"
    refuses(
        lambda: w.iam.delete_virtual_mfa_device(SerialNumber=serial),
        "NoSuchEntity",
        missing(serial),
        404,
    )


@row("B.5")
def a_deleted_device_frees_its_name(w):
    """A deleted device frees its name"""
    name = w.name()
    made = w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    w.iam.delete_virtual_mfa_device(SerialNumber=made["SerialNumber"])
    w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)


# B.6 ListMFADevices


@row("B.6")
def a_listed_device_has_three_members(w):
    """ListMFADevices gives UserName, SerialNumber and EnableDate, and IsTruncated"""
    user = w.user()
    w.enabled(user)
    answer = w.iam.list_mfa_devices(UserName=user)
    same(answer["IsTruncated"], False)
    same(sorted(answer["MFADevices"][0]), ["EnableDate", "SerialNumber", "UserName"])


@row("B.6")
def without_a_name_it_is_ones_own(w):
    """Without UserName a user's key lists its own devices"""
    user = w.user()
    w.allow(user, "iam:ListMFADevices")
    device = w.enabled(user)
    iam, _ = w.clients(w.key(user))
    same([it["SerialNumber"] for it in iam.list_mfa_devices()["MFADevices"]], [device.serial])


@row("B.6")
def a_role_must_name_the_user(w):
    """Without UserName an assumed role gets ValidationError"""
    user = w.user()
    w.allow(user, "sts:AssumeRole")
    arn = w.role({"Principal": {"AWS": w.user_arn(user)}})
    _, sts = w.clients(w.key(user))
    credentials = sts.assume_role(RoleArn=arn, RoleSessionName="s1")["Credentials"]
    iam, _ = w.as_session(credentials)
    refuses(
        lambda: iam.list_mfa_devices(),
        "ValidationError",
        "Must specify userName when calling with non-User credentials",
        400,
    )


@row("B.6")
def list_tells_an_unknown_user(w):
    """ListMFADevices of an unknown user: NoSuchEntity"""
    name = w.name()
    refuses(
        lambda: w.iam.list_mfa_devices(UserName=name),
        "NoSuchEntity",
        f"The user with name {name} cannot be found.",
        404,
    )


@row("B.6")
def the_name_follows_a_rename(w):
    """After a rename the device is listed under the new name"""
    user, renamed = w.user(), w.name("user")
    device = w.enabled(user)
    w.iam.update_user(UserName=user, NewUserName=renamed)
    listed = w.iam.list_mfa_devices(UserName=renamed)["MFADevices"]
    same([(it["UserName"], it["SerialNumber"]) for it in listed], [(renamed, device.serial)])


# B.7 ListVirtualMFADevices


def listed(w, serial, **more):
    marker = {}
    while True:
        answer = w.iam.list_virtual_mfa_devices(**more, **marker)
        for device in answer["VirtualMFADevices"]:
            if device["SerialNumber"] == serial:
                return device
        if not answer["IsTruncated"]:
            return None
        marker = {"Marker": answer["Marker"]}


@row("B.7")
def an_unassigned_device_shows_its_serial_only(w):
    """An unassigned device is listed with its SerialNumber alone"""
    device = w.device(Tags=[{"Key": "a", "Value": "b"}])
    same(sorted(listed(w, device.serial)), ["SerialNumber"])


@row("B.7")
def an_assigned_device_shows_its_user(w):
    """An assigned device is listed with EnableDate and its User"""
    user = w.user()
    device = w.enabled(user)
    found = listed(w, device.serial, AssignmentStatus="Assigned")
    same(sorted(found), ["EnableDate", "SerialNumber", "User"])
    same(sorted(found["User"]), ["Arn", "CreateDate", "Path", "UserId", "UserName"])
    same(found["User"]["Arn"], w.user_arn(user))


@row("B.7")
def the_lists_by_status_are_disjoint(w):
    """An unassigned device is not among the assigned ones, nor the other way round"""
    device = w.device()
    same(listed(w, device.serial, AssignmentStatus="Assigned"), None)
    holds(listed(w, device.serial, AssignmentStatus="Unassigned"), "not among the unassigned")
    holds(listed(w, device.serial, AssignmentStatus="Any"), "not among any")


@row("B.7")
def a_bad_status_is_refused(w):
    """A bad AssignmentStatus: ValidationError with the three values"""
    refuses(
        lambda: w.iam.list_virtual_mfa_devices(AssignmentStatus="Some"),
        "ValidationError",
        "1 validation error detected: Value at 'assignmentStatus' failed to satisfy constraint:"
        " Member must satisfy enum value set: [Assigned, Unassigned, Any]",
        400,
    )


@row("B.7")
def pages_hold_what_was_asked_for(w):
    """A page holds MaxItems devices and a Marker that leads on, and all pages hold each once"""
    made = {w.device().serial for _ in range(3)}
    seen, marker = [], {}
    while True:
        answer = w.iam.list_virtual_mfa_devices(MaxItems=2, **marker)
        holds(len(answer["VirtualMFADevices"]) <= 2, "a page with more than MaxItems")
        seen += [it["SerialNumber"] for it in answer["VirtualMFADevices"]]
        if not answer["IsTruncated"]:
            holds("Marker" not in answer, "a Marker at the end")
            break
        marker = {"Marker": answer["Marker"]}
        if len(seen) > 3000:
            raise NotRun("too many devices in this account")
    same(len(seen), len(set(seen)), "devices seen twice")
    holds(made <= set(seen), "devices that no page holds")


@row("B.7")
def a_broken_marker_is_refused(w):
    """A broken Marker: ValidationError Invalid Marker."""
    refuses(
        lambda: w.iam.list_virtual_mfa_devices(Marker="nonsense"),
        "ValidationError",
        "Invalid Marker.",
        400,
    )


@row("B.7")
def max_items_is_1_to_1000(w):
    """MaxItems of 0 or 1001: ValidationError"""
    for number in (0, 1001):
        refuses(
            lambda: w.iam.list_virtual_mfa_devices(MaxItems=number), "ValidationError", None, 400
        )


# B.8 GetMFADevice


@row("B.8")
def get_mfa_device_is_for_security_keys(w):
    """GetMFADevice of a virtual device: ValidationError"""
    user = w.user()
    device = w.enabled(user)
    refuses(
        lambda: w.iam.get_mfa_device(SerialNumber=device.serial, UserName=user),
        "ValidationError",
        "The MFA device serial number sent in the request is invalid or not supported by this API."
        " Currently, only hardware FIDO security keys are supported. Please use the compatible"
        " device or API.",
        400,
    )


@row("B.8")
def get_mfa_device_tells_a_missing_one(w):
    """GetMFADevice of a device that is not there: NoSuchEntity"""
    user = w.user()
    refuses(
        lambda: w.iam.get_mfa_device(
            SerialNumber=f"arn:aws:iam::{w.account}:mfa/none", UserName=user
        ),
        "NoSuchEntity",
        None,
        404,
    )


# B.9 Tags


@row("B.9")
def tags_are_added_overwritten_and_sorted(w):
    """Tags are added, overwritten by key, and listed by key"""
    device = w.device()
    w.iam.tag_mfa_device(
        SerialNumber=device.serial,
        Tags=[{"Key": "b", "Value": "1"}, {"Key": "a", "Value": "1"}],
    )
    w.iam.tag_mfa_device(SerialNumber=device.serial, Tags=[{"Key": "b", "Value": "2"}])
    answer = w.iam.list_mfa_device_tags(SerialNumber=device.serial)
    same(answer["Tags"], [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    same(answer["IsTruncated"], False)


@row("B.9")
def unknown_tag_keys_are_ignored_when_removed(w):
    """UntagMFADevice ignores keys that are not there"""
    device = w.device(Tags=[{"Key": "a", "Value": "1"}])
    w.iam.untag_mfa_device(SerialNumber=device.serial, TagKeys=["a", "zzz"])
    same(w.iam.list_mfa_device_tags(SerialNumber=device.serial)["Tags"], [])


@row("A.2")
def tag_keys_of_devices_mind_the_case(w):
    """Tag keys of MFA devices that differ in case only are two"""
    device = w.device()
    w.iam.tag_mfa_device(
        SerialNumber=device.serial,
        Tags=[{"Key": "Team", "Value": "1"}, {"Key": "team", "Value": "2"}],
    )
    same(len(w.iam.list_mfa_device_tags(SerialNumber=device.serial)["Tags"]), 2)


@row("B.9")
def fifty_tags_are_the_most(w):
    """The 51st tag: LimitExceeded"""
    device = w.device(Tags=[{"Key": f"k{i}", "Value": ""} for i in range(50)])
    refuses(
        lambda: w.iam.tag_mfa_device(
            SerialNumber=device.serial, Tags=[{"Key": "one-more", "Value": ""}]
        ),
        "LimitExceeded",
        None,
        409,
    )


# D.4 Attempt limit

UNABLE = (
    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial"
    " number is valid and associated with this user."
)


def spend_budget(w, sts, device, step, times):
    for _ in range(times):
        refuses(
            lambda: sts.get_session_token(
                SerialNumber=device.serial, TokenCode=device.wrong(step)
            ),
            "AccessDenied",
        )


@row("D.4")
def nine_checks_in_three_minutes(w):
    """After 9 checks in a 3-minute window the right code fails with the serial message"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    spend_budget(w, sts, device, step, 9)
    refuses(
        lambda: sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(step)),
        "AccessDenied",
        UNABLE,
        403,
    )


@row("D.4")
def the_budget_is_back_in_the_next_window(w):
    """At the next window's start the budget is back"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    spend_budget(w, sts, device, step, 9)
    step = w.fresh_window()
    sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(step))


@row("D.4")
def another_device_has_its_own_budget(w):
    """Another device of the same user is not affected"""
    user = w.user()
    first, second = w.enabled(user), w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    spend_budget(w, sts, first, step, 10)
    sts.get_session_token(SerialNumber=second.serial, TokenCode=second.code(step))


@row("D.4")
def the_budget_survives_delete_and_create(w):
    """Deleting and re-creating a device of the same ARN does not clear its budget"""
    user = w.user()
    device = w.enabled(user)
    _, sts = w.clients(w.key(user))
    step = w.fresh_window()
    spend_budget(w, sts, device, step, 9)
    w.iam.deactivate_mfa_device(UserName=user, SerialNumber=device.serial)
    w.iam.delete_virtual_mfa_device(SerialNumber=device.serial)
    name = device.serial.rsplit("/", 1)[1]
    made = w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
    device.seed = made["Base32StringSeed"].decode()
    refuses(
        lambda: enable(w, user, device), "InvalidAuthenticationCode", WRONG_CODE, 403
    )
