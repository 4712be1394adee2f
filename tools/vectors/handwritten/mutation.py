"""Programs that write in place: to tensors, views, inputs and buffers; and control flow."""

import torch
from torch._higher_order_ops.while_loop import while_loop
from torch.nn import functional

from call import FunctionModule
from case import Program
from data import floats, ints

WRITES = {}
STATES = {}
FLOWS = {}


def entry(table, **made):
    """Puts a function into a table, with what makes its inputs or its buffers."""

    def add(function):
        table[function.__name__] = (function, made)
        return function

    return add


# Writes to a copy of the input, or to the input itself.


@entry(WRITES)
def relu_of_sum(x):
    return (x + 1).relu_().mul_(2)


@entry(WRITES)
def input_changed(x):
    x.add_(1)
    return x * 2


@entry(WRITES)
def input_returned(x):
    return x.mul_(3)


@entry(WRITES)
def part_of_input(x):
    x[0].zero_()
    x[:, 1:3].add_(5)
    return x.sum()


@entry(WRITES)
def slice_assigned(x):
    y = x.clone()
    y[:, 1:3] = x[:, :2] * 10
    y[1, ::2] = -1
    return y


@entry(WRITES)
def view_of_view(x):
    y = x.clone()
    y.view(-1)[2:8].view(2, 3)[1].mul_(2)
    y[1:][0, ::2].zero_()
    return y


@entry(WRITES)
def transposed(x):
    y = x.clone()
    y.t()[0].add_(100)
    y.permute(1, 0)[1:3, 1].fill_(7)
    return y, y.t()


@entry(WRITES)
def read_after_write(x):
    y = x.clone()
    row, column = y[1], y[:, 1]
    row.add_(1)
    column.mul_(2)
    return row + 0, column + 0, y


@entry(WRITES)
def splits_written(x):
    y = x.clone()
    first, second = y.split(2, dim=1)
    first.add_(second)
    a, b, c = y.unbind(0)
    c.copy_(a - b)
    return y, second


@entry(WRITES)
def chunks_swapped(x):
    y = x.clone()
    left, right = y.chunk(2, dim=1)
    saved = left.clone()
    left.copy_(right)
    right.copy_(saved)
    return y


@entry(WRITES)
def shifted(x):
    y = x.clone()
    y[1:] = y[:-1].clone()
    return y


@entry(WRITES)
def diagonal_filled(x):
    y = x.clone()
    y.diagonal().fill_(9)
    y.diagonal(1).mul_(0.5)
    return y


@entry(WRITES)
def reshaped(x):
    y = x.clone()
    y.unsqueeze(0).squeeze(0).flatten().add_(1)
    y.unflatten(1, (2, 2))[:, 0].sub_(3)
    return y


@entry(WRITES)
def strided(x):
    y = x.clone()
    y.as_strided((2, 3), (4, 1), 1).mul_(-1)
    return y


@entry(WRITES)
def detached(x):
    y = x + 0
    z = y.detach()
    z.add_(1)
    return y


@entry(WRITES)
def as_ints(x):
    y = x.clone()
    y.view(torch.int32).bitwise_and_(0x7FFFFFFF)
    return y


@entry(WRITES)
def dtype_kept(x):
    counts = torch.zeros(3, 4, dtype=torch.int32)
    counts.copy_(x)
    counts.add_(x.long())
    return counts


@entry(WRITES)
def broadcast(x):
    y = x.clone()
    y.add_(x[0]).mul_(x[:, :1])
    y[:] = 2
    y[0] = x[1]
    return y


@entry(WRITES)
def masks(x):
    y = x.clone()
    y[y > 1] = 0.5
    y.masked_fill_(y < -1, -0.5)
    y[x > 0] += 10
    return y


@entry(WRITES)
def indices(x):
    y = x.clone()
    index = torch.tensor([2, 0])
    y[index] = x[:2] * 3
    y.index_add_(1, torch.tensor([0, 0, 3]), x[:, :3])
    y[[0, 1], [1, 2]] = 8
    y.scatter_(1, torch.tensor([[3], [0], [1]]), 5.0)
    y.index_put_((index, index), torch.ones(2), accumulate=True)
    y.index_fill_(0, torch.tensor([1]), -2)
    return y


@entry(WRITES)
def kinds(x):
    y = x.clone()
    y.clamp_(-2, 2).sqrt_().nan_to_num_(0.25)
    y.exp_().sub_(1).neg_().abs_().pow_(2).div_(3)
    y.lerp_(x, 0.5).addcmul_(x, x, value=0.1).tril_()
    return y


@entry(WRITES)
def out_argument(x):
    y = torch.zeros(3, 4)
    torch.add(x, 1, out=y)
    torch.mul(x[:1], 2, out=y[1:2])
    return y


@entry(WRITES)
def metadata_changed(x):
    y = x.clone()
    y.t_().unsqueeze_(0)
    y.squeeze_(0)[1].zero_()
    return y


@entry(WRITES)
def expanded_read(x):
    y = x[0].clone()
    wide = y.expand(3, 4)
    y.add_(1)
    return wide + x


# State in buffers, over several runs.


@entry(STATES, count=torch.zeros((), dtype=torch.int64))
def counter(self, x):
    self.count.add_(1)
    return x * self.count


@entry(STATES, count=torch.zeros((), dtype=torch.int64))
def counter_read_first(self, x):
    before = self.count + 0
    self.count += 2
    return x + before


@entry(STATES, mean=torch.zeros(4), steps=torch.zeros(1))
def running_mean(self, x):
    self.steps.add_(1)
    self.mean.mul_(0.9).add_(x.mean(0), alpha=0.1)
    return (x - self.mean) / self.steps


@entry(STATES, mean=torch.zeros(4), var=torch.ones(4), steps=torch.zeros((), dtype=torch.int64))
def batch_norm_training(self, x):
    self.steps += 1
    return functional.batch_norm(x, self.mean, self.var, training=True, momentum=0.2)


@entry(STATES, history=torch.zeros(5, 4))
def shift_register(self, x):
    self.history[:-1] = self.history[1:].clone()
    self.history[-1] = x.sum(0)
    return self.history.mean(0)


@entry(STATES, history=torch.zeros(5, 4))
def returned_view(self, x):
    self.history[0].add_(x[0])
    self.history.t()[1].add_(1)
    return self.history.view(-1)


@entry(STATES, total=torch.zeros(3, 4), untouched=torch.ones(4))
def total_of_all(self, x):
    self.total += x * self.untouched
    return self.total.clone(), self.total.sum()


@entry(STATES, state=torch.zeros(3, 4, dtype=torch.float16))
def half_state(self, x):
    self.state.copy_(self.state * 0.5 + x)
    return self.state.float()


@entry(STATES, left=torch.zeros(3, 4), right=torch.ones(3, 4))
def swapped_states(self, x):
    saved = self.left.clone()
    self.left.copy_(self.right + x)
    self.right.copy_(saved)
    return self.left - self.right


# Control flow.


@entry(FLOWS)
def condition(x):
    return torch.cond(x.sum() > 0, lambda x: x.relu() + 1, lambda x: x.neg(), (x,))


@entry(FLOWS)
def condition_of_many(x):
    def yes(x, y):
        return x @ y.t(), y.sum(0)

    def no(x, y):
        return (x - 1) @ y.t() * 2, y.mean(0)

    first, second = torch.cond(x[0, 0] > 0, yes, no, (x, x * 2))
    return first + 1, second


@entry(FLOWS)
def nested(x):
    def inner(x):
        return torch.cond(x.max() > 2.5, lambda x: x * 10, lambda x: x * 100, (x,))

    return torch.cond(x.min() < 0, inner, lambda x: x + 1, (x,))


@entry(FLOWS)
def writes_inside(x):
    def yes(x):
        y = x.clone()
        y[0].add_(1)
        return y

    return torch.cond(x.sum() > 0, yes, lambda x: x.clone().mul_(2), (x,))


@entry(FLOWS)
def doubled_until_large(x):
    return while_loop(lambda x: x.abs().sum() < 100, lambda x: (x * 2,), (x,))


@entry(FLOWS)
def counted(x):
    def body(i, total, x):
        return i + 1, total + x * i, x.clone()

    start = torch.zeros((), dtype=torch.int64)
    return while_loop(lambda i, total, x: i < 5, body, (start, torch.zeros_like(x), x))[:2]


@entry(FLOWS)
def power(x):
    square = x @ x.t()

    def body(i, out):
        return i - 1, out @ square / square.norm()

    return while_loop(lambda i, out: i > 0, body, (torch.tensor(4), torch.eye(3)))


@entry(FLOWS)
def loop_of_conditions(x):
    def body(i, x):
        return i + 1, torch.cond(i % 2 == 0, lambda x: x + 1, lambda x: x * 2, (x,))

    return while_loop(lambda i, x: i < 4, body, (torch.tensor(0), x))


@entry(FLOWS)
def never_entered(x):
    return while_loop(lambda x: x.sum() > 1e9, lambda x: (x + 1,), (x,))


class Cache(torch.nn.Module):
    """One head of attention over a cache in buffers, a token a run. `put` writes the token's
    key or value into a cache of [batch, places, width]."""

    def __init__(self, put, places=6, width=4):
        super().__init__()
        self.put = put
        self.register_buffer("keys", torch.zeros(1, places, width))
        self.register_buffer("values", torch.zeros(1, places, width))
        self.weights = torch.nn.Parameter(floats(3, width, width), requires_grad=False)

    def forward(self, *tensors):
        x, position = tensors
        query, key, value = (x @ weight for weight in self.weights)
        self.put(self.keys, position, key)
        self.put(self.values, position, value)
        seen = torch.arange(self.keys.shape[1]) <= position
        scores = (query @ self.keys.transpose(1, 2)).masked_fill(~seen, float("-inf"))
        return scores.softmax(-1) @ self.values


def put_by_copy(cache, position, new):
    cache.index_copy_(1, position, new)


def put_by_index(cache, position, new):
    cache[:, position] = new


def put_by_mask(cache, position, new):
    here = torch.arange(cache.shape[1])[None, :, None] == position
    cache.copy_(torch.where(here, new, cache))


def put_by_scatter(cache, position, new):
    cache.scatter_(1, position[None, :, None].expand(1, 1, cache.shape[2]), new)


def put_by_shift(cache, position, new):
    cache.copy_(torch.cat([cache[:, 1:], new], 1))


def inputs_swapped(x, y):
    saved = x.clone()
    x.copy_(y)
    y.copy_(saved)
    return x + y


def cache_as_input(cache, position, new):
    cache.index_put_((position,), new)
    return cache.sum(0)


def programs():
    for name, (function, _) in WRITES.items():
        yield name, Program(FunctionModule(function), [[floats(3, 4)]], "by hand")
    for name, (function, buffers) in STATES.items():
        runs = [[floats(3, 4)] for _ in range(4)]
        module = FunctionModule(function, **buffers)
        yield name, Program(module, runs, "by hand", sequential=True)
    for name, (function, _) in FLOWS.items():
        runs = [[floats(3, 4)], [floats(3, 4, low=-1, high=5)], [floats(3, 4, low=-5, high=1)]]
        yield name, Program(FunctionModule(function), runs, "by hand")
    for put in (put_by_copy, put_by_index, put_by_mask, put_by_scatter, put_by_shift):
        runs = [[floats(1, 1, 4), torch.tensor([step])] for step in range(5)]
        program = Program(Cache(put), runs, "by hand: a key-value cache", sequential=True)
        yield f"cache_{put.__name__}", program
    runs = [[floats(3, 4), floats(3, 4)] for _ in range(2)]
    yield "inputs_swapped", Program(FunctionModule(inputs_swapped), runs, "by hand")
    runs = [[floats(5, 4), ints(2, low=0, high=2) + torch.tensor([0, 2]), floats(2, 4)]]
    yield "cache_as_input", Program(FunctionModule(cache_as_input), runs, "by hand")
