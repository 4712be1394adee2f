"""What the benchmarks that compare tricast with peers share: options, a folder for each program,
processes that take turns, and what is said of their reports.

The peers are in a virtual environment, by default build/bench-venv, made at first; $BENCH_VENV
or --venv names another that has what peers/requirements.txt lists.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import venv

THREADS = 2
ROUNDS = 9
# Seconds that one peer runs in a round, and how many runs that may be at most: a step of a
# program with a cache of 256 must find room there.
ROUND_SECONDS = 1.0
MOST_RUNS = 20
PEERS = pathlib.Path(__file__).parent / "peers"
ROOT = pathlib.Path(__file__).resolve().parents[2]
TRICAST, TORCH, IREE = "tricast", "PyTorch", "IREE"
# The archives of whole programs in test/models, and what they are.
MODELS = {
    "minilm": "MiniLM, 128 tokens",
    "resnet50": "ResNet-50",
    "mobilenet_v2": "MobileNetV2",
    "gpt2_124m": "GPT-2 124M, prefill 64",
    "llama_100m_prefill128": "Llama 100M, prefill 128",
    "llama_100m_kv": "Llama 100M, one decode step",
}


class PeerFailed(Exception):
    """A peer cannot compile or run a program; the message is its reason."""


def two_cpus():
    """Binds a process to two of the CPUs this one may use."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])


def reason(text):
    """The line of an error output that says most."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no message"])[-1][:300]


def run(command):
    """The last line that a command prints, as JSON."""
    result = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, preexec_fn=two_cpus
    )
    lines = result.stdout.splitlines()
    report = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    if result.returncode or not report:
        raise PeerFailed(report.get("error") or reason(result.stderr + result.stdout))
    return report


class Tricast:
    """tricast, which imports and compiles anew in each round."""

    name = TRICAST

    def __init__(self, tool, files, target="cpu"):
        self.command = [tool, "run", files.model, "--inputs", files.inputs, "--json"]
        self.command += ["--target", target]
        expected = ["--expect", files.outputs, "--rtol", "1e-3", "--atol", "1e-3"]
        first = run([*self.command, *expected])
        self.report = {key: first.get(key) for key in ("max_abs_err", "dispatches")}
        self.compile_ms, self.peaks = [], []

    def round(self, count):
        report = run([*self.command, "--iters", count])
        self.compile_ms.append(report["compile_ms"])
        self.peaks.append(report["peak_rss_mb"])
        return report["median_ms"]

    def finish(self):
        self.report["compile_s"] = statistics.median(self.compile_ms) / 1e3
        self.report["peak_rss_mb"] = max(self.peaks)


class Files:
    """Where the files of one program are while it is measured."""

    def __init__(self, folder):
        self.model = folder / "model.pt2"
        self.iree = folder / "model.vmfb"
        self.inputs = folder / "inputs.safetensors"
        self.outputs = folder / "outputs.safetensors"


def measure(makers, files):
    """What each peer does with one program: its report, or {"error": reason}."""
    peers, reports = [], {}
    for name, make in makers.items():
        try:
            peers.append(make(files))
        except PeerFailed as failure:
            reports[name] = {"error": str(failure)}
    rounds = {peer.name: [] for peer in peers}
    counts = {}
    for number in range(ROUNDS + 1):
        for peer in list(peers):
            try:
                median = peer.round(counts.get(peer.name, 1))
            except PeerFailed as failure:
                reports[peer.name] = {"error": str(failure)}
                peers.remove(peer)
                continue
            if number:
                rounds[peer.name].append(median)
            else:
                # The first round warms up and says how many runs a round has.
                runs = round(1e3 * ROUND_SECONDS / max(median, 1e-3))
                counts[peer.name] = min(max(runs, 2), MOST_RUNS)
    for peer in peers:
        peer.finish()
        peer.report["latency_ms"] = statistics.median(rounds[peer.name])
        peer.report["least_ms"] = min(rounds[peer.name])
        reports[peer.name] = peer.report
    return reports


def environment(folder):
    """The Python of the peers' virtual environment, made where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        requirements = PEERS / "requirements.txt"
        command = [python, "-m", "pip", "install", "--quiet", "--requirement", requirements]
        subprocess.run(command, check=True)
    return python


def options(description, programs, *folders):
    """The command line of a benchmark: `folders`, the tool, the file of results, and flags. Its
    `python` is that of the peers."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    for name in (*folders, "tricast", "results"):
        parser.add_argument(name, type=pathlib.Path)
    default = os.environ.get("BENCH_VENV", ROOT / "build" / "bench-venv")
    parser.add_argument("--venv", type=pathlib.Path, default=default)
    parser.add_argument("--json", type=pathlib.Path, help="write all that was measured")
    parser.add_argument("--program", action="append", choices=programs, help="only these")
    found = parser.parse_args()
    found.program = found.program or list(programs)
    found.python = environment(found.venv)
    return found


def each_program(options, report):
    """What `report` says of each program that the command line names, given its name and files,
    which are in a folder of its own."""
    results = {}
    (ROOT / "build").mkdir(exist_ok=True)
    for program in options.program:
        print(program, file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
            results[program] = report(program, Files(pathlib.Path(folder)))
        if options.json:
            options.json.write_text(json.dumps(results, indent=1))
    return results


def filled(options, program, files):
    """Makes an archive with weights, and inputs, of an empty one in `options.models`."""
    empty = options.models / f"{program}.pt2"
    return run([options.python, PEERS / "fill.py", empty, files.model, files.inputs])


def cell(report, key, digits):
    value = report.get(key)
    return "–" if value is None else f"{value:.{digits}f}"


def geometric_mean(ratios):
    return math.exp(statistics.fmean(map(math.log, ratios)))


def comparisons(results, wanted, digits):
    """A line for each of `wanted`, (peer, key, what): how many times the value of tricast that of
    the peer is, over the programs that both have."""
    lines = []
    for peer, key, what in wanted:
        ratios = [
            reports[peer][key] / reports[TRICAST][key]
            for reports in results.values()
            if key in reports.get(TRICAST, {}) and key in reports.get(peer, {})
        ]
        if ratios:
            mean = geometric_mean(ratios)
            lines.append(f"- {what}, geometric mean of {len(ratios)}: {mean:.{digits}f}")
    return lines


def failures(results, programs, peers):
    """A line for each program that a peer fails on."""
    return [
        f"- {peer} fails on {programs[program]}: `{reports[peer]['error']}`"
        for program, reports in results.items()
        for peer in peers
        if "error" in reports.get(peer, {})
    ]
