# Recurrent layers, unrolled over time.


def lstm_step(x, h, c, w_ih, w_hh, b_ih, b_hh):
    gates = linear(x, w_ih, b_ih) + linear(h, w_hh, b_hh)
    i, f, g, o = mx.split(gates, 4, axis=-1)
    c = mx.sigmoid(f) * c + mx.sigmoid(i) * mx.tanh(g)
    return mx.sigmoid(o) * mx.tanh(c), c


def gru_step(x, h, w_ih, w_hh, b_ih, b_hh):
    xr, xz, xn = mx.split(linear(x, w_ih, b_ih), 3, axis=-1)
    hr, hz, hn = mx.split(linear(h, w_hh, b_hh), 3, axis=-1)
    z = mx.sigmoid(xz + hz)
    n = mx.tanh(xn + mx.sigmoid(xr + hr) * hn)
    return (1 - z) * n + z * h


def recurrent(x, states, params, has_biases, layers, bidirectional, batch_first, step):
    """Runs `step` over time in each layer and direction; what each state is at the end."""
    batched = x.ndim == 3
    x = x if batched else x[:, None]
    states = [s if batched else s[:, None] for s in states]
    x = mx.swapaxes(x, 0, 1) if batch_first and batched else x
    ends = []
    each = 4 if has_biases else 2
    for layer in range(layers):
        outputs = []
        for way in range(1 + bidirectional):
            number = layer * (1 + bidirectional) + way
            weights = params[number * each : number * each + each] + [None] * (4 - each)
            now = [s[number] for s in states]
            rows = []
            for t in range(x.shape[0]) if way == 0 else reversed(range(x.shape[0])):
                now = step(x[t], now, weights)
                rows.append(now[0])
            outputs.append(mx.stack(rows if way == 0 else rows[::-1]))
            ends.append(now)
        x = mx.concatenate(outputs, axis=-1)
    x = mx.swapaxes(x, 0, 1) if batch_first and batched else x
    ends = [mx.stack(e) for e in zip(*ends)]
    return tuple(e if batched else mx.squeeze(e, 1) for e in [x, *ends])


def lstm(x, hx, params, has_biases, layers, bidirectional, batch_first):
    step = lambda x, now, w: lstm_step(x, *now, *w)
    return recurrent(x, hx, params, has_biases, layers, bidirectional, batch_first, step)


def gru(x, hx, params, has_biases, layers, bidirectional, batch_first):
    step = lambda x, now, w: [gru_step(x, *now, *w)]
    return recurrent(x, [hx], params, has_biases, layers, bidirectional, batch_first, step)


def rnn(x, hx, params, has_biases, layers, bidirectional, batch_first, activation):
    step = lambda x, now, w: [activation(linear(x, w[0], w[2]) + linear(*now, w[1], w[3]))]
    return recurrent(x, [hx], params, has_biases, layers, bidirectional, batch_first, step)
