#!/bin/sh
# Makes a Python environment with MLX in build/mlx-venv: `make mlx`. On a Mac it is MLX for its GPU.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
environment="$root/build/mlx-venv"
wanted="$root/tools/mlx/requirements.txt"

if cmp -s "$wanted" "$environment/requirements.txt"; then
    exit 0
fi
echo "tricast: installing $(grep -v '^#' "$wanted") in $environment"
python3 -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --requirement "$wanted" || {
    echo "tricast: pip could not install MLX; its Linux packages need glibc 2.35 and x86_64 or arm64" >&2
    exit 1
}
"$environment/bin/python" -c 'import mlx.core'
cp "$wanted" "$environment/requirements.txt"
