"""Smoke fuzzing: mutated test inputs through the parser and every pass.

    fuzz.py [--runs N] [--seed S] [--keep DIR] TRICAST_OPT

Takes the .mlir files of the test suite apart at `// -----`, mutates them, and runs
them, many to a process, through all passes written in Rust. Any diagnostic is fine. A
crash, a hang or a panic is not: the input is bisected to one mutant, written to DIR,
and the exit status is 1.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import resource
import subprocess
import sys

BATCH = 100
TIMEOUT = 120
MEMORY = 8 << 30
PIPELINE = (
    "builtin.module(aten-infer-types{annotate=true},print-op-histogram,verify-aten-contract)"
)
NUMBERS = ["0", "1", "-1", "2", "7", "1000000007", "9223372036854775807", "-9223372036854775808"]
WORDS = ["f16", "i1", "i64", "ui8", "complex<f32>", "f8E4M3FN", "?", "[]", "none", "true", '"nan"']
TOKEN = re.compile(r"-?\d+(?:\.\d+(?:e[+-]?\d+)?)?|[A-Za-z_][\w.$]*|%[\w#]+|->|\s+|.", re.S)


def seeds(folder):
    for path in sorted(folder.rglob("*.mlir")):
        for part in path.read_text().split("// -----"):
            lines = [line for line in part.splitlines() if not line.lstrip().startswith("//")]
            if any(line.strip() for line in lines):
                yield "\n".join(lines)


def mutate(text, rng):
    tokens = TOKEN.findall(text)
    for _ in range(rng.choice([1, 1, 1, 2, 3, 8])):
        if not tokens:
            break
        at = rng.randrange(len(tokens))
        kind = rng.randrange(8)
        if kind == 0:
            del tokens[at]
        elif kind == 1:
            tokens.insert(at, tokens[at])
        elif kind == 2:
            other = rng.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == 3:
            tokens[at] = chr(rng.randrange(1, 256))
        elif kind == 4:
            tokens[at] = rng.choice(WORDS)
        else:
            # What most often reaches the inference: another number, another size.
            numbers = [i for i, token in enumerate(tokens) if re.match(r"-?\d", token)]
            sizes = [i for i, token in enumerate(tokens) if re.match(r"x\d", token)]
            if numbers:
                tokens[rng.choice(numbers)] = rng.choice(NUMBERS)
            elif sizes:
                tokens[rng.choice(sizes)] = "x" + rng.choice(NUMBERS).strip("-")
    return "".join(tokens).replace("// -----", "")


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def failure(tool, mutants):
    """What went wrong on a batch, or None."""
    text = "\n// -----\n".join(mutants).encode("utf-8", "replace")
    command = [tool, "-", "--split-input-file", f"--pass-pipeline={PIPELINE}"]
    try:
        run = subprocess.run(
            command, input=text, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            timeout=TIMEOUT, preexec_fn=limit,
        )
    except subprocess.TimeoutExpired:
        return f"no end after {TIMEOUT} s"
    if run.returncode not in (0, 1):
        return f"ended with status {run.returncode}"
    internal = re.search(rb".*internal error.*", run.stderr)
    return internal.group().decode("utf-8", "replace") if internal else None


def smallest(tool, mutants):
    """One mutant of a failing batch that fails alone, or the whole batch."""
    while len(mutants) > 1:
        half = len(mutants) // 2
        for part in (mutants[:half], mutants[half:]):
            if failure(tool, part):
                mutants = part
                break
        else:
            return mutants
    return mutants


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tool", metavar="TRICAST_OPT")
    parser.add_argument("--runs", type=int, default=10000, help="mutants in all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path("build/fuzz"))
    arguments = parser.parse_args()
    originals = list(seeds(pathlib.Path(__file__).parent))
    rng = random.Random(arguments.seed)
    mutants = [mutate(rng.choice(originals), rng) for _ in range(arguments.runs)]
    batches = [mutants[i : i + BATCH] for i in range(0, len(mutants), BATCH)]
    found = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for batch, reason in zip(batches, pool.map(lambda b: failure(arguments.tool, b), batches)):
            if reason:
                found += 1
                arguments.keep.mkdir(parents=True, exist_ok=True)
                file = arguments.keep / f"{found}.mlir"
                file.write_text("\n// -----\n".join(smallest(arguments.tool, batch)))
                print(f"{file}: {reason}")
    print(f"fuzz: {len(mutants)} mutants of {len(originals)} inputs, {found} failures")
    sys.exit(1 if found else 0)


main()
