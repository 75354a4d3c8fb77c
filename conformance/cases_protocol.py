"""The protocol: rows C.1 to C.4, with requests that no client would send."""

import datetime
import hashlib
import hmac
import os
import re
import urllib.error
import urllib.parse
import urllib.request

from row import row
from world import holds, same


def endpoint(service):
    return os.environ.get(f"AWS_ENDPOINT_URL_{service.upper()}") or os.environ["AWS_ENDPOINT_URL"]


VERSIONS = {"iam": "2010-05-08", "sts": "2011-06-15"}


def sign(key, message):
    return hmac.new(key, message.encode(), hashlib.sha256).digest()


def send(w, service, form, skew=0, secret=None, region="us-east-1", scope=None, drop=()):
    """A signed POST; gives the status and the body."""
    credentials = w.session.get_credentials()
    url = endpoint(service)
    body = form if isinstance(form, str) else urllib.parse.urlencode(form)
    host = urllib.parse.urlparse(url).netloc
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=skew)
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    scope = scope or f"{day}/{region}/{service}/aws4_request"
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    canonical = "\n".join(
        [
            "POST",
            "/",
            "",
            f"content-type:{kind}",
            f"host:{host}",
            f"x-amz-date:{stamp}",
            "",
            "content-type;host;x-amz-date",
            hashlib.sha256(body.encode()).hexdigest(),
        ]
    )
    key = ("AWS4" + (secret or credentials.secret_key)).encode()
    for part in scope.split("/"):
        key = sign(key, part)
    text = "\n".join(
        ["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()]
    )
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": kind,
        "X-Amz-Date": stamp,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope},"
        f" SignedHeaders=content-type;host;x-amz-date, Signature={signature}",
    }
    for name in drop:
        del headers[name]
    request = urllib.request.Request(url + "/", data=body.encode(), headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def element(body, name):
    found = re.search(f"<{name}>(.*?)</{name}>", body, re.S)
    return found.group(1).replace("&apos;", "'").replace("&quot;", '"') if found else None


def call(action, service="iam", **more):
    return {"Action": action, "Version": VERSIONS[service], **more}


@row("C.2")
def the_envelope_of_an_answer(w):
    """XResponse holds XResult and ResponseMetadata with a RequestId, which is a header too"""
    status, body, headers = send(w, "sts", call("GetCallerIdentity", "sts"))
    same(status, 200)
    holds(
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">" in body,
        "namespace",
    )
    holds("<GetCallerIdentityResult>" in body, "no result element")
    names = {name.lower(): value for name, value in headers.items()}
    same(names.get("x-amzn-requestid"), element(body, "RequestId"), "x-amzn-RequestId")


@row("B.12")
def the_order_of_get_caller_identity(w):
    """GetCallerIdentity: Arn, UserId, Account in this order"""
    _, body, _ = send(w, "sts", call("GetCallerIdentity", "sts"))
    same(re.findall("<(Arn|UserId|Account)>", body), ["Arn", "UserId", "Account"])


@row("C.2")
def an_empty_answer_has_no_result(w):
    """An action without output has no XResult"""
    user = w.user()
    _, body, _ = send(
        w, "iam", call("UpdateUser", UserName=user, NewPath="/x/")
    )
    holds("UpdateUserResult" not in body, "a result element")
    holds("<UpdateUserResponse" in body, body[:120])


@row("C.2")
def the_envelope_of_an_error(w):
    """ErrorResponse: Error with Type, Code and Message, then RequestId"""
    status, body, _ = send(w, "iam", call("GetUser", UserName="nobody-of-that-name"))
    same(status, 404)
    holds(body.startswith("<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">")
          or "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">" in body, "envelope")
    same(element(body, "Type"), "Sender")
    holds(re.search("</Error>\\s*<RequestId>", body), "RequestId is not behind Error")


@row("C.1")
def an_unknown_action(w):
    """An unknown action: InvalidAction"""
    status, body, _ = send(w, "sts", call("Nonsense", "sts"))
    same((status, element(body, "Code")), (400, "InvalidAction"))
    same(
        element(body, "Message"), "Could not find operation Nonsense for version 2011-06-15"
    )


@row("C.1")
def the_first_of_a_repeated_parameter(w):
    """Of a repeated parameter the first counts; unknown ones are ignored"""
    user, other = w.user(), w.user()
    form = f"Action=GetUser&Version=2010-05-08&UserName={user}&UserName={other}&Nonsense=1"
    status, body, _ = send(w, "iam", form)
    same((status, element(body, "UserName")), (200, user))


@row("C.1")
def odd_integers(w):
    """Integers with leading zeros or a plus are read; blanks and decimals are MalformedInput"""
    for text in ("007", "%2B7"):
        status, _, _ = send(w, "iam", f"Action=ListUsers&Version=2010-05-08&MaxItems={text}")
        same(status, 200, f"status of {text}")
    for text in ("7.0", "%207", "7e1", "2147483648"):
        status, body, _ = send(w, "iam", f"Action=ListUsers&Version=2010-05-08&MaxItems={text}")
        same((status, element(body, "Code")), (400, "MalformedInput"), f"answer to {text}")


@row("C.1")
def list_indexes(w):
    """List indexes: 01 is 1, 0 and -1 are MalformedInput"""
    device = w.device()
    base = call("TagMFADevice", SerialNumber=device.serial)
    status, _, _ = send(
        w, "iam", {**base, "Tags.member.01.Key": "a", "Tags.member.01.Value": "b"}
    )
    same(status, 200)
    status, body, _ = send(
        w, "iam", {**base, "Tags.member.0.Key": "a", "Tags.member.0.Value": "b"}
    )
    same((status, element(body, "Code")), (400, "MalformedInput"))
    same(element(body, "Message"), "0 is not a valid index")
    status, body, _ = send(
        w, "iam", {**base, "Tags.member.-1.Key": "a", "Tags.member.-1.Value": "b"}
    )
    same(element(body, "Message"), "Key -1 may not have a leading '-'")


@row("C.3")
def a_missing_required_member(w):
    """A missing required member: ValidationError Member must not be null"""
    status, body, _ = send(w, "iam", call("CreateUser"))
    same((status, element(body, "Code")), (400, "ValidationError"))
    same(
        element(body, "Message"),
        "1 validation error detected: Value null at 'userName' failed to satisfy constraint:"
        " Member must not be null",
    )


@row("C.4")
def no_signature(w):
    """An unsigned call: 403 MissingAuthenticationToken"""
    status, body, _ = send(w, "sts", call("GetCallerIdentity", "sts"), drop=("Authorization",))
    same((status, element(body, "Code")), (403, "MissingAuthenticationToken"))


@row("C.4")
def a_wrong_secret(w):
    """A wrong secret: 403 SignatureDoesNotMatch with AWS's text"""
    status, body, _ = send(w, "sts", call("GetCallerIdentity", "sts"), secret="x" * 40)
    same((status, element(body, "Code")), (403, "SignatureDoesNotMatch"))
    holds(
        (element(body, "Message") or "").startswith(
            "The request signature we calculated does not match the signature you provided. Check"
            " your AWS Secret Access Key and signing method. Consult the service documentation for"
            " details."
        ),
        element(body, "Message"),
    )


@row("C.4")
def a_clock_that_is_slow(w):
    """A signature older than 15 minutes: SignatureDoesNotMatch, Signature expired"""
    status, body, _ = send(w, "sts", call("GetCallerIdentity", "sts"), skew=-1000)
    same((status, element(body, "Code")), (403, "SignatureDoesNotMatch"))
    holds(
        re.fullmatch(
            r"Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15"
            r" min\.\)",
            element(body, "Message") or "",
        ),
        element(body, "Message"),
    )


@row("C.4")
def a_clock_that_is_fast(w):
    """A signature 15 minutes ahead: SignatureDoesNotMatch, Signature not yet current"""
    status, body, _ = send(w, "sts", call("GetCallerIdentity", "sts"), skew=1000)
    same((status, element(body, "Code")), (403, "SignatureDoesNotMatch"))
    holds(
        (element(body, "Message") or "").startswith("Signature not yet current: "),
        element(body, "Message"),
    )


@row("C.4")
def a_wrong_service_in_the_scope(w):
    """A credential scoped to another service: SignatureDoesNotMatch"""
    day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d")
    status, body, _ = send(
        w, "sts", call("GetCallerIdentity", "sts"), scope=f"{day}/us-east-1/s3/aws4_request"
    )
    same((status, element(body, "Code")), (403, "SignatureDoesNotMatch"))
    same(
        (element(body, "Message") or "").strip(),
        "Credential should be scoped to correct service: 'sts'.",
    )
