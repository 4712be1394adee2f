#!/bin/sh
# `make demo`: a real program, all-MiniLM-L6-v2 with a dynamic batch and sequence, as
# torch.export wrote it, through a pipeline.
#
#     demo.sh BIN
set -eu

bin=$1
root=$(cd "$(dirname "$0")/.." && pwd)
model=$root/test/models/minilm_dyn.mlir
out=$(mktemp)
trap 'rm -f "$out"' EXIT

pipeline='builtin.module(verify-aten-contract,aten-infer-types{annotate=true},cse,print-op-histogram)'
echo "\$ tricast-opt test/models/minilm_dyn.mlir --pass-pipeline='$pipeline'"
"$bin/tricast-opt" "$model" --pass-pipeline="$pipeline" --mlir-pass-statistics -o "$out"

echo
echo "What is known of the sizes at the first attention, and at the end:"
grep -m 1 -B 3 'aten.scaled_dot_product_attention' "$out"
grep -B 1 'return %' "$out"
