"""Which calls of an overload become cases: few, and as different as can be."""

import torch

# Themes whose ops must say what they make of NaN, infinities and negative zero.
SPECIAL_THEMES = {
    "activation",
    "casting",
    "comparison",
    "normalization",
    "pointwise",
    "pooling",
    "reduction",
    "scan",
    "sorting",
}
# Themes with so many ops alike that each gets fewer cases.
SMALL_THEMES = {"pointwise", "comparison", "creation", "joining", "view"}
SPECIALS = [float("nan"), float("inf"), -float("inf"), -0.0, 0.0]
# Ops that give an index, and do not say which of equal elements it is of.
ONE_OF_EQUALS = {
    "aten.kthvalue.default",
    "aten.median.dim",
    "aten.mode.default",
    "aten.nanmedian.dim",
    "aten.topk.default",
}
ROTATION = [
    [torch.float16, torch.int64, torch.bool, torch.float64],
    [torch.bfloat16, torch.int32, torch.bool, torch.int64],
    [torch.float16, torch.uint8, torch.float64, torch.int64],
    [torch.bfloat16, torch.int64, torch.int8, torch.float64],
    [torch.float16, torch.int64, torch.int16, torch.bool],
]


def leaf_features(place, leaf):
    """What is remarkable about one argument."""
    if isinstance(leaf, torch.Tensor):
        yield ("rank", place, leaf.dim())
        yield ("empty", place, leaf.numel() == 0)
        yield ("dtype", place, leaf.dtype)
        yield ("ones", place, tuple(size == 1 for size in leaf.shape))
    elif isinstance(leaf, bool) or leaf is None or isinstance(leaf, (str, torch.dtype)):
        yield ("value", place, leaf)
    elif isinstance(leaf, int):
        yield ("int", place, leaf if abs(leaf) <= 4 else leaf > 0)
    elif isinstance(leaf, float):
        yield ("float", place, leaf > 0, leaf == int(leaf) if abs(leaf) < 1e9 else leaf)
    else:
        yield ("other", place, str(leaf))


def features(call):
    """What is remarkable about a call."""
    leaves = call.leaves()
    found = {("count", len(call.args), tuple(call.kwargs), len(leaves))}
    for place, leaf in enumerate(leaves):
        found |= set(leaf_features(place, leaf))
    shapes = {tuple(tensor.shape) for tensor in call.tensors()}
    found.add(("shapes", len(shapes)))
    return found


def key(call):
    """Calls with one key differ in values alone."""
    shapes = [(tuple(tensor.shape), tensor.dtype) for tensor in call.tensors()]
    others = [str(leaf) for leaf in call.leaves() if not isinstance(leaf, torch.Tensor)]
    return str((shapes, others, len(call.args), sorted(call.kwargs)))


def spread(calls, count):
    """`count` calls, each the one with most that those before it did not have."""
    seen, keys, chosen = set(), set(), []
    candidates = [(features(call), key(call), call) for call in calls]
    while candidates and len(chosen) < count:
        gain, place = max((len(c[0] - seen), -k) for k, c in enumerate(candidates))
        found, name, call = candidates.pop(-place)
        if name in keys or (gain == 0 and len(chosen) >= 2):
            continue
        seen |= found
        keys.add(name)
        chosen.append(call)
    return chosen


def size(call):
    """How many elements the smallest tensor of a call has."""
    return min((tensor.numel() for tensor in call.tensors()), default=0)


def largest(calls):
    """The call whose tensors tell most; the first of equals."""
    return max(calls, key=size)


def special(call):
    """The call with NaN, infinities and signed zeros in every float tensor."""

    def change(index, tensor):
        if not tensor.dtype.is_floating_point or tensor.numel() < 4:
            return tensor
        changed = tensor.clone().flatten()
        # Two zeros would be equal elements.
        chosen = SPECIALS[:3] if call.target in ONE_OF_EQUALS else SPECIALS
        values = torch.tensor(chosen, dtype=tensor.dtype)
        count = min(len(chosen), max(1, changed.numel() // 2))
        # Other places in each tensor, so that each meets ordinary values and specials.
        places = (torch.arange(count) * (index + 2) + index) % changed.numel()
        changed[places] = values[:count]
        return changed.reshape(tensor.shape)

    return call.map_tensors(change)


def specials(calls):
    """One call of floats with special values, if the op takes such."""
    calls = [
        call
        for call in calls
        if any(t.dtype.is_floating_point and t.numel() >= 4 for t in call.tensors())
    ]
    if not calls:
        return []
    changed = special(largest(calls))
    changed.source += ", with NaN, infinities and zeros"
    return [changed]


def mixed(calls, number):
    """One call of two dtypes, if the op takes two tensors of one."""
    others = [torch.int64, torch.float16, torch.bool, torch.float64, torch.uint8]
    calls = [
        call
        for call in calls
        if len(call.tensors()) == 2 and len({tensor.dtype for tensor in call.tensors()}) == 1
    ]
    if not calls:
        return []
    other = others[number % len(others)]
    changed = largest(calls).map_tensors(
        lambda index, tensor: tensor.to(other) if index == number % 2 else tensor
    )
    changed.source += ", of two dtypes"
    return [changed]


def well_defined(call):
    """Whether the result does not depend on the order of equal elements."""
    if call.target not in ONE_OF_EQUALS:
        return True
    tensor = call.tensors()[0]
    return torch.unique(tensor).numel() == tensor.numel()


def choose(op, calls, number):
    """The calls that become cases of a declared op; `number` varies the dtypes by op."""
    calls = [call for call in calls if not call.is_complex() and well_defined(call)]
    kept = [call for call in calls if call.keep]
    calls = [call for call in calls if not call.keep]
    limit = 6 if op.theme in SMALL_THEMES else 8
    by_dtype = {}
    for call in calls:
        by_dtype.setdefault(call.dtype(), []).append(call)
    main = next((dtype for dtype in (torch.float32, None) if dtype in by_dtype), None)
    if main not in by_dtype and by_dtype:
        main = next(iter(by_dtype))
    extras = []
    for dtype in ROTATION[number % len(ROTATION)]:
        if dtype != main and dtype in by_dtype:
            extras.append(largest(by_dtype[dtype]))
    chosen = spread(by_dtype.get(main, []), max(3, limit - len(extras)))
    if op.theme in SPECIAL_THEMES:
        extras += filter(well_defined, specials(chosen))
    if op.theme in ("pointwise", "comparison"):
        extras += mixed(chosen, number)
    return chosen + extras + kept


def choose_complex(calls):
    """The calls of complex numbers that become cases."""
    return spread([call for call in calls if call.is_complex()], 2)
