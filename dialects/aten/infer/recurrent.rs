//! Recurrent networks.
//!
//! Source of the semantics: `aten/src/ATen/native/RNN.cpp` of PyTorch.

use crate::{
    arguments::Arguments,
    dim::Dim,
    types::{InferError, Results, SizeList, TensorType, ensure, tensor_results},
};

/// A parameter must have this dtype and these sizes.
fn check_param(
    name: &str,
    param: &TensorType,
    input: &TensorType,
    sizes: &[&Dim],
) -> Result<(), InferError> {
    ensure!(
        param.dtype == input.dtype,
        "Input and parameter tensors are not the same dtype, found input tensor with {} and \
         parameter tensor with {}",
        input.dtype,
        param.dtype
    );
    let fits = param.rank() == sizes.len()
        && param.shape.iter().zip(sizes).all(|(size, expected)| size.may_equal(expected));
    let expected: Vec<Dim> = sizes.iter().map(|&size| size.clone()).collect();
    ensure!(
        fits,
        "expected {name} to have sizes {}, but got {}",
        SizeList(&expected),
        SizeList(&param.shape)
    );
    Ok(())
}

/// The sizes of a network over a sequence.
struct Network<'a> {
    input: &'a TensorType,
    /// The state that is put out.
    hidden: &'a TensorType,
    /// The state of cells, which may be larger.
    cell: &'a TensorType,
    /// How many times the size of the cells the weights have rows.
    gates: i64,
    /// Layers, and directions of each.
    layers: i64,
    directions: i64,
}

impl<'a> Network<'a> {
    fn new(
        arguments: &'a Arguments,
        hidden: &'a TensorType,
        cell: &'a TensorType,
        gates: i64,
    ) -> Result<Self, InferError> {
        let (input, layers) = (arguments.tensor("input")?, arguments.int("num_layers")?);
        let directions = if arguments.bool("bidirectional")? { 2 } else { 1 };
        ensure!(layers > 0, "num_layers must be greater than zero");
        ensure!(input.rank() == 3, "input must have 3 dimensions, got {}", input.rank());
        for state in [hidden, cell] {
            ensure!(
                state.dtype == input.dtype,
                "Input and hidden tensors are not the same dtype, found input tensor with {} and \
                 hidden tensor with {}",
                input.dtype,
                state.dtype
            );
            ensure!(state.rank() == 3, "hidden state must have 3 dimensions, got {}", state.rank());
        }
        ensure!(
            !input.dtype.is_integral(true),
            "expected input of a floating point dtype, but got {}",
            input.dtype
        );
        let network = Network { input, hidden, cell, gates, layers, directions };
        network.check_params(arguments)?;
        network.check_states(arguments.bool("batch_first")?)?;
        Ok(network)
    }

    /// The states have sizes `[layers * directions, batch, size]`.
    fn check_states(&self, batch_first: bool) -> Result<(), InferError> {
        let batch = &self.input.shape[usize::from(!batch_first)];
        let count = Dim::Static(self.layers * self.directions);
        for state in [self.hidden, self.cell] {
            let fits = state.shape[0].may_equal(&count) && state.shape[1].may_equal(batch);
            ensure!(
                fits,
                "Expected hidden size ({count}, {batch}, {}), got {}",
                state.shape[2],
                SizeList(&state.shape)
            );
        }
        Ok(())
    }

    fn check_params(&self, arguments: &Arguments) -> Result<(), InferError> {
        let params = arguments.tensors("params")?;
        let projects = !self.hidden.shape[2].may_equal(&self.cell.shape[2]);
        let biases = arguments.bool("has_biases")?;
        let group = 2 + if biases { 2 } else { 0 } + usize::from(projects);
        let count = self.layers.checked_mul(self.directions * group as i64);
        ensure!(
            count == i64::try_from(params.len()).ok(),
            "got an incorrect number of RNN parameters"
        );
        let (cell, output) = (&self.cell.shape[2], &self.hidden.shape[2]);
        let rows = cell * self.gates;
        let deeper = output * self.directions;
        for (index, params) in params.chunks(group).enumerate() {
            let first = index < self.directions as usize;
            let features = if first { &self.input.shape[2] } else { &deeper };
            let check = |place: usize, sizes: &[&Dim]| {
                let name = format!("params[{}]", index * group + place);
                check_param(&name, &params[place], self.input, sizes)
            };
            check(0, &[&rows, features])?;
            check(1, &[&rows, output])?;
            if biases {
                check(2, &[&rows])?;
                check(3, &[&rows])?;
            }
            if projects {
                check(group - 1, &[output, cell])?;
            }
        }
        Ok(())
    }

    /// The output at each time.
    fn output(&self) -> TensorType {
        let mut shape = self.input.shape.clone();
        shape[2] = &self.hidden.shape[2] * self.directions;
        self.input.with_shape(shape)
    }

    /// The state after the last step.
    fn last(&self, state: &TensorType) -> TensorType {
        let mut shape = state.shape.clone();
        shape[0] = Dim::Static(self.layers * self.directions);
        state.with_shape(shape)
    }
}

fn with_one_state(arguments: &Arguments, gates: i64) -> Result<Results, InferError> {
    let state = arguments.tensor("hx")?;
    let network = Network::new(arguments, state, state, gates)?;
    Ok(tensor_results([network.output(), network.last(state)]))
}

/// A network whose weights have as many rows as the state has elements.
pub fn simple(arguments: &Arguments) -> Result<Results, InferError> {
    with_one_state(arguments, 1)
}

/// Gated recurrent units.
pub fn gru(arguments: &Arguments) -> Result<Results, InferError> {
    with_one_state(arguments, 3)
}

/// Long short-term memory, which has two states.
pub fn lstm(arguments: &Arguments) -> Result<Results, InferError> {
    let [hidden, cell] = arguments.tensors("hx")? else {
        return Err(InferError("lstm expects two hidden states".into()));
    };
    let network = Network::new(arguments, hidden, cell, 4)?;
    Ok(tensor_results([network.output(), network.last(hidden), network.last(cell)]))
}

/// Checks one step; `states` are `[batch, size]`.
fn check_cell(arguments: &Arguments, states: &[TensorType], gates: i64) -> Result<(), InferError> {
    let input = arguments.tensor("input")?;
    let (w_ih, w_hh) = (arguments.tensor("w_ih")?, arguments.tensor("w_hh")?);
    for (name, tensor) in [("input", input), ("w_ih", w_ih), ("w_hh", w_hh)] {
        ensure!(tensor.rank() == 2, "{name} must have 2 dimensions, got {}", tensor.rank());
    }
    ensure!(
        input.shape[1].may_equal(&w_ih.shape[1]),
        "input has inconsistent input_size: got {} expected {}",
        input.shape[1],
        w_ih.shape[1]
    );
    let size = &w_hh.shape[1];
    for (label, state) in states.iter().enumerate() {
        ensure!(state.rank() == 2, "hidden{label} must have 2 dimensions, got {}", state.rank());
        ensure!(
            input.shape[0].may_equal(&state.shape[0]),
            "Input batch size {} doesn't match hidden{label} batch size {}",
            input.shape[0],
            state.shape[0]
        );
        ensure!(
            state.shape[1].may_equal(size),
            "hidden{label} has inconsistent hidden_size: got {}, expected {size}",
            state.shape[1]
        );
        ensure!(
            state.dtype == input.dtype,
            "Input and hidden tensors are not the same dtype, found input tensor with {} and \
             hidden tensor with {}",
            input.dtype,
            state.dtype
        );
    }
    let rows = size * gates;
    check_param("w_ih", w_ih, input, &[&rows, &w_ih.shape[1]])?;
    check_param("w_hh", w_hh, input, &[&rows, size])?;
    for name in ["b_ih", "b_hh"] {
        if let Some(bias) = arguments.opt_tensor(name)? {
            check_param(name, bias, input, &[&rows])?;
        }
    }
    Ok(())
}

fn cell_with_one_state(arguments: &Arguments, gates: i64) -> Result<Results, InferError> {
    let state = arguments.tensor("hx")?;
    check_cell(arguments, std::slice::from_ref(state), gates)?;
    Ok(state.clone().into_results())
}

/// One step of [`simple`].
pub fn simple_cell(arguments: &Arguments) -> Result<Results, InferError> {
    cell_with_one_state(arguments, 1)
}

/// One step of [`gru`].
pub fn gru_cell(arguments: &Arguments) -> Result<Results, InferError> {
    cell_with_one_state(arguments, 3)
}

/// One step of [`lstm`].
pub fn lstm_cell(arguments: &Arguments) -> Result<Results, InferError> {
    let states = arguments.tensors("hx")?;
    ensure!(states.len() == 2, "lstm_cell expects two hidden states");
    check_cell(arguments, states, 4)?;
    Ok(tensor_results(states.iter().cloned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Argument, DType, Scalar, aten::pointwise::tests::refusal, infer, lookup};

    fn of(shape: &[Dim]) -> TensorType {
        TensorType::new(shape.to_vec(), DType::F32)
    }

    fn options(layers: i64) -> [Argument; 6] {
        let flag = |value| Argument::Scalar(Scalar::Bool(value));
        let dropout = Argument::Scalar(Scalar::Float(0.0));
        [
            flag(false),
            Argument::SymInt(Dim::Static(layers)),
            dropout,
            flag(false),
            flag(true),
            flag(false),
        ]
    }

    #[test]
    fn sequence_and_batch_may_be_symbolic() {
        let (time, batch) = (Dim::symbol("s0"), Dim::symbol("s1"));
        let number = Dim::Static;
        let input = of(&[time.clone(), batch.clone(), number(3)]);
        let state = of(&[number(2), batch.clone(), number(4)]);
        let params = [of(&[number(4), number(3)]), of(&[number(4), number(4)])];
        let params = [params.clone(), params].concat();
        let tensors =
            [Argument::Tensor(input), Argument::Tensor(state.clone()), Argument::Tensors(params)];
        let op = lookup("aten.rnn_tanh.input").unwrap();
        let mut arguments = Arguments::new(op);
        for (index, value) in tensors.into_iter().chain(options(1)).enumerate() {
            arguments.set(index, value);
        }
        let expected = tensor_results([of(&[time, batch, number(8)]), state]);
        assert_eq!(infer(op, &arguments).unwrap(), expected);
    }

    #[test]
    fn layers_without_end_are_refused() {
        let input = Argument::Tensor(of(&[Dim::Static(5), Dim::Static(1), Dim::Static(3)]));
        for layers in [i64::MAX, 1 << 40, 2] {
            let arguments = [input.clone(), input.clone(), Argument::Tensors(vec![])];
            let arguments = [&arguments[..], &options(layers)].concat();
            assert_eq!(
                refusal("gru.input", &arguments),
                "got an incorrect number of RNN parameters"
            );
        }
    }
}
