"""The lit suite of tricast: `make lit`, or `lit -v test/dialects/aten`."""

import os
import shutil
import subprocess
import sys

import lit.formats

config.name = "tricast"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "data", "goldens", "vectors"]
config.test_source_root = os.path.dirname(__file__)
root = os.path.dirname(config.test_source_root)
config.test_exec_root = os.path.join(root, "build", "test")

llvm = os.environ.get("MLIR_SYS_220_PREFIX", "/usr/lib/llvm-22")
tools = lit_config.params.get("bin_dir", os.path.join(root, "build", "bin"))
for tool in ["tricast-opt", "tricast"]:
    if not shutil.which(tool, path=tools):
        lit_config.fatal(f"no {tool} in {tools}: run `make build`")
config.environment["PATH"] = os.pathsep.join(
    [tools, os.path.join(llvm, "bin"), os.environ.get("PATH", "")]
)

# Prints a file through custom, generic and bytecode form, and compares each with it.
config.substitutions.append(
    ("%roundtrip", f"{sys.executable} {os.path.join(config.test_source_root, 'roundtrip.py')}")
)
# Writes the archive that a test describes in its lines `// PT2:`, see there.
make_pt2 = os.path.join(config.test_source_root, "make_pt2.py")
config.substitutions.append(("%make_pt2", f"{sys.executable} {make_pt2}"))
# Writes a file of tensors, see there.
make_tensors = os.path.join(config.test_source_root, "make_tensors.py")
config.substitutions.append(("%make_tensors", f"{sys.executable} {make_tensors}"))
# Writes a damaged copy of a file, see there.
damage = os.path.join(config.test_source_root, "damage.py")
config.substitutions.append(("%damage", f"{sys.executable} {damage}"))
# Runs a command that should be refused, see there.
refused = os.path.join(config.test_source_root, "refused.py")
config.substitutions.append(("%refused", f"{sys.executable} {refused}"))
import_all = os.path.join(config.test_source_root, "import_all.py")
config.substitutions.append(("%import_all", f"{sys.executable} {import_all}"))
config.substitutions.append(("%python", sys.executable))
config.substitutions.append(("%root", root))

# Tests that need a device: lavapipe is one.
devices = subprocess.run([os.path.join(tools, "tricast"), "devices"], capture_output=True)
if devices.returncode == 0:
    config.available_features.add("vulkan")

# What runs programs for MLX, where it is there: as tools/mlx looks for it.
environment = os.path.join(root, "build", "mlx-venv", "bin", "python")
mlx_python = os.environ.get("TRICAST_PYTHON") or (
    environment if os.path.exists(environment) else "python3"
)
config.environment["TRICAST_PYTHON"] = mlx_python
config.substitutions.append(("%mlx_python", mlx_python))
has_python = shutil.which(mlx_python) is not None
import_mlx = [mlx_python, "-c", "import mlx.core"]
if has_python and subprocess.run(import_mlx, capture_output=True).returncode == 0:
    config.available_features.add("mlx")
