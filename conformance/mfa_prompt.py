#!/usr/bin/env python3
"""The AWS CLI's own question for a code (mfa_serial in a profile), asked on a pseudo-terminal.

Environment as for run.py. Prints a JSON object: the role, the device, and for a wrong code, a right
one and a call after that what stood on the terminal and the exit status.
"""

import json
import os
import pathlib
import pty
import select
import sys
import tempfile

from world import World

COMMAND = "aws sts get-caller-identity --profile careful --query Arn --output text".split()
PATIENCE_SECONDS = 60


def write_profiles(home, key, role, device):
    (home / "config").write_text(
        "[profile careful]\n"
        f"role_arn = {role}\n"
        "role_session_name = prompt\n"
        "source_profile = ada\n"
        f"mfa_serial = {device.serial}\n"
    )
    (home / "credentials").write_text(
        "[ada]\n"
        f"aws_access_key_id = {key['AccessKeyId']}\n"
        f"aws_secret_access_key = {key['SecretAccessKey']}\n"
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE")
    }
    environment["HOME"] = str(home)
    environment["AWS_CONFIG_FILE"] = str(home / "config")
    environment["AWS_SHARED_CREDENTIALS_FILE"] = str(home / "credentials")
    return environment


def on_a_terminal(environment, answer):
    """Runs the command and types the answer when it is asked for one."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(COMMAND[0], COMMAND, environment)
    shown, typed = b"", False
    while select.select([terminal], [], [], PATIENCE_SECONDS)[0]:
        try:
            some = os.read(terminal, 4096)
        except OSError:  # the other end was closed
            break
        if not some:
            break
        shown += some
        if not typed and shown.endswith(b": "):
            os.write(terminal, answer.encode() + b"\n")
            typed = True
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    return {"shown": shown.decode().replace("\r\n", "\n"), "status": status}


def main():
    world = World()
    ada = world.user()
    world.allow(ada, "sts:AssumeRole")
    device = world.enabled(ada)
    role = world.role(
        {
            "Principal": {"AWS": f"arn:aws:iam::{world.account}:root"},
            "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        }
    )
    with tempfile.TemporaryDirectory() as home:
        environment = write_profiles(pathlib.Path(home), world.key(ada), role, device)
        step = world.fresh_step()
        result = {
            "account": world.account,
            "role": role.rsplit("/", 1)[1],
            "serial": device.serial,
            "wrong": on_a_terminal(environment, device.wrong(step)),
            "right": on_a_terminal(environment, device.code(world.fresh_step())),
            "again": on_a_terminal(environment, "not asked for"),
        }
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
