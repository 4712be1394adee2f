#!/bin/sh
# `make demo`: a real program, all-MiniLM-L6-v2 with a dynamic batch and sequence, from the
# archive that torch.export wrote through a pipeline.
#
#     demo.sh BIN
set -eu

bin=$1
root=$(cd "$(dirname "$0")/.." && pwd)
model=test/vectors/graphs/minilm_dyn.pt2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

echo "\$ tricast import $model -o minilm.mlir"
"$bin/tricast" import "$root/$model" -o "$out/minilm.mlir"

pipeline='builtin.module(verify-aten-contract,aten-infer-types{annotate=true},cse,print-op-histogram)'
echo "\$ tricast-opt minilm.mlir --pass-pipeline='$pipeline'"
"$bin/tricast-opt" "$out/minilm.mlir" --pass-pipeline="$pipeline" --mlir-pass-statistics \
    -o "$out/out.mlir"

echo
echo "What is known of the sizes at the first attention, and at the end:"
grep -m 1 -B 3 'aten.scaled_dot_product_attention' "$out/out.mlir"
grep -B 1 'return %' "$out/out.mlir"
