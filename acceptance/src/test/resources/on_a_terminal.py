"""Runs a command on a pseudo-terminal and types a line of standard input at each question.

A question is output that ends with a colon and a blank. Prints what stood on the terminal.
"""

import os
import pty
import select
import sys

PATIENCE_SECONDS = 60

answers = sys.stdin.read().splitlines()
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
shown = b""
asked = 0
while select.select([terminal], [], [], PATIENCE_SECONDS)[0]:
    try:
        some = os.read(terminal, 4096)
    except OSError:  # the other end was closed
        break
    if not some:
        break
    shown += some
    if shown.endswith(b": ") and asked < len(answers):
        os.write(terminal, answers[asked].encode() + b"\n")
        asked += 1
sys.stdout.write(shown.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
