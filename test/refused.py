"""Runs a command that should be refused: `refused.py FOLDER COMMAND ...`

It must end with exit status 1 and one error, which is passed on, and leave no file in FOLDER.
"""

import os
import subprocess
import sys


def main():
    folder, *command = sys.argv[1:]
    before = sorted(os.listdir(folder))
    ended = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    print(ended.stderr, end="")
    errors = [line for line in ended.stderr.splitlines() if line.startswith("error: ")]
    after = sorted(os.listdir(folder))
    for what, found, expected in [
        ("exit status", ended.returncode, 1),
        ("number of errors", len(errors), 1),
        (f"files in {folder}", after, before),
    ]:
        if found != expected:
            sys.exit(f"{what}: {found}, expected {expected}")


main()
