//! Recurrent networks.
//!
//! Source of the semantics: `aten/src/ATen/native/RNN.cpp` of PyTorch.

use melior::ir::Value;

use super::{
    Builder, Call, Element, LowerError, Outputs, Size, Table, Tensor, compute_dtype,
    random::drop_elements,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.rnn_tanh.input", |b, call| network(b, call, Kind::Tanh)),
    ("aten.rnn_relu.input", |b, call| network(b, call, Kind::Relu)),
    ("aten.gru.input", |b, call| network(b, call, Kind::Gru)),
    ("aten.lstm.input", |b, call| network(b, call, Kind::Lstm)),
    ("aten.rnn_tanh_cell", |b, call| cell(b, call, Kind::Tanh)),
    ("aten.rnn_relu_cell", |b, call| cell(b, call, Kind::Relu)),
    ("aten.gru_cell", |b, call| cell(b, call, Kind::Gru)),
    ("aten.lstm_cell", |b, call| cell(b, call, Kind::Lstm)),
];

/// What a step computes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tanh,
    Relu,
    Gru,
    Lstm,
}

/// The parameters of one direction of a layer.
struct Weights<'c> {
    /// `[features, rows]`.
    input: Tensor<'c>,
    /// `[size of the output, rows]`.
    hidden: Tensor<'c>,
    input_bias: Option<Tensor<'c>>,
    hidden_bias: Option<Tensor<'c>>,
    /// `[size of a cell, size of the output]`.
    projection: Option<Tensor<'c>>,
}

impl<'c> Weights<'c> {
    /// Of w_ih, w_hh, b_ih and b_hh if there are biases, and w_hr if there is one.
    fn new(b: &Builder<'c>, params: &[Tensor<'c>], has_biases: bool) -> Self {
        let turned = |tensor: &Tensor<'c>| b.transpose(tensor, 0, 1);
        let rest = if has_biases { 4 } else { 2 };
        Weights {
            input: turned(&params[0]),
            hidden: turned(&params[1]),
            input_bias: has_biases.then(|| params[2].clone()),
            hidden_bias: has_biases.then(|| params[3].clone()),
            projection: params.get(rest).map(turned),
        }
    }
}

/// `x @ weight + bias`, in the dtype that is computed in.
fn linear<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    weight: &Tensor<'c>,
    bias: Option<&Tensor<'c>>,
) -> Tensor<'c> {
    let compute = compute_dtype(x.dtype);
    let product = b.matmul_sums(x, weight, compute);
    let Some(bias) = bias else { return product };
    b.pointwise(&[&product, bias], compute, |elements| {
        b.add(elements[0], b.cast(elements[1], compute))
    })
}

/// The state of a network: what it puts out, and what only it remembers.
#[derive(Clone)]
struct State<'c> {
    hidden: Tensor<'c>,
    cell: Option<Tensor<'c>>,
}

impl Kind {
    fn activation<'c>(self, b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
        match self {
            Kind::Relu => b.max(x, b.int(x.dtype, 0)),
            _ => b.math("tanh", x),
        }
    }

    /// The next state, given what the input at this time makes of the rows of the weights.
    fn step<'c>(
        self,
        b: &Builder<'c>,
        input: &Tensor<'c>,
        state: &State<'c>,
        weights: &Weights<'c>,
    ) -> State<'c> {
        let hidden = &state.hidden;
        let recurrent = linear(b, hidden, &weights.hidden, weights.hidden_bias.as_ref());
        match (self, &state.cell) {
            (Kind::Tanh | Kind::Relu, _) => {
                let next = b.pointwise(&[input, &recurrent], hidden.dtype, |sums| {
                    self.activation(b, b.add(sums[0], sums[1]))
                });
                State { hidden: b.with_sizes(&next, &hidden.shape), cell: None }
            }
            (Kind::Lstm, Some(cell)) => lstm_step(b, [input, &recurrent], state, cell, weights),
            _ => gru_step(b, [input, &recurrent], hidden),
        }
    }
}

/// The parts of `[batch, count * size]` by gate.
fn gates<'c>(b: &Builder<'c>, sums: &Tensor<'c>, size: Size<'c>, count: i64) -> Vec<Tensor<'c>> {
    let part = |gate| b.narrow(sums, 1, b.size_mul(size, gate), size);
    (0..count).map(part).collect()
}

fn gru_step<'c>(
    b: &Builder<'c>,
    [input, recurrent]: [&Tensor<'c>; 2],
    hidden: &Tensor<'c>,
) -> State<'c> {
    let size = hidden.shape[1];
    let mut tensors = gates(b, input, size, 3);
    tensors.extend(gates(b, recurrent, size, 3));
    tensors.push(hidden.clone());
    let tensors: Vec<&Tensor> = tensors.iter().collect();
    let next = b.pointwise(&tensors, hidden.dtype, |elements| {
        let [reset, update] =
            [0, 1].map(|gate| b.sigmoid(b.add(elements[gate], elements[gate + 3])));
        let new = b.math("tanh", b.add(elements[2], b.mul(reset, elements[5])));
        let before = b.cast(elements[6], new.dtype);
        b.add(new, b.mul(update, b.sub(before, new)))
    });
    State { hidden: b.with_sizes(&next, &hidden.shape), cell: None }
}

fn lstm_step<'c>(
    b: &Builder<'c>,
    [input, recurrent]: [&Tensor<'c>; 2],
    state: &State<'c>,
    cell: &Tensor<'c>,
    weights: &Weights<'c>,
) -> State<'c> {
    let size = cell.shape[1];
    let dtype = cell.dtype;
    let mut tensors = gates(b, input, size, 4);
    tensors.extend(gates(b, recurrent, size, 4));
    tensors.push(cell.clone());
    let tensors: Vec<&Tensor> = tensors.iter().collect();
    let results = b.pointwise_many(&tensors, &[dtype, dtype], |elements| {
        let sum = |gate: usize| b.add(elements[gate], elements[gate + 4]);
        let [add, keep, put] = [0, 1, 3].map(|gate| b.sigmoid(sum(gate)));
        let before = b.cast(elements[8], add.dtype);
        let new = b.mul(add, b.math("tanh", sum(2)));
        let cell = b.add(b.mul(keep, before), new);
        vec![cell, b.mul(put, b.math("tanh", cell))]
    });
    let [next, hidden] = [&results[0], &results[1]];
    let hidden = match &weights.projection {
        Some(projection) => b.matmul(hidden, projection, dtype),
        None => hidden.clone(),
    };
    State {
        hidden: b.with_sizes(&hidden, &state.hidden.shape),
        cell: Some(b.with_sizes(next, &cell.shape)),
    }
}

/// One step.
fn cell<'c>(b: &Builder<'c>, call: &Call<'c>, kind: Kind) -> Result<Outputs<'c>, LowerError> {
    let mut states = call.tensors("hx").into_iter();
    let hidden = states.next().ok_or_else(|| LowerError("a cell needs a state".into()))?;
    let state = State { hidden, cell: states.next() };
    let biases = ["b_ih", "b_hh"].map(|name| call.opt_tensor(name));
    let params = ["w_ih", "w_hh"].map(|name| call.tensor(name));
    let [input_bias, hidden_bias] = biases;
    let weights = Weights { input_bias, hidden_bias, ..Weights::new(b, &params, false) };
    let input = call.tensor("input");
    let input = linear(b, &input, &weights.input, weights.input_bias.as_ref());
    let State { hidden, cell } = kind.step(b, &input, &state, &weights);
    Ok(std::iter::once(hidden).chain(cell).collect::<Vec<_>>().into())
}

/// Row `index` of a tensor, without its dimension.
fn row<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, index: Size<'c>) -> Tensor<'c> {
    b.squeeze(&b.narrow(tensor, 0, index, 1), &[0])
}

/// `tensor` with another row.
fn with_row<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    row: &Tensor<'c>,
    index: Size<'c>,
) -> Tensor<'c> {
    let offsets = [index, Size::Static(0), Size::Static(0)];
    b.insert_slice(&b.unsqueeze(row, 0), tensor, &offsets, &[1; 3])
}

/// One direction of a layer over `input` `[time, batch, features]`: its output at each time,
/// `[time, batch, size]`, and the last state.
fn direction<'c>(
    b: &Builder<'c>,
    kind: Kind,
    input: &Tensor<'c>,
    initial: &State<'c>,
    weights: &Weights<'c>,
    is_reversed: bool,
) -> (Tensor<'c>, State<'c>) {
    // All that does not depend on the state, at once.
    let inputs = linear(b, input, &weights.input, weights.input_bias.as_ref());
    let steps = input.shape[0];
    // The state after each step is written next to that before it, which at first is given.
    let first = if is_reversed { steps } else { Size::Static(0) };
    let histories: Vec<Tensor> = std::iter::once(&initial.hidden)
        .chain(&initial.cell)
        .map(|state| {
            let shape = [b.size_add(steps, 1), state.shape[0], state.shape[1]];
            with_row(b, &b.empty(&shape, state.dtype), state, first)
        })
        .collect();
    let carried: Vec<Value> = histories.iter().map(|history| history.value).collect();
    let results = b.for_each(steps, &carried, |step, carried| {
        let step = Size::Value(step);
        let (time, before, after) = match is_reversed {
            true => {
                let before = b.size_sub(steps, step);
                let time = b.size_sub(before, 1);
                (time, before, time)
            }
            false => (step, step, b.size_add(step, 1)),
        };
        let histories: Vec<Tensor> =
            histories.iter().zip(carried).map(|(all, &value)| all.with_value(value)).collect();
        let mut states = histories.iter().map(|history| row(b, history, before));
        let hidden = states.next().expect("the hidden state is the first");
        let state = State { hidden, cell: states.next() };
        let next = kind.step(b, &row(b, &inputs, time), &state, weights);
        let next = std::iter::once(next.hidden).chain(next.cell);
        let histories = histories.iter().zip(next);
        histories.map(|(history, state)| with_row(b, history, &state, after).value).collect()
    });
    let histories: Vec<Tensor> =
        histories.iter().zip(results).map(|(all, value)| all.with_value(value)).collect();
    let (start, last) = if is_reversed { (0, Size::Static(0)) } else { (1, steps) };
    let output = b.narrow(&histories[0], 0, start, steps);
    let mut states = histories.iter().map(|history| row(b, history, last));
    let hidden = states.next().expect("the hidden state is the first");
    (output, State { hidden, cell: states.next() })
}

/// A network of several layers over a sequence.
fn network<'c>(b: &Builder<'c>, call: &Call<'c>, kind: Kind) -> Result<Outputs<'c>, LowerError> {
    let batch_first = call.bool("batch_first")?;
    let has_biases = call.bool("has_biases")?;
    let layers = call.int("num_layers")? as usize;
    let directions = if call.bool("bidirectional")? { 2 } else { 1 };
    let dropout = if call.bool("train")? { call.float("dropout")? } else { 0.0 };
    let mut states = call.tensors("hx").into_iter();
    let hidden = states.next().ok_or_else(|| LowerError("a network needs a state".into()))?;
    let cell = states.next();
    let params = call.tensors("params");
    let group = params.len() / (layers * directions);
    let given = call.tensor("input");
    let mut input = if batch_first { b.transpose(&given, 0, 1) } else { given };
    let mut last: Vec<State> = vec![];
    for layer in 0..layers {
        if layer > 0 {
            input = drop_elements(b, &input, dropout);
        }
        let mut outputs = vec![];
        for way in 0..directions {
            let index = layer * directions + way;
            let weights = Weights::new(b, &params[index * group..][..group], has_biases);
            let initial = State {
                hidden: row(b, &hidden, Size::Static(index as i64)),
                cell: cell.as_ref().map(|cell| row(b, cell, Size::Static(index as i64))),
            };
            let (output, state) = direction(b, kind, &input, &initial, &weights, way == 1);
            outputs.push(output);
            last.push(state);
        }
        input = if outputs.len() == 1 { outputs.remove(0) } else { b.concat(&outputs, 2) };
    }
    let stacked = |states: Vec<&Tensor<'c>>| {
        let states: Vec<Tensor> = states.into_iter().map(|state| b.unsqueeze(state, 0)).collect();
        b.concat(&states, 0)
    };
    let output = if batch_first { b.transpose(&input, 0, 1) } else { input };
    let mut results = vec![output, stacked(last.iter().map(|state| &state.hidden).collect())];
    let cells: Vec<&Tensor> = last.iter().filter_map(|state| state.cell.as_ref()).collect();
    if !cells.is_empty() {
        results.push(stacked(cells));
    }
    Ok(results.into())
}
