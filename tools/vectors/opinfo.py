"""Calls of declared ops, as the samples of PyTorch's OpInfo database make them.

Every sample is run twice: once recording the ops that Python calls, before PyTorch takes
composite ones apart, once recording those it takes them apart into.
"""

import contextlib
import functools
import random
import warnings

import numpy
import torch
from torch._dispatch.python import enable_pre_dispatch, enable_python_dispatcher
from torch._subclasses.schema_check_mode import SchemaCheckMode
from torch.testing._internal.common_methods_invocations import op_db
from torch.utils._python_dispatch import TorchDispatchMode

from call import Call
from case import SHORT, contiguous

DTYPES = [
    torch.float32,
    torch.float16,
    torch.bfloat16,
    torch.float64,
    torch.int64,
    torch.int32,
    torch.int16,
    torch.int8,
    torch.uint8,
    torch.bool,
    torch.complex64,
]
MAX_SAMPLES = 60
# Their results hold whatever the memory held.
UNDEFINED = {
    "aten.empty.memory_format",
    "aten.empty_like.default",
    "aten.empty_permuted.default",
    "aten.empty_strided.default",
    "aten.new_empty.default",
    "aten.new_empty_strided.default",
    "aten.resize_.default",
}
# OpInfos whose samples take minutes or need other devices.
LEFT_OUT = ("jiterator", "torch.ops.aten._efficient", "torch.ops.aten._flash")


class Recorder:
    """What both recorders share: keeps the calls of wanted overloads."""

    def start(self, wanted, source):
        self.wanted, self.source, self.calls = wanted, source, []

    def keep(self, function, args, kwargs):
        target = str(function)
        if target in self.wanted:
            call = Call(target, tuple(args), dict(kwargs), self.source)
            if call.usable():
                self.calls.append(call.map_tensors(lambda _, tensor: contiguous(tensor)))


class Composite(Recorder, SchemaCheckMode):
    """Records ops as Python calls them. Only PyTorch's own modes may sit at that point, so
    this takes the place of one."""

    def __init__(self, wanted, source):
        SchemaCheckMode.__init__(self)
        TorchDispatchMode.__init__(self, torch._C.DispatchKey.PreDispatch)
        self.start(wanted, source)

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.keep(function, args, kwargs or {})
        return function(*args, **(kwargs or {}))


class Parts(Recorder, TorchDispatchMode):
    """Records ops as kernels run them."""

    def __init__(self, wanted, source):
        super().__init__()
        self.start(wanted, source)

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.keep(function, args, kwargs or {})
        return function(*args, **(kwargs or {}))


def seed():
    """The same samples in every run."""
    torch.manual_seed(0)
    random.seed(0)
    numpy.random.seed(0)


def record(run, wanted, source):
    """The calls that one sample makes, composite ones first."""
    found = []
    with contextlib.suppress(Exception), torch.no_grad():
        mode = Composite(wanted, source)
        with enable_python_dispatcher(), enable_pre_dispatch(), mode:
            run()
        found += mode.calls
    with contextlib.suppress(Exception), torch.no_grad():
        mode = Parts(wanted, source)
        with mode:
            run()
        found += mode.calls
    return found


def samples(info, dtype):
    """The samples of an OpInfo; none where it does not have that dtype."""
    if dtype not in info.supported_dtypes("cpu"):
        return []
    seed()
    found = []
    with contextlib.suppress(Exception):
        for sample in info.sample_inputs("cpu", dtype, requires_grad=False):
            found.append(sample)
            if len(found) == MAX_SAMPLES:
                break
    return found


def calls(wanted):
    """All calls of wanted targets: a list by target, in a fixed order."""
    found = {target: [] for target in wanted}
    wanted = wanted - UNDEFINED
    warnings.simplefilter("ignore")
    for dtype in DTYPES:
        for info in op_db:
            if info.full_name.startswith(LEFT_OUT):
                continue
            for number, sample in enumerate(samples(info, dtype)):
                source = f"OpInfo {info.full_name} sample {number} {SHORT[dtype]}"
                run = functools.partial(info, sample.input, *sample.args, **sample.kwargs)
                for call in record(run, wanted, source):
                    found[call.target].append(call)
    return found
