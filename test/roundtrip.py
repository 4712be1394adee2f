"""Checks that MLIR text is what tricast-opt prints for it, in every form.

    roundtrip.py FILE

The file is printed as it is parsed, after printing it in generic form, and after
writing it as bytecode. Each time the result must be the text of the file, but for
comments, blank lines, indentation and the names of values.
"""

import difflib
import re
import subprocess
import sys

FORMS = {
    "custom": [],
    "generic": ["--mlir-print-op-generic"],
    "bytecode": ["--emit-bytecode"],
}


def opt(text, *flags):
    """The output of tricast-opt on a text; ends the program if it fails."""
    result = subprocess.run(["tricast-opt", "-", *flags], input=text, capture_output=True)
    if result.returncode:
        sys.exit(result.stderr.decode())
    return result.stdout


def normal(text):
    """The lines that count, values numbered in the order they appear."""
    lines = [re.sub(r"\s*//.*", "", line).strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    if lines and lines[0] == "module {":
        lines = lines[1:-1]
    names = {}

    def number(match):
        return "%" + str(names.setdefault(match.group(1), len(names)))

    # Names are unique in a function only.
    result = []
    for line in lines:
        if line.startswith("func.func"):
            names.clear()
        result.append(re.sub(r"%([\w$.-]+)", number, line))
    return result


def main():
    source = open(sys.argv[1], "rb").read()
    expected = normal(source.decode())
    for form, flags in FORMS.items():
        printed = opt(opt(source, *flags)) if flags else opt(source)
        diff = list(difflib.unified_diff(expected, normal(printed.decode()), sys.argv[1], form, lineterm=""))
        if diff:
            sys.exit("\n".join(diff))


main()
