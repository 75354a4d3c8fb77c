#!/usr/bin/env python3
"""Compares an IAM and STS endpoint with the reference, case by case.

Endpoint and credentials come from the environment, as for any AWS client:

    AWS_ENDPOINT_URL_IAM, AWS_ENDPOINT_URL_STS   where it is
    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY     an administrator of an account, or its root user
    ROOT_ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY   a key of its root user, for the cases about root,
                                                 where the first one is an administrator's
    COUNTERSIGN_SANDBOX_URL                      a sandbox whose clock can be moved; without it
                                                 cases wait, or are not run

Prints a table; the exit status is 0 when nothing differs. It makes users, roles and devices and
does not clean up: use an account that may be thrown away.
"""

import argparse
import json
import sys
import traceback

from botocore.exceptions import BotoCoreError, ClientError

import cases_limits
import cases_management
import cases_mfa
import cases_policy
import cases_protocol
import cases_sts
import cases_users
from world import Difference, NotRun, World

MODULES = [
    cases_protocol,
    cases_mfa,
    cases_users,
    cases_management,
    cases_limits,
    cases_sts,
    cases_policy,
]


def cases():
    for module in MODULES:
        for name, function in vars(module).items():
            if callable(function) and hasattr(function, "row"):
                yield function


def run(function, world):
    try:
        function(world)
        return "same", ""
    except Difference as difference:
        return "differs", str(difference)
    except NotRun as reason:
        return "not run", str(reason)
    except ClientError as error:
        return "differs", f"refused: {error.response['Error'].get('Code')}: {error.response['Error'].get('Message')}"
    except (BotoCoreError, KeyError, TypeError, ValueError) as error:
        return "differs", f"{type(error).__name__}: {error}"
    except Exception:
        return "differs", traceback.format_exc(limit=1).strip().splitlines()[-1]


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")[:160]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("--only", default="", help="rows that begin so, such as B.2")
    parser.add_argument(
        "--no-wait",
        action="store_true",
        help="do not wait for the clock: for endpoints that look at no code",
    )
    options = parser.parse_args()
    world = World(waits=not options.no_wait)
    results = []
    for function in cases():
        if not function.row.startswith(options.only):
            continue
        outcome, words = run(function, world)
        results.append((function.row, function.__doc__.strip(), outcome, words))
        if options.format == "table":
            print(f"{function.row:8} {outcome:8} {function.__doc__.strip()}", file=sys.stderr)
    if options.format == "json":
        names = ("row", "promise", "outcome", "words")
        print(json.dumps([dict(zip(names, result)) for result in results]))
    else:
        print("| row | what the reference says | here |\n|---|---|---|")
        for row, promise, outcome, words in results:
            print(f"| {row} | {cell(promise)} | {outcome}{': ' + cell(words) if words else ''} |")
        count = lambda wanted: sum(1 for result in results if result[2] == wanted)
        print(f"\n{count('same')} same, {count('differs')} differ, {count('not run')} not run")
    return 1 if any(result[2] == "differs" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
