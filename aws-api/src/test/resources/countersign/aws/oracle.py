"""botocore as an oracle: python3 oracle.py requests|responses|sign FILE_IN FILE_OUT

requests   in: {"iam": [action, ...], "sts": [...]}
           out: [{"service", "action", "form", "params"}], every input fully populated
responses  in: [{"service", "action", "xml", "expected"}]; out: [{"action", "problem"}]
sign       in: {"secret", "cases": [...]}; out: the cases, signed
"""
import base64
import datetime
import json
import sys
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.parsers
import botocore.serialize
import botocore.session

SESSION = botocore.session.get_session()


def model(service):
    return SESSION.get_service_model(service)


def filled(shape, name):
    """A value for every member, different in every place."""
    kind = shape.type_name
    if kind == "structure":
        return {k: filled(s, name + "." + k) for k, s in shape.members.items()}
    if kind == "list":
        return [filled(shape.member, "%s/%d" % (name, i)) for i in range(3)]
    if kind == "map":
        return {"k ü%d" % i: filled(shape.value, "%s/%d" % (name, i)) for i in range(2)}
    if kind in ("integer", "long"):
        return 1 + len(name)
    if kind == "boolean":
        return True
    if kind == "string":
        return "é &=+%<" + name
    raise ValueError("no input has a " + kind)


def requests(wanted):
    out = []
    for service, actions in wanted.items():
        serializer = botocore.serialize.create_serializer("query", include_validation=False)
        for action in actions:
            operation = model(service).operation_model(action)
            params = filled(operation.input_shape, "") if operation.input_shape else {}
            body = serializer.serialize_to_request(params, operation)["body"]
            out.append({"service": service, "action": action,
                        "form": urllib.parse.urlencode(body), "params": params})
    return out


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def known(value, shape):
    """Without members that this botocore is too old to know."""
    if shape is None:
        return value
    if shape.type_name == "structure":
        return {k: known(v, shape.members[k]) for k, v in value.items() if k in shape.members}
    if shape.type_name == "list":
        return [known(v, shape.member) for v in value]
    if shape.type_name == "map":
        return {k: known(v, shape.value) for k, v in value.items()}
    return value


def responses(cases):
    problems = []
    parser = botocore.parsers.create_parser("query")
    for case in cases:
        shape = model(case["service"]).operation_model(case["action"]).output_shape
        answer = {"headers": {}, "status_code": 200, "body": case["xml"].encode()}
        parsed = parser.parse(answer, shape)
        metadata = parsed.pop("ResponseMetadata")
        expected = known(case["expected"], shape)
        if plain(parsed) != expected or metadata.get("RequestId") != "id-1":
            problems.append({"action": case["action"], "problem": repr(plain(parsed))})
    return problems


def sign(order):
    signed = []
    for case in order["cases"]:
        credentials = botocore.credentials.Credentials(
            case["accessKeyId"], order["secret"], case["token"] or None)
        url = "https://" + case["host"] + case["path"]
        headers = dict(case["headers"])
        request = botocore.awsrequest.AWSRequest(
            method=case["method"], url=url, headers=headers, data=case["body"].encode(),
            params=case["params"])
        kind = botocore.auth.SigV4QueryAuth if case["presigned"] else botocore.auth.SigV4Auth
        kind(credentials, case["service"], case["region"]).add_auth(request)
        prepared = request.prepare()
        parts = urllib.parse.urlsplit(prepared.url)
        sent = [[k, v if isinstance(v, str) else v.decode()] for k, v in prepared.headers.items()]
        signed.append({
            "method": case["method"], "path": parts.path or "/", "query": parts.query,
            "headers": sent + [["Host", case["host"]]], "body": case["body"],
            "service": case["service"], "region": case["region"]})
    return signed


with open(sys.argv[2]) as source:
    result = globals()[sys.argv[1]](json.load(source))
with open(sys.argv[3], "w") as target:
    json.dump(result, target)
