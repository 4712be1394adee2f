"""Whole programs, side by side with PyTorch and IREE.

    models.py MODELS TRICAST RESULTS.md [--venv DIR] [--json FILE] [--program NAME]...

MODELS is a folder of torch.export archives without weights; each gets random ones, the same for
all. Measured are import and compilation, latency at batch 1, and peak memory. The peers' runs
take turns in short rounds, so that noise of the machine meets all alike, and every program of
every peer is in a process of its own. All are bound to the same two CPUs. Writes the section
`models` of RESULTS.md; a peer that fails is said there with its reason.

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

from report import table, write_section

PROGRAMS = {
    "minilm": "MiniLM, 128 tokens",
    "resnet50": "ResNet-50",
    "mobilenet_v2": "MobileNetV2",
    "gpt2_124m": "GPT-2 124M, prefill 64",
    "llama_100m_prefill128": "Llama 100M, prefill 128",
    "llama_100m_kv": "Llama 100M, one decode step",
}
THREADS = 2
ROUNDS = 9
# Seconds that one peer runs in a round, and how many runs that may be at most: a step of a
# program with a cache of 256 must find room there.
ROUND_SECONDS = 1.0
MOST_RUNS = 20
# PyTorch's threads spin for milliseconds at every barrier, which on a machine with other work
# makes a run take seconds.
SHORT_SPIN = {"GOMP_SPINCOUNT": "1000"}
PEERS = pathlib.Path(__file__).parent / "peers"
ROOT = pathlib.Path(__file__).resolve().parents[2]
TRICAST, TORCH, IREE = "tricast", "PyTorch", "IREE"


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


class Worker:
    """A peer's process that runs a program when told; see peers/worker.py."""

    def __init__(self, command):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            env=os.environ | SHORT_SPIN,
            preexec_fn=two_cpus,
        )
        try:
            self.ready = self.answer()
        except PeerFailed:
            self.process.wait()
            raise

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.errors.seek(0)
            raise PeerFailed(reason(self.errors.read()))
        return json.loads(line)

    def times(self, count):
        """Milliseconds of each of `count` runs."""
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        return self.answer()["ms"]

    def peak(self):
        """Ends the process; the most memory it had, in 10^6 bytes."""
        self.process.stdin.close()
        answer = self.answer()["peak_rss_mb"]
        self.process.wait()
        return answer


class TorchEager:
    """PyTorch, an op at a time."""

    name = TORCH

    def __init__(self, python, files):
        command = [python, PEERS / "torch_eager.py", THREADS, files.model, files.inputs]
        self.worker = Worker([*command, files.outputs])
        self.report = {"compile_s": self.worker.ready["compile_s"]}

    def round(self, count):
        return statistics.median(self.worker.times(count))

    def finish(self):
        self.report["peak_rss_mb"] = self.worker.peak()


class IreeCpu:
    """IREE's llvm-cpu, compiled in one process and run in another."""

    name = IREE

    def __init__(self, python, files):
        compiler = [python, PEERS / "iree_compile.py"]
        try:
            self.report = run([*compiler, "turbine", files.model, files.iree, "llvm-cpu"])
        except PeerFailed:
            # Some programs need ops that only the other decompositions take apart.
            self.report = run([*compiler, "core", files.model, files.iree, "llvm-cpu"])
        command = [python, PEERS / "iree_run.py", THREADS, files.iree, files.inputs]
        self.worker = Worker([*command, files.outputs])
        self.report |= self.worker.ready

    def round(self, count):
        return statistics.median(self.worker.times(count))

    def finish(self):
        self.report["peak_rss_mb"] = self.worker.peak()


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


def cell(report, key, digits):
    value = report.get(key)
    return "–" if value is None else f"{value:.{digits}f}"


def geometric_mean(ratios):
    return math.exp(statistics.fmean(map(math.log, ratios)))


def comparison(results, ours, theirs, key):
    """How many times the value of `theirs` that of `ours` is, over the programs both have."""
    pairs = [
        (reports[ours][key], reports[theirs][key])
        for reports in results.values()
        if key in reports.get(ours, {}) and key in reports.get(theirs, {})
    ]
    if not pairs:
        return None
    return geometric_mean([their / our for our, their in pairs]), len(pairs)


def summary(results):
    """The lines under the table."""
    lines = []
    for theirs, key, what in [
        (IREE, "latency_ms", "Latency of IREE over that of tricast"),
        (TORCH, "latency_ms", "Latency of PyTorch over that of tricast"),
        (IREE, "compile_s", "Import and compilation of IREE over that of tricast"),
    ]:
        compared = comparison(results, TRICAST, theirs, key)
        if compared:
            lines.append(f"- {what}, geometric mean of {compared[1]}: {compared[0]:.2f}")
    for program, reports in results.items():
        for peer in (TRICAST, TORCH, IREE):
            if "error" in reports.get(peer, {}):
                lines.append(f"- {peer} fails on {PROGRAMS[program]}: `{reports[peer]['error']}`")
    return lines


def section(results):
    """The lines of the section."""
    groups = [
        ("import + compile, s", "compile_s", 2, (TRICAST, IREE)),
        ("latency, ms", "latency_ms", 1, (TRICAST, TORCH, IREE)),
        ("peak memory, MB", "peak_rss_mb", 0, (TRICAST, TORCH, IREE)),
    ]
    lines = []
    for title, key, digits, peers in groups:
        rows = [
            [PROGRAMS[program], *(cell(reports.get(peer, {}), key, digits) for peer in peers)]
            for program, reports in results.items()
        ]
        header = [title, *peers]
        if key == "peak_rss_mb":
            header.append("weights")
            for row, reports in zip(rows, results.values(), strict=True):
                row.append(f"{reports['weight_mb']:.0f}")
        lines += [*table(header, rows), ""]
    return [*lines, *summary(results)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=pathlib.Path)
    parser.add_argument("tricast", type=pathlib.Path)
    parser.add_argument("results", type=pathlib.Path)
    default = os.environ.get("BENCH_VENV", ROOT / "build" / "bench-venv")
    parser.add_argument("--venv", type=pathlib.Path, default=default)
    parser.add_argument("--json", type=pathlib.Path, help="write all that was measured")
    parser.add_argument("--program", action="append", choices=PROGRAMS, help="only these")
    options = parser.parse_args()
    python = environment(options.venv)
    makers = {
        TORCH: lambda files: TorchEager(python, files),
        IREE: lambda files: IreeCpu(python, files),
        TRICAST: lambda files: Tricast(options.tricast, files),
    }
    results = {}
    (ROOT / "build").mkdir(exist_ok=True)
    for program in options.program or PROGRAMS:
        print(program, file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
            files = Files(pathlib.Path(folder))
            empty = options.models / f"{program}.pt2"
            filled = run([python, PEERS / "fill.py", empty, files.model, files.inputs])
            results[program] = measure(makers, files) | filled
        if options.json:
            options.json.write_text(json.dumps(results, indent=1))
    write_section(options.results, "models", section(results))


if __name__ == "__main__":
    main()
