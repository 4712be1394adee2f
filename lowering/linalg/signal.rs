//! Fourier transforms of tensors.
//!
//! Source of the semantics: `aten/src/ATen/native/SpectralOps.cpp` of PyTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Table, Tensor, compute_dtype,
    fourier::{Direction, transform_rows},
};

/// The lowerings of this file.
pub const TABLE: Table =
    &[("aten._fft_r2c", fft_r2c), ("aten._fft_c2r", fft_c2r), ("aten._fft_c2c", fft_c2c)];

/// The transform along one dimension.
fn transform<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    dim: usize,
    direction: Direction,
) -> Tensor<'c> {
    let last = tensor.rank() - 1;
    let moved = b.transpose(tensor, dim, last);
    let (outer, size) = (b.numel(&moved.shape[..last]), moved.shape[last]);
    let rows = b.reshape(&moved, &[outer, size]);
    let transformed = b.reshape(&transform_rows(b, &rows, direction), &moved.shape);
    b.transpose(&transformed, dim, last)
}

/// Divided by what `normalization` says of the number of points in all dimensions transformed.
fn normalized<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    tensor: &Tensor<'c>,
    sizes: &[Size<'c>],
) -> Result<Tensor<'c>, LowerError> {
    let normalization = call.int("normalization")?;
    if normalization == 0 {
        return Ok(b.cast_tensor(tensor, call.dtype()));
    }
    let count = b.size_element(b.numel(sizes), DType::F64);
    let count = if normalization == 1 { b.math("sqrt", count) } else { count };
    let divisor = b.cast(count, tensor.dtype.to_real());
    Ok(b.pointwise(&[tensor], call.dtype(), |elements| {
        if !tensor.dtype.is_complex() {
            return b.div(elements[0], divisor);
        }
        let [real, imaginary] = [b.real(elements[0]), b.imaginary(elements[0])];
        b.complex(b.div(real, divisor), b.div(imaginary, divisor))
    }))
}

/// The dimensions to transform.
fn dims<'c>(call: &Call<'c>, tensor: &Tensor<'c>) -> Result<Vec<usize>, LowerError> {
    Ok(call.ints("dim")?.into_iter().map(|dim| tensor.dim(dim)).collect())
}

/// Complex numbers to complex ones.
fn fft_c2c<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dims = dims(call, &tensor)?;
    let direction = if call.bool("forward")? { Direction::Forward } else { Direction::Inverse };
    let sizes: Vec<Size> = dims.iter().map(|&dim| tensor.shape[dim]).collect();
    let input = b.cast_tensor(&tensor, compute_dtype(tensor.dtype));
    let result = dims.iter().fold(input, |input, &dim| transform(b, &input, dim, direction));
    Ok(normalized(b, call, &result, &sizes)?.into())
}

/// Real numbers to complex ones.
fn fft_r2c<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dims = dims(call, &tensor)?;
    let sizes: Vec<Size> = dims.iter().map(|&dim| tensor.shape[dim]).collect();
    let mut result = b.cast_tensor(&tensor, compute_dtype(call.dtype()));
    for (index, &dim) in dims.iter().enumerate().rev() {
        result = transform(b, &result, dim, Direction::Forward);
        // The other half are conjugates of these.
        if index + 1 == dims.len() && call.bool("onesided")? {
            let half = b.size_add(b.size_floor_div(tensor.shape[dim], 2), 1);
            result = b.narrow(&result, dim, 0, half);
        }
    }
    Ok(normalized(b, call, &result, &sizes)?.into())
}

/// Complex numbers, of which half are given, to real ones.
fn fft_c2r<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dims = dims(call, &tensor)?;
    let Some((&last, others)) = dims.split_last() else {
        return Ok(b.cast_tensor(&tensor, call.dtype()).into());
    };
    let size = call.size("last_dim_size");
    let mut sizes: Vec<Size> = others.iter().map(|&dim| tensor.shape[dim]).collect();
    sizes.push(size);
    let input = b.cast_tensor(&tensor, compute_dtype(tensor.dtype));
    let half =
        others.iter().fold(input, |input, &dim| transform(b, &input, dim, Direction::Inverse));
    let whole = mirrored(b, &half, last, size);
    let transformed = transform(b, &whole, last, Direction::Inverse);
    let real =
        b.pointwise(&[&transformed], transformed.dtype.to_real(), |elements| b.real(elements[0]));
    Ok(normalized(b, call, &real, &sizes)?.into())
}

/// All points of a dimension of which those up to the middle are given: the others are the
/// conjugates of those as far from the other end.
fn mirrored<'c>(b: &Builder<'c>, half: &Tensor<'c>, dim: usize, size: Size<'c>) -> Tensor<'c> {
    let mut shape = half.shape.clone();
    shape[dim] = size;
    b.generate(&shape, half.dtype, |indices| {
        let number = |size: Size<'c>| b.size_element(size, DType::I64);
        let place = b.from_index(indices[dim]);
        let is_given = b.compare(Comparison::Le, place, number(b.size_floor_div(size, 2)));
        let from = b.select(is_given, place, b.sub(number(size), place));
        let mut places = indices.to_vec();
        places[dim] = b.to_index(from);
        let element = b.extract(half, &places);
        let imaginary: Element = b.imaginary(element);
        let imaginary = b.select(is_given, imaginary, b.neg(imaginary));
        b.complex(b.real(element), imaginary)
    })
}
