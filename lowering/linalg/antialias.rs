//! Images at other sizes, one dimension after the other, by weights of neighbouring elements: with
//! a filter against aliasing, and of bytes, whose weights PyTorch makes integers.
//!
//! Source of the semantics: `separable_upsample_generic_Nd_kernel_impl` and what it calls in
//! `aten/src/ATen/native/cpu/UpSampleKernel.cpp` of PyTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, Loop, LowerError, Outputs, Size, Tensor,
    resampling::{self, Axis, Kind, axes, cubic_far, cubic_near},
};

/// How an element of the result is made of neighbours in one dimension.
struct Filter<'c> {
    /// The first of them for each element of the result.
    starts: Tensor<'c>,
    /// The weights of it and those behind: a row an element.
    weights: Tensor<'c>,
    /// The largest weight, a number.
    largest: Tensor<'c>,
}

/// An image at another size, by a filter against aliasing.
pub fn upsample<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    kind: Kind,
) -> Result<Outputs<'c>, LowerError> {
    let (input, axes) = axes(b, call)?;
    let is_bytes = input.dtype == DType::U8;
    let compute = if is_bytes { DType::F64 } else { super::compute_dtype(input.dtype) };
    let mut result = input.clone();
    for (dim, axis) in axes.iter().enumerate().rev() {
        let filter = against_aliasing(b, axis, kind, compute);
        result = if is_bytes {
            filter_bytes(b, &result, 2 + dim, &filter)
        } else {
            let zero = b.int(compute, 0);
            filter_dim(b, &result, 2 + dim, &filter.starts, &filter.weights, zero)
        };
    }
    Ok(b.cast_tensor(&result, call.dtype()).into())
}

/// An image of bytes at another size.
pub fn of_bytes<'c>(
    b: &Builder<'c>,
    input: &Tensor<'c>,
    axes: &[Axis<'c>],
    kind: Kind,
) -> Tensor<'c> {
    axes.iter().enumerate().rev().fold(input.clone(), |image, (dim, axis)| {
        filter_bytes(b, &image, 2 + dim, &interpolation(b, axis, kind))
    })
}

/// The filter that is stretched by the ratio of sizes where that is above 1.
fn against_aliasing<'c>(b: &Builder<'c>, axis: &Axis<'c>, kind: Kind, dtype: DType) -> Filter<'c> {
    let number = |value| b.float(dtype, value);
    let int = |value| b.int(DType::I64, value);
    let reach = if kind == Kind::Cubic { 2.0 } else { 1.0 };
    let stretch = |ratio| b.max(ratio, number(1.0));
    let center =
        |index: Element<'c>| b.mul(axis.ratio(b, dtype), b.add(b.cast(index, dtype), number(0.5)));
    let support = || b.mul(stretch(axis.ratio(b, dtype)), number(reach));
    // As many as a stretched filter can cover.
    let length = b.cast(b.math("ceil", support()), DType::I64);
    let length = Size::Value(b.to_index(b.add(b.mul(length, int(2)), int(1))));
    let bounds = b.generate_many(&[axis.count], &[DType::I64; 2], |indices| {
        let center = center(b.from_index(indices[0]));
        let place = |side| b.cast(b.add(side, number(0.5)), DType::I64);
        let start = b.max(place(b.sub(center, support())), int(0));
        let size = b.size_element(axis.size, DType::I64);
        vec![start, b.min(place(b.add(center, support())), size)]
    });
    let [starts, ends] = [&bounds[0], &bounds[1]];
    let along = |tensor| (tensor, &[0][..]);
    let shape = [axis.count, length];
    let weights = b.pointwise_along(&shape, &[along(starts), along(ends)], dtype, |elements| {
        let center = center(b.from_index(b.loop_index(0)));
        let place = b.add(elements[0], b.from_index(b.loop_index(1)));
        let distance = b.add(b.sub(b.cast(place, dtype), center), number(0.5));
        let stretch = stretch(axis.ratio(b, dtype));
        let distance = b.mul(b.abs(distance), b.div(number(1.0), stretch));
        let is_within = b.compare(Comparison::Lt, place, elements[1]);
        b.select(is_within, window(b, kind, distance), number(0.0))
    });
    let totals = b.sum(&weights, &[1], dtype);
    let weights =
        b.pointwise_along(&shape, &[(&weights, &[0, 1]), along(&totals)], dtype, |elements| {
            let is_zero = b.compare(Comparison::Eq, elements[1], number(0.0));
            b.select(is_zero, elements[0], b.div(elements[0], elements[1]))
        });
    let largest = largest(b, &weights);
    Filter { starts: starts.clone(), weights, largest }
}

/// The weight of an element at a distance, not negative.
fn window<'c>(b: &Builder<'c>, kind: Kind, distance: Element<'c>) -> Element<'c> {
    let number = |value| b.float(distance.dtype, value);
    let is_below = |bound| b.compare(Comparison::Lt, distance, number(bound));
    if kind == Kind::Linear {
        return b.select(is_below(1.0), b.sub(number(1.0), distance), number(0.0));
    }
    const A: f64 = -0.5;
    let far = b.select(is_below(2.0), cubic_far(b, distance, A), number(0.0));
    b.select(is_below(1.0), cubic_near(b, distance, A), far)
}

fn largest<'c>(b: &Builder<'c>, weights: &Tensor<'c>) -> Tensor<'c> {
    let dims: Vec<usize> = (0..weights.rank()).collect();
    let zero = b.int(weights.dtype, 0);
    let results = b.reduce(&[weights], &dims, &[zero], |so_far, elements, _| {
        vec![b.max(so_far[0], elements[0])]
    });
    results.into_iter().next().expect("one output")
}

/// Interpolation as a filter: neighbours outside the image are those at its border, whose weights
/// add up.
fn interpolation<'c>(b: &Builder<'c>, axis: &Axis<'c>, kind: Kind) -> Filter<'c> {
    const DTYPE: DType = DType::F64;
    let int = |value| b.int(DType::I64, value);
    let length: i64 = if kind == Kind::Cubic { 4 } else { 2 };
    let size = || b.size_element(axis.size, DType::I64);
    // The place of each neighbour in the row of weights, and its weight.
    let neighbours = |index: Element<'c>| -> (Element<'c>, Vec<(Element<'c>, Element<'c>)>) {
        let (first, rest) = axis.neighbour(b, kind, index, DTYPE);
        let before = b.sub(first, int(length / 2 - 1));
        let start = b.max(before, int(0));
        let weights = resampling::weights(b, kind, rest).into_iter().enumerate();
        let neighbours = weights.map(|(offset, weight)| {
            let place = b.add(before, int(offset as i64));
            let place = b.max(b.min(place, b.sub(size(), int(1))), int(0));
            (b.sub(place, start), weight)
        });
        (start, neighbours.collect())
    };
    let starts =
        b.generate(&[axis.count], DType::I64, |indices| neighbours(b.from_index(indices[0])).0);
    let zero = || b.float(DTYPE, 0.0);
    let weight_at = |neighbours: &[(Element<'c>, Element<'c>)], slot: Element<'c>| {
        neighbours.iter().fold(zero(), |sum, &(place, weight)| {
            let is_here = b.compare(Comparison::Eq, place, slot);
            b.select(is_here, b.add(sum, weight), sum)
        })
    };
    let shape = [axis.count, Size::Static(length)];
    let weights = b.generate(&shape, DTYPE, |indices| {
        let (_, neighbours) = neighbours(b.from_index(indices[0]));
        weight_at(&neighbours, b.from_index(indices[1]))
    });
    // PyTorch takes the largest one while it adds up.
    let so_far = b.generate(&shape, DTYPE, |indices| {
        let (_, neighbours) = neighbours(b.from_index(indices[0]));
        let last = b.from_index(indices[1]);
        let sums = (0..neighbours.len()).map(|index| {
            let sum = weight_at(&neighbours[..=index], neighbours[index].0);
            let is_last = b.compare(Comparison::Eq, last, int(index as i64));
            (is_last, sum)
        });
        sums.fold(zero(), |result, (is_last, sum)| b.select(is_last, sum, result))
    });
    let largest = largest(b, &so_far);
    Filter { starts, weights, largest }
}

/// A dimension of an image made of its elements times weights, on top of `initial`.
fn filter_dim<'c>(
    b: &Builder<'c>,
    image: &Tensor<'c>,
    dim: usize,
    starts: &Tensor<'c>,
    weights: &Tensor<'c>,
    initial: Element<'c>,
) -> Tensor<'c> {
    let rank = image.rank();
    let mut shape = image.shape.clone();
    shape[dim] = starts.shape[0];
    let output = b.full(&shape, initial);
    let loops = rank + 1;
    let all: Vec<usize> = (0..rank).collect();
    let mut kinds = vec![Loop::Parallel; rank];
    kinds.push(Loop::Reduction);
    let inputs =
        [(starts, b.projection(loops, &[dim])), (weights, b.projection(loops, &[dim, rank]))];
    let outputs = [(&output, b.projection(loops, &all))];
    let results = b.generic(&inputs, &outputs, &kinds, |ins, outs| {
        let last = b.size_element(b.size_sub(image.shape[dim], 1), DType::I64);
        let place = b.add(ins[0], b.from_index(b.loop_index(rank)));
        let mut places: Vec<_> = all.iter().map(|&dim| b.loop_index(dim)).collect();
        // What is behind the end has no weight.
        places[dim] = b.to_index(b.min(place, last));
        let element = b.cast(b.extract(image, &places), initial.dtype);
        vec![b.add(outs[0], b.mul(element, ins[1]))]
    });
    results.into_iter().next().expect("one output")
}

/// [`filter_dim`] of bytes, with weights that are integers of 16 bits: as many of them behind the
/// point as the largest weight leaves.
fn filter_bytes<'c>(
    b: &Builder<'c>,
    image: &Tensor<'c>,
    dim: usize,
    filter: &Filter<'c>,
) -> Tensor<'c> {
    const MAX_PRECISION: i64 = 22;
    let int = |value| b.int(DType::I32, value);
    let number = |value| b.float(DType::F64, value);
    let largest = b.item(&filter.largest);
    let fits = (0..MAX_PRECISION).map(|bits| {
        let next = b.mul(largest, number((1i64 << (bits + 1)) as f64));
        let limit = number((1i64 << 15) as f64);
        b.cast(b.compare(Comparison::Lt, b.add(next, number(0.5)), limit), DType::I32)
    });
    let precision = fits.fold(int(0), |count, fits| b.add(count, fits));
    let one = b.same("arith.shli", &[int(1), precision]);
    let weights = b.pointwise(&[&filter.weights], DType::I32, |elements| {
        let scaled = b.mul(elements[0], b.cast(one, DType::F64));
        let half = b.same("math.copysign", &[number(0.5), scaled]);
        b.cast(b.add(scaled, half), DType::I32)
    });
    let half = b.same("arith.shrui", &[one, int(1)]);
    let sums = filter_dim(b, image, dim, &filter.starts, &weights, half);
    b.pointwise(&[&sums], DType::U8, |elements| {
        let shifted = b.same("arith.shrsi", &[elements[0], precision]);
        b.max(b.min(shifted, int(255)), int(0))
    })
}
