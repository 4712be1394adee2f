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
DTYPES = ["f32", "f16", "i64", "i8", "ui8", "i1", "f64", "bf16", "complex<f32>", "f8E4M3FN"]
WORDS = ["f16", "i1", "i64", "ui8", "complex<f32>", "f8E4M3FN", "?", "[]", "none", "true", '"nan"']
TOKEN = re.compile(r"-?\d+(?:\.\d+(?:e[+-]?\d+)?)?|[A-Za-z_][\w.$]*|%[\w#]+|->|\s+|.", re.S)


# MLIR 22's own parsers of these crash on some mutants (a transpose without a permutation, a
# generic with an attribute that is none): they are not ours to test.
CRASHES = "linalg."


def seeds(folder):
    """The test inputs in parts: what stands between `// -----`; of a round trip test, each
    op alone as well, in a function of its operands."""
    for path in sorted(folder.rglob("*.mlir")):
        for part in path.read_text().split("// -----"):
            if CRASHES in part:
                continue
            lines = [line for line in part.splitlines() if not line.lstrip().startswith("//")]
            if any(line.strip() for line in lines):
                yield "\n".join(lines)
            if "%roundtrip" in part:
                yield from filter(None, map(alone, lines))


def alone(line):
    """A function of one op, or None."""
    match = re.match(r"\s*(?:%[\w, %:]+ = )?(\w+\.[^%]*.*) : \((.*)\) -> ", line)
    if not match:
        return None
    operands = re.findall(r"%[\w#]+", match.group(1))
    types = re.findall(r"tensor<[^<>]*(?:<[^<>]*>)?[^<>]*>|index|f64|i1", match.group(2))
    if len(operands) != len(types):
        return None
    names = {operand: f"%a{index}" for index, operand in enumerate(operands)}
    body = re.sub(r"%[\w#]+", lambda v: names.get(v.group(), "%r" + v.group()[1:]), line)
    arguments = {names[operand]: ty for operand, ty in zip(operands, types)}
    signature = ", ".join(f"{name}: {ty}" for name, ty in arguments.items())
    return f"func.func @f({signature}) {{\n{body}\n  return\n}}"


def random_type(rng):
    sizes = [rng.choice(["0", "1", "2", "3", "4", "?", "65536", "9223372036854775807"])
             for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4, 5]))]
    return f"tensor<{''.join(size + 'x' for size in sizes)}{rng.choice(DTYPES)}>"


def mutate_type(text, rng):
    """Another type in all places of one: what is left is most often well-formed."""
    types = sorted(set(re.findall(r"tensor<[^<>]*(?:<[^<>]*>)?[^<>]*>", text)))
    return text.replace(rng.choice(types), random_type(rng)) if types else text


def mutate_attribute(text, rng):
    """Other numbers in one attribute."""
    attributes = list(re.finditer(r"= (\[[^\]%]*\]|-?[\d.e+-]+)", text))
    if not attributes:
        return text
    start, end = rng.choice(attributes).span(1)
    value = re.sub(r"-?\d+", lambda _: rng.choice(NUMBERS), text[start:end])
    if rng.random() < 0.2:
        value = value.replace("[", "[" + rng.choice(NUMBERS) + ", ")
    return text[:start] + value + text[end:]


def mutate_tokens(text, rng):
    """Tokens deleted, doubled, swapped or replaced."""
    tokens = TOKEN.findall(text)
    for _ in range(rng.choice([1, 1, 1, 2, 3, 8])):
        if not tokens:
            break
        at, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        kind = rng.randrange(6)
        if kind == 0:
            del tokens[at]
        elif kind == 1:
            tokens.insert(at, tokens[at])
        elif kind == 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == 3:
            tokens[at] = chr(rng.randrange(1, 256))
        elif kind == 4:
            tokens[at] = rng.choice(WORDS)
        else:
            tokens[at] = rng.choice(NUMBERS)
    return "".join(tokens)


def mutate(text, rng):
    for _ in range(rng.choice([1, 1, 2])):
        text = rng.choice([mutate_type, mutate_type, mutate_attribute, mutate_tokens])(text, rng)
    return text.replace("// -----", "")


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
    print(f"fuzz: {len(mutants)} mutants of {len(originals)} inputs, {found} failures; parts with "
          f"{CRASHES} are left out, MLIR's parsers crash on some")
    sys.exit(1 if found else 0)


main()
