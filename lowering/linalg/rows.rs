//! Tensors as rows along one of their dimensions, and loops over these.

use melior::ir::{Value, ValueLike};
use tricast_dialects::DType;

use super::{Builder, Element, Size, Sizes, Tensor};

/// A tensor with one dimension put last and all others collapsed to one before it.
#[derive(Clone, Debug)]
pub struct Rows<'c> {
    /// `[count, length]`.
    pub tensor: Tensor<'c>,
    /// The sizes of the other dimensions.
    others: Sizes<'c>,
    /// Where the dimension was; none of a tensor of rank 0, which is one row of one element.
    dim: Option<usize>,
}

impl<'c> Rows<'c> {
    /// The rows of a tensor along `dim`, of which a tensor of rank 0 has none.
    pub fn new(b: &Builder<'c>, x: &Tensor<'c>, dim: usize) -> Self {
        let mut others = x.shape.clone();
        if x.rank() == 0 {
            let tensor = b.reshape(x, &[Size::Static(1), Size::Static(1)]);
            return Rows { tensor, others, dim: None };
        }
        let length = others.remove(dim);
        let mut order: Vec<usize> = (0..x.rank()).filter(|&other| other != dim).collect();
        order.push(dim);
        let last = b.permute(x, &order);
        let tensor = b.reshape(&last, &[b.numel(&others), length]);
        Rows { tensor, others, dim: Some(dim) }
    }

    /// How many rows there are.
    pub fn count(&self) -> Size<'c> {
        self.tensor.shape[0]
    }

    /// How long they are.
    pub fn length(&self) -> Size<'c> {
        self.tensor.shape[1]
    }

    /// Rows `[count, n]` in the place of these.
    pub fn restore(&self, b: &Builder<'c>, rows: &Tensor<'c>) -> Tensor<'c> {
        let Some(dim) = self.dim else { return b.reshape(rows, &[]) };
        let mut shape = self.others.clone();
        shape.push(rows.shape[1]);
        let last = b.reshape(rows, &shape);
        let mut order: Vec<usize> = (0..shape.len() - 1).collect();
        order.insert(dim, shape.len() - 1);
        b.permute(&last, &order)
    }

    /// An element `[count]` of each row, without the dimension, or with size 1 in its place.
    pub fn reduced(&self, b: &Builder<'c>, elements: &Tensor<'c>, keepdim: bool) -> Tensor<'c> {
        let mut shape = self.others.clone();
        if let Some(dim) = self.dim.filter(|_| keepdim) {
            shape.insert(dim, Size::Static(1));
        }
        b.reshape(elements, &shape)
    }

    /// Goes along each row with a state of several elements, `initial` at its start, which `step`
    /// makes from the one before, the element, and its index as an int64. Gives, for each of
    /// `dtypes`, the states of this number at each place: `[count, length]`.
    pub fn scan(
        &self,
        b: &Builder<'c>,
        initial: &[Element<'c>],
        dtypes: &[DType],
        step: impl FnOnce(&[Element<'c>], Element<'c>, Element<'c>) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        let shape = &self.tensor.shape;
        let outputs: Vec<Tensor> = dtypes.iter().map(|&dtype| b.empty(shape, dtype)).collect();
        let carried: Vec<Value> = outputs.iter().map(|output| output.value).collect();
        let results = b.for_each(self.count(), &carried, |row, carried| {
            let states = initial.iter().map(|state| state.value);
            let carried: Vec<Value> = carried.iter().copied().chain(states).collect();
            let mut results = b.for_each(self.length(), &carried, |column, carried| {
                let (tensors, states) = carried.split_at(outputs.len());
                let states: Vec<Element> = states
                    .iter()
                    .zip(initial)
                    .map(|(&value, state)| Element { value, dtype: state.dtype })
                    .collect();
                let x = b.extract(&self.tensor, &[row, column]);
                let states = step(&states, x, b.from_index(column));
                let tensors = tensors.iter().zip(&outputs).zip(&states);
                let tensors = tensors.map(|((&value, output), &state)| {
                    b.insert(state, &output.with_value(value), &[row, column]).value
                });
                tensors.chain(states.iter().map(|state| state.value)).collect()
            });
            results.truncate(outputs.len());
            results
        });
        outputs.iter().zip(results).map(|(output, value)| output.with_value(value)).collect()
    }
}

impl<'c> Tensor<'c> {
    /// Another value of the same type: what a loop makes of it.
    pub fn with_value(&self, value: Value<'c, 'c>) -> Self {
        debug_assert_eq!(value.r#type(), self.value.r#type(), "a loop carries one type");
        Tensor { value, ..self.clone() }
    }
}
