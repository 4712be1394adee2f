"""A call of one overload, and the program that makes it from its tensors alone."""

import contextlib
import dataclasses

import torch
from torch.utils import _pytree as pytree

from case import MAX_ELEMENTS, SHORT, Program, contiguous, flat_tensors


def resolve(target):
    """`aten.add.Tensor` as torch's overload."""
    namespace, name, overload = target.split(".")
    return getattr(getattr(getattr(torch.ops, namespace), name), overload)


@dataclasses.dataclass
class Call:
    """A target (`aten.add.Tensor`), its arguments as PyTorch takes them, and where they are from.

    `keep`: it becomes a case, however many there are.
    """

    target: str
    args: tuple = ()
    kwargs: dict = dataclasses.field(default_factory=dict)
    source: str = "by hand"
    keep: bool = False

    def leaves(self):
        """The arguments without their nesting, in order."""
        return pytree.tree_leaves((self.args, self.kwargs))

    def tensors(self):
        return [leaf for leaf in self.leaves() if isinstance(leaf, torch.Tensor)]

    def dtype(self):
        """What the call is about: its first float, else its first tensor."""
        dtypes = [tensor.dtype for tensor in self.tensors()]
        return next((d for d in dtypes if d.is_floating_point or d.is_complex), None) or (
            dtypes[0] if dtypes else None
        )

    def usable(self):
        """Whether it is of a size and kind that a case may have."""
        return all(
            tensor.layout == torch.strided
            and tensor.numel() <= MAX_ELEMENTS
            and not tensor.is_quantized
            for tensor in self.tensors()
        )

    def is_complex(self):
        return any(tensor.is_complex() for tensor in self.tensors())

    def gives_complex(self):
        """Whether complex numbers go in or come out."""
        with contextlib.suppress(Exception), torch.no_grad():
            copies = self.map_tensors(lambda _, tensor: contiguous(tensor))
            results = flat_tensors(resolve(self.target)(*copies.args, **copies.kwargs))
            return self.is_complex() or any(result.is_complex() for result in results)
        return self.is_complex()

    def map_tensors(self, function):
        """The same call of other tensors: `function(index, tensor)`."""
        leaves, spec = pytree.tree_flatten((self.args, self.kwargs))
        count = 0
        for place, leaf in enumerate(leaves):
            if isinstance(leaf, torch.Tensor):
                leaves[place] = function(count, leaf)
                count += 1
        args, kwargs = pytree.tree_unflatten(leaves, spec)
        return dataclasses.replace(self, args=args, kwargs=kwargs)

    def program(self, notes=""):
        """The program of this one call; complex tensors go in and out as pairs of reals."""
        module = CallModule(self)
        baked = [leaf for leaf in self.leaves() if not isinstance(leaf, torch.Tensor)]
        baked = ", ".join(str(leaf) for leaf in baked if leaf is not None)
        notes = ", ".join(filter(None, [notes, f"baked: [{baked}]" if baked else ""]))
        inputs = [as_real(tensor) for tensor in self.tensors()]
        return Program(module, [inputs], self.source, notes)


def as_real(tensor):
    tensor = contiguous(tensor)
    return torch.view_as_real(tensor) if tensor.is_complex() else tensor


class CallModule(torch.nn.Module):
    """Calls an overload with the tensors it is given and everything else fixed."""

    def __init__(self, call):
        super().__init__()
        self.overload = resolve(call.target)
        self.values, self.spec = pytree.tree_flatten((call.args, call.kwargs))
        self.places = [k for k, leaf in enumerate(self.values) if isinstance(leaf, torch.Tensor)]
        self.complex = [self.values[place].is_complex() for place in self.places]
        for place in self.places:
            self.values[place] = None

    def forward(self, *tensors):
        values = list(self.values)
        for place, is_complex, tensor in zip(self.places, self.complex, tensors, strict=False):
            values[place] = torch.view_as_complex(tensor) if is_complex else tensor
        args, kwargs = pytree.tree_unflatten(values, self.spec)
        results = flat_results(self.overload(*args, **kwargs))
        return tuple(
            torch.view_as_real(conjugated(result)) if result.is_complex() else result
            for result in results
        )


def conjugated(tensor):
    """The values of a tensor that may only be marked as conjugated."""
    return tensor.resolve_conj() if tensor.is_conj() else tensor


def flat_results(value):
    """The tensors of a result; an int, float or bool as a tensor of its own."""
    leaves = [leaf for leaf in pytree.tree_leaves(value) if leaf is not None]
    return [
        leaf if isinstance(leaf, torch.Tensor) else torch.scalar_tensor(leaf, dtype=torch.float64)
        for leaf in leaves
    ]


class FunctionModule(torch.nn.Module):
    """A Python function of tensors as a module, with tensors for buffers."""

    def __init__(self, function, **buffers):
        super().__init__()
        self.function = function
        for name, tensor in buffers.items():
            self.register_buffer(name, tensor.clone())

    def forward(self, *tensors):
        if self._buffers:
            return self.function(self, *tensors)
        return self.function(*tensors)


def every(calls):
    """The calls, all to become cases."""
    return (dataclasses.replace(call, keep=True) for call in calls)


def tag(call):
    """The short dtype that a case is named for."""
    return SHORT[call.dtype()] if call.tensors() else "none"
