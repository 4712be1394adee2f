//! Sorting.
//!
//! Source of the semantics: `aten/src/ATen/native/Sorting.cpp` of PyTorch. The algorithm is a
//! stable merge sort of indices.

use melior::ir::{Type, Value};
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Table, Tensor, compute_dtype,
    reduction::{Extreme, keepdim},
    rows::Rows,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.sort", |b, call| sort(b, call, call.int("dim")?)),
    ("aten.sort.stable", |b, call| sort(b, call, call.int("dim")?)),
    ("aten.argsort", |b, call| sort(b, call, call.int("dim")?)),
    ("aten.argsort.stable", |b, call| sort(b, call, call.int("dim")?)),
    ("aten.msort", |b, call| sort(b, call, 0)),
    ("aten.topk", topk),
    ("aten.kthvalue", kthvalue),
];

/// An index as an index in the body of a loop, from what a tensor of int64 holds.
fn index_at<'c>(b: &Builder<'c>, indices: &Tensor<'c>, place: &[Value<'c, 'c>]) -> Value<'c, 'c> {
    b.to_index(b.extract(indices, place))
}

/// `[count, length]`, int64: for each of `count` rows, the numbers below `length` in order.
/// `precedes` says of a row and two numbers whether the first has to come before the second;
/// those of which none has to keep their order.
pub fn sorted_order<'c>(
    b: &Builder<'c>,
    count: Size<'c>,
    length: Size<'c>,
    precedes: impl FnOnce(Value<'c, 'c>, [Value<'c, 'c>; 2]) -> Element<'c>,
) -> Tensor<'c> {
    let order = b.generate(&[count, length], DType::I64, |indices| b.from_index(indices[1]));
    let spare = b.empty(&[count, length], DType::I64);
    let end = b.size(length);
    let results = b.for_each(count, &[order.value, spare.value], |row, carried| {
        let initial = [b.index(1), carried[0], carried[1]];
        let is_unsorted = |carried: &[Value<'c, 'c>]| {
            let [width, end] = [carried[0], end].map(|value| b.from_index(value));
            b.compare(Comparison::Lt, width, end)
        };
        let results = b.while_loop(&initial, is_unsorted, |carried| {
            let width = Size::Value(carried[0]);
            let [order, spare] = [carried[1], carried[2]].map(|value| order.with_value(value));
            let merged = merged_runs(b, row, width, &order, &spare, |pair| precedes(row, pair));
            let order = b.update(length, &order, |place, order| {
                b.insert(b.extract(&merged, &[row, place]), order, &[row, place])
            });
            vec![b.size(b.size_mul(width, 2)), order.value, merged.value]
        });
        results[1..].to_vec()
    });
    order.with_value(results[0])
}

/// `target` with each two sorted runs of `width` numbers in a row of `order` merged to one.
fn merged_runs<'c>(
    b: &Builder<'c>,
    row: Value<'c, 'c>,
    width: Size<'c>,
    order: &Tensor<'c>,
    target: &Tensor<'c>,
    precedes: impl FnOnce([Value<'c, 'c>; 2]) -> Element<'c>,
) -> Tensor<'c> {
    let length = order.shape[1];
    let pair = b.size_mul(width, 2);
    let bounds = [b.index(0), b.size(length), b.size(pair)];
    let results =
        b.for_range(bounds[0], bounds[1], bounds[2], &[target.value], |start, carried| {
            let after = |size| b.size(b.size_min(b.size_add(Size::Value(start), size), length));
            let (middle, end) = (after(width), after(pair));
            let initial = [start, middle, carried[0]];
            let results = b.for_range(start, end, b.index(1), &initial, |place, carried| {
                let [left, right] = [(carried[0], middle), (carried[1], end)].map(|(next, end)| {
                    let (is_left, place) = next_of_run(b, next, end);
                    (is_left, index_at(b, order, &[row, place]))
                });
                let comes_before = precedes([right.1, left.1]);
                let is_left_empty = b.xor(left.0, b.bool(true));
                let takes_right = b.and(right.0, b.or(is_left_empty, comes_before));
                let [left, right] = [left.1, right.1].map(|index| b.from_index(index));
                let target = target.with_value(carried[2]);
                let target = b.insert(b.select(takes_right, right, left), &target, &[row, place]);
                let step = |is_taken: Element<'c>, index| {
                    let step =
                        b.op("arith.index_castui", &[is_taken.value], Type::index(b.context));
                    b.op("arith.addi", &[index, step], Type::index(b.context))
                };
                let takes_left = b.xor(takes_right, b.bool(true));
                vec![step(takes_left, carried[0]), step(takes_right, carried[1]), target.value]
            });
            vec![results[2]]
        });
    target.with_value(results[0])
}

/// Whether a run that ends before `end` goes on at `next`, and a place in it to read at all events.
fn next_of_run<'c>(
    b: &Builder<'c>,
    next: Value<'c, 'c>,
    end: Value<'c, 'c>,
) -> (Element<'c>, Value<'c, 'c>) {
    let [index, limit] = [next, end].map(|value| b.from_index(value));
    let last = b.size_sub(Size::Value(end), 1);
    (b.compare(Comparison::Lt, index, limit), b.size(b.size_min(Size::Value(next), last)))
}

/// Whether `x` comes before `y`; NaN is greater than anything else.
pub fn comes_before<'c>(
    b: &Builder<'c>,
    x: Element<'c>,
    y: Element<'c>,
    descending: bool,
) -> Element<'c> {
    let compute = compute_dtype(x.dtype);
    let [x, y] = [x, y].map(|element| b.cast(element, compute));
    if descending { Extreme::Largest.beats(b, x, y) } else { Extreme::Largest.beats(b, y, x) }
}

/// Where the elements of rows `[count, length]` are, in order.
pub fn order_of_rows<'c>(b: &Builder<'c>, rows: &Tensor<'c>, descending: bool) -> Tensor<'c> {
    sorted_order(b, rows.shape[0], rows.shape[1], |row, pair| {
        let [x, y] = pair.map(|index| b.extract(rows, &[row, index]));
        comes_before(b, x, y, descending)
    })
}

/// The elements of rows at places of each, both `[count, length]`.
pub fn gathered<'c>(b: &Builder<'c>, rows: &Tensor<'c>, places: &Tensor<'c>) -> Tensor<'c> {
    b.generate(&places.shape, rows.dtype, |indices| {
        b.extract(rows, &[indices[0], index_at(b, places, indices)])
    })
}

/// The elements in order and their places, as far as the op gives both.
fn sort<'c>(b: &Builder<'c>, call: &Call<'c>, dim: i64) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let descending = call.has("descending") && call.bool("descending")?;
    let rows = Rows::new(b, &x, x.dim(dim));
    let order = order_of_rows(b, &rows.tensor, descending);
    if call.op.base_name() == "argsort" {
        return Ok(rows.restore(b, &order).into());
    }
    let values = rows.restore(b, &gathered(b, &rows.tensor, &order));
    if call.results.len() == 1 {
        return Ok(values.into());
    }
    Ok(vec![values, rows.restore(b, &order)].into())
}

fn topk<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let rows = Rows::new(b, &x, x.dim(call.int("dim")?));
    let order = order_of_rows(b, &rows.tensor, call.bool("largest")?);
    let order = b.narrow(&order, 1, 0, call.size("k"));
    let values = gathered(b, &rows.tensor, &order);
    Ok([values, order].map(|tensor| rows.restore(b, &tensor)).to_vec().into())
}

/// What is at one place of each row in order: its value and where it is, both `[count]`.
pub fn taken<'c>(
    b: &Builder<'c>,
    rows: &Rows<'c>,
    order: &Tensor<'c>,
    place: impl FnOnce(Value<'c, 'c>) -> Value<'c, 'c>,
) -> [Tensor<'c>; 2] {
    let places = b.generate(&[rows.count()], DType::I64, |indices| {
        b.extract(order, &[indices[0], place(indices[0])])
    });
    let values = b.generate(&[rows.count()], rows.tensor.dtype, |indices| {
        b.extract(&rows.tensor, &[indices[0], index_at(b, &places, indices)])
    });
    [values, places]
}

fn kthvalue<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let rows = Rows::new(b, &x, x.dim(call.int("dim")?));
    let order = order_of_rows(b, &rows.tensor, false);
    let place = b.size(b.size_sub(call.size("k"), 1));
    let keepdim = keepdim(call)?;
    let results = taken(b, &rows, &order, |_| place);
    Ok(results.map(|result| rows.reduced(b, &result, keepdim)).to_vec().into())
}
