//! Draws from weighted indices.
//!
//! Source of the semantics: `aten/src/ATen/native/Distributions.cpp`,
//! `cpu/MultinomialKernel.cpp` of PyTorch.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Tensor,
    philox::{Stream, exponential, uniform},
    random::check_all,
    sorting::sorted_order,
};

/// `num_samples` indices of each row of weights, which must not be negative and not all 0.
pub fn multinomial<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let weights = b.cast_tensor(&call.tensor("self"), DType::F64);
    let rank = weights.rank();
    let rows = if rank == 1 { b.unsqueeze(&weights, 0) } else { weights };
    check(b, &rows);
    let samples = call.size("num_samples");
    let samples = if rank == 1 {
        call.refine(0, &[samples])[0]
    } else {
        call.refine(0, &[rows.shape[0], samples])[1]
    };
    let drawn = match call.bool("replacement")? {
        true => with_replacement(b, &rows, samples),
        false => without_replacement(b, &rows, samples),
    };
    Ok(if rank == 1 { b.squeeze(&drawn, &[0]) } else { drawn }.into())
}

fn check<'c>(b: &Builder<'c>, rows: &Tensor<'c>) {
    let number = |value: f64| b.float(DType::F64, value);
    let message = "probability tensor contains either `inf`, `nan` or element < 0";
    check_all(b, rows, message, |weight| {
        let is_positive = b.compare(Comparison::Ge, weight, number(0.0));
        b.and(is_positive, b.compare(Comparison::Lt, weight, number(f64::INFINITY)))
    });
    let sums = b.sum(rows, &[1], DType::F64);
    let message = "invalid multinomial distribution (sum of probabilities <= 0)";
    check_all(b, &sums, message, |sum| b.compare(Comparison::Gt, sum, number(0.0)));
}

/// Each is where the sum of the weights before and at it goes over a random part of their total.
fn with_replacement<'c>(b: &Builder<'c>, rows: &Tensor<'c>, samples: Size<'c>) -> Tensor<'c> {
    let (count, length) = (rows.shape[0], rows.shape[1]);
    let sums = b.empty(&rows.shape, DType::F64);
    let sums = b.update(count, &sums, |row, sums| {
        let initial = [sums.value, b.float(DType::F64, 0.0).value];
        let results = b.for_each(length, &initial, |column, carried| {
            let so_far = Element { value: carried[1], dtype: DType::F64 };
            let sum = b.add(so_far, b.extract(rows, &[row, column]));
            vec![b.insert(sum, &sums.with_value(carried[0]), &[row, column]).value, sum.value]
        });
        sums.with_value(results[0])
    });
    let stream = Stream::next(b);
    let empty = b.empty(&[count, samples], DType::I64);
    b.update_over(&[count, samples], &empty, &mut |place, drawn| {
        let index = b.size_add(b.size_mul(Size::Value(place[0]), samples), Size::Value(place[1]));
        let words = stream.first(b, b.size(index));
        let last = b.size(b.size_sub(length, 1));
        let total = b.extract(&sums, &[place[0], last]);
        let part = b.mul(uniform(b, [words[0], words[1]], DType::F64), total);
        let found = first_above(b, &sums, place[0], part);
        b.insert(b.from_index(found), drawn, place)
    })
}

/// The first place in a row of sums, which do not decrease, that is above a number.
fn first_above<'c>(
    b: &Builder<'c>,
    sums: &Tensor<'c>,
    row: Value<'c, 'c>,
    number: Element<'c>,
) -> Value<'c, 'c> {
    // The last one is above it if no other is.
    let initial = [b.index(0), b.size(b.size_sub(sums.shape[1], 1))];
    let results = b.while_loop(
        &initial,
        |bounds| b.compare_sizes(Comparison::Lt, Size::Value(bounds[0]), Size::Value(bounds[1])),
        |bounds| {
            let (low, high) = (Size::Value(bounds[0]), Size::Value(bounds[1]));
            let middle = b.size_floor_div(b.size_add(low, high), 2);
            let sum = b.extract(sums, &[row, b.size(middle)]);
            let is_above = b.compare(Comparison::Gt, sum, number);
            let low = b.select_size(is_above, low, b.size_add(middle, 1));
            vec![b.size(low), b.size(b.select_size(is_above, middle, high))]
        },
    );
    results[0]
}

/// Those with the least of exponential numbers whose rates are the weights.
fn without_replacement<'c>(b: &Builder<'c>, rows: &Tensor<'c>, samples: Size<'c>) -> Tensor<'c> {
    let keys = Stream::next(b).draw(b, &rows.shape, &[rows], DType::F64, |words, weights| {
        // What has no weight comes last, at infinity; 0 / 0 must not be.
        let drawn = exponential(b, words, DType::F64);
        let drawn = b.max(drawn, b.float(DType::F64, f64::MIN_POSITIVE));
        b.div(drawn, weights[0])
    });
    let order = sorted_order(b, rows.shape[0], rows.shape[1], |row, pair| {
        let [first, second] = pair.map(|index| b.extract(&keys, &[row, index]));
        b.compare(Comparison::Lt, first, second)
    });
    b.narrow(&order, 1, 0, samples)
}
