//! Images at the places of a grid.
//!
//! Source of the semantics: `GridSamplerUtils.h`, `cpu/GridSamplerKernel.cpp` and
//! `AffineGridGenerator.cpp` in `aten/src/ATen/native` of PyTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, Loop, LowerError, Outputs, Size, Sizes, Tensor,
    compute_dtype,
    resampling::{Kind, weights},
    taps::{Taps, sample},
};

/// What lies outside of an image.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outside {
    Zeros,
    Border,
    Reflection,
}

/// One spatial dimension of an image that a grid has places in.
#[derive(Clone, Copy)]
struct Side<'c> {
    size: Size<'c>,
    kind: Kind,
    outside: Outside,
    align_corners: bool,
}

impl<'c> Side<'c> {
    fn size(&self, b: &Builder<'c>, dtype: DType) -> Element<'c> {
        b.size_element(self.size, dtype)
    }

    /// A place from -1 to 1 as one of the image's elements.
    fn place(&self, b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
        let number = |value| b.float(x.dtype, value);
        let size = self.size(b, x.dtype);
        let x = b.add(x, number(1.0));
        if self.align_corners {
            b.mul(x, b.mul(b.sub(size, number(1.0)), number(0.5)))
        } else {
            b.sub(b.mul(x, b.mul(size, number(0.5))), number(0.5))
        }
    }

    /// A place within the image, unless zeros lie outside.
    fn within(&self, b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
        let x = match self.outside {
            Outside::Zeros => return x,
            Outside::Border => x,
            Outside::Reflection => self.reflected(b, x),
        };
        let zero = b.int(x.dtype, 0);
        let last = b.sub(self.size(b, x.dtype), b.int(x.dtype, 1));
        // NaN counts as the first place.
        let x = b.select(b.compare(Comparison::Gt, x, zero), x, zero);
        b.min(x, last)
    }

    /// A place mirrored at the ends: the middles of the border elements with `align_corners`,
    /// else their outer edges.
    fn reflected(&self, b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
        let number = |value| b.float(x.dtype, value);
        let size = self.size(b, x.dtype);
        let (low, span) = if self.align_corners {
            (number(0.0), b.sub(size, number(1.0)))
        } else {
            (number(-0.5), size)
        };
        let distance = b.abs(b.sub(x, low));
        let flips = b.math("floor", b.div(distance, span));
        let extra = b.fmod(distance, span);
        let is_odd = b.compare(Comparison::Ne, b.fmod(flips, number(2.0)), number(0.0));
        let mirrored = b.select(is_odd, b.sub(span, extra), extra);
        let is_point = b.compare(Comparison::Eq, span, number(0.0));
        b.select(is_point, number(0.0), b.add(mirrored, low))
    }

    /// A whole place as int64, or -1 if it is not in the image.
    fn index(&self, b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
        let is_within = b.and(
            b.compare(Comparison::Ge, x, b.int(x.dtype, 0)),
            b.compare(Comparison::Lt, x, self.size(b, x.dtype)),
        );
        // What is not has no int64.
        let outside = b.int(x.dtype, -1);
        b.cast(b.select(is_within, x, outside), DType::I64)
    }

    /// The places of the neighbours of a place of the grid, then their weights.
    fn neighbours(&self, b: &Builder<'c>, x: Element<'c>) -> Vec<Element<'c>> {
        let place = self.place(b, x);
        if self.kind == Kind::Nearest {
            let nearest = b.math("roundeven", self.within(b, place));
            return vec![self.index(b, nearest)];
        }
        let is_cubic = self.kind == Kind::Cubic;
        let place = if is_cubic { place } else { self.within(b, place) };
        let first = b.math("floor", place);
        let offsets = if is_cubic { -1..3 } else { 0..2 };
        let neighbours = offsets.map(|offset| {
            let neighbour = b.add(first, b.int(x.dtype, offset));
            let neighbour = if is_cubic { self.within(b, neighbour) } else { neighbour };
            self.index(b, neighbour)
        });
        let mut all: Vec<Element> = neighbours.collect();
        all.extend(weights(b, self.kind, b.sub(place, first)));
        all
    }
}

/// The input at the places of a grid.
pub fn grid_sampler<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (input, grid) = (call.tensor("input"), call.tensor("grid"));
    let spatial = input.rank() - 2;
    let (kind, count) = match call.int("interpolation_mode")? {
        0 => (Kind::Linear, 2),
        1 => (Kind::Nearest, 1),
        _ => (Kind::Cubic, 4),
    };
    let outside = match call.int("padding_mode")? {
        0 => Outside::Zeros,
        1 => Outside::Border,
        _ => Outside::Reflection,
    };
    let align_corners = call.bool("align_corners")?;
    // PyTorch computes this in the dtype of the input, where others take float32.
    let compute = input.dtype;
    let mut dtypes = vec![DType::I64; count];
    if count > 1 {
        dtypes.extend(vec![compute; count]);
    }
    // The tables have the batch and the spatial dimensions of the result.
    let dims: Vec<usize> = std::iter::once(0).chain(2..2 + spatial).collect();
    let taps: Vec<Taps> = (0..spatial)
        .map(|dim| {
            let side = Side { size: input.shape[2 + dim], kind, outside, align_corners };
            // The last spatial dimension comes first in the grid.
            let place = (spatial - 1 - dim) as i64;
            let places = b.slice_at(&grid, grid.rank() - 1, place);
            let mut places = b.pointwise_many(&[&places], &dtypes, |elements| {
                side.neighbours(b, b.cast(elements[0], compute))
            });
            let weights = places.split_off(count);
            Taps { places, weights, dims: dims.clone() }
        })
        .collect();
    let places = &grid.shape[1..=spatial];
    let shape: Sizes = input.shape[..2].iter().chain(places).copied().collect();
    Ok(sample(b, &input, &call.refine(0, &shape), &taps, compute, true).into())
}

/// Matrices applied to the places of an image.
pub fn affine_grid<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (theta, size) = (call.tensor("theta"), call.sizes("size"));
    let align_corners = call.bool("align_corners")?;
    let spatial = size.len() - 2;
    let compute = compute_dtype(theta.dtype);
    let mut shape: Sizes = std::iter::once(size[0]).chain(size[2..].iter().copied()).collect();
    shape.push(Size::Static(spatial as i64));
    let shape = call.refine(0, &shape);
    // The places along each dimension, in the order of the matrix: the last dimension first.
    let axes: Vec<Tensor> = (0..spatial)
        .rev()
        .map(|dim| places(b, size[2 + dim], theta.dtype, align_corners))
        .collect();
    let columns: Vec<Tensor> =
        (0..=spatial).map(|column| b.slice_at(&theta, 2, column as i64)).collect();
    let loops = spatial + 2;
    let mut inputs = vec![];
    for (index, axis) in axes.iter().enumerate() {
        inputs.push((axis, b.projection(loops, &[spatial - index])));
    }
    for column in &columns {
        inputs.push((column, b.projection(loops, &[0, loops - 1])));
    }
    let empty = b.empty(&shape, theta.dtype);
    let all: Vec<usize> = (0..loops).collect();
    let output = (&empty, b.projection(loops, &all));
    let results = b.generic(&inputs, &[output], &vec![Loop::Parallel; loops], |elements, _| {
        let elements: Vec<Element> =
            elements.iter().map(|&element| b.cast(element, compute)).collect();
        let (places, matrix) = elements.split_at(spatial);
        let products = places.iter().zip(matrix).map(|(&place, &factor)| b.mul(place, factor));
        let sum = products.reduce(|sum, product| b.add(sum, product)).expect("a dimension");
        vec![b.add(sum, matrix[spatial])]
    });
    Ok(results.into())
}

/// The places of as many elements, from -1 to 1.
fn places<'c>(b: &Builder<'c>, size: Size<'c>, dtype: DType, align_corners: bool) -> Tensor<'c> {
    let compute = compute_dtype(dtype);
    b.generate(&[size], dtype, |indices| {
        let number = |value| b.float(compute, value);
        let count = b.size_element(size, compute);
        let last = b.sub(count, number(1.0));
        let index = b.cast(b.from_index(indices[0]), compute);
        // From the nearer end, as linspace does it.
        let step = b.div(number(2.0), last);
        let from_start = b.add(number(-1.0), b.mul(step, index));
        let from_end = b.sub(number(1.0), b.mul(step, b.sub(last, index)));
        let half = b.math("floor", b.mul(count, number(0.5)));
        let is_first_half = b.compare(Comparison::Lt, index, half);
        let place = b.select(is_first_half, from_start, from_end);
        let place = match align_corners {
            true => place,
            false => b.div(b.mul(place, last), count),
        };
        let is_one = b.compare(Comparison::Le, count, number(1.0));
        b.select(is_one, number(0.0), place)
    })
}
