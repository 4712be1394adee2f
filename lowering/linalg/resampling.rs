//! Images at other sizes, and their channels in other places.
//!
//! Source of the semantics: `UpSample.h`, `cpu/UpSampleKernel.cpp`, `PixelShuffle.cpp` and
//! `ChanelShuffle.cpp` in `aten/src/ATen/native` of PyTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor, antialias,
    compute_dtype, grid,
    taps::{Taps, sample},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.upsample_nearest1d", |b, call| upsample(b, call, Kind::Nearest)),
    ("aten.upsample_nearest2d", |b, call| upsample(b, call, Kind::Nearest)),
    ("aten.upsample_nearest3d", |b, call| upsample(b, call, Kind::Nearest)),
    ("aten.upsample_nearest1d.vec", |b, call| upsample(b, call, Kind::Nearest)),
    ("aten.upsample_nearest2d.vec", |b, call| upsample(b, call, Kind::Nearest)),
    ("aten.upsample_nearest3d.vec", |b, call| upsample(b, call, Kind::Nearest)),
    ("aten._upsample_nearest_exact1d", |b, call| upsample(b, call, Kind::NearestExact)),
    ("aten._upsample_nearest_exact2d", |b, call| upsample(b, call, Kind::NearestExact)),
    ("aten._upsample_nearest_exact3d", |b, call| upsample(b, call, Kind::NearestExact)),
    ("aten._upsample_nearest_exact1d.vec", |b, call| upsample(b, call, Kind::NearestExact)),
    ("aten._upsample_nearest_exact2d.vec", |b, call| upsample(b, call, Kind::NearestExact)),
    ("aten._upsample_nearest_exact3d.vec", |b, call| upsample(b, call, Kind::NearestExact)),
    ("aten.upsample_linear1d", |b, call| upsample(b, call, Kind::Linear)),
    ("aten.upsample_bilinear2d", |b, call| upsample(b, call, Kind::Linear)),
    ("aten.upsample_trilinear3d", |b, call| upsample(b, call, Kind::Linear)),
    ("aten.upsample_linear1d.vec", |b, call| upsample(b, call, Kind::Linear)),
    ("aten.upsample_bilinear2d.vec", |b, call| upsample(b, call, Kind::Linear)),
    ("aten.upsample_trilinear3d.vec", |b, call| upsample(b, call, Kind::Linear)),
    ("aten.upsample_bicubic2d", |b, call| upsample(b, call, Kind::Cubic)),
    ("aten.upsample_bicubic2d.vec", |b, call| upsample(b, call, Kind::Cubic)),
    ("aten._upsample_bilinear2d_aa", |b, call| antialias::upsample(b, call, Kind::Linear)),
    ("aten._upsample_bilinear2d_aa.vec", |b, call| antialias::upsample(b, call, Kind::Linear)),
    ("aten._upsample_bicubic2d_aa", |b, call| antialias::upsample(b, call, Kind::Cubic)),
    ("aten._upsample_bicubic2d_aa.vec", |b, call| antialias::upsample(b, call, Kind::Cubic)),
    ("aten.grid_sampler", grid::grid_sampler),
    ("aten.grid_sampler_2d", grid::grid_sampler),
    ("aten.grid_sampler_3d", grid::grid_sampler),
    ("aten.affine_grid_generator", grid::affine_grid),
    ("aten.channel_shuffle", channel_shuffle),
    ("aten.native_channel_shuffle", channel_shuffle),
    ("aten.pixel_shuffle", pixel_shuffle),
    ("aten.pixel_unshuffle", pixel_unshuffle),
];

/// How an element comes from its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Nearest,
    NearestExact,
    Linear,
    Cubic,
}

/// A spatial dimension of an image that is resized.
#[derive(Clone, Copy)]
pub struct Axis<'c> {
    /// Its size.
    pub size: Size<'c>,
    /// The size of the result.
    pub count: Size<'c>,
    /// The factor between them, if it is given.
    scale: Option<f64>,
    /// Whether the first and last elements keep their places.
    pub align_corners: bool,
}

/// The image, and its spatial dimensions.
pub fn axes<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
) -> Result<(Tensor<'c>, Vec<Axis<'c>>), LowerError> {
    let is_vec = call.has("scale_factors");
    let input = call.tensor(if is_vec { "input" } else { "self" });
    let count = input.rank() - 2;
    let scales: Vec<Option<f64>> = if is_vec {
        match call.arguments.opt_floats("scale_factors")? {
            Some(scales) => scales.iter().copied().map(Some).collect(),
            None => vec![None; count],
        }
    } else {
        let names: &[&str] = match count {
            1 => &["scales"],
            2 => &["scales_h", "scales_w"],
            _ => &["scales_d", "scales_h", "scales_w"],
        };
        names.iter().map(|name| call.opt_float(name)).collect::<Result<_, _>>()?
    };
    let align_corners = call.has("align_corners") && call.bool("align_corners")?;
    let sizes = call.opt_sizes("output_size");
    let axes = (0..count).map(|dim| {
        let size = input.shape[2 + dim];
        let known = call.result(0).shape[2 + dim].as_static().map(Size::Static);
        let count = known.or_else(|| Some(sizes.as_ref()?[dim])).unwrap_or_else(|| {
            let scale = b.float(DType::F64, scales[dim].unwrap_or(1.0));
            let size = b.size_element(size, DType::F64);
            Size::Value(b.to_index(b.cast(b.mul(size, scale), DType::I64)))
        });
        Axis { size, count, scale: scales[dim], align_corners }
    });
    Ok((input.clone(), axes.collect()))
}

/// The shape of an image resized.
pub fn resized<'c>(input: &Tensor<'c>, axes: &[Axis<'c>]) -> Sizes<'c> {
    input.shape[..2].iter().copied().chain(axes.iter().map(|axis| axis.count)).collect()
}

impl<'c> Axis<'c> {
    /// How many elements of the input one of the result stands for.
    pub fn ratio(&self, b: &Builder<'c>, dtype: DType) -> Element<'c> {
        let number = |size| b.size_element(size, dtype);
        if self.align_corners {
            if self.count.is(1) {
                return b.int(dtype, 0);
            }
            let last = |size| number(b.size_sub(size, 1));
            let ratio = b.div(last(self.size), last(self.count));
            let is_one = b.compare(Comparison::Le, number(self.count), b.int(dtype, 1));
            return b.select(is_one, b.int(dtype, 0), ratio);
        }
        match self.scale {
            Some(scale) if scale > 0.0 => b.float(dtype, 1.0 / scale),
            _ => b.div(number(self.size), number(self.count)),
        }
    }

    /// Where in the input an element of the result is.
    fn place(&self, b: &Builder<'c>, index: Element<'c>, dtype: DType) -> Element<'c> {
        let (index, ratio) = (b.cast(index, dtype), self.ratio(b, dtype));
        if self.align_corners {
            return b.mul(ratio, index);
        }
        let half = b.float(dtype, 0.5);
        b.sub(b.mul(ratio, b.add(index, half)), half)
    }

    /// The place in the input whose neighbours make an element, and how far behind it the element
    /// is.
    pub fn neighbour(
        &self,
        b: &Builder<'c>,
        kind: Kind,
        index: Element<'c>,
        dtype: DType,
    ) -> (Element<'c>, Element<'c>) {
        let (zero, one) = (b.int(dtype, 0), b.int(dtype, 1));
        let mut real = self.place(b, index, dtype);
        if kind == Kind::Linear {
            real = b.max(real, zero);
        }
        let first = b.cast(b.math("floor", real), DType::I64);
        let first = b.min(first, self.last(b));
        let rest = b.max(b.min(b.sub(real, b.cast(first, dtype)), one), zero);
        if kind == Kind::Cubic {
            return (first, rest);
        }
        // As it is, if the size stays, whatever the scale.
        let size = |size| b.size_element(size, DType::I64);
        let is_same = b.compare(Comparison::Eq, size(self.size), size(self.count));
        (b.select(is_same, index, first), b.select(is_same, zero, rest))
    }

    /// The last place of the input.
    fn last(&self, b: &Builder<'c>) -> Element<'c> {
        b.size_element(b.size_sub(self.size, 1), DType::I64)
    }

    /// The place of the nearest element, computed in float32 whatever the input is.
    fn nearest(&self, b: &Builder<'c>, kind: Kind, index: Element<'c>) -> Element<'c> {
        let unaligned = Axis { align_corners: false, ..*self };
        let ratio = unaligned.ratio(b, DType::F32);
        let mut number = b.cast(index, DType::F32);
        if kind == Kind::NearestExact {
            number = b.add(number, b.float(DType::F32, 0.5));
        }
        let place = b.cast(b.math("floor", b.mul(number, ratio)), DType::I64);
        let place = b.min(place, self.last(b));
        if kind == Kind::NearestExact {
            return place;
        }
        let size = |size| b.size_element(size, DType::I64);
        let double = b.size_mul(self.size, 2);
        let is_same = b.compare(Comparison::Eq, size(self.size), size(self.count));
        let is_double = b.compare(Comparison::Eq, size(double), size(self.count));
        let half = b.same("arith.shrui", &[index, b.int(DType::I64, 1)]);
        b.select(is_same, index, b.select(is_double, half, place))
    }

    /// The neighbours of each element of the result, and their weights.
    fn taps(&self, b: &Builder<'c>, kind: Kind, dim: usize, dtype: DType) -> Taps<'c> {
        let count = match kind {
            Kind::Nearest | Kind::NearestExact => 1,
            Kind::Linear => 2,
            Kind::Cubic => 4,
        };
        let mut dtypes = vec![DType::I64; count];
        if count > 1 {
            dtypes.extend(vec![dtype; count]);
        }
        let mut places = b.generate_many(&[self.count], &dtypes, |indices| {
            let index = b.from_index(indices[0]);
            if count == 1 {
                return vec![self.nearest(b, kind, index)];
            }
            let (first, rest) = self.neighbour(b, kind, index, dtype);
            let start = if kind == Kind::Cubic { -1 } else { 0 };
            let place = |offset| {
                let place = b.add(first, b.int(DType::I64, offset));
                b.max(b.min(place, self.last(b)), b.int(DType::I64, 0))
            };
            let mut all: Vec<Element> = (start..start + count as i64).map(place).collect();
            all.extend(weights(b, kind, rest));
            all
        });
        let weights = places.split_off(count);
        Taps { places, weights, dims: vec![dim] }
    }
}

/// The weights of the neighbours of a place that is `rest` behind the first of two, or the second
/// of four.
pub fn weights<'c>(b: &Builder<'c>, kind: Kind, rest: Element<'c>) -> Vec<Element<'c>> {
    let one = b.int(rest.dtype, 1);
    let before = b.sub(one, rest);
    if kind == Kind::Linear {
        return vec![before, rest];
    }
    let far = |x| cubic_far(b, x, -0.75);
    let near = |x| cubic_near(b, x, -0.75);
    vec![far(b.add(rest, one)), near(rest), near(before), far(b.add(before, one))]
}

/// The cubic convolution at a distance of up to 1.
pub fn cubic_near<'c>(b: &Builder<'c>, x: Element<'c>, a: f64) -> Element<'c> {
    let number = |value| b.float(x.dtype, value);
    let inner = b.sub(b.mul(number(a + 2.0), x), number(a + 3.0));
    b.add(b.mul(b.mul(inner, x), x), number(1.0))
}

/// The cubic convolution at a distance from 1 to 2.
pub fn cubic_far<'c>(b: &Builder<'c>, x: Element<'c>, a: f64) -> Element<'c> {
    let number = |value| b.float(x.dtype, value);
    let inner = b.sub(b.mul(number(a), x), number(5.0 * a));
    let inner = b.add(b.mul(inner, x), number(8.0 * a));
    b.sub(b.mul(inner, x), number(4.0 * a))
}

/// An image at another size.
fn upsample<'c>(b: &Builder<'c>, call: &Call<'c>, kind: Kind) -> Result<Outputs<'c>, LowerError> {
    let (input, axes) = axes(b, call)?;
    let is_nearest = matches!(kind, Kind::Nearest | Kind::NearestExact);
    if input.dtype == DType::U8 && !is_nearest {
        return Ok(antialias::of_bytes(b, &input, &axes, kind).into());
    }
    let compute = if is_nearest { input.dtype } else { compute_dtype(input.dtype) };
    let taps: Vec<Taps> =
        axes.iter().enumerate().map(|(dim, axis)| axis.taps(b, kind, 2 + dim, compute)).collect();
    Ok(sample(b, &input, &resized(&input, &axes), &taps, compute, false).into())
}

/// Channel `c` becomes that of group `c % groups`.
fn channel_shuffle<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, groups) = (call.tensor("self"), call.int("groups")?);
    let mut shape = tensor.shape.clone();
    shape[1] = b.size_floor_div(shape[1], groups);
    shape.insert(1, Size::Static(groups));
    let shuffled = b.transpose(&b.reshape(&tensor, &shape), 1, 2);
    Ok(b.reshape(&shuffled, &tensor.shape).into())
}

/// `[..., C * r * r, H, W]` to `[..., C, H * r, W * r]`.
fn pixel_shuffle<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, factor) = (call.tensor("self"), call.int("upscale_factor")?);
    let first = tensor.rank() - 3;
    let (channels, [height, width]) =
        (tensor.shape[first], [tensor.shape[first + 1], tensor.shape[first + 2]]);
    let channels = b.size_floor_div(channels, factor * factor);
    let outer = &tensor.shape[..first];
    let square = Size::Static(factor);
    let split = [outer, &[channels, square, square, height, width]].concat();
    let order: Vec<usize> = (0..first).chain([0, 3, 1, 4, 2].map(|dim| first + dim)).collect();
    let pixels = b.permute(&b.reshape(&tensor, &split), &order);
    let sizes = [channels, b.size_mul(height, factor), b.size_mul(width, factor)];
    let shape = call.refine(0, &[outer, &sizes].concat());
    Ok(b.reshape(&pixels, &shape).into())
}

/// `[..., C, H * r, W * r]` to `[..., C * r * r, H, W]`.
fn pixel_unshuffle<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, factor) = (call.tensor("self"), call.int("downscale_factor")?);
    let first = tensor.rank() - 3;
    let channels = tensor.shape[first];
    let [height, width] = [1, 2].map(|dim| b.size_floor_div(tensor.shape[first + dim], factor));
    let outer = &tensor.shape[..first];
    let square = Size::Static(factor);
    let split = [outer, &[channels, height, square, width, square]].concat();
    let order: Vec<usize> = (0..first).chain([0, 2, 4, 1, 3].map(|dim| first + dim)).collect();
    let squares = b.permute(&b.reshape(&tensor, &split), &order);
    let sizes = [b.size_mul(channels, factor * factor), height, width];
    let shape = call.refine(0, &[outer, &sizes].concat());
    Ok(b.reshape(&squares, &shape).into())
}
