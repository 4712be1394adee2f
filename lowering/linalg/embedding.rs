//! Embedding look-ups.
//!
//! Source of the semantics: `aten/src/ATen/native/Embedding.cpp`, `EmbeddingBag.cpp`.

use melior::ir::{Value, ValueLike};
use tricast_dialects::{Argument, DType, Dim};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor,
    compute_dtype,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.embedding", embedding),
    ("aten.embedding_bag", embedding_bag),
    ("aten._embedding_bag", embedding_bag),
    ("aten._embedding_bag_forward_only", embedding_bag),
    ("aten.embedding_bag.padding_idx", embedding_bag),
];

fn embedding<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (weight, indices) = (call.tensor("weight"), call.tensor("indices"));
    b.check_indices_from(&indices, Size::Static(0), weight.shape[0], "embedding");
    let mut shape = indices.shape.clone();
    shape.push(weight.shape[1]);
    if weight.shape[0].is(0) {
        return Ok(b.empty(&shape, weight.dtype).into());
    }
    let rank = indices.rank();
    // An index is read once a row.
    let indices = b.unsqueeze(&indices, rank);
    let result = b.pointwise_to(&shape, &[&indices], weight.dtype, |elements| {
        let row = b.wrap_index(elements[0], weight.shape[0]);
        b.extract(&weight, &[row, b.loop_index(rank)])
    });
    Ok(result.into())
}

//===-- Bags ----------------------------------------------------------------===//

/// How the rows of a bag are combined.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Sum,
    Mean,
    Max,
}

/// What the loop over the indices has so far.
#[derive(Clone)]
struct Bags<'c> {
    /// The combined rows, one a bag.
    rows: Tensor<'c>,
    /// How many indices were counted of each bag.
    sizes: Tensor<'c>,
    /// The bag of each index.
    bag_of_index: Tensor<'c>,
    /// The row that each element is from.
    max_indices: Tensor<'c>,
}

impl<'c> Bags<'c> {
    fn tensors(&self) -> [&Tensor<'c>; 4] {
        [&self.rows, &self.sizes, &self.bag_of_index, &self.max_indices]
    }

    fn values(&self) -> Vec<Value<'c, 'c>> {
        self.tensors().map(|tensor| tensor.value).to_vec()
    }

    fn with_values(&self, values: &[Value<'c, 'c>]) -> Self {
        let mut at = self.tensors().into_iter().cloned().zip(values);
        let mut next = || at.next().map(|(tensor, &value)| Tensor { value, ..tensor });
        let mut next = || next().expect("a value for each tensor");
        Bags { rows: next(), sizes: next(), bag_of_index: next(), max_indices: next() }
    }
}

/// The op's tensors, and what it does with them.
struct EmbeddingBag<'c> {
    weight: Tensor<'c>,
    indices: Tensor<'c>,
    offsets: Tensor<'c>,
    per_sample_weights: Option<Tensor<'c>>,
    mode: Mode,
    /// The index that is not counted.
    padding: Option<Size<'c>>,
    /// The number of bags.
    count: Size<'c>,
    /// The dtype that rows are added in.
    compute: DType,
}

impl<'c> EmbeddingBag<'c> {
    fn of(b: &Builder<'c>, call: &Call<'c>) -> Result<Self, LowerError> {
        let (weight, offsets) = (call.tensor("weight"), call.tensor("offsets"));
        let is_end_given = call.bool("include_last_offset")?;
        let compute = compute_dtype(weight.dtype);
        let mode = match call.int("mode")? {
            0 => Mode::Sum,
            1 => Mode::Mean,
            _ => Mode::Max,
        };
        let padding = match call.has("padding_idx").then(|| call.arguments.get("padding_idx")) {
            Some(Argument::SymInt(Dim::Static(index @ 0..))) => Some(Size::Static(*index)),
            // Only the overload that can be given None counts from the end.
            Some(Argument::SymInt(Dim::Static(index)))
                if call.op.name == "aten.embedding_bag.padding_idx" =>
            {
                Some(b.size_add(weight.shape[0], *index))
            }
            _ => None,
        };
        Ok(EmbeddingBag {
            count: b.size_sub(offsets.shape[0], i64::from(is_end_given)),
            indices: call.tensor("indices"),
            per_sample_weights: call.opt_tensor("per_sample_weights"),
            weight,
            offsets,
            mode,
            padding,
            compute,
        })
    }

    /// The place of the first index of a bag, or behind the last one.
    fn bounds(&self, b: &Builder<'c>, bag: Value<'c, 'c>) -> [Value<'c, 'c>; 2] {
        let start = b.to_index(b.extract(&self.offsets, &[bag]));
        let next = b.size_add(Size::Value(bag), 1);
        let last = b.size_sub(self.offsets.shape[0], 1);
        let is_last = b.compare_sizes(Comparison::Gt, next, last);
        let end = b.to_index(b.extract(&self.offsets, &[b.size(b.size_min(next, last))]));
        let end = b.select_size(is_last, self.indices.shape[0], Size::Value(end));
        [start, b.size(end)]
    }

    /// With the row of the index at `place` counted in.
    fn add(
        &self,
        b: &Builder<'c>,
        bags: &Bags<'c>,
        bag: Value<'c, 'c>,
        place: Value<'c, 'c>,
    ) -> Bags<'c> {
        let index = b.wrap_index(b.extract(&self.indices, &[place]), self.weight.shape[0]);
        let mut bags = bags.clone();
        if !bags.bag_of_index.shape[0].is(0) {
            bags.bag_of_index = b.insert(b.from_index(bag), &bags.bag_of_index, &[place]);
        }
        let Some(padding) = self.padding else {
            return self.add_row(b, bags, bag, place, index);
        };
        let is_counted = b.compare_sizes(Comparison::Ne, Size::Value(index), padding);
        let values = bags.values();
        let types: Vec<_> = values.iter().map(|value| value.r#type()).collect();
        let values = b.branch(
            is_counted,
            &types,
            || self.add_row(b, bags.clone(), bag, place, index).values(),
            || values.clone(),
        );
        bags.with_values(&values)
    }

    fn add_row(
        &self,
        b: &Builder<'c>,
        mut bags: Bags<'c>,
        bag: Value<'c, 'c>,
        place: Value<'c, 'c>,
        index: Value<'c, 'c>,
    ) -> Bags<'c> {
        let row = b.slice_at(&self.weight, 0, Size::Value(index));
        let own = b.slice_at(&bags.rows, 0, Size::Value(bag));
        let count = b.extract(&bags.sizes, &[bag]);
        let is_first = b.compare(Comparison::Eq, count, b.int(count.dtype, 0));
        let scale = self
            .per_sample_weights
            .as_ref()
            .map(|weights| b.cast(b.extract(weights, &[place]), self.compute));
        let wins = |element, so_far| b.or(is_first, b.compare(Comparison::Gt, element, so_far));
        let combine = |element: Element<'c>, so_far: Element<'c>| match (self.mode, scale) {
            (Mode::Max, _) => b.select(wins(element, so_far), element, so_far),
            (_, Some(scale)) => b.add(so_far, b.mul(element, scale)),
            (_, None) => b.add(so_far, element),
        };
        if self.mode == Mode::Max {
            let from = b.slice_at(&bags.max_indices, 0, Size::Value(bag));
            let from = b.pointwise(&[&row, &own, &from], from.dtype, |elements| {
                let element = b.cast(elements[0], self.compute);
                let index = b.cast(b.from_index(index), elements[2].dtype);
                b.select(wins(element, elements[1]), index, elements[2])
            });
            bags.max_indices = b.insert_at(&from, &bags.max_indices, 0, Size::Value(bag));
        }
        let combined = b.pointwise(&[&row, &own], self.compute, |elements| {
            combine(b.cast(elements[0], self.compute), elements[1])
        });
        bags.rows = b.insert_at(&combined, &bags.rows, 0, Size::Value(bag));
        bags.sizes = b.insert(b.add(count, b.int(count.dtype, 1)), &bags.sizes, &[bag]);
        bags
    }

    /// Ends the run with an error where an index or an offset is out of range.
    fn check(&self, b: &Builder<'c>) {
        let zero = Size::Static(0);
        b.check_indices_from(&self.indices, zero, self.weight.shape[0], "embedding_bag");
        let end = b.size_add(self.indices.shape[0], 1);
        b.check_indices_from(&self.offsets, zero, end, "embedding_bag: offsets");
    }

    /// The rows of all bags combined.
    fn combine(&self, b: &Builder<'c>, empty: &Bags<'c>) -> Bags<'c> {
        let no_index = self.indices.shape[0].is(0) || self.weight.shape[0].is(0);
        if no_index || self.offsets.shape[0].is(0) {
            return empty.clone();
        }
        let values = b.for_each(self.count, &empty.values(), |bag, carried| {
            let [start, end] = self.bounds(b, bag);
            b.for_range(start, end, b.index(1), carried, |place, carried| {
                self.add(b, &empty.with_values(carried), bag, place).values()
            })
        });
        empty.with_values(&values)
    }
}

fn embedding_bag<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let op = EmbeddingBag::of(b, call)?;
    op.check(b);
    let columns = op.weight.shape[1];
    let zeros = |index: usize, sizes: &[Size<'c>], dtype: DType| {
        let sizes: Sizes = sizes.iter().copied().collect();
        b.full(&call.refine(index, &sizes), b.int(dtype, 0))
    };
    let dtype = op.offsets.dtype;
    let is_bag_wanted = call.result(1).shape[0] != Dim::Static(0);
    let indices = if is_bag_wanted { op.indices.shape[0] } else { Size::Static(0) };
    let sizes = if call.op.name == "aten._embedding_bag" { op.count } else { op.offsets.shape[0] };
    let from = [op.count, columns];
    let from = if op.mode == Mode::Max { &from[..] } else { &from[..1] };
    let empty = Bags {
        rows: zeros(0, &[op.count, columns], op.compute),
        sizes: zeros(2, &[sizes], dtype),
        bag_of_index: zeros(1, &[indices], dtype),
        max_indices: zeros(3, from, dtype),
    };
    let bags = op.combine(b, &empty);
    let counts = b.narrow(&bags.sizes, 0, 0, op.count);
    let counts = b.unsqueeze(&b.with_sizes(&counts, &bags.rows.shape[..1]), 1);
    let rows = b.pointwise(&[&bags.rows, &counts], op.weight.dtype, |elements| {
        if op.mode != Mode::Mean {
            return elements[0];
        }
        // An empty bag is not divided.
        let count = b.max(elements[1], b.int(dtype, 1));
        b.div(elements[0], b.cast(count, op.compute))
    });
    // As PyTorch's CPU kernels leave them where the gradient does not need them.
    let sizes = match op.mode {
        Mode::Sum => empty.sizes,
        _ => bags.sizes,
    };
    let max_indices = match op.mode {
        Mode::Max => bags.max_indices,
        _ => b.with_sizes(&b.narrow(&sizes, 0, 0, op.count), &empty.max_indices.shape),
    };
    Ok(vec![rows, bags.bag_of_index, sizes, max_indices].into())
}
