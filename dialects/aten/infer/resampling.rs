//! Images at other sizes and at other places.
//!
//! Source of the semantics: `aten/src/ATen/native/UpSample.h`, `GridSamplerUtils.h`,
//! `PixelShuffle.cpp`, `ChanelShuffle.cpp`.

use super::window::{by, is_below, spatial_in_name, with_spatial};
use crate::{
    arguments::Arguments,
    dim::Dim,
    types::{InferError, Results, SizeList, TensorType, ensure, fail},
};

/// The checks of `at::native::upsample_2d_common_check` and its kin.
fn resized(
    arguments: &Arguments,
    input: &TensorType,
    sizes: &[Dim],
) -> Result<Results, InferError> {
    let count = spatial_in_name(arguments);
    ensure!(
        sizes.len() == count,
        "It is expected output_size equals to {count}, but got size {}",
        sizes.len()
    );
    ensure!(
        input.rank() == count + 2,
        "It is expected input_size equals to {}, but got size {}",
        count + 2,
        input.rank()
    );
    let from = &input.shape[2..];
    ensure!(
        !from.iter().chain(sizes).any(|size| is_below(size, 1)),
        "Input and output sizes should be greater than 0, but got input ({}) output ({})",
        by(from, ", "),
        by(sizes, ", ")
    );
    ensure!(
        input.shape[1] != Dim::Static(0),
        "Non-empty {}D data tensor expected but got a tensor with sizes {}",
        count + 2,
        SizeList(&input.shape)
    );
    let dtype = input.dtype;
    ensure!(
        dtype.is_float() || dtype == crate::DType::U8,
        "resizing is not implemented for '{dtype}'"
    );
    Ok(input.with_shape(with_spatial(&input.shape, count, sizes)).into_results())
}

/// An image of `output_size`.
pub fn upsample(arguments: &Arguments) -> Result<Results, InferError> {
    resized(arguments, arguments.tensor("self")?, arguments.sym_ints("output_size")?)
}

/// `floor(size * scale)`, which is exact for a whole scale.
fn scaled(size: &Dim, scale: f64) -> Result<Dim, InferError> {
    ensure!(
        scale > 0.0 && scale.is_finite(),
        "Expected scale_factors to be positive, but got {scale}"
    );
    if let Some(size) = size.as_static() {
        let product = size as f64 * scale;
        let fits = product < i64::MAX as f64;
        ensure!(fits, "{size} scaled by {scale} is too large a size");
        return Ok(Dim::Static(product as i64));
    }
    let whole = scale.fract() == 0.0 && scale < 9e15;
    Ok(if whole { size * scale as i64 } else { Dim::Dynamic })
}

/// An image of `output_size` or of its own size times `scale_factors`.
pub fn upsample_vec(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    let sizes = arguments.opt_sym_ints("output_size")?;
    let scales = arguments.opt_floats("scale_factors")?;
    let (Some(from), Some(count)) = (input.shape.get(2..), input.rank().checked_sub(2)) else {
        fail!("It is expected input_size equals to at least 3, but got size {}", input.rank())
    };
    match (sizes, scales) {
        (Some(sizes), None) => resized(arguments, input, sizes),
        (None, Some(scales)) => {
            ensure!(
                scales.len() == count,
                "It is expected scale_factors equals to {count}, but got size {}",
                scales.len()
            );
            let sizes: Result<Vec<Dim>, InferError> =
                from.iter().zip(scales).map(|(size, &scale)| scaled(size, scale)).collect();
            resized(arguments, input, &sizes?)
        }
        _ => fail!("Must specify exactly one of output_size and scale_factors"),
    }
}

/// The input at the places of a grid.
pub fn grid_sampler(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, grid) = (arguments.tensor("input")?, arguments.tensor("grid")?);
    let rank = input.rank();
    let sizes = format!(
        "but got input with sizes {} and grid with sizes {}",
        SizeList(&input.shape),
        SizeList(&grid.shape)
    );
    let (fits, expected) = match spatial_in_name(arguments) {
        0 => (rank == 4 || rank == 5, String::from("4D or 5D")),
        count => (rank == count + 2, format!("{}D", count + 2)),
    };
    ensure!(
        fits && grid.rank() == rank,
        "grid_sampler(): expected {expected} input and grid with same number of dimensions, {sizes}"
    );
    ensure!(
        input.shape[0].may_equal(&grid.shape[0]),
        "grid_sampler(): expected grid and input to have same batch size, {sizes}"
    );
    ensure!(
        grid.shape[rank - 1].may_equal(&Dim::from(rank - 2)),
        "grid_sampler(): expected grid to have size {} in last dimension, but got grid with sizes \
         {}",
        rank - 2,
        SizeList(&grid.shape)
    );
    if let Some(dim) = (2..rank).find(|&dim| input.shape[dim] == Dim::Static(0)) {
        fail!(
            "grid_sampler(): expected input to have non-empty spatial dimensions, but input has \
             sizes {} with dimension {dim} being empty",
            SizeList(&input.shape)
        );
    }
    check_modes(arguments, rank)?;
    ensure!(
        input.dtype == grid.dtype && input.dtype.is_float(),
        "grid_sampler(): expected input and grid to have same dtype, a floating-point one, but \
         got {} and {}",
        input.dtype,
        grid.dtype
    );
    let batch = input.shape[..2].iter().chain(&grid.shape[1..rank - 1]);
    Ok(input.with_shape(batch.cloned()).into_results())
}

fn check_modes(arguments: &Arguments, rank: usize) -> Result<(), InferError> {
    for name in ["interpolation_mode", "padding_mode"] {
        let mode = arguments.int(name)?;
        ensure!((0..=2).contains(&mode), "expected {name} to be 0, 1 or 2, but got {mode}");
    }
    ensure!(
        rank == 4 || arguments.int("interpolation_mode")? != 2,
        "grid_sampler(): bicubic interpolation only supports 4D input"
    );
    Ok(())
}

/// A grid for the grid sampler, by an affine map.
pub fn affine_grid(arguments: &Arguments) -> Result<Results, InferError> {
    let (theta, size) = (arguments.tensor("theta")?, arguments.sym_ints("size")?);
    ensure!(
        size.len() == 4 || size.len() == 5,
        "AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs."
    );
    let count = size.len() - 2;
    ensure!(
        !size.iter().any(|size| is_below(size, 1)),
        "Expected non-zero, positive output size. Got {}",
        SizeList(size)
    );
    let matrices = [size[0].clone(), Dim::from(count), Dim::from(count + 1)];
    ensure!(
        theta.rank() == 3 && theta.shape.iter().zip(&matrices).all(|(a, b)| a.may_equal(b)),
        "Expected a batch of {count}D affine matrices of shape Nx{count}x{} for size {}. Got {}.",
        count + 1,
        SizeList(size),
        SizeList(&theta.shape)
    );
    ensure!(theta.dtype.is_float(), "Expected theta to have floating point type");
    let places = size[..1].iter().chain(&size[2..]).cloned().chain([Dim::from(count)]);
    Ok(theta.with_shape(places).into_results())
}

/// The channels, in another order.
pub fn channel_shuffle(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, groups) = (arguments.tensor("self")?, arguments.int("groups")?);
    ensure!(
        input.rank() > 2,
        "channel_shuffle expects input with > 2 dims, but got input with sizes {}",
        SizeList(&input.shape)
    );
    ensure!(
        groups > 0,
        "Number of groups to divide channels in must be positive. Value of groups:{groups}"
    );
    ensure!(
        input.shape[1].modulo(&Dim::Static(groups)).may_equal(&Dim::Static(0)),
        "Number of channels must be divisible by groups. Got {} channels and {groups} groups.",
        input.shape[1]
    );
    Ok(input.clone().into_results())
}

/// The factor and its square, for an input of channels, height and width.
fn pixel_factor(arguments: &Arguments, name: &str) -> Result<(i64, i64), InferError> {
    let (input, factor) = (arguments.tensor("self")?, arguments.int(name)?);
    let op = if name == "upscale_factor" { "pixel_shuffle" } else { "pixel_unshuffle" };
    ensure!(
        input.rank() >= 3,
        "{op} expects input to have at least 3 dimensions, but got input with {} dimension(s)",
        input.rank()
    );
    ensure!(factor > 0, "{op} expects a positive {name}, but got {factor}");
    match factor.checked_mul(factor) {
        Some(square) => Ok((factor, square)),
        None => fail!("{name} is too large, ({name})^2 overflowed: {name}={factor}"),
    }
}

/// Channels to pixels.
pub fn pixel_shuffle(arguments: &Arguments) -> Result<Results, InferError> {
    let (factor, square) = pixel_factor(arguments, "upscale_factor")?;
    let input = arguments.tensor("self")?;
    let (channels, size) = (&input.shape[input.rank() - 3], &input.shape[input.rank() - 2..]);
    ensure!(
        channels.modulo(&Dim::Static(square)).may_equal(&Dim::Static(0)),
        "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of \
         upscale_factor, but input.size(-3)={channels} is not divisible by {square}"
    );
    let sizes = [channels.floor_div(&Dim::Static(square)), &size[0] * factor, &size[1] * factor];
    Ok(input.with_shape(with_spatial(&input.shape, 3, &sizes)).into_results())
}

/// Pixels to channels.
pub fn pixel_unshuffle(arguments: &Arguments) -> Result<Results, InferError> {
    let (factor, square) = pixel_factor(arguments, "downscale_factor")?;
    let input = arguments.tensor("self")?;
    let (channels, size) = (&input.shape[input.rank() - 3], &input.shape[input.rank() - 2..]);
    let by_factor = Dim::Static(factor);
    for (size, (side, dim)) in size.iter().zip([("height", -2), ("width", -1)]) {
        ensure!(
            size.modulo(&by_factor).may_equal(&Dim::Static(0)),
            "pixel_unshuffle expects {side} to be divisible by downscale_factor, but \
             input.size({dim})={size} is not divisible by {factor}"
        );
    }
    let sizes = [channels * square, size[0].floor_div(&by_factor), size[1].floor_div(&by_factor)];
    Ok(input.with_shape(with_spatial(&input.shape, 3, &sizes)).into_results())
}
