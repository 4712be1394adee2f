"""How many kernels tricast runs on Vulkan for whole programs, and what IREE dispatches for them.

    dispatches.py MODELS TRICAST RESULTS.md [--venv DIR] [--json FILE] [--program NAME]...

MODELS is a folder of torch.export archives without weights; each gets random ones. tricast counts
when it runs a program; IREE's counts are its statistics of scheduling, see
peers/iree_dispatches.py. Writes the section `dispatches` of RESULTS.md. The environment is that of
compare.py.
"""

import compare
from compare import IREE, MODELS, PEERS, TRICAST, PeerFailed, run
from report import table, write_section

BACKENDS = ("vulkan-spirv", "llvm-cpu")


def ours(options, files):
    """What tricast counts in a run on Vulkan."""
    command = [options.tricast, "run", files.model, "--inputs", files.inputs, "--json"]
    try:
        report = run([*command, "--target", "vulkan", "--profile"])
    except PeerFailed as failure:
        return {"error": str(failure)}
    names = [kernel["name"] for kernel in report["kernels"]]
    counts = {key: names.count(key) for key in ("fill", "copy")}
    return counts | {"dispatch": report["dispatches"], "fallbacks": report["fallback_ops"]}


def theirs(options, files):
    """What IREE's statistics say for each backend."""
    try:
        return run([options.python, PEERS / "iree_dispatches.py", files.model, files.model.parent])
    except PeerFailed as failure:
        return {backend: {"error": str(failure)} for backend in BACKENDS}


def counted(report):
    """`58, 25 fills`; in parentheses where the program does not compile then."""
    if "dispatch" not in report:
        return "–"
    parts = [str(report["dispatch"])]
    for key, one, many in (("fill", "fill", "fills"), ("copy", "copy", "copies")):
        if report[key]:
            parts.append(f"{report[key]} {one if report[key] == 1 else many}")
    text = ", ".join(parts)
    return f"({text})" if "error" in report else text


def way(reports):
    """How IREE came to what it compiles, or to its count."""
    ways = [f"{own['decompositions']}, {own['level']}" for own in reports if "level" in own]
    return "; ".join(dict.fromkeys(ways)) or "–"


def section(results):
    """The lines of the section."""
    header = ["", "tricast, Vulkan", *(f"IREE, {name}" for name in BACKENDS), "IREE's import"]
    rows, wrong = [], []
    for program, reports in results.items():
        own, peers = reports[TRICAST], [reports[IREE][name] for name in BACKENDS]
        rows.append([MODELS[program], *map(counted, [own, *peers]), way(peers)])
        if own.get("fallbacks"):
            wrong.append(f"- {len(own['fallbacks'])} ops of {MODELS[program]} run on the CPU")
        for peer, report in [("tricast", own), *zip(BACKENDS, peers, strict=True)]:
            if "error" in report:
                wrong.append(f"- {peer} fails on {MODELS[program]}: `{report['error'][:200]}`")
    return [*table(header, rows), *([""] if wrong else []), *wrong]


def main():
    options = compare.options(__doc__, MODELS, "models")

    def report(program, files):
        weights = compare.filled(options, program, files)
        return {TRICAST: ours(options, files), IREE: theirs(options, files)} | weights

    write_section(options.results, "dispatches", section(compare.each_program(options, report)))


if __name__ == "__main__":
    main()
