"""The ops that tricast's dialects declare, read from their TableGen files."""

import dataclasses
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Op:
    """One declared op: PyTorch's overload, the name without its dialect, and the theme."""

    target: str
    name: str
    theme: str


def overload(name):
    """`aten::add.Tensor` as torch.export writes it: `aten.add.Tensor`."""
    namespace, rest = name.split("::")
    return f"{namespace}.{rest}" if "." in rest else f"{namespace}.{rest}.default"


def ops():
    """All declared ops by target, `aten.add.Tensor`."""
    llvm = os.environ.get("MLIR_SYS_220_PREFIX", "/usr/lib/llvm-22")
    found = {}
    for file in sorted(ROOT.glob("dialects/*/ops/*.td")):
        dialect = file.parent.parent
        command = [f"{llvm}/bin/llvm-tblgen", "--dump-json"]
        for folder in (ROOT / "dialects/ods", dialect, f"{llvm}/include"):
            command += ["-I", str(folder)]
        output = subprocess.run([*command, str(file)], capture_output=True, check=True).stdout
        records = json.loads(output)
        for record in (records[name] for name in records["!instanceof"]["Tricast_Op"]):
            target = overload(record["torchName"])
            found[target] = Op(target, record["opName"], file.stem.lower())
    return found
