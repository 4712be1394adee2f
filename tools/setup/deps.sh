#!/bin/sh
# Installs what tricast is built and tested with, where it is missing: `make deps`.
# Debian 12 has all of it; LLVM 22 and a new Rust are in bookworm-security.
set -eu

llvm=/usr/lib/llvm-22
packages="libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools libclang-22-dev libpolly-22-dev
          clang-22 lld-22 g++ make python3 python3-pip python3-venv zlib1g-dev libzstd-dev libxml2-dev
          libvulkan1 mesa-vulkan-drivers vulkan-validationlayers spirv-tools"

fail() {
    echo "tricast: $*" >&2
    exit 1
}

missing=
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
        missing="$missing $package"
done

if ! command -v dpkg-query >/dev/null 2>&1; then
    [ -x "$llvm/bin/mlir-tblgen" ] || fail "this is not Debian: install LLVM and MLIR 22 with their" \
        "development files and tools, and set MLIR_SYS_220_PREFIX and TABLEGEN_220_PREFIX to where they are" \
        "(Debian's packages: $packages)"
elif [ -n "$missing" ]; then
    [ "$(id -u)" = 0 ] || fail "missing packages; as root run: apt-get install$missing"
    echo "tricast: installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
        fail "apt-get could not install$missing: tricast is developed on Debian 12 with bookworm-security"
fi

# Rust: what is there if it is new enough, or else Debian's newest, kept for its browsers.
root=$(cd "$(dirname "$0")/../.." && pwd)
wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml")
new_enough() {
    command -v cargo >/dev/null 2>&1 || return 1
    found=$(rustc --version | cut -d' ' -f2)
    [ "$(printf '%s\n%s\n' "$wanted" "$found" | sort -V | head -n 1)" = "$wanted" ]
}
if ! new_enough; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "tricast: installing rustc-web cargo-web"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            rustc-web cargo-web >/dev/null || true
    fi
    new_enough || fail "Rust $wanted or newer is needed, with cargo: see https://rustup.rs"
fi
