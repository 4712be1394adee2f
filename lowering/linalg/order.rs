//! What is at a place of the order of elements: medians, quantiles, the most frequent.
//!
//! Source of the semantics: `aten/src/ATen/native/Sorting.cpp` of PyTorch.

use melior::ir::Value;
use tricast_dialects::{Argument, DType};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor,
    reduction::keepdim,
    rows::Rows,
    sorting::{gathered, order_of_rows, taken},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.median", |b, call| median_of_all(b, call, Nan::Wins)),
    ("aten.nanmedian", |b, call| median_of_all(b, call, Nan::Ignored)),
    ("aten.median.dim", |b, call| median(b, call, Nan::Wins)),
    ("aten.nanmedian.dim", |b, call| median(b, call, Nan::Ignored)),
    ("aten.quantile", |b, call| quantile(b, call, Nan::Wins)),
    ("aten.quantile.scalar", |b, call| quantile(b, call, Nan::Wins)),
    ("aten.nanquantile", |b, call| quantile(b, call, Nan::Ignored)),
    ("aten.nanquantile.scalar", |b, call| quantile(b, call, Nan::Ignored)),
    ("aten.mode", mode),
];

/// What a NaN among the elements does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nan {
    /// It is the result.
    Wins,
    /// It does not count.
    Ignored,
}

/// How many elements of each row are no NaN, int64.
fn numbers_of<'c>(b: &Builder<'c>, rows: &Tensor<'c>) -> Tensor<'c> {
    b.fold(rows, &[1], b.int(DType::I64, 0), |count, x| {
        let is_number = b.xor(b.is_nan(x), b.bool(true));
        b.add(count, b.cast(is_number, DType::I64))
    })
}

/// The lower one in the middle of each row, or the first NaN, and where it is.
fn median_of_rows<'c>(b: &Builder<'c>, rows: &Rows<'c>, nan: Nan) -> [Tensor<'c>; 2] {
    let order = order_of_rows(b, &rows.tensor, false);
    let numbers = numbers_of(b, &rows.tensor);
    let [zero, one, two] = [0, 1, 2].map(|value| b.int(DType::I64, value));
    let length = b.size_element(rows.length(), DType::I64);
    taken(b, rows, &order, |row| {
        let count = b.extract(&numbers, &[row]);
        let middle = b.div(b.max(b.sub(count, one), zero), two);
        let place = match nan {
            Nan::Ignored => middle,
            // NaNs come last.
            Nan::Wins => b.select(b.compare(Comparison::Lt, count, length), count, middle),
        };
        b.to_index(place)
    })
}

fn median<'c>(b: &Builder<'c>, call: &Call<'c>, nan: Nan) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let rows = Rows::new(b, &x, x.dim(call.int("dim")?));
    let keepdim = keepdim(call)?;
    let results = median_of_rows(b, &rows, nan);
    Ok(results.map(|result| rows.reduced(b, &result, keepdim)).to_vec().into())
}

/// Of nothing, NaN.
fn median_of_all<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    nan: Nan,
) -> Result<Outputs<'c>, LowerError> {
    let x = b.flatten(&call.tensor("self"));
    let nothing = b.float(x.dtype, f64::NAN);
    if x.shape[0].is(0) {
        return Ok(b.scalar_tensor(nothing).into());
    }
    let value = || b.item(&median_of_rows(b, &Rows::new(b, &x, 0), nan)[0]);
    if x.shape[0].as_static().is_some() {
        return Ok(b.scalar_tensor(value()).into());
    }
    let is_empty = b.compare_sizes(Comparison::Eq, x.shape[0], 0);
    let types = [b.element_type(x.dtype)];
    let values = b.branch(is_empty, &types, || vec![nothing.value], || vec![value().value]);
    Ok(b.scalar_tensor(Element { value: values[0], dtype: x.dtype }).into())
}

/// How a quantile between two elements is made of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Interpolation {
    Linear,
    Lower,
    Higher,
    Midpoint,
    Nearest,
}

impl Interpolation {
    fn read(call: &Call) -> Result<Self, LowerError> {
        Ok(match call.str("interpolation")? {
            "lower" => Interpolation::Lower,
            "higher" => Interpolation::Higher,
            "midpoint" => Interpolation::Midpoint,
            "nearest" => Interpolation::Nearest,
            _ => Interpolation::Linear,
        })
    }

    /// The element at a rank, which may be between two, of those that `at` gives.
    fn take<'c>(
        self,
        b: &Builder<'c>,
        rank: Element<'c>,
        at: impl Fn(Element<'c>) -> Element<'c>,
    ) -> Element<'c> {
        let dtype = rank.dtype;
        let rounding = match self {
            Interpolation::Higher => "ceil",
            Interpolation::Nearest => "roundeven",
            _ => "floor",
        };
        let place = b.math(rounding, rank);
        let low = at(place);
        if !matches!(self, Interpolation::Linear | Interpolation::Midpoint) {
            return low;
        }
        let high = at(b.math("ceil", rank));
        let half = b.float(dtype, 0.5);
        let weight = if self == Interpolation::Midpoint { half } else { b.sub(rank, place) };
        // As lerp does it, to agree at both ends.
        let distance = b.sub(high, low);
        let from_low = b.add(low, b.mul(weight, distance));
        let rest = b.sub(b.int(dtype, 1), weight);
        let from_high = b.sub(high, b.mul(distance, rest));
        b.select(b.compare(Comparison::Lt, weight, half), from_low, from_high)
    }
}

/// The fractions asked for, `[n]`, and the sizes that they are in the result.
fn fractions<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    dtype: DType,
) -> Result<(Tensor<'c>, Sizes<'c>), LowerError> {
    let Argument::Tensor(_) = call.arguments.get("q") else {
        let fraction = b.float(dtype, call.float("q")?);
        return Ok((b.from_elements(&[fraction], &[1]), Sizes::new()));
    };
    let given = call.tensor("q");
    let fractions = b.flatten(&given);
    let in_range = b.fold(&fractions, &[0], b.bool(true), |so_far, x| {
        let is_low = b.compare(Comparison::Ge, x, b.int(dtype, 0));
        let is_high = b.compare(Comparison::Le, x, b.int(dtype, 1));
        b.and(so_far, b.and(is_low, is_high))
    });
    b.assert(b.item(&in_range), "quantile() q values must be in the range [0, 1]");
    Ok((fractions, given.shape))
}

fn quantile<'c>(b: &Builder<'c>, call: &Call<'c>, nan: Nan) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let dtype = x.dtype;
    let dim = call.opt_int("dim")?;
    let rows = match dim {
        Some(dim) => Rows::new(b, &x, x.dim(dim)),
        None => Rows::new(b, &b.flatten(&x), 0),
    };
    let (fractions, mut shape) = fractions(b, call, dtype)?;
    let interpolation = Interpolation::read(call)?;
    let sorted = gathered(b, &rows.tensor, &order_of_rows(b, &rows.tensor, false));
    let numbers = numbers_of(b, &rows.tensor);
    let length = b.size_element(rows.length(), DType::I64);
    let [zero, one] = [0, 1].map(|value| b.int(DType::I64, value));
    let result = b.generate(&[fractions.shape[0], rows.count()], dtype, |indices| {
        let (fraction, row) = (b.extract(&fractions, &[indices[0]]), indices[1]);
        let count = b.extract(&numbers, &[row]);
        let last = if nan == Nan::Ignored { count } else { length };
        let last = b.cast(b.max(b.sub(last, one), zero), dtype);
        let mut rank = b.mul(fraction, last);
        if nan == Nan::Wins {
            // NaNs come last.
            rank = b.select(b.compare(Comparison::Lt, count, length), last, rank);
        }
        interpolation.take(b, rank, |place| b.extract(&sorted, &[row, b.to_index(place)]))
    });
    let reduced = reduced_sizes(&x, dim, keepdim(call)?);
    shape.extend(reduced);
    Ok(b.reshape(&result, &shape).into())
}

/// The sizes of a tensor without a dimension, or without all.
fn reduced_sizes<'c>(x: &Tensor<'c>, dim: Option<i64>, keepdim: bool) -> Sizes<'c> {
    let is_reduced = |other: usize| dim.is_none_or(|dim| x.dim(dim) == other);
    let sizes = x.shape.iter().enumerate();
    sizes
        .filter_map(|(dim, &size)| match (is_reduced(dim), keepdim) {
            (false, _) => Some(size),
            (true, true) => Some(Size::Static(1)),
            (true, false) => None,
        })
        .collect()
}

/// The most frequent element of each row, the smallest of several, and its last place.
fn mode<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let rows = Rows::new(b, &x, x.dim(call.int("dim")?));
    let order = order_of_rows(b, &rows.tensor, false);
    let zero = || b.int(DType::I64, 0);
    let keepdim = keepdim(call)?;
    let results = taken(b, &rows, &order, |row| {
        // The length of the run so far, of the longest, and where that one ended.
        let initial = [zero(), zero(), zero()].map(|element| element.value);
        let results = b.for_each(rows.length(), &initial, |place, carried| {
            let [run, longest, end] =
                [0, 1, 2].map(|index| Element { value: carried[index], dtype: DType::I64 });
            let before = b.size(b.size_max(b.size_sub(Size::Value(place), 1), 0));
            let at = |place: Value<'c, 'c>| {
                b.extract(&rows.tensor, &[row, b.to_index(b.extract(&order, &[row, place]))])
            };
            let is_same = b.compare(Comparison::Eq, at(place), at(before));
            let run = b.add(b.select(is_same, run, zero()), b.int(DType::I64, 1));
            let is_longer = b.compare(Comparison::Gt, run, longest);
            let longest = b.select(is_longer, run, longest);
            let end = b.select(is_longer, b.from_index(place), end);
            vec![run.value, longest.value, end.value]
        });
        b.to_index(Element { value: results[2], dtype: DType::I64 })
    });
    Ok(results.map(|result| rows.reduced(b, &result, keepdim)).to_vec().into())
}
