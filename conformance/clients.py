#!/usr/bin/env python3
"""Replays the calls of well-known clients, and asserts what each of them would conclude.

    clients.py ACCOUNTS_FILE

The file is a JSON object of sandbox accounts (AccessKeyId and SecretAccessKey of the root user):

    plain       nothing was done to it
    root        its root user has the device root-account-mfa-device
    named       its root user has my-phone; the user ada gets root-account-mfa-device
    users       for users with and without devices, passwords and keys
    orphan      for a device that nobody has
    terraform   for what Terraform makes and destroys; its root user has a device
    vault       for what aws-vault does

Prints a JSON list, one object a case, as run.py does. What the tools do was read in their sources;
F.2 and F.3 of the reference say in short what they need.
"""

import functools
import json
import os
import sys

import clients_scanners
import clients_terraform
import clients_vault
from client_tools import assign, make
from run import run
from world import World

MODULES = [clients_terraform, clients_vault, clients_scanners]
PASSWORD = "a password of the test 1"


class Accounts:
    """The accounts of the file, each made ready when it is first asked for."""

    def __init__(self, keys):
        self.keys = keys

    @functools.cache
    def __getattr__(self, name):
        os.environ["AWS_ACCESS_KEY_ID"] = self.keys[name]["AccessKeyId"]
        os.environ["AWS_SECRET_ACCESS_KEY"] = self.keys[name]["SecretAccessKey"]
        world = World()
        prepare = globals().get("prepare_" + name)
        if prepare:
            prepare(world)
        return world


def prepare_named(w):
    w.iam.create_user(UserName="ada")
    assign(w, "ada", make(w, "root-account-mfa-device"))


def prepare_users(w):
    """Of each user the name says what it has."""
    for name in ("device-password", "device", "password", "nothing", "key", "dormant"):
        w.iam.create_user(UserName=name)
    for name in ("device-password", "password"):
        w.iam.create_login_profile(UserName=name, Password=PASSWORD)
    for name in ("device-password", "device"):
        assign(w, name, make(w, name + "-phone"))
    w.key("key")
    key = w.key("dormant")
    w.iam.update_access_key(
        UserName="dormant", AccessKeyId=key["AccessKeyId"], Status="Inactive"
    )


def prepare_orphan(w):
    w.iam.create_user(UserName="left")
    w.iam.create_login_profile(UserName="left", Password=PASSWORD)
    make(w, "never-used")
    device = make(w, "left")
    assign(w, "left", device)
    w.iam.deactivate_mfa_device(UserName="left", SerialNumber=device.serial)


def cases():
    for module in MODULES:
        for name, function in vars(module).items():
            if callable(function) and hasattr(function, "row"):
                yield function


def main():
    with open(sys.argv[1]) as file:
        accounts = Accounts(json.load(file))
    results = []
    for case in cases():
        outcome, words = run(case, accounts)
        names = ("row", "promise", "outcome", "words")
        results.append(dict(zip(names, (case.row, case.__doc__, outcome, words))))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
