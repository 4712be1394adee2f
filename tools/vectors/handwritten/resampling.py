"""Images made larger and smaller by every rule, by size and by scale."""

import torch

from call import Call, every
from data import floats

SIZES = {1: ((2, 3, 7), [[11], [4]]), 2: ((2, 2, 5, 6), [[8, 9], [3, 4]])}
SIZES[3] = ((1, 2, 3, 4, 3), [[5, 6, 5], [2, 3, 2]])
LINEAR = {1: "upsample_linear1d", 2: "upsample_bilinear2d", 3: "upsample_trilinear3d"}
BY_CORNERS = [
    *LINEAR.items(),
    (2, "upsample_bicubic2d"),
    (2, "_upsample_bilinear2d_aa"),
    (2, "_upsample_bicubic2d_aa"),
]


def nearest():
    for rank, (shape, targets) in SIZES.items():
        for kind in ("upsample_nearest", "_upsample_nearest_exact"):
            for size in targets:
                yield Call(f"aten.{kind}{rank}d.default", (floats(*shape), size))
                yield Call(f"aten.{kind}{rank}d.vec", (floats(*shape), size, None))
            # The scale that was asked for, which the sizes need not divide to.
            scales = [1.6, 0.6, 2.0][:rank]
            size = [int(n * s) for n, s in zip(shape[2:], scales, strict=False)]
            yield Call(f"aten.{kind}{rank}d.default", (floats(*shape), size, *scales))
            yield Call(f"aten.{kind}{rank}d.vec", (floats(*shape), None, scales))


def interpolated():
    for rank, name in BY_CORNERS:
        shape, targets = SIZES[rank]
        for corners in (False, True):
            for size in targets:
                yield Call(f"aten.{name}.default", (floats(*shape), size, corners))
                yield Call(f"aten.{name}.vec", (floats(*shape), size, corners, None))
            scales = [1.7, 0.55, 1.4][:rank]
            size = [int(n * s) for n, s in zip(shape[2:], scales, strict=False)]
            yield Call(f"aten.{name}.default", (floats(*shape), size, corners, *scales))
            yield Call(f"aten.{name}.vec", (floats(*shape), None, corners, scales))
    half = floats(1, 2, 4, 4, dtype=torch.bfloat16)
    yield Call("aten.upsample_bilinear2d.vec", (half, [7, 6], False, None))


def grids():
    for corners in (False, True):
        for padding in (0, 1, 2):
            for mode in (0, 1, 2):
                # Positions off the halves, on which nearest would be a coin's toss.
                grid = floats(2, 4, 3, 2, low=-1.4, high=1.4)
                arguments = (floats(2, 3, 5, 6), grid, mode, padding, corners)
                yield Call("aten.grid_sampler_2d.default", arguments)
                yield Call("aten.grid_sampler.default", arguments)
                if mode < 2:
                    grid = floats(1, 2, 3, 2, 3, low=-1.4, high=1.4)
                    arguments = (floats(1, 2, 4, 3, 5), grid, mode, padding, corners)
                    yield Call("aten.grid_sampler_3d.default", arguments)
        yield Call("aten.affine_grid_generator.default", (floats(2, 2, 3), [2, 3, 4, 5], corners))
        theta = floats(1, 3, 4)
        yield Call("aten.affine_grid_generator.default", (theta, [1, 2, 3, 4, 2], corners))


def shuffles():
    for groups in (1, 2, 3):
        yield Call("aten.native_channel_shuffle.default", (floats(2, 6, 3, 2), groups))
        yield Call("aten.channel_shuffle.default", (floats(2, 6, 3), groups))
    for factor in (1, 2, 3):
        yield Call("aten.pixel_shuffle.default", (floats(2, 2 * factor**2, 2, 3), factor))
        yield Call("aten.pixel_unshuffle.default", (floats(2, 2 * factor, 3 * factor), factor))


def calls():
    yield from every(nearest())
    yield from every(interpolated())
    yield from every(grids())
    yield from every(shuffles())
