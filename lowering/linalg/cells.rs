//! Pools over windows of sizes or at places that are computed.
//!
//! Source of the semantics: `aten/src/ATen/native/AdaptivePooling.h` and
//! `FractionalMaxPool2d.cpp` of PyTorch.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, Loop, LowerError, Outputs, Size, Sizes, Tensor,
    compute_dtype, window::spatial_in_name,
};

/// What is reduced: the elements of the cells of an input, of which there are `counts`, none
/// larger than `window`, in each spatial dimension.
struct Cells<'c> {
    /// The input, with a batch.
    input: Tensor<'c>,
    has_no_batch: bool,
    counts: Sizes<'c>,
    window: Sizes<'c>,
}

impl<'c> Cells<'c> {
    fn new(b: &Builder<'c>, given: &Tensor<'c>, counts: Sizes<'c>, window: Sizes<'c>) -> Self {
        let input = b.with_batch(given, counts.len());
        Cells { has_no_batch: given.rank() < input.rank(), input, counts, window }
    }

    /// Accumulates the elements of each cell in an element for each of `initial`. `bounds` gives
    /// where a cell starts and ends in a spatial dimension, given the indices of the batch, the
    /// channel and all dimensions of the result. `body` gets what there is so far, an element,
    /// its place in the channel, and whether it is one of the cell.
    fn reduce(
        &self,
        b: &Builder<'c>,
        initial: &[Element<'c>],
        bounds: impl Fn(usize, &[Value<'c, 'c>]) -> [Element<'c>; 2],
        body: impl FnOnce(&[Element<'c>], Element<'c>, Element<'c>, Element<'c>) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        let spatial = self.counts.len();
        let (loops, window) = (2 + 2 * spatial, 2 + spatial);
        let shape: Sizes = self.input.shape[..2].iter().chain(&self.counts).copied().collect();
        // Only its sizes are of interest.
        let sizes = b.empty(&self.window, DType::I8);
        let sizes_dims: Vec<usize> = (window..loops).collect();
        let all: Vec<usize> = (0..window).collect();
        let full: Vec<Tensor> = initial.iter().map(|&element| b.full(&shape, element)).collect();
        let outputs: Vec<_> =
            full.iter().map(|tensor| (tensor, b.projection(loops, &all))).collect();
        let kinds: Vec<Loop> = (0..loops)
            .map(|dim| if dim < window { Loop::Parallel } else { Loop::Reduction })
            .collect();
        let inputs = [(&sizes, b.projection(loops, &sizes_dims))];
        let results = b.generic(&inputs, &outputs, &kinds, |_, so_far| {
            let indices: Vec<Value> = all.iter().map(|&dim| b.loop_index(dim)).collect();
            let mut places = indices[..2].to_vec();
            let mut flat = b.int(DType::I64, 0);
            let mut is_within = b.bool(true);
            for dim in 0..spatial {
                let [start, end] = bounds(dim, &indices);
                let place = b.add(start, b.from_index(b.loop_index(window + dim)));
                is_within = b.and(is_within, b.compare(Comparison::Lt, place, end));
                let size = b.size_element(self.input.shape[2 + dim], DType::I64);
                flat = b.add(b.mul(flat, size), place);
                // What is read outside is not used.
                places.push(b.to_index(b.min(place, b.sub(size, b.int(DType::I64, 1)))));
            }
            body(so_far, b.extract(&self.input, &places), flat, is_within)
        });
        results.iter().map(|result| b.without_batch(result, self.has_no_batch)).collect()
    }
}

/// The cells that an input is cut into: they are of the sizes of the dimensions divided by their
/// counts, rounded up, and may be one larger where that does not come out even.
fn adaptive<'c>(b: &Builder<'c>, call: &Call<'c>) -> Cells<'c> {
    let given = call.tensor("self");
    let counts = call.sizes("output_size");
    let sizes = &given.shape[given.rank() - counts.len()..];
    let window = sizes
        .iter()
        .zip(&counts)
        .map(|(&size, &count)| match (size.as_static(), count.as_static()) {
            (_, Some(0)) => Size::Static(1),
            (Some(size), Some(count)) if size % count == 0 => Size::Static(size / count),
            _ => b.size_add(b.size_ceil_div(size, count), 1),
        })
        .collect();
    Cells::new(b, &given, counts, window)
}

/// From `floor(cell * size / count)` to `ceil((cell + 1) * size / count)`.
fn adaptive_bounds<'c>(
    b: &Builder<'c>,
    cell: Value<'c, 'c>,
    size: Size<'c>,
    count: Size<'c>,
) -> [Element<'c>; 2] {
    let (cell, next) = (Size::Value(cell), b.size_add(Size::Value(cell), 1));
    let start = b.size_floor_div(b.size_mul(cell, size), count);
    let end = b.size_ceil_div(b.size_mul(next, size), count);
    [start, end].map(|bound| b.size_element(bound, DType::I64))
}

impl<'c> Cells<'c> {
    fn adaptive_bounds(
        &self,
        b: &Builder<'c>,
        dim: usize,
        cell: Value<'c, 'c>,
    ) -> [Element<'c>; 2] {
        adaptive_bounds(b, cell, self.input.shape[2 + dim], self.counts[dim])
    }

    /// The input with each spatial dimension as one of cells and one of the elements of a cell;
    /// None if it is not cut evenly.
    fn even(&self, b: &Builder<'c>) -> Option<Tensor<'c>> {
        let mut shape: Sizes = self.input.shape[..2].iter().copied().collect();
        for (dim, &count) in self.counts.iter().enumerate() {
            let length = match (self.input.shape[2 + dim], count) {
                (size, Size::Static(1)) => size,
                (Size::Static(size), Size::Static(count)) if count > 0 && size % count == 0 => {
                    Size::Static(size / count)
                }
                _ => return None,
            };
            shape.extend([count, length]);
        }
        Some(b.reshape(&self.input, &shape))
    }
}

/// The mean of each cell.
pub fn adaptive_avg_pool<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let cells = adaptive(b, call);
    let compute = compute_dtype(call.dtype());
    let spatial = cells.counts.len();
    if let Some(even) = cells.even(b) {
        let dims: Vec<usize> = (0..spatial).map(|dim| 3 + 2 * dim).collect();
        let sums = b.without_batch(&b.sum(&even, &dims, compute), cells.has_no_batch);
        let lengths: Vec<Size> = dims.iter().map(|&dim| even.shape[dim]).collect();
        let count = b.size_element(b.numel(&lengths), compute);
        let means = b.pointwise(&[&sums], call.dtype(), |elements| b.div(elements[0], count));
        return Ok(means.into());
    }
    let zero = b.int(compute, 0);
    let bounds =
        |dim: usize, indices: &[Value<'c, 'c>]| cells.adaptive_bounds(b, dim, indices[2 + dim]);
    let sums = cells.reduce(b, &[zero], bounds, |so_far, element, _, is_within| {
        let element = b.select(is_within, b.cast(element, compute), zero);
        vec![b.add(so_far[0], element)]
    });
    let counts = b.generate(&cells.counts, compute, |indices| {
        let lengths = indices.iter().enumerate().map(|(dim, &cell)| {
            let [start, end] = cells.adaptive_bounds(b, dim, cell);
            b.sub(end, start)
        });
        b.cast(lengths.reduce(|x, y| b.mul(x, y)).expect("a spatial dimension"), compute)
    });
    let mean = |elements: &[Element<'c>]| b.div(elements[0], elements[1]);
    Ok(b.pointwise(&[&sums[0], &counts], call.dtype(), mean).into())
}

/// The largest element of each cell, and where it is.
pub fn adaptive_max_pool<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let cells = adaptive(b, call);
    let bounds =
        |dim: usize, indices: &[Value<'c, 'c>]| cells.adaptive_bounds(b, dim, indices[2 + dim]);
    Ok(cells.maxima(b, bounds).into())
}

impl<'c> Cells<'c> {
    fn maxima(
        &self,
        b: &Builder<'c>,
        bounds: impl Fn(usize, &[Value<'c, 'c>]) -> [Element<'c>; 2],
    ) -> Vec<Tensor<'c>> {
        let initial = [b.lowest(self.input.dtype), b.int(DType::I64, -1)];
        self.reduce(b, &initial, bounds, |so_far, element, place, is_within| {
            b.larger(so_far, element, place, is_within)
        })
    }
}

/// The largest element of windows at pseudorandom places, and where it is. `order` says which of
/// the samples is for which dimension.
pub fn fractional_max_pool<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    order: &[usize],
) -> Result<Outputs<'c>, LowerError> {
    let spatial = spatial_in_name(call);
    let kernel = call.ints("kernel_size")?;
    let samples = call.tensor("random_samples");
    let window: Sizes = kernel.iter().map(|&size| Size::Static(size)).collect();
    let cells = Cells::new(b, &call.tensor("self"), call.sizes("output_size"), window);
    debug_assert_eq!(spatial, order.len(), "a sample for each dimension");
    let compute = compute_dtype(samples.dtype);
    // The dtype that PyTorch takes for the sequence of places.
    let number = |size: Size<'c>| b.size_element(size, compute);
    let bounds = |dim: usize, indices: &[Value<'c, 'c>]| {
        let sample = [indices[0], indices[1], b.index(order[dim] as i64)];
        let sample = b.cast(b.extract(&samples, &sample), compute);
        let last = b.size_sub(cells.input.shape[2 + dim], kernel[dim]);
        let steps = b.size_sub(cells.counts[dim], 1);
        let last_start = b.size_element(last, DType::I64);
        let start = if steps.is(0) {
            last_start
        } else {
            let alpha = b.div(number(last), number(steps));
            let index = b.from_index(indices[2 + dim]);
            let floor = |place: Element<'c>| b.cast(b.mul(place, alpha), DType::I64);
            let start = b.sub(floor(b.add(b.cast(index, compute), sample)), floor(sample));
            let is_last = b.compare(Comparison::Eq, index, b.size_element(steps, DType::I64));
            b.select(is_last, last_start, start)
        };
        [start, b.add(start, b.int(DType::I64, kernel[dim]))]
    };
    Ok(cells.maxima(b, bounds).into())
}
