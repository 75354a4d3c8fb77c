"""Captures signed requests of real clients: python3 capture.py FOLDER

Starts a server on a free port, sends boto3 and the AWS CLI to it, and writes each request as JSON.
The credentials are AWS's own documentation examples.
"""
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import urllib.request

import boto3
import botocore
from botocore.config import Config

KEY = "AKIAIOSFODNN7EXAMPLE"
TEMPORARY = "ASIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
TOKEN = "AQoDYXdzEJr///////////wEaoAK1wvxJY12r2IrDFT2IvAzTCn3zHoZ7YNtpiQLF0MqZye/qwjzP2iEXAMPLEbw=="
seen = []


def without_kernel(value):
    return re.sub(r"os/linux#\S+", "os/linux", value)


class Recorder(http.server.BaseHTTPRequestHandler):
    def record(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path, _, query = self.path.partition("?")
        seen.append(
            {
                "method": self.command,
                "path": path,
                "query": query,
                "headers": [[name, without_kernel(value)] for name, value in self.headers.items()],
                "body": body,
            }
        )
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = record

    def log_message(self, *_):
        pass


def client(service, url, key=KEY, token=None, region="us-east-1"):
    config = Config(retries={"max_attempts": 0})
    return boto3.client(
        service, endpoint_url=url, region_name=region, config=config,
        aws_access_key_id=key, aws_secret_access_key=SECRET, aws_session_token=token,
    )


def quietly(call, **arguments):
    try:
        call(**arguments)
    except Exception:
        pass  # the answer is empty


def aws(url, *arguments):
    environment = dict(
        os.environ, AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET, AWS_MAX_ATTEMPTS="1",
        AWS_DEFAULT_REGION="eu-central-1", AWS_ENDPOINT_URL=url,
    )
    command = [sys.executable, "-m", "awscli", *arguments]
    subprocess.run(command, env=environment, capture_output=True, check=False)


def capture(name, folder, client_name, act):
    del seen[:]
    act()
    document = {"client": client_name, **seen[0]}
    with open(os.path.join(folder, name + ".json"), "w") as out:
        json.dump(document, out, indent=2)
        out.write("\n")


def main(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = "http://127.0.0.1:%d" % server.server_port
    boto = "boto3 " + boto3.__version__ + ", botocore " + botocore.__version__
    import awscli

    cli = "aws-cli " + awscli.__version__
    capture("boto3-iam", folder, boto, lambda: quietly(
        client("iam", url).create_virtual_mfa_device, VirtualMFADeviceName="phone+1", Path="/a//b/",
        Tags=[{"Key": "team é", "Value": "a+b = c@d/e"}, {"Key": "empty", "Value": ""}]))
    capture("boto3-iam-token", folder, boto, lambda: quietly(
        client("iam", url, TEMPORARY, TOKEN).list_mfa_devices, MaxItems=7))
    capture("boto3-sts", folder, boto, lambda: quietly(
        client("sts", url, region="eu-west-3").get_session_token, DurationSeconds=900,
        SerialNumber="arn:aws:iam::123456789012:mfa/phone", TokenCode="012345"))
    capture("boto3-sts-token", folder, boto, lambda: quietly(
        client("sts", url, TEMPORARY, TOKEN).get_caller_identity))
    capture("boto3-presigned", folder, boto, lambda: urllib.request.urlopen(
        client("sts", url).generate_presigned_url(
            "get_caller_identity", ExpiresIn=600, HttpMethod="GET")).read())
    capture("boto3-presigned-token", folder, boto, lambda: urllib.request.urlopen(
        client("sts", url, TEMPORARY, TOKEN).generate_presigned_url("get_caller_identity"),
        data=b"").read())
    capture("aws-cli-iam", folder, cli, lambda: aws(
        url, "iam", "enable-mfa-device", "--user-name", "Alice", "--serial-number",
        "arn:aws:iam::123456789012:mfa/Alice", "--authentication-code1", "012345",
        "--authentication-code2", "678901"))
    capture("aws-cli-sts", folder, cli, lambda: aws(url, "sts", "get-caller-identity"))


main(sys.argv[1])
