//! Pools over windows.
//!
//! Source of the semantics: `aten/src/ATen/native/Pool.h`, `cpu/AvgPoolKernel.cpp` and
//! `cpu/MaxPoolKernel.cpp` of PyTorch.

use melior::ir::AffineExpr;
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, Loop, LowerError, Outputs, Size, Sizes, Table, Tensor,
    cells, compute_dtype,
    window::{extent, spatial_in_name, spread},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.avg_pool1d", avg_pool),
    ("aten.avg_pool2d", avg_pool),
    ("aten.avg_pool3d", avg_pool),
    ("aten.max_pool1d", max_pool),
    ("aten.max_pool2d", max_pool),
    ("aten.max_pool3d", max_pool),
    ("aten.max_pool1d_with_indices", max_pool_with_indices),
    ("aten.max_pool2d_with_indices", max_pool_with_indices),
    ("aten.max_pool3d_with_indices", max_pool_with_indices),
    ("aten.adaptive_avg_pool1d", cells::adaptive_avg_pool),
    ("aten.adaptive_avg_pool2d", cells::adaptive_avg_pool),
    ("aten.adaptive_avg_pool3d", cells::adaptive_avg_pool),
    ("aten._adaptive_avg_pool2d", cells::adaptive_avg_pool),
    ("aten._adaptive_avg_pool3d", cells::adaptive_avg_pool),
    ("aten.adaptive_max_pool1d", cells::adaptive_max_pool),
    ("aten.adaptive_max_pool2d", cells::adaptive_max_pool),
    ("aten.adaptive_max_pool3d", cells::adaptive_max_pool),
    ("aten.fractional_max_pool2d", |b, call| cells::fractional_max_pool(b, call, &[1, 0])),
    ("aten.fractional_max_pool3d", |b, call| cells::fractional_max_pool(b, call, &[0, 1, 2])),
    ("aten.max_unpool2d", max_unpool),
    ("aten.max_unpool3d", max_unpool),
];

/// How the windows of a pool lie in each spatial dimension of its input.
struct Pool<'c> {
    /// The input, with a batch.
    input: Tensor<'c>,
    /// Whether the batch is not the input's own.
    has_no_batch: bool,
    kernel: Vec<i64>,
    stride: Vec<i64>,
    padding: Vec<i64>,
    dilation: Vec<i64>,
    ceil: bool,
    /// How many windows there are in each spatial dimension.
    counts: Vec<Size<'c>>,
}

impl<'c> Pool<'c> {
    fn read(b: &Builder<'c>, call: &Call<'c>) -> Result<Self, LowerError> {
        let spatial = spatial_in_name(call);
        let list = |name: &str| Ok::<_, LowerError>(spread(call.ints(name)?, spatial));
        let kernel = list("kernel_size")?;
        let given = call.tensor("self");
        let input = b.with_batch(&given, spatial);
        let mut pool = Pool {
            has_no_batch: given.rank() < input.rank(),
            input,
            stride: match call.ints("stride")? {
                stride if stride.is_empty() => kernel.clone(),
                stride => spread(stride, spatial),
            },
            padding: list("padding")?,
            dilation: if call.has("dilation") { list("dilation")? } else { vec![1; spatial] },
            kernel,
            ceil: call.bool("ceil_mode")?,
            counts: vec![],
        };
        let result = &call.result(0).shape;
        let known = &result[result.len() - spatial..];
        pool.counts = (0..spatial)
            .map(|dim| match known[dim].as_static() {
                Some(count) => Size::Static(count),
                None => pool.count(b, dim),
            })
            .collect();
        Ok(pool)
    }

    fn spatial(&self) -> usize {
        self.kernel.len()
    }

    fn size(&self, dim: usize) -> Size<'c> {
        self.input.shape[2 + dim]
    }

    fn extent(&self, dim: usize) -> i64 {
        extent(self.kernel[dim], self.dilation[dim])
    }

    fn count(&self, b: &Builder<'c>, dim: usize) -> Size<'c> {
        let (size, stride, padding) = (self.size(dim), self.stride[dim], self.padding[dim]);
        let padded = b.size_add(size, 2 * padding);
        if !self.ceil {
            return b.windows(padded, self.extent(dim), stride);
        }
        let count = b.windows(b.size_add(padded, stride - 1), self.extent(dim), stride);
        // The last window starts within the input or its first padding.
        b.size_min(count, b.size_ceil_div(b.size_add(size, padding), stride))
    }

    /// The input with `element` around it, so that all windows are within.
    fn padded(&self, b: &Builder<'c>, element: Element<'c>) -> Tensor<'c> {
        if !self.ceil {
            return b.pad_last(&self.input, &self.padding, &self.padding, element);
        }
        let mut low: Sizes = [Size::Static(0); 2].into_iter().collect();
        let mut high = low.clone();
        for dim in 0..self.spatial() {
            let padding = self.padding[dim];
            let last = b.size_mul(b.size_sub(self.counts[dim], 1), self.stride[dim]);
            let reach = b.size_add(last, self.extent(dim));
            let missing = b.size_sub(reach, b.size_add(self.size(dim), padding));
            low.push(Size::Static(padding));
            high.push(b.size_max(missing, padding));
        }
        b.pad(&self.input, &low, &high, element)
    }

    /// Accumulates the elements of each window in an element for each of `initial`. `body` gets
    /// what there is so far and an element.
    fn reduce(
        &self,
        b: &Builder<'c>,
        padding: Element<'c>,
        initial: &[Element<'c>],
        body: impl FnOnce(&[Element<'c>], Element<'c>) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        let padded = self.padded(b, padding);
        let spatial = self.spatial();
        // Loops: the batch, channels, windows, elements of a window.
        let (loops, kernel) = (2 + 2 * spatial, 2 + spatial);
        let shape: Sizes = padded.shape[..2].iter().chain(&self.counts).copied().collect();
        let mut places: Vec<AffineExpr> = vec![b.loop_dim(0), b.loop_dim(1)];
        places.extend((0..spatial).map(|dim| {
            b.window_place((2 + dim, self.stride[dim]), (kernel + dim, self.dilation[dim]))
        }));
        // Only the sizes of the window are of interest.
        let sizes: Sizes = self.kernel.iter().map(|&size| Size::Static(size)).collect();
        let window = b.empty(&sizes, padded.dtype);
        let window_dims: Vec<usize> = (kernel..loops).collect();
        let all: Vec<usize> = (0..kernel).collect();
        let full: Vec<Tensor> = initial.iter().map(|&element| b.full(&shape, element)).collect();
        let inputs =
            [(&padded, b.map(loops, &places)), (&window, b.projection(loops, &window_dims))];
        let outputs: Vec<_> =
            full.iter().map(|tensor| (tensor, b.projection(loops, &all))).collect();
        let kinds: Vec<Loop> = (0..loops)
            .map(|dim| if dim < kernel { Loop::Parallel } else { Loop::Reduction })
            .collect();
        let results = b.generic(&inputs, &outputs, &kinds, |ins, outs| body(outs, ins[0]));
        results.iter().map(|result| b.without_batch(result, self.has_no_batch)).collect()
    }

    /// In the body of [`Pool::reduce`], where in the input the element is, and whether it is
    /// within.
    fn place(&self, b: &Builder<'c>) -> (Element<'c>, Element<'c>) {
        let int = |value| b.int(DType::I64, value);
        let loop_index = |dim| b.from_index(b.loop_index(dim));
        let mut flat = int(0);
        let mut is_within = b.bool(true);
        for dim in 0..self.spatial() {
            let window = b.mul(loop_index(2 + dim), int(self.stride[dim]));
            let element = loop_index(2 + self.spatial() + dim);
            let element = b.mul(element, int(self.dilation[dim]));
            let place = b.sub(b.add(window, element), int(self.padding[dim]));
            let size = b.size_element(self.size(dim), DType::I64);
            let within = b.and(
                b.compare(Comparison::Ge, place, int(0)),
                b.compare(Comparison::Lt, place, size),
            );
            is_within = b.and(is_within, within);
            flat = b.add(b.mul(flat, size), place);
        }
        (flat, is_within)
    }

    /// The number that the sum of each window is divided by, of these sizes; None if it is that of
    /// the kernel's elements everywhere.
    fn divisors(&self, b: &Builder<'c>, with_padding: bool, dtype: DType) -> Option<Tensor<'c>> {
        let has_padding = self.padding.iter().any(|&padding| padding > 0);
        if !self.ceil && (with_padding || !has_padding) {
            return None;
        }
        Some(b.generate(&self.counts, dtype, |windows| {
            let int = |value| b.int(DType::I64, value);
            let mut count = int(1);
            for (dim, &window) in windows.iter().enumerate() {
                let (kernel, padding) = (int(self.kernel[dim]), int(self.padding[dim]));
                let size = b.size_element(self.size(dim), DType::I64);
                let start = b.mul(b.from_index(window), int(self.stride[dim]));
                let start = b.sub(start, padding);
                let (end, first, last) = if with_padding {
                    (b.add(start, kernel), start, b.add(size, padding))
                } else {
                    (b.add(start, kernel), b.max(start, int(0)), size)
                };
                count = b.mul(count, b.sub(b.min(end, last), first));
            }
            b.cast(count, dtype)
        }))
    }
}

/// The mean of each window.
fn avg_pool<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let pool = Pool::read(b, call)?;
    let compute = compute_dtype(call.dtype());
    let zero = b.int(compute, 0);
    let sums = pool.reduce(b, b.int(pool.input.dtype, 0), &[zero], |so_far, element| {
        vec![b.add(so_far[0], b.cast(element, compute))]
    });
    let fixed = if call.has("divisor_override") { call.opt_int("divisor_override")? } else { None };
    let divisors = match fixed {
        Some(_) => None,
        None => pool.divisors(b, call.bool("count_include_pad")?, compute),
    };
    let means = match divisors {
        Some(divisors) => b.pointwise(&[&sums[0], &divisors], call.dtype(), |elements| {
            b.div(elements[0], elements[1])
        }),
        None => {
            let divisor = b.int(compute, fixed.unwrap_or(pool.kernel.iter().product()));
            b.pointwise(&[&sums[0]], call.dtype(), |elements| b.div(elements[0], divisor))
        }
    };
    Ok(means.into())
}

/// The largest element of each window.
fn max_pool<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let pool = Pool::read(b, call)?;
    let lowest = b.lowest(pool.input.dtype);
    let maxima =
        pool.reduce(b, lowest, &[lowest], |so_far, element| vec![b.max(so_far[0], element)]);
    Ok(maxima.into())
}

/// The largest element of each window, and where it is.
fn max_pool_with_indices<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let pool = Pool::read(b, call)?;
    let lowest = b.lowest(pool.input.dtype);
    let results = pool.reduce(b, lowest, &[lowest, b.int(DType::I64, -1)], |so_far, element| {
        let (place, is_within) = pool.place(b);
        b.larger(so_far, element, place, is_within)
    });
    Ok(results.into())
}

impl<'c> Builder<'c> {
    /// The larger of the maximum so far and an element, and where it is. Of equal ones the first
    /// counts, of NaNs the last; a place of -1 is that of no element yet.
    pub fn larger(
        &self,
        so_far: &[Element<'c>],
        element: Element<'c>,
        place: Element<'c>,
        is_valid: Element<'c>,
    ) -> Vec<Element<'c>> {
        let is_first = self.compare(Comparison::Lt, so_far[1], self.int(DType::I64, 0));
        let is_larger =
            self.or(self.compare(Comparison::Gt, element, so_far[0]), self.is_nan(element));
        let is_taken = self.and(is_valid, self.or(is_first, is_larger));
        let place = self.select(is_taken, place, so_far[1]);
        let element = self.select(is_valid, element, so_far[0]);
        vec![self.max(so_far[0], element), place]
    }
}

/// Zeros, with each element at its index.
fn max_unpool<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (input, indices) = (call.tensor("self"), call.tensor("indices"));
    let sizes = call.sizes("output_size");
    let (outer, inner) = input.shape.split_at(input.rank() - sizes.len());
    let (rows, columns) = (b.numel(outer), b.numel(inner));
    let length = b.numel(&sizes);
    let is_in_range = |index: Element<'c>| {
        let size = b.size_element(length, DType::I64);
        b.and(
            b.compare(Comparison::Ge, index, b.int(DType::I64, 0)),
            b.compare(Comparison::Lt, index, size),
        )
    };
    let dims: Vec<usize> = (0..indices.rank()).collect();
    let all = b.reduce(&[&indices], &dims, &[b.bool(true)], |so_far, elements, _| {
        vec![b.and(so_far[0], is_in_range(elements[0]))]
    });
    b.assert(b.item(&all[0]), "max_unpool: found an invalid max index");
    let matrix = |tensor: &Tensor<'c>| b.reshape(tensor, &[rows, columns]);
    let (input, indices) = (matrix(&input), matrix(&indices));
    let zeros = b.full(&[rows, length], b.int(input.dtype, 0));
    let result = b.for_each(rows, &[zeros.value], |row, carried| {
        b.for_each(columns, carried, |column, carried| {
            let output = Tensor { value: carried[0], ..zeros.clone() };
            let index = b.to_index(b.extract(&indices, &[row, column]));
            let element = b.extract(&input, &[row, column]);
            vec![b.insert(element, &output, &[row, index]).value]
        })
    });
    let shape: Sizes = outer.iter().chain(&sizes).copied().collect();
    let result = Tensor { value: result[0], ..zeros };
    Ok(b.reshape(&result, &shape).into())
}
