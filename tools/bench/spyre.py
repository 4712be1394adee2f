"""Programs on the simulated Spyre, and plans beside those of Torch-Spyre.

    spyre.py ROOT TRICAST RESULTS.md

Whole programs of ROOT/test run on the simulator with random weights; what is counted does not depend
on them. The plans of the programs whose plans by Torch-Spyre are recorded are counted by the tests of
the crate that compares them. Writes the sections `spyre` and `spyre-plans` of RESULTS.md.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from compare import MODELS, PeerFailed, run
from report import table, write_section

RESTICKIFY = "ReStickifyOpHBM"
# The tests that count, and the files that they write.
TESTS = ("goldens", "restickify")
VERDICTS = {
    "same": "the same ops, divided and placed alike",
    "cheaper": "others, no slower",
    "cheaper: no kernel": "nothing to do",
    "reduced whole": "no slower than sums that are whole",
    "different": "slower",
}


def programs(root):
    """The archives that run, with what they are called."""
    small = sorted((root / "test" / "vectors" / "dev_models").glob("*.pt2"))
    # What has dynamic sizes is there with static ones too; integers run on the CPU.
    small = [file for file in small if not file.stem.endswith("_dyn") and file.stem[:2] != "q_"]
    return {root / "test" / "models" / "minilm.pt2": MODELS["minilm"]} | {
        file: file.stem for file in small
    }


def simulated(tricast, file):
    """The cells of a program."""
    command = [tricast, "run", file, "--random-weights", "--target", "spyre"]
    report = run([*command, "--profile", "--json"])
    kernels = [kernel for kernel in report["kernels"] if kernel["simulated"]]
    ops = [op for kernel in kernels for op in kernel["ops"]]
    microseconds = 1e6 * sum(kernel["seconds"] for kernel in kernels)
    return [
        *(f"{microseconds:.2f}", len(kernels), len(ops), ops.count(RESTICKIFY)),
        *(report["delegated_ops"], len(report["fallback_ops"])),
    ]


def runs(root, tricast):
    """The lines of the section of programs."""
    rows, wrong = [], []
    for file, name in programs(root).items():
        print(name, file=sys.stderr)
        try:
            rows.append([name, *simulated(tricast, file)])
        except PeerFailed as failure:
            wrong.append(f"- {name} does not run: `{failure}`")
    header = ["", "simulated us", "kernels", "SDSCs", "restickifies", "ops", "ops on the CPU"]
    return [*table(header, rows), *([""] if wrong else []), *wrong]


def counted(root):
    """What the tests count, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        names = [word for name in TESTS for word in ("--test", name)]
        command = ["cargo", "test", "--locked", "-q", "-p", "tricast-lowering", *names]
        environment = os.environ | {"COUNTS": folder}
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)} fails:\n{done.stdout}{done.stderr}")
        return {
            name: json.loads((pathlib.Path(folder) / name).with_suffix(".json").read_text())
            for name in TESTS
        }


def plans(counts):
    """The lines of the section of plans."""
    goldens, restickify = (counts[name] for name in TESTS)
    found = goldens["programs"]
    rows = [[what, found.get(name, 0)] for name, what in VERDICTS.items()]
    left = sum(count for name, count in found.items() if name not in VERDICTS)
    rows.append(["left out, with the reason", left])
    sums = [
        [what, goldens["ours"][key], goldens["theirs"][key]]
        for key, what in (("all", "SDSCs"), ("restickifies", "restickifies among them"))
    ]
    ours, best = restickify["ours"], restickify["best"]
    return [
        *table(["the plan is", "programs"], rows),
        "",
        *table(["all programs but those left out", "tricast", "Torch-Spyre"], sums),
        "",
        f"- Elements that are restickified in {restickify['expressions']} sums and products of "
        f"matrices: {ours}, those of the optimum of Torch-Spyre's tests {best}",
    ]


def main():
    root, tricast, results = sys.argv[1:]
    root = pathlib.Path(root).resolve()
    write_section(results, "spyre", runs(root, tricast))
    write_section(results, "spyre-plans", plans(counted(root)))


if __name__ == "__main__":
    main()
