"""Imports every .pt2 of the folders given, and puts it through the passes given last.

    import_all.py DIR... -- --verify-aten-contract --aten-infer-types
"""

import pathlib
import subprocess
import sys

split = sys.argv.index("--")
passes, failed, count = sys.argv[split + 1 :], 0, 0
for folder in sys.argv[1:split]:
    for file in sorted(pathlib.Path(folder).glob("*.pt2")):
        count += 1
        imported = subprocess.run(["tricast", "import", file], capture_output=True)
        result = imported
        if imported.returncode == 0:
            result = subprocess.run(
                ["tricast-opt", *passes, "-o", "/dev/null"], input=imported.stdout, capture_output=True
            )
        if result.returncode != 0 or result.stderr:
            failed += 1
            print(f"{file}: {result.stderr.decode(errors='replace')}", file=sys.stderr)
print(f"{count} programs, {failed} failed")
sys.exit(failed > 0 or count == 0)
