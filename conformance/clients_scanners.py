"""Prowler, Steampipe, ScoutSuite and cloud-custodian: what they find out about MFA. Row F.2."""

import csv
import io
import re

from botocore.exceptions import ClientError

from client_tools import make, owned_by_root, pages, virtual_devices
from row import row
from world import holds, refuses, same

ROOT_DEVICE = "root-account-mfa-device"


def credential_report(w):
    """Rows by user, as Prowler and ScoutSuite get them."""
    for _ in range(30):
        if w.iam.generate_credential_report()["State"] == "COMPLETE":
            break
    text = w.iam.get_credential_report()["Content"].decode()
    return {line["user"]: line for line in csv.DictReader(io.StringIO(text))}


# Prowler


def prowler_organization_features(w):
    """None when the organization looks after root's credentials or cannot be asked."""
    try:
        return w.iam.list_organizations_features().get("EnabledFeatures", [])
    except ClientError as error:
        code = error.response["Error"]["Code"]
        return None if code == "AccountNotManagementOrDelegatedAdministratorException" else []


def prowler_root_mfa(w):
    """iam_root_mfa_enabled; None is "no finding"."""
    features = prowler_organization_features(w)
    if features is None or "RootCredentialsManagement" in features:
        return None
    root = credential_report(w)["<root_account>"]
    credentials = ("password_enabled", "access_key_1_active", "access_key_2_active")
    if all(root[one] != "true" for one in credentials):
        return None
    return "FAIL" if root["mfa_active"] == "false" else "PASS"


def prowler_root_hardware_mfa(w):
    """iam_root_hardware_mfa_enabled, with the reason."""
    if w.iam.get_account_summary()["SummaryMap"]["AccountMFAEnabled"] == 0:
        return "FAIL: not enabled"
    for device in virtual_devices(w):
        if "root" in device.get("User", {}).get("Arn", ""):
            return "FAIL: virtual"
    return "PASS"


@row("F.2")
def prowler_sees_roots_mfa(a):
    """Prowler: root_mfa fails for root without a device and passes with one, whatever its name"""
    same(prowler_root_mfa(a.plain), "FAIL", "plain")
    same(prowler_root_mfa(a.root), "PASS", "root")
    same(prowler_root_mfa(a.named), "PASS", "named")
    same(prowler_root_mfa(a.users), "FAIL", "users")


@row("F.2")
def prowler_sees_that_roots_mfa_is_virtual(a):
    """Prowler: root_hardware_mfa fails as virtual by the owner's ARN, not by the device's name"""
    same(prowler_root_hardware_mfa(a.plain), "FAIL: not enabled", "plain")
    same(prowler_root_hardware_mfa(a.root), "FAIL: virtual", "root")
    same(prowler_root_hardware_mfa(a.named), "FAIL: virtual", "named")
    same(prowler_root_hardware_mfa(a.orphan), "FAIL: not enabled", "orphan")


@row("F.2")
def prowler_sees_users_without_mfa(a):
    """Prowler: console users with MFA, by the report's lower-case strings"""
    verdicts = {}
    for name, line in credential_report(a.users).items():
        fails = line["password_enabled"] == "true" and line["mfa_active"] == "false"
        verdicts[name] = "FAIL" if fails else "PASS"
    same(verdicts["<root_account>"], "FAIL", "root")
    same(verdicts["device-password"], "PASS", "device-password")
    same(verdicts["password"], "FAIL", "password")
    for name in ("device", "nothing", "key", "dormant"):
        same(verdicts[name], "PASS", name)


@row("F.2")
def prowler_tells_virtual_from_hardware(a):
    """Prowler: user_hardware_mfa reads the kind out of the serial"""
    kinds = {}
    for user in pages(a.users.iam, "list_users", "Users"):
        devices = pages(a.users.iam, "list_mfa_devices", "MFADevices", UserName=user["UserName"])
        kinds[user["UserName"]] = [
            one["SerialNumber"].split(":")[5].split("/")[0] for one in devices
        ]
    same(kinds["device"], ["mfa"], "device")
    same(kinds["device-password"], ["mfa"], "device-password")
    same(kinds["password"], [], "password")


@row("F.2")
def prowler_sees_access_keys(a):
    """Prowler: keys by the report: active, dormant, none, and root's own"""
    report = credential_report(a.users)
    same(report["key"]["access_key_1_active"], "true", "key")
    same(report["dormant"]["access_key_1_active"], "false", "dormant")
    holds(report["dormant"]["access_key_1_last_rotated"] != "N/A", "dormant key's date")
    same(report["nothing"]["access_key_1_last_rotated"], "N/A", "nothing")
    same(report["<root_account>"]["access_key_1_active"], "true", "root")
    summary = a.users.iam.get_account_summary()["SummaryMap"]
    same(summary["AccountAccessKeysPresent"], 1, "AccountAccessKeysPresent")


# Steampipe


def steampipe_devices(w):
    """The table aws_iam_virtual_mfa_device: one list call for up to 1000, tags for each."""
    answer = w.iam.list_virtual_mfa_devices(MaxItems=1000)
    for device in answer["VirtualMFADevices"]:
        tags = w.iam.list_mfa_device_tags(SerialNumber=device["SerialNumber"])["Tags"]
        yield {
            "serial_number": device["SerialNumber"],
            "enable_date": device.get("EnableDate"),
            "user_id": device.get("User", {}).get("UserId"),
            "user_name": device.get("User", {}).get("UserName"),
            "tags": {tag["Key"]: tag["Value"] for tag in tags},
        }


def steampipe_root_hardware_mfa(w):
    """The control's left join on the serial that root's device had before November 2022."""
    summary = w.iam.get_account_summary()["SummaryMap"]
    serial = f"arn:aws:iam::{w.account}:mfa/{ROOT_DEVICE}"
    joined = [one for one in steampipe_devices(w) if one["serial_number"] == serial]
    return "ok" if summary["AccountMFAEnabled"] and not joined else "alarm"


@row("F.2")
def steampipe_lists_devices(a):
    """Steampipe: the table's columns; root's row has a user id and no user name"""
    devices = {one["serial_number"]: one for one in steampipe_devices(a.root)}
    device = devices[f"arn:aws:iam::{a.root.account}:mfa/{ROOT_DEVICE}"]
    same(device["user_id"], a.root.account, "user_id")
    same(device["user_name"], None, "user_name")
    holds(device["enable_date"], "enable_date")
    devices = {one["user_name"] for one in steampipe_devices(a.users)}
    same(devices, {"device", "device-password"}, "owners")


@row("F.2")
def steampipe_sees_that_roots_mfa_is_virtual(a):
    """Steampipe: the join on root-account-mfa-device alarms, for root's and a user's device"""
    same(steampipe_root_hardware_mfa(a.plain), "alarm", "plain")
    same(steampipe_root_hardware_mfa(a.root), "alarm", "root")
    # Here the control is right by accident: the device that it finds is ada's.
    same(steampipe_root_hardware_mfa(a.named), "alarm", "named")
    owner = [
        one["user_name"]
        for one in steampipe_devices(a.named)
        if one["serial_number"].endswith("/" + ROOT_DEVICE)
    ]
    same(owner, ["ada"], "owner")


@row("F.2")
def steampipe_joins_users_and_devices(a):
    """Steampipe: aws_iam_user.mfa_enabled agrees with a join of users and devices by id"""
    w = a.users
    owners = {one["user_id"] for one in steampipe_devices(w)}
    for user in pages(w.iam, "list_users", "Users"):
        listed = w.iam.list_mfa_devices(UserName=user["UserName"])["MFADevices"]
        same(user["UserId"] in owners, bool(listed), user["UserName"])


# ScoutSuite


def scout_hardware(w, name):
    """mfa_active_hardware: root's by a list that is not paged, a user's by the serials."""
    if name == "<root_account>":
        devices = w.iam.list_virtual_mfa_devices()["VirtualMFADevices"]
        return not any(
            one.get("EnableDate") and one["User"]["Arn"].endswith(":root") for one in devices
        )
    devices = w.iam.list_mfa_devices(UserName=name)["MFADevices"]
    return bool(devices) and not any(one["SerialNumber"].startswith("arn:") for one in devices)


def scout_report(w):
    lines = {}
    for name, line in credential_report(w).items():
        used = [
            line[column]
            for column in (
                "password_last_used",
                "access_key_1_last_used_date",
                "access_key_2_last_used_date",
            )
            if line[column] not in ("no_information", "N/A")
        ]
        lines[name] = {
            "mfa": line["mfa_active"] == "true",
            "hardware": line["mfa_active"] == "true" and scout_hardware(w, name),
            "last_used": max(used, default=None),
        }
    return lines


@row("F.2")
def scout_sees_roots_mfa(a):
    """ScoutSuite: root without MFA, with a virtual device, and with one of another name"""
    root = "<root_account>"
    same(scout_report(a.plain)[root]["mfa"], False, "plain")
    for w in (a.root, a.named):
        line = scout_report(w)[root]
        same((line["mfa"], line["hardware"]), (True, False), w.account)
        holds(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)", line["last_used"]), "date")


@row("F.2")
def scout_reads_past_an_orphan(a):
    """ScoutSuite: devices of nobody have neither EnableDate nor User, and count for nobody"""
    w = a.orphan
    devices = virtual_devices(w)
    same(len(devices), 2, "devices")
    holds(not any("EnableDate" in one or "User" in one for one in devices), "an owner")
    report = scout_report(w)
    same(report["left"], {"mfa": False, "hardware": False, "last_used": None}, "left")
    same(report["<root_account>"]["mfa"], False, "root")


# cloud-custodian, and what people do by hand about orphans


@row("F.2")
def custodian_finds_roots_virtual_device(a):
    """cloud-custodian: has-virtual-mfa by the owner's ARN"""
    found = {
        name: any(owned_by_root(one) for one in virtual_devices(getattr(a, name)))
        for name in ("plain", "root", "named", "users", "orphan")
    }
    same(
        found,
        {"plain": False, "root": True, "named": True, "users": False, "orphan": False},
        "has-virtual-mfa",
    )


@row("F.2")
def an_orphan_blocks_its_name(a):
    """cloud-custodian 4381: a device that was deactivated and not deleted cannot be made anew"""
    w = a.orphan
    refuses(lambda: make(w, "left"), "EntityAlreadyExists", "MFA device already exists.", 409)
    summary = w.iam.get_account_summary()["SummaryMap"]
    same((summary["MFADevices"], summary["MFADevicesInUse"]), (2, 0), "summary")
