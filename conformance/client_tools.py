"""What the replayed clients have in common: devices, and lists read to their end."""

from botocore.exceptions import ClientError

from world import Device


def make(w, name, **more):
    made = w.iam.create_virtual_mfa_device(VirtualMFADeviceName=name, **more)["VirtualMFADevice"]
    return Device(made["SerialNumber"], made["Base32StringSeed"].decode())


def assign(w, user, device):
    w.iam.enable_mfa_device(
        UserName=user, SerialNumber=device.serial, **device.pair(w.fresh_step())
    )


def pages(iam, action, key, **arguments):
    """All members of a list, as every tool's paginator gathers them."""
    return [
        member for page in iam.get_paginator(action).paginate(**arguments) for member in page[key]
    ]


def absent(call, *arguments, **named):
    """Whether a call says NoSuchEntity; tools take that for "nothing there"."""
    try:
        call(*arguments, **named)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchEntity":
            raise
        return True
    return False


def virtual_devices(w):
    return pages(w.iam, "list_virtual_mfa_devices", "VirtualMFADevices")


def owned_by_root(device):
    return device.get("User", {}).get("Arn", "").endswith(":root")
