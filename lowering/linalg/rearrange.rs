//! Elements repeated and moved.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorShape.cpp`,
//! `TensorTransformations.cpp`.

use melior::ir::Value;

use super::{Builder, Call, LowerError, Outputs, Size, Sizes, Table, Tensor};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.repeat", |b, call| Ok(repeated(b, &call.tensor("self"), &call.sizes("repeats")).into())),
    ("aten.tile", |b, call| Ok(repeated(b, &call.tensor("self"), &call.sizes("dims")).into())),
    ("aten.flip", |b, call| {
        let tensor = call.tensor("self");
        let dims: Vec<usize> = call.ints("dims")?.iter().map(|&dim| tensor.dim(dim)).collect();
        Ok(flipped(b, &tensor, &dims).into())
    }),
    ("aten.fliplr", |b, call| Ok(flipped(b, &call.tensor("self"), &[1]).into())),
    ("aten.flipud", |b, call| Ok(flipped(b, &call.tensor("self"), &[0]).into())),
    ("aten.roll", roll),
    ("aten.rot90", rot90),
    ("aten.unfold", unfold),
    ("aten.unfold_copy", unfold),
];

/// A tensor `repeats[i]` times over along each dimension `i`, aligned at the last one.
pub fn repeated<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, repeats: &[Size<'c>]) -> Tensor<'c> {
    let rank = repeats.len().max(tensor.rank());
    let lacking = |have: usize| std::iter::repeat_n(Size::Static(1), rank - have);
    let repeats: Sizes = lacking(repeats.len()).chain(repeats.iter().copied()).collect();
    let sizes: Sizes = lacking(tensor.rank()).chain(tensor.shape.iter().copied()).collect();
    let pairs = || repeats.iter().zip(&sizes);
    let ones: Sizes = pairs().flat_map(|(_, &size)| [Size::Static(1), size]).collect();
    let both: Sizes = pairs().flat_map(|(&count, &size)| [count, size]).collect();
    let shape: Sizes = pairs().map(|(&count, &size)| b.size_mul(count, size)).collect();
    // A size that is not known may be taken for that of a single repeat.
    let single = repeats.iter().all(|count| count.is(1));
    let tensor = if single { b.reshape(tensor, &sizes) } else { b.reshape(tensor, &ones) };
    if single { tensor } else { b.reshape(&b.broadcast_to(&tensor, &both), &shape) }
}

/// A tensor in reverse order along `dims`.
pub fn flipped<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, dims: &[usize]) -> Tensor<'c> {
    if tensor.rank() == 0 || dims.is_empty() {
        return tensor.clone();
    }
    b.generate(&tensor.shape, tensor.dtype, |indices| {
        let place = indices.iter().enumerate().map(|(dim, &index)| {
            if !dims.contains(&dim) {
                return index;
            }
            let last = b.size_sub(tensor.shape[dim], 1);
            b.size(b.size_sub(last, Size::Value(index)))
        });
        let place: Vec<Value> = place.collect();
        b.extract(tensor, &place)
    })
}

fn roll<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let (shifts, dims) = (call.sizes("shifts"), call.ints("dims")?);
    if dims.is_empty() {
        let rolled = rolled(b, &b.flatten(&tensor), 0, shifts[0]);
        return Ok(b.reshape(&rolled, &tensor.shape).into());
    }
    if tensor.rank() == 0 {
        return Ok(tensor.into());
    }
    let turns = shifts.iter().zip(&dims);
    let result = turns.fold(tensor, |tensor, (&shift, &dim)| {
        let dim = tensor.dim(dim);
        rolled(b, &tensor, dim, shift)
    });
    Ok(result.into())
}

/// Each element `shift` further along `dim`, the last ones first.
fn rolled<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, dim: usize, shift: Size<'c>) -> Tensor<'c> {
    let size = tensor.shape[dim];
    if size.is(0) {
        return tensor.clone();
    }
    // An empty tensor has no remainder.
    let divisor = b.size_max(size, 1);
    let shift = b.size_sub(shift, b.size_mul(b.size_floor_div(shift, divisor), divisor));
    if shift.is(0) {
        return tensor.clone();
    }
    let kept = b.size_sub(size, shift);
    let parts = [b.narrow(tensor, dim, kept, shift), b.narrow(tensor, dim, 0, kept)];
    let joined = b.concat(&parts, dim);
    b.with_sizes(&joined, &tensor.shape)
}

fn rot90<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dims: Vec<usize> = call.ints("dims")?.iter().map(|&dim| tensor.dim(dim)).collect();
    let (first, second) = (dims[0], dims[1]);
    let result = match call.int("k")?.rem_euclid(4) {
        1 => b.transpose(&flipped(b, &tensor, &[second]), first, second),
        2 => flipped(b, &tensor, &dims),
        3 => b.transpose(&flipped(b, &tensor, &[first]), first, second),
        _ => tensor,
    };
    Ok(result.into())
}

/// Every window of `size` elements along `dimension`, `step` apart, as a new last dimension.
fn unfold<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let (size, step) = (call.int("size")?, call.int("step")?);
    if tensor.rank() == 0 {
        let vector = b.flatten(&tensor);
        return Ok(b.narrow(&vector, 0, 0, size).into());
    }
    let dim = tensor.dim(call.int("dimension")?);
    let windows = b.size_floor_div(b.size_sub(tensor.shape[dim], size), step);
    let windows = b.size_add(windows, 1);
    let mut shape = tensor.shape.clone();
    shape[dim] = windows;
    shape.push(Size::Static(size));
    let shape = call.refine(0, &shape);
    if size == step {
        // Windows that touch are the tensor itself, with the dimension split in two.
        let used = b.narrow(&tensor, dim, 0, b.size_mul(shape[dim], size));
        let mut split = used.shape.clone();
        split[dim] = Size::Static(size);
        split.insert(dim, shape[dim]);
        let mut order: Vec<usize> = (0..=tensor.rank()).filter(|&from| from != dim + 1).collect();
        order.push(dim + 1);
        return Ok(b.permute(&b.reshape(&used, &split), &order).into());
    }
    let result = b.generate(&shape, tensor.dtype, |indices| {
        let (within, window) = indices.split_last().expect("it has the new dimension");
        let mut place = window.to_vec();
        let start = b.size_mul(Size::Value(place[dim]), step);
        place[dim] = b.size(b.size_add(start, Size::Value(*within)));
        b.extract(&tensor, &place)
    });
    Ok(result.into())
}
