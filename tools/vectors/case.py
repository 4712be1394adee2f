"""One acceptance case: a program exported by PyTorch, its inputs, and what eager PyTorch gives.

A case is `NAME.pt2`, `NAME.safetensors` (`input.0`, …, `output.0`, …, and for what the program
changes in place `input_after.K` and `buffer_after.NAME`) and an entry of the folder's
`index.json`. Further runs of the same program are `NAME.runK.safetensors`.
"""

import copy
import dataclasses
import pathlib
import typing

import torch
from safetensors.torch import save_file
from torch.utils import _pytree as pytree

MAX_ELEMENTS = 4096
HALF = (torch.float16, torch.bfloat16)
SHORT = {
    torch.float32: "f32",
    torch.float16: "f16",
    torch.bfloat16: "bf16",
    torch.float64: "f64",
    torch.int64: "i64",
    torch.int32: "i32",
    torch.int16: "i16",
    torch.int8: "i8",
    torch.uint8: "u8",
    torch.uint16: "u16",
    torch.uint32: "u32",
    torch.uint64: "u64",
    torch.bool: "bool",
    torch.complex64: "c64",
    torch.complex128: "c128",
    torch.float8_e4m3fn: "f8e4m3fn",
    torch.float8_e5m2: "f8e5m2",
}


class Rejected(Exception):
    """What PyTorch gives is no expectation: it failed, or it is not the same twice."""


@dataclasses.dataclass
class Program:
    """A module and the inputs of each of its runs; the first run is what is exported.

    `sequential`: the runs are consecutive steps of a program that keeps state.
    The module's `forward` takes `*tensors`; `dynamic` has what is dynamic of each, as
    torch.export's `dynamic_shapes`. `disturbed`: how many of the inputs get noise
    to see what it does to the outputs; None for all. `edit` changes the exported graph to one
    that means the same.
    """

    module: torch.nn.Module
    runs: list
    source: str
    notes: str = ""
    sequential: bool = False
    dynamic: object = None
    rtol: float = 1e-4
    disturbed: int | None = None
    edit: typing.Callable | None = None


def contiguous(tensor):
    """A contiguous copy that shares nothing with `tensor`."""
    tensor = tensor.detach().resolve_conj().resolve_neg()
    return torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)


def describe(tensor):
    """Shape and dtype, as the index has them."""
    return {"shape": list(tensor.shape), "dtype": str(tensor.dtype).removeprefix("torch.")}


def flat_tensors(value):
    """The tensors of a nested result, in order; what is not a tensor has no place in it."""
    leaves = pytree.tree_leaves(value)
    return [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]


def is_float(tensor):
    return tensor.dtype.is_floating_point


def same(first, second):
    """Whether two tensors hold the same values, NaN being equal to NaN."""
    if first.shape != second.shape or first.dtype != second.dtype:
        return False
    if not is_float(first):
        return torch.equal(first, second)
    return torch.allclose(first.double(), second.double(), 0, 0, equal_nan=True)


@dataclasses.dataclass
class Result:
    """One run in eager PyTorch: its outputs, and the inputs and buffers it leaves behind."""

    inputs: list
    outputs: list
    inputs_after: list
    buffers_after: dict

    def changed_inputs(self):
        pairs = zip(self.inputs, self.inputs_after, strict=False)
        return [k for k, (before, after) in enumerate(pairs) if not same(before, after)]


def execute(module, inputs):
    """Runs the module on copies of the inputs, its buffers changing as they do."""
    given = [contiguous(tensor) for tensor in inputs]
    with torch.no_grad():
        outputs = [contiguous(tensor) for tensor in flat_tensors(module(*given))]
    buffers = {name: contiguous(buffer) for name, buffer in module.named_buffers()}
    return Result(list(inputs), outputs, [contiguous(tensor) for tensor in given], buffers)


def execute_all(program, noise=0.0):
    """Every run, from the module's present state, which is restored."""
    state = {name: contiguous(buffer) for name, buffer in program.module.named_buffers()}

    def restore():
        with torch.no_grad():
            for name, buffer in program.module.named_buffers():
                buffer.copy_(state[name])

    results = []
    for inputs in program.runs:
        if not program.sequential:
            restore()
        noisy = [disturb(tensor, noise) for tensor in inputs[: program.disturbed]]
        if program.disturbed is not None:
            noisy += inputs[program.disturbed :]
        results.append(execute(program.module, noisy))
    restore()
    return results


def disturb(tensor, noise):
    """Floats changed by `noise` relative to their size, halves by a thousand times that."""
    if not noise or not is_float(tensor) or tensor.element_size() == 1:
        return tensor
    noise *= 1000 if tensor.dtype in HALF else 1
    signs = torch.randint(0, 2, tensor.shape, generator=torch.Generator().manual_seed(0)) * 2 - 1
    return (tensor.double() * (1 + noise * signs)).to(tensor.dtype)


def change(want, got):
    """The largest difference of finite elements, and whether the result jumped."""
    if want.shape != got.shape:
        return 0.0, True
    if want.numel() == 0:
        return 0.0, False
    if not is_float(want):
        return 0.0, not torch.equal(want, got)
    half = want.dtype in HALF
    want, got = want.double(), got.double()
    finite = want.isfinite() & got.isfinite()
    jumped = bool((want.isfinite() != got.isfinite()).any())
    difference = (want - got).abs()[finite]
    if difference.numel() == 0:
        return 0.0, jumped
    limit = (0.1 if half else 1e-2) * max(1.0, float(want[finite].abs().max()))
    jumped |= bool((difference > limit).any())
    return float(difference.max()), jumped


def largest(results):
    """The largest finite float of the outputs, and whether any is not finite."""
    size, nonfinite = 0.0, False
    for tensor in (tensor for result in results for tensor in result.outputs):
        if is_float(tensor):
            values = tensor.double()
            finite = values.isfinite()
            nonfinite |= not bool(finite.all())
            if finite.any():
                size = max(size, float(values[finite].abs().max()))
    return size, nonfinite


def stability(program, results):
    """What noise in the inputs does to the outputs."""
    noise_change, unstable = 0.0, False
    try:
        disturbed = execute_all(program, noise=1e-6)
    except (RuntimeError, IndexError, ValueError):
        return 0.0, True
    for result, other in zip(results, disturbed, strict=True):
        for want, got in zip(result.outputs, other.outputs, strict=True):
            difference, jumped = change(want, got)
            noise_change = max(noise_change, difference)
            unstable |= jumped
    return noise_change, unstable


def tolerance(program, results, max_abs, noise_change, unstable):
    """How near a result must come; integers and bools must be equal."""
    tensors = [tensor for result in results for tensor in (*result.inputs, *result.outputs)]
    tensors += [tensor for result in results for tensor in result.buffers_after.values()]
    rtol, factor = program.rtol, program.rtol / 10
    if any(is_float(tensor) and tensor.element_size() <= 2 for tensor in tensors):
        rtol, factor = 1e-2, 5e-3
    atol = factor * max(1.0, max_abs)
    if not unstable:
        atol = max(atol, 10 * noise_change)
    return {"rtol": rtol, "atol": float(f"{atol:.3g}")}


def export(program):
    """The exported program, without Python source positions."""
    inputs = tuple(contiguous(tensor) for tensor in program.runs[0])
    dynamic = {"tensors": program.dynamic} if program.dynamic else None
    with torch.no_grad():
        exported = torch.export.export(program.module, inputs, dynamic_shapes=dynamic, strict=False)
    if program.edit:
        program.edit(exported.graph)
    for module in exported.graph_module.modules():
        if isinstance(module, torch.fx.GraphModule):
            for node in module.graph.nodes:
                node.meta.pop("stack_trace", None)
                node.meta.pop("nn_module_stack", None)
    return exported


def reproduce(exported, program, results):
    """Runs the exported program in PyTorch; its own assertions may be wrong."""
    module = exported.module(check_guards=False)
    for number, (inputs, want) in enumerate(zip(program.runs, results, strict=True)):
        if number and not program.sequential:
            module = exported.module(check_guards=False)
        got = execute(module, inputs)
        if len(got.outputs) != len(want.outputs):
            raise Rejected("the exported program has other results")
        for ours, theirs in zip(got.outputs, want.outputs, strict=True):
            difference, jumped = change(theirs, ours)
            if jumped:
                raise Rejected(f"the exported program differs by {difference}")


def targets(exported):
    """The targets of the program's nodes and of its bodies."""
    found = set()
    for module in exported.graph_module.modules():
        if isinstance(module, torch.fx.GraphModule):
            for node in module.graph.nodes:
                if node.op == "call_function":
                    found.add(target_name(node.target))
    return sorted(found)


def target_name(target):
    if isinstance(target, (torch._ops.OpOverload, torch._ops.HigherOrderOperator)):
        return str(target)
    return f"{getattr(target, '__module__', '')}.{target.__name__}"


def tensors_of(result, mutated_buffers):
    """What the safetensors file of one run holds."""
    tensors = {f"input.{k}": tensor for k, tensor in enumerate(result.inputs)}
    tensors |= {f"output.{k}": tensor for k, tensor in enumerate(result.outputs)}
    tensors |= {f"input_after.{k}": result.inputs_after[k] for k in result.changed_inputs()}
    tensors |= {f"buffer_after.{name}": result.buffers_after[name] for name in mutated_buffers}
    return {name: contiguous(tensor) for name, tensor in tensors.items()}


def mutations(program, results, exported):
    """The buffers that any run changes, and the index's list of all that is changed."""
    before = {name: contiguous(buffer) for name, buffer in program.module.named_buffers()}
    buffers = [
        name
        for name, tensor in before.items()
        if any(not same(tensor, result.buffers_after[name]) for result in results)
    ]
    inputs = sorted({k for result in results for k in result.changed_inputs()})
    names = exported.graph_signature.user_inputs
    changed = [{"target": name, "kind": "BUFFER_MUTATION"} for name in buffers]
    changed += [{"target": names[k], "kind": "USER_INPUT_MUTATION"} for k in inputs]
    return buffers, changed


def checked_results(program):
    """Every run in eager PyTorch, twice."""
    results, again = execute_all(program), execute_all(program)
    for first, second in zip(results, again, strict=True):
        after = zip(
            first.outputs + first.inputs_after, second.outputs + second.inputs_after, strict=False
        )
        if not all(same(a, b) for a, b in after):
            raise Rejected("two runs differ")
    tensors = [tensor for result in results for tensor in (*result.inputs, *result.outputs)]
    if any(tensor.numel() > MAX_ELEMENTS for tensor in tensors):
        raise Rejected(f"a tensor of more than {MAX_ELEMENTS} elements")
    return results


def write(folder, name, program):
    """Writes the files of a case and gives its index entry.

    Raises Rejected where PyTorch does not give one result.
    """
    try:
        results = checked_results(program)
        exported = export(program)
        reproduce(copy.deepcopy(exported), program, results)
    except Rejected:
        raise
    except Exception as error:  # PyTorch raises whatever it likes; the case is left out.
        raise Rejected(f"{type(error).__name__}: {str(error).splitlines()[0][:150]}") from error
    if not any(result.outputs for result in results):
        raise Rejected("no tensor result")
    folder = pathlib.Path(folder)
    torch.export.save(exported, folder / f"{name}.pt2")
    mutated, changed = mutations(program, results, exported)
    files = [f"{name}.safetensors"]
    files += [f"{name}.run{k}.safetensors" for k in range(1, len(results))]
    for file, result in zip(files, results, strict=True):
        save_file(tensors_of(result, mutated), folder / file)
    entry = index_entry(program, exported, results)
    if changed:
        entry["mutates"] = changed
    if len(results) > 1:
        entry["runs"] = files
        entry["runs_sequential"] = program.sequential
        entry["run_shapes"] = [[list(t.shape) for t in result.inputs] for result in results]
    if program.dynamic:
        ranges = exported.range_constraints.items()
        entry["range_constraints"] = {str(symbol): str(range_) for symbol, range_ in ranges}
    entry["bytes"] = {
        "pt2": (folder / f"{name}.pt2").stat().st_size,
        "safetensors": sum((folder / file).stat().st_size for file in files),
    }
    return entry


def index_entry(program, exported, results):
    """The entry of a case, but for what only some have."""
    max_abs, nonfinite = largest(results)
    noise_change, unstable = stability(program, results)
    found = targets(exported)
    shapes = exported.graph_module.graph.nodes
    return {
        "source": program.source,
        "target_ops": {"exported": found},
        "inputs": [describe(tensor) for tensor in results[0].inputs],
        "outputs": [describe(tensor) for tensor in results[0].outputs],
        "dynamic": bool(program.dynamic),
        "notes": program.notes,
        "nonfinite": nonfinite,
        "max_abs": max_abs,
        "nodes": sum(node.op == "call_function" for node in shapes),
        "noise_change": noise_change,
        "unstable": unstable,
        "data_dependent_shape": data_dependent(exported),
        "needs_import": sorted(
            {name.split(".")[0] for name in found}
            & {"quantized_decomposed", "torchao", "llama", "dim_order_ops"}
        ),
        "tolerance": tolerance(program, results, max_abs, noise_change, unstable),
    }


def data_dependent(exported):
    """Whether a size of a result depends on values."""
    for node in exported.graph_module.graph.nodes:
        for value in pytree.tree_leaves(node.meta.get("val")):
            if isinstance(value, torch.Tensor) and any(
                str(symbol).startswith("u")
                for size in value.shape
                if isinstance(size, torch.SymInt)
                for symbol in size.node.expr.free_symbols
            ):
                return True
    return False
