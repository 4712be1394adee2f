//! Bins: which of them elements are in, and how many elements are in each.
//!
//! Source of the semantics: `Bucketization.cpp`, `SummaryOps.cpp` and `Histogram.cpp` in
//! `aten/src/ATen/native` of PyTorch.

use melior::ir::Value;
use tricast_dialects::{Argument, DType, dtype::Promotion};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Table, Tensor, compute_dtype,
    reduction::{Extreme, extreme_over},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.bucketize.Tensor", |b, call| search(b, call, "boundaries")),
    ("aten.bucketize.Scalar", |b, call| search(b, call, "boundaries")),
    ("aten.searchsorted.Tensor", |b, call| search(b, call, "sorted_sequence")),
    ("aten.searchsorted.Scalar", |b, call| search(b, call, "sorted_sequence")),
    ("aten.bincount", bincount),
    ("aten.histc", histc),
    ("aten.histogram.bins_tensor", histogram),
    ("aten.histogram.bin_ct", histogram),
];

/// How many of `length` elements in order come before those of which `is_after` holds.
pub fn position<'c>(
    b: &Builder<'c>,
    length: Size<'c>,
    is_after: impl FnOnce(Value<'c, 'c>) -> Element<'c>,
) -> Value<'c, 'c> {
    let initial = [b.index(0), b.size(length)];
    let is_open = |carried: &[Value<'c, 'c>]| {
        b.compare_sizes(Comparison::Lt, Size::Value(carried[0]), Size::Value(carried[1]))
    };
    let results = b.while_loop(&initial, is_open, |carried| {
        let [start, end] = [carried[0], carried[1]].map(Size::Value);
        let middle = b.size_add(start, b.size_floor_div(b.size_sub(end, start), 2));
        let is_after = is_after(b.size(middle));
        let index = Size::Value(b.size(middle));
        let next = b.size_add(index, 1);
        let [start, end, index, next] = [start, end, index, next].map(|size| b.size(size));
        let choose = |then: Value<'c, 'c>, otherwise: Value<'c, 'c>| {
            b.op("arith.select", &[is_after.value, then, otherwise], index_type(b))
        };
        vec![choose(start, next), choose(index, end)]
    });
    results[0]
}

fn index_type<'c>(b: &Builder<'c>) -> melior::ir::Type<'c> {
    melior::ir::Type::index(b.context)
}

/// The place of each value among the elements of a sequence, or of the row that it is in.
fn search<'c>(b: &Builder<'c>, call: &Call<'c>, sequence: &str) -> Result<Outputs<'c>, LowerError> {
    let sequence = call.tensor(sequence);
    let is_right = call.has("side") && call.opt_str("side")? == Some("right");
    let right = is_right || call.bool("right")?;
    let sorter = call.opt_tensor("sorter");
    let mut promotion = Promotion::default();
    promotion.tensor(sequence.dtype, sequence.rank())?;
    let values = match call.arguments.get("self") {
        Argument::Tensor(_) => {
            let values = call.tensor("self");
            promotion.tensor(values.dtype, values.rank())?;
            values
        }
        Argument::Scalar(number) => {
            promotion.number(number.category())?;
            b.scalar_tensor(call.number(b, "self", promotion.result()?))
        }
        _ => return Err(LowerError("a symbolic number to search for is not supported".into())),
    };
    let compute = compute_dtype(promotion.result()?);
    // Whether an element that is equal comes after.
    let how = if right { Comparison::Gt } else { Comparison::Ge };
    let length = sequence.shape[sequence.rank() - 1];
    let result = b.generate(&values.shape, call.dtype(), |indices| {
        let value = b.cast(b.extract(&values, indices), compute);
        let place = |index: Value<'c, 'c>| {
            let row = if sequence.rank() == 1 { &[] } else { &indices[..indices.len() - 1] };
            row.iter().copied().chain([index]).collect::<Vec<_>>()
        };
        let position = position(b, length, |index| {
            let index = match &sorter {
                Some(sorter) => b.wrap_index(b.extract(sorter, &place(index)), length),
                None => index,
            };
            b.compare(how, b.cast(b.extract(&sequence, &place(index)), compute), value)
        });
        b.from_index(position)
    });
    Ok(result.into())
}

/// How often each number occurs, or the sum of its weights.
fn bincount<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let zero = b.int(DType::I64, 0);
    let x = b.cast_tensor(&x, DType::I64);
    let least = b.item(&b.fold(&x, &[0], zero, |least, x| b.min(least, x)));
    let is_valid = b.compare(Comparison::Eq, least, zero);
    b.assert(is_valid, "bincount only supports 1-d non-negative integral inputs.");
    let most = b.item(&b.fold(&x, &[0], b.int(DType::I64, -1), |most, x| b.max(most, x)));
    let count = b.add(most, b.int(DType::I64, 1));
    let count = b.to_index(b.max(count, b.int(DType::I64, call.int("minlength")?)));
    let count = call.refine(0, &[Size::Value(count)]);
    let weights = call.opt_tensor("weights");
    let dtype = call.dtype();
    let counts = b.full(&count, b.int(dtype, 0));
    let counts = b.update(x.shape[0], &counts, |place, counts| {
        let bin = [b.to_index(b.extract(&x, &[place]))];
        let weight = match &weights {
            Some(weights) => b.cast(b.extract(weights, &[place]), dtype),
            None => b.int(dtype, 1),
        };
        b.insert(b.add(b.extract(counts, &bin), weight), counts, &bin)
    });
    Ok(counts.into())
}

/// The least and the greatest element of a vector, if `low` and `high` are the same and there is
/// one; further apart by `margin` each, if these are the same too.
fn outer_edges<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    given: Option<[f64; 2]>,
    margin: f64,
    compute: DType,
) -> [Element<'c>; 2] {
    let widened = |low: f64, high: f64| match low == high {
        true => [low - margin, high + margin],
        false => [low, high],
    };
    let fixed = |[low, high]: [f64; 2]| widened(low, high).map(|edge| b.float(compute, edge));
    if let Some(edges) = given {
        return fixed(edges);
    }
    let found = [Extreme::Smallest, Extreme::Largest].map(|which| {
        let result = extreme_over(b, x, &[0], which);
        b.cast(b.item(&result), compute)
    });
    let is_empty = b.compare_sizes(Comparison::Eq, x.shape[0], 0);
    let zero = b.int(compute, 0);
    let [low, high] = found.map(|edge| b.select(is_empty, zero, edge));
    let infinity = b.highest(compute);
    let is_finite = [low, high].map(|edge| b.compare(Comparison::Lt, b.abs(edge), infinity));
    b.assert(b.and(is_finite[0], is_finite[1]), "histogram: the range of the input is not finite");
    let is_narrow = b.compare(Comparison::Eq, low, high);
    let margin = b.float(compute, margin);
    let (lower, higher) = (b.sub(low, margin), b.add(high, margin));
    [b.select(is_narrow, lower, low), b.select(is_narrow, higher, high)]
}

/// Sums of weights, 1 each if there are none, in the bins that `bin` says of an element; what it
/// says is in none is not counted.
fn counted<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    weights: Option<&Tensor<'c>>,
    bins: Size<'c>,
    compute: DType,
    bin: impl FnOnce(Element<'c>) -> (Element<'c>, Element<'c>),
) -> Tensor<'c> {
    let counts = b.full(&[bins], b.int(compute, 0));
    b.update(x.shape[0], &counts, |place, counts| {
        let (is_inside, index) = bin(b.cast(b.extract(x, &[place]), compute));
        let index = b.select(is_inside, index, b.int(DType::I64, 0));
        // The upper edge belongs to the last one.
        let last = b.sub(b.size_element(bins, DType::I64), b.int(DType::I64, 1));
        let index = [b.to_index(b.min(index, last))];
        let weight = match weights {
            Some(weights) => b.cast(b.extract(weights, &[place]), compute),
            None => b.int(compute, 1),
        };
        let weight = b.select(is_inside, weight, b.int(compute, 0));
        b.insert(b.add(b.extract(counts, &index), weight), counts, &index)
    })
}

fn is_between<'c>(
    b: &Builder<'c>,
    x: Element<'c>,
    low: Element<'c>,
    high: Element<'c>,
) -> Element<'c> {
    b.and(b.compare(Comparison::Ge, x, low), b.compare(Comparison::Le, x, high))
}

fn histc<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = b.flatten(&call.tensor("self"));
    let dtype = x.dtype;
    let compute = compute_dtype(dtype);
    let (min, max) = (call.float("min")?, call.float("max")?);
    let given = if min == max { None } else { Some([min, max]) };
    let [low, high] = outer_edges(b, &x, given, 1.0, compute);
    let bins = call.int("bins")?;
    let counts = counted(b, &x, None, Size::Static(bins), compute, |x| {
        let is_inside = is_between(b, x, low, high);
        // What is outside may be no number that has an integer.
        let x = b.select(is_inside, x, low);
        // Each step is rounded, as on the edge of a bin it matters.
        let round = |element| b.cast(b.cast(element, dtype), compute);
        let scaled = round(b.mul(round(b.sub(x, low)), round(b.int(compute, bins))));
        let place = round(b.div(scaled, round(b.sub(high, low))));
        let index = b.cast(place, DType::I64);
        (is_inside, index)
    });
    Ok(b.cast_tensor(&counts, dtype).into())
}

/// The edges of `bins` equal intervals, computed from both ends as `linspace` does.
fn equal_edges<'c>(b: &Builder<'c>, [low, high]: [Element<'c>; 2], bins: i64) -> Tensor<'c> {
    let dtype = low.dtype;
    let step = b.div(b.sub(high, low), b.int(dtype, bins));
    b.generate(&[Size::Static(bins + 1)], dtype, |indices| {
        let index = b.from_index(indices[0]);
        let from_low = b.add(low, b.mul(step, b.cast(index, dtype)));
        let rest = b.cast(b.sub(b.int(DType::I64, bins), index), dtype);
        let from_high = b.sub(high, b.mul(step, rest));
        let is_low = b.compare(Comparison::Lt, index, b.int(DType::I64, (bins + 1) / 2));
        b.select(is_low, from_low, from_high)
    })
}

fn histogram<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = b.flatten(&call.tensor("self"));
    let compute = compute_dtype(x.dtype);
    let edges = match call.arguments.get("bins") {
        Argument::Tensor(_) => b.cast_tensor(&call.tensor("bins"), compute),
        _ => {
            let range = match call.arguments.get("range") {
                Argument::Floats(range) => Some([range[0], range[1]]),
                _ => None,
            };
            equal_edges(b, outer_edges(b, &x, range, 0.5, compute), call.int("bins")?)
        }
    };
    let length = edges.shape[0];
    let bins = b.size_sub(length, 1);
    let weights = call.opt_tensor("weight").map(|weights| b.flatten(&weights));
    let low = b.extract(&edges, &[b.index(0)]);
    let high = b.extract(&edges, &[b.size(bins)]);
    let mut counts = counted(b, &x, weights.as_ref(), bins, compute, |x| {
        let position =
            position(b, length, |index| b.compare(Comparison::Gt, b.extract(&edges, &[index]), x));
        let index = b.sub(b.from_index(position), b.int(DType::I64, 1));
        (is_between(b, x, low, high), b.max(index, b.int(DType::I64, 0)))
    });
    if call.bool("density")? {
        let sum = b.item(&b.sum(&counts, &[0], compute));
        let [start, end] = [0, 1].map(|start| b.narrow(&edges, 0, start, bins));
        counts = b.pointwise(&[&counts, &start, &end], compute, |elements| {
            b.div(elements[0], b.mul(sum, b.sub(elements[2], elements[1])))
        });
    }
    Ok([counts, edges].map(|tensor| b.cast_tensor(&tensor, x.dtype)).to_vec().into())
}
