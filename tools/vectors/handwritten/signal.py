"""Fourier transforms; complex numbers go in and out as pairs of reals."""

import torch

from call import Call, every
from data import floats


def calls():
    yield from every(transforms())


def transforms():
    for shape in ((8,), (3, 7), (2, 5, 6), (1,)):
        last = len(shape) - 1
        pairs = [[last]] if last == 0 else [[last], [0], [0, last]]
        for normalization in (0, 1, 2):
            for dims in pairs:
                number = torch.view_as_complex(floats(*shape, 2))
                for forward in (True, False):
                    yield Call("aten._fft_c2c.default", (number, dims, normalization, forward))
            for onesided in (True, False):
                arguments = (floats(*shape), pairs[-1], normalization, onesided)
                yield Call("aten._fft_r2c.default", arguments)
            size = shape[-1]
            half = torch.fft.rfft(floats(*shape))
            yield Call("aten._fft_c2r.default", (half, [last], normalization, size))
    double = floats(2, 6, dtype=torch.float64)
    yield Call("aten._fft_r2c.default", (double, [1], 0, True))
