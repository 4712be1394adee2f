"""The rewriting of programs: how long it takes, how it grows, and what comes out.

    rewrite.py TRICAST_OPT TRICAST RESULTS.md

Writes four sections of RESULTS.md:

- `rewrite-programs`: all rules on four programs, beside what TENSAT published of its own;
- `rewrite-growth`: all rules on a GPT of 12 and of 48 layers;
- `rewrite-round-trip`: a block of 1,000 ops into the e-graph and out, without rules;
- `rewrite-extraction`: the e-graphs of extraction-gym, if $EXTRACTION_GYM is a checkout of
  https://github.com/egraphs-good/extraction-gym; else it stays as it was.

The exit status is 1 if equality saturation gives a program that costs more than that of the greedy
driver, or if four times the layers take more than LIMIT times as long.
"""

import json
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

import graphs
import scaling
from report import table, write_section

ROOT = pathlib.Path(__file__).parents[2]
RUNS = 15
LIMIT = 5
# Program, and what TENSAT published of its own: name, seconds of exploration (arXiv 2101.01332).
PROGRAMS = {
    "bert_base": ("BERT-base, 128 tokens", "BERT", 1.4),
    "resnet50": ("ResNet-50", "ResNeXt-50", 0.7),
    "inception_like": ("Inception-v3", "Inception-v3", 5.1),
    "lstm": ("LSTM cell, 32 steps", "NasRNN", 0.5),
}
SETS = ("tensat", "rover", "egg", "flexc")


class Rewriting:
    """The pass on a program with these options, in one thread: what it says, and its time."""

    def __init__(self, tool, program, options="", runs=RUNS):
        self.seconds = math.inf
        for _ in range(runs):
            command = [
                *(tool, "-", "-o", os.devnull, f"--tricast-rewrite={options}"),
                *("--mlir-disable-threading", "--mlir-timing", "--mlir-pass-statistics"),
            ]
            run = subprocess.run(command, input=program, capture_output=True, text=True, check=True)
            time = re.search(r"([\d.]+) \([^)]*\)\s+tricast-rewrite\n", run.stderr).group(1)
            self.seconds = min(self.seconds, float(time))
        counts = re.findall(r"\(S\) +(\d+) (\S+)", run.stderr)
        self.counts = {name: int(count) for count, name in counts}

    def __getitem__(self, name):
        return self.counts[name]

    @property
    def stop(self):
        return "a limit" if self["limited"] else "saturated"


def program(name, tricast):
    if name in graphs.GRAPHS:
        return graphs.GRAPHS[name]()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "program.mlir"
        archive = ROOT / "test" / "models" / f"{name}.pt2"
        subprocess.run([tricast, "import", archive, "-o", file], check=True)
        return file.read_text()


def milliseconds(microseconds):
    return f"{microseconds / 1e6:,.2f}"


def programs(tool, tricast):
    """The lines of the section, and what is wrong."""
    rows, costs, wrong = [], [], []
    for name, (title, peer, published) in PROGRAMS.items():
        text = program(name, tricast)
        ops = len(re.findall(r"= aten\.", text))
        eqsat = Rewriting(tool, text)
        greedy = Rewriting(tool, text, "engine=greedy", runs=1)
        exact = Rewriting(tool, text, "extract=exact", runs=1)
        rows.append([
            *(title, ops, f"{eqsat.seconds:.4f}", f"{published} ({peer})"),
            *(eqsat["nodes"], eqsat["classes"], eqsat["iterations"], eqsat.stop),
        ])
        each = (eqsat["cost-before"], greedy["cost"], eqsat["cost"], exact["cost"])
        costs.append([title, *map(milliseconds, each)])
        if eqsat["cost"] > greedy["cost"]:
            wrong.append(f"{title}: saturation costs more than the greedy driver")
    header = ["program", "ops", "s", "TENSAT, s", "e-nodes", "classes", "iterations", "end"]
    lines = table(header, rows)
    header = ["cost, ms", "before", "engine=greedy", "default", "extract=exact"]
    return [*lines, "", *table(header, costs)], wrong


def growth(tool):
    """The lines of the section, and what is wrong."""
    times, rows = {}, []
    for layers in (12, 24, 48):
        rewriting = Rewriting(tool, graphs.gpt(layers))
        times[layers] = rewriting.seconds
        rows.append([
            *(layers, f"{1000 * rewriting.seconds:.1f}", f"{rewriting.seconds / times[12]:.2f}"),
            *(rewriting["nodes"], rewriting["iterations"]),
        ])
    ratio = times[48] / times[12]
    wrong = [f"48 layers take {ratio:.1f} times as long as 12"] if ratio > LIMIT else []
    return table(["layers", "ms", "over 12 layers", "e-nodes", "iterations"], rows), wrong


def round_trip(tool):
    text = scaling.program(1000).decode()
    cells = [f"{1000 * Rewriting(tool, text, rules).seconds:.1f}" for rules in ("rules=", "")]
    return table(["1,000 ops, ms", "without rules", "all rules"], [["", *cells]])


def extraction(folder):
    """What the extractors say of the e-graphs of a checkout of extraction-gym."""
    command = [
        *("cargo", "run", "--release", "--locked", "-q", "-p", "tricast-egraph"),
        *("--example", "extract_gym", "--", *(folder / "data" / name for name in SETS)),
    ]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    header, *lines = (line.split() for line in run.stdout.splitlines())
    found = [dict(zip(header, line, strict=True)) for line in lines]
    theirs = json.loads((ROOT / "tools" / "bench" / "extraction_gym.json").read_text())
    rows = []
    for name in SETS:
        graphs = [graph for graph in found if pathlib.Path(graph["file"]).parent.name == name]
        for ours in (("tree", None), ("greedy",) * 2, ("short",) * 2, ("exact",) * 2):
            rows.append(extractor(name, graphs, theirs, *ours))
    return table(["set", "extraction", "cost over the best known", "worst", "s", "longest"], rows)


def extractor(name, graphs, theirs, column, seconds):
    """The row of one extractor on the graphs of a set."""
    ratios = []
    for graph in graphs:
        costs = [float(graph[own]) for own in ("tree", "greedy", "short", "exact")]
        known = theirs.get(f"{name}/{pathlib.Path(graph['file']).name}", math.inf)
        ratios.append(float(graph[column]) / min(*costs, known))
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    times = [float(graph[f"{seconds}-seconds"]) for graph in graphs] if seconds else []
    cells = [f"{sum(times):.3f}", f"{max(times):.3f}"] if times else ["", ""]
    title = {"short": "default"}.get(column, column)
    return [f"{name} ({len(graphs)})", title, f"{mean:.4f}", f"{max(ratios):.4f}", *cells]


def main():
    tool, tricast, results = sys.argv[1:]
    lines, wrong = programs(tool, tricast)
    write_section(results, "rewrite-programs", lines)
    lines, more = growth(tool)
    write_section(results, "rewrite-growth", lines)
    write_section(results, "rewrite-round-trip", round_trip(tool))
    folder = os.environ.get("EXTRACTION_GYM")
    if folder:
        write_section(results, "rewrite-extraction", extraction(pathlib.Path(folder)))
    else:
        print(
            "rewrite-extraction: skipped, as EXTRACTION_GYM does not name a checkout of "
            "https://github.com/egraphs-good/extraction-gym",
            file=sys.stderr,
        )
    if wrong + more:
        sys.exit("\n".join(wrong + more))


main()
