"""Terraform: aws_iam_virtual_mfa_device, and aws_iam_user with force_destroy. Row F.3."""

import re

from client_tools import absent, assign, owned_by_root, pages, virtual_devices
from row import row
from world import Device, holds, refuses, same

PASSWORD = "a password of the test 1"


class VirtualMfaDevice:
    """aws_iam_virtual_mfa_device: create, read and destroy, with the state in between."""

    def __init__(self, iam, name, path="/", tags=None):
        self.iam = iam
        tags = [{"Key": key, "Value": value} for key, value in (tags or {}).items()]
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName=name, Path=path, Tags=tags)
        made = made["VirtualMFADevice"]
        self.state = {"id": made["SerialNumber"]}
        self.seed = made["Base32StringSeed"].decode()
        self.png = made["QRCodePNG"]
        self.read()

    def read(self):
        devices = pages(self.iam, "list_virtual_mfa_devices", "VirtualMFADevices")
        found = [one for one in devices if one["SerialNumber"] == self.state["id"]]
        if not found:
            self.state = None
            return
        resource = found[0]["SerialNumber"].split(":", 5)[5]
        path, name = re.fullmatch(r"mfa(/|/[!-~]+/)([0-9A-Za-z_+=,.@-]+)", resource).groups()
        tags = self.iam.list_mfa_device_tags(SerialNumber=self.state["id"])["Tags"]
        self.state.update(
            path=path,
            name=name,
            tags={tag["Key"]: tag["Value"] for tag in tags},
            enable_date=found[0].get("EnableDate"),
            user_name=found[0].get("User", {}).get("UserName", ""),
        )

    def destroy(self):
        serial, user = self.state["id"], self.state["user_name"]
        if user and absent(self.iam.deactivate_mfa_device, UserName=user, SerialNumber=serial):
            return
        absent(self.iam.delete_virtual_mfa_device, SerialNumber=serial)


@row("F.3")
def terraform_makes_and_destroys_a_device(a):
    """Terraform: aws_iam_virtual_mfa_device is found at once, with path and tags, and destroyed"""
    w = a.terraform
    device = VirtualMfaDevice(w.iam, "tf-phone", "/team/blue/", {"Owner": "ops", "Env": "test"})
    same(device.state["path"], "/team/blue/", "path")
    same(device.state["name"], "tf-phone", "name")
    same(device.state["tags"], {"Owner": "ops", "Env": "test"}, "tags")
    same(device.state["enable_date"], None, "enable_date")
    same(device.state["user_name"], "", "user_name")
    holds(re.fullmatch("[A-Z2-7]{64}", device.seed), "base_32_string_seed")
    holds(device.png.startswith(b"\x89PNG\r\n"), "qr_code_png")
    device.destroy()
    device.read()
    same(device.state, None, "state after destroy")


@row("F.3")
def terraform_destroys_a_device_in_use(a):
    """Terraform: a device that somebody enabled meanwhile is refreshed, deactivated and deleted"""
    w = a.terraform
    device = VirtualMfaDevice(w.iam, "tf-in-use")
    user = w.user()
    assign(w, user, Device(device.state["id"], device.seed))
    device.read()
    same(device.state["user_name"], user, "user_name")
    holds(device.state["enable_date"], "enable_date")
    device.destroy()
    device.read()
    same(device.state, None, "state after destroy")
    w.iam.delete_user(UserName=user)


@row("F.3")
def terraform_tolerates_a_device_that_is_gone(a):
    """Terraform: a device deleted by somebody else leaves the state, and destroy does not fail"""
    w = a.terraform
    device = VirtualMfaDevice(w.iam, "tf-gone")
    w.iam.delete_virtual_mfa_device(SerialNumber=device.state["id"])
    device.destroy()
    device.read()
    same(device.state, None, "state")


def force_destroy(iam, user):
    """aws_iam_user with force_destroy: all that hangs on the user, then the user."""
    for group in pages(iam, "list_groups_for_user", "Groups", UserName=user):
        iam.remove_user_from_group(UserName=user, GroupName=group["GroupName"])
    for key in pages(iam, "list_access_keys", "AccessKeyMetadata", UserName=user):
        iam.delete_access_key(UserName=user, AccessKeyId=key["AccessKeyId"])
    same(pages(iam, "list_ssh_public_keys", "SSHPublicKeys", UserName=user), [], "SSH keys")
    assigned = pages(
        iam, "list_virtual_mfa_devices", "VirtualMFADevices", AssignmentStatus="Assigned"
    )
    # The provider reads User without asking whether there is one.
    for device in [one for one in assigned if one["User"].get("UserName") == user]:
        iam.deactivate_mfa_device(UserName=user, SerialNumber=device["SerialNumber"])
        iam.delete_virtual_mfa_device(SerialNumber=device["SerialNumber"])
    for device in pages(iam, "list_mfa_devices", "MFADevices", UserName=user):
        iam.deactivate_mfa_device(UserName=user, SerialNumber=device["SerialNumber"])
    absent(iam.delete_login_profile, UserName=user)
    certificates = pages(iam, "list_signing_certificates", "Certificates", UserName=user)
    same(certificates, [], "certificates")
    specific = iam.list_service_specific_credentials(UserName=user)
    same(specific["ServiceSpecificCredentials"], [], "service specific credentials")
    iam.delete_user(UserName=user)


@row("F.3")
def terraform_force_destroys_a_user(a):
    """Terraform: aws_iam_user with force_destroy removes a user with all that it has"""
    w = a.terraform
    user = w.user()
    w.iam.create_login_profile(UserName=user, Password=PASSWORD)
    group = w.name("group")
    w.iam.create_group(GroupName=group)
    w.iam.add_user_to_group(GroupName=group, UserName=user)
    w.key(user)
    w.key(user)
    devices = [w.enabled(user), w.enabled(user)]
    refuses(lambda: w.iam.delete_user(UserName=user), "DeleteConflict")
    force_destroy(w.iam, user)
    holds(absent(w.iam.get_user, UserName=user), "the user is there")
    left = {one["SerialNumber"] for one in virtual_devices(w)}
    holds(left.isdisjoint(one.serial for one in devices), "a device is left")


@row("F.3")
def terraform_leaves_roots_device_alone(a):
    """Terraform: force_destroy sees root's device, whose User has no UserName, and passes it by"""
    w = a.terraform
    before = [one for one in virtual_devices(w) if owned_by_root(one)]
    same(len(before), 1, "devices of root")
    holds("UserName" not in before[0]["User"], "root's User has a UserName")
    user = w.user()
    force_destroy(w.iam, user)
    same([one for one in virtual_devices(w) if owned_by_root(one)], before, "root's device")
