"""Layers and cells of recurrent networks."""

from call import Call, every
from data import floats

GATES = {"lstm": 4, "gru": 3, "rnn_tanh": 1, "rnn_relu": 1}
INPUT, HIDDEN = 3, 5


def small(*shape):
    """Weights so small that nothing grows."""
    return floats(*shape, low=-0.5, high=0.5)


def weights(gates, layers, directions, biases):
    found = []
    for layer in range(layers):
        width = INPUT if layer == 0 else HIDDEN * directions
        for _ in range(directions):
            found += [small(gates * HIDDEN, width), small(gates * HIDDEN, HIDDEN)]
            if biases:
                found += [small(gates * HIDDEN), small(gates * HIDDEN)]
    return found


def layers():
    for name, gates in GATES.items():
        for count, bidirectional, batch_first, biases in [
            (1, False, False, True),
            (2, False, True, True),
            (1, True, False, False),
            (2, True, True, True),
        ]:
            directions = 2 if bidirectional else 1
            x = floats(2, 4, INPUT) if batch_first else floats(4, 2, INPUT)
            state = floats(count * directions, 2, HIDDEN)
            state = [state, floats(*state.shape)] if name == "lstm" else state
            options = (biases, count, 0.0, False, bidirectional, batch_first)
            params = weights(gates, count, directions, biases)
            yield Call(f"aten.{name}.input", (x, state, params, *options))
        # Without a batch.
        state = floats(1, HIDDEN)
        state = [state, floats(1, HIDDEN)] if name == "lstm" else state
        options = (True, 1, 0.0, False, False, False)
        yield Call(
            f"aten.{name}.input", (floats(4, INPUT), state, weights(gates, 1, 1, True), *options)
        )


def cells():
    for name, gates in GATES.items():
        for biases in (True, False):
            state = floats(2, HIDDEN)
            state = [state, floats(2, HIDDEN)] if name == "lstm" else state
            params = weights(gates, 1, 1, biases)
            yield Call(f"aten.{name}_cell.default", (floats(2, INPUT), state, *params))


def calls():
    yield from every(layers())
    yield from every(cells())
