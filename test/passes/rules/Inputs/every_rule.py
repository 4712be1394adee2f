"""Says which rules of the library have no test: a function of their name, and, unless they replace an
op by a value that was there, their name where the explanation of a new op is expected."""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
rules, makes_nothing = {}, set()
for file in sorted((ROOT / "passes" / "rules").rglob("*.pdll")):
    for name, body in re.findall(r"^Pattern (\w+) \{\n(.*?)^\}", file.read_text(), re.M | re.S):
        rules.setdefault(name, []).append(file.name)
        replacement = re.search(r"^  replace \w+ with (?:[\w.]+|\(\w+, \w+\));", body, re.M)
        if replacement:
            makes_nothing.add(name)
tests = "\n".join(file.read_text() for file in (ROOT / "test" / "passes" / "rules").rglob("*.mlir"))
functions = set(re.findall(r"^func\.func @(\w+)\(", tests, re.M))
explained = set()
for line in re.findall(r"^// \w+.*tricast\.rules = (.*)", tests, re.M):
    explained.update(re.findall(r"\w+", line))
missing = 0
for name, files in rules.items():
    wrong = []
    if len(files) > 1:
        wrong.append("is there twice")
    if name not in functions:
        wrong.append("has no function in test/passes/rules")
    if name not in explained | makes_nothing:
        wrong.append("is expected in no explanation")
    if wrong:
        missing += 1
        print(f"{files[0]}: {name} {', '.join(wrong)}")
print(f"{len(rules)} rules, {missing} without a test")
sys.exit(missing > 0)
