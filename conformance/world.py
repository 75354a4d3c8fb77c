"""What a case needs: clients, users, devices whose codes it can compute, and a clock.

Everything is made anew for each case, under names that no other case has, so that cases can run in
any order and against an account that is not empty.
"""

import base64
import hashlib
import hmac
import itertools
import json
import os
import struct
import time
import urllib.request
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

STEP = 30
WINDOW = 180

CONFIG = Config(
    region_name="us-east-1",
    retries={"max_attempts": 0},
    parameter_validation=False,
    connect_timeout=5,
    read_timeout=30,
)


class Difference(Exception):
    """The endpoint does not do what the reference says."""


class NotRun(Exception):
    """The case needs something that this endpoint does not have."""


def code_at(seed, step):
    """RFC 6238: the six digits of a Base32 seed at a step."""
    key = base64.b32decode(seed)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000)


class Device:
    """A virtual MFA device of which we know the seed."""

    def __init__(self, serial, seed):
        self.serial = serial
        self.seed = seed

    def pair(self, step):
        return {
            "AuthenticationCode1": code_at(self.seed, step - 1),
            "AuthenticationCode2": code_at(self.seed, step),
        }

    def code(self, step):
        return code_at(self.seed, step)

    def wrong(self, step):
        """A code that is good nowhere near this step."""
        near = {code_at(self.seed, step + i) for i in range(-5, 6)}
        return next(c for c in ("%06d" % i for i in itertools.count()) if c not in near)


class World:
    """One account of the endpoint, seen by its administrator."""

    def __init__(self, waits=True):
        self.waits = waits
        self.session = boto3.Session()
        self.root_key = None
        sts = self.session.client("sts", config=CONFIG)
        identity = sts.get_caller_identity()
        self.account = identity["Account"]
        if identity["Arn"].endswith(":root"):
            self.become_administrator()
        elif os.environ.get("ROOT_ACCESS_KEY_ID"):
            self.root_key = {
                "AccessKeyId": os.environ["ROOT_ACCESS_KEY_ID"],
                "SecretAccessKey": os.environ["ROOT_SECRET_ACCESS_KEY"],
            }
        self.iam = self.session.client("iam", config=CONFIG)
        self.sts = self.session.client("sts", config=CONFIG)
        self.clock_url = None
        sandbox = os.environ.get("COUNTERSIGN_SANDBOX_URL")
        if sandbox:
            self.clock_url = f"{sandbox}/_sandbox/accounts/{self.account}/clock"

    def become_administrator(self):
        """Cases are an administrator's; from root's key one is made."""
        credentials = self.session.get_credentials()
        self.root_key = {
            "AccessKeyId": credentials.access_key,
            "SecretAccessKey": credentials.secret_key,
        }
        iam = self.session.client("iam", config=CONFIG)
        name = self.name("admin")
        iam.create_user(UserName=name)
        iam.attach_user_policy(
            UserName=name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
        )
        key = iam.create_access_key(UserName=name)["AccessKey"]
        self.session = boto3.Session(
            aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"]
        )

    # Time.

    def now(self):
        if not self.clock_url:
            return time.time()
        with urllib.request.urlopen(self.clock_url) as answer:
            text = json.load(answer)["now"].replace("Z", "")
        whole, _, fraction = text.partition(".")
        from datetime import datetime, timezone

        at = datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
        return at.timestamp() + (float("0." + fraction) if fraction else 0)

    def step(self):
        return int(self.now()) // STEP

    def later(self, seconds):
        """Moves the account's clock, or waits when there is none that can be moved."""
        if not self.clock_url:
            if seconds > 200 and self.waits:
                raise NotRun("needs a clock that can be moved")
            if self.waits:
                time.sleep(seconds)
            return
        body = json.dumps({"advance": f"PT{int(seconds)}S"}).encode()
        request = urllib.request.Request(
            self.clock_url, data=body, headers={"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request).read()

    def fresh_step(self):
        """The first second of a step, so that a case is not overtaken by the next one."""
        self.later(STEP - int(self.now()) % STEP)
        return self.step()

    def fresh_window(self):
        """The first second of a budget window."""
        self.later(WINDOW - int(self.now()) % WINDOW)
        return self.step()

    # People and things.

    @staticmethod
    def name(prefix="c"):
        return f"{prefix}-{uuid.uuid4().hex[:12]}"

    def user(self, **more):
        name = self.name("user")
        self.iam.create_user(UserName=name, **more)
        return name

    def user_arn(self, name, path="/"):
        return f"arn:aws:iam::{self.account}:user{path}{name}"

    def key(self, user):
        return self.iam.create_access_key(UserName=user)["AccessKey"]

    def clients(self, key, token=None):
        session = boto3.Session(
            aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"],
            aws_session_token=token,
        )
        return session.client("iam", config=CONFIG), session.client("sts", config=CONFIG)

    def as_session(self, credentials):
        return self.clients(credentials, credentials["SessionToken"])

    def allow(self, user, *actions, resource="*", name="allow"):
        self.policy(
            user, [{"Effect": "Allow", "Action": list(actions), "Resource": resource}], name
        )

    def policy(self, user, statements, name="policy"):
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        self.iam.put_user_policy(UserName=user, PolicyName=name, PolicyDocument=document)

    def device(self, iam=None, **more):
        iam = iam or self.iam
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName=self.name("mfa"), **more)
        made = made["VirtualMFADevice"]
        seed = made.get("Base32StringSeed", b"")
        if isinstance(seed, str):
            seed = seed.encode()
        try:
            base64.b32decode(seed)
        except Exception:
            raise NotRun("the seed is not Base32, so no code can be computed")
        if not seed:
            raise NotRun("no seed came back, so no code can be computed")
        return Device(made["SerialNumber"], seed.decode())

    def enabled(self, user, iam=None):
        """A device that is assigned to the user, at the first second of a step."""
        device = self.device()
        step = self.fresh_step()
        (iam or self.iam).enable_mfa_device(
            UserName=user, SerialNumber=device.serial, **device.pair(step)
        )
        return device

    def mfa_session(self, user, device, key=None):
        """Clients with an MFA session of the user."""
        _, sts = self.clients(key or self.key(user))
        step = self.fresh_step()
        credentials = sts.get_session_token(
            SerialNumber=device.serial, TokenCode=device.code(step)
        )["Credentials"]
        return self.as_session(credentials)

    def role(self, trust_statement, **more):
        name = self.name("role")
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", **trust_statement}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        role = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document, **more)
        return role["Role"]["Arn"]


# What a case says of an answer.


def same(got, wanted, what="value"):
    if got != wanted:
        raise Difference(f"{what}: {got!r}, not {wanted!r}")


def holds(condition, what):
    if not condition:
        raise Difference(what)


def refuses(call, code, message=None, status=None):
    """The call is refused with this code, text and HTTP status."""
    try:
        call()
    except ClientError as error:
        got = error.response["Error"]
        same(got.get("Code"), code, "code")
        if message is not None:
            same(got.get("Message"), message, "text")
        if status is not None:
            same(error.response["ResponseMetadata"]["HTTPStatusCode"], status, "status")
        return
    raise Difference(f"accepted, not refused with {code}")


def refuses_without_text(call, code, status):
    try:
        call()
    except ClientError as error:
        got = error.response["Error"]
        same(got.get("Code"), code, "code")
        holds(got.get("Message") in (None, "", "Unknown"), f"text: {got.get('Message')!r}")
        same(error.response["ResponseMetadata"]["HTTPStatusCode"], status, "status")
        return
    raise Difference(f"accepted, not refused with {code}")
