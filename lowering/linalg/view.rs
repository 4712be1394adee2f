//! Views: the same elements under another shape.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorShape.cpp`, `aten/src/ATen/InferSize.h`.

use melior::ir::Value;
use tricast_dialects::{Argument, Dim};

use super::{Builder, Call, Comparison, LowerError, Outputs, Size, Sizes, Table, Tensor, wrap_dim};

/// The lowerings of this file.
pub const TABLE: Table = &[
    // Sizes given.
    ("aten.view", |b, call| view(b, call, "size")),
    ("aten.view_copy", |b, call| view(b, call, "size")),
    ("aten._unsafe_view", |b, call| view(b, call, "size")),
    ("aten._reshape_copy", |b, call| view(b, call, "size")),
    ("aten.reshape", |b, call| view(b, call, "shape")),
    ("aten.view_as", |b, call| view_as(b, call)),
    ("aten.reshape_as", |b, call| view_as(b, call)),
    ("aten.ravel", |b, call| Ok(b.flatten(&call.tensor("self")).into())),
    ("aten.flatten.using_ints", flatten),
    ("aten.unflatten.int", unflatten),
    ("aten.expand", |b, call| expand(b, call, &call.sizes("size"))),
    ("aten.expand_copy", |b, call| expand(b, call, &call.sizes("size"))),
    ("aten.broadcast_to", |b, call| expand(b, call, &call.sizes("size"))),
    ("aten.expand_as", |b, call| expand(b, call, &call.tensor("other").shape)),
    ("aten.as_strided", as_strided),
    ("aten.as_strided_copy", as_strided),
    ("aten._reshape_alias", as_strided),
    ("aten._reshape_alias_copy", as_strided),
    // Dimensions added and removed.
    ("aten.unsqueeze", unsqueeze),
    ("aten.unsqueeze_copy", unsqueeze),
    ("aten.squeeze", squeeze),
    ("aten.squeeze_copy", squeeze),
    ("aten.squeeze.dim", squeeze),
    ("aten.squeeze_copy.dim", squeeze),
    ("aten.squeeze.dims", squeeze),
    ("aten.squeeze_copy.dims", squeeze),
    // Dimensions moved.
    ("aten.permute", permute),
    ("aten.permute_copy", permute),
    ("aten.transpose.int", |b, call| transpose(b, call, ["dim0", "dim1"])),
    ("aten.transpose_copy.int", |b, call| transpose(b, call, ["dim0", "dim1"])),
    ("aten.swapdims", |b, call| transpose(b, call, ["dim0", "dim1"])),
    ("aten.swapaxes", |b, call| transpose(b, call, ["axis0", "axis1"])),
    ("aten.t", |b, call| Ok(last_two_swapped(b, &call.tensor("self")).into())),
    ("aten.t_copy", |b, call| Ok(last_two_swapped(b, &call.tensor("self")).into())),
    ("aten.numpy_T", reverse),
    ("aten.mT", |b, call| Ok(last_two_swapped(b, &call.tensor("self")).into())),
    ("aten.mH", adjoint),
    ("aten.adjoint", adjoint),
    ("aten.matrix_H", adjoint),
    ("aten.movedim.int", movedim),
    ("aten.moveaxis.int", movedim),
    ("aten.movedim.intlist", movedim),
    ("aten.moveaxis.intlist", movedim),
];

/// The ints of a parameter that takes one or several.
fn one_or_more(call: &Call, name: &str) -> Result<Vec<i64>, LowerError> {
    match call.arguments.get(name) {
        Argument::SymInts(_) => call.ints(name),
        _ => Ok(vec![call.int(name)?]),
    }
}

//===-- Sizes given ---------------------------------------------------------===//

/// `self` of sizes that one parameter says.
fn view<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let sizes = b.resolve_sizes(&call.sizes(name), &tensor.shape);
    Ok(b.reshape(&tensor, &call.refine(0, &sizes)).into())
}

fn view_as<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    Ok(b.reshape(&call.tensor("self"), &call.tensor("other").shape).into())
}

fn flatten<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    if tensor.rank() == 0 {
        return Ok(b.flatten(&tensor).into());
    }
    let (start, end) = (tensor.dim(call.int("start_dim")?), tensor.dim(call.int("end_dim")?));
    let mut shape: Sizes = tensor.shape[..start].into();
    shape.push(b.numel(&tensor.shape[start..=end]));
    shape.extend_from_slice(&tensor.shape[end + 1..]);
    Ok(b.reshape(&tensor, &shape).into())
}

fn unflatten<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dim = tensor.dim(call.int("dim")?);
    let mut shape: Sizes = tensor.shape[..dim].into();
    shape.extend(b.resolve_sizes(&call.sizes("sizes"), &tensor.shape[dim..=dim]));
    shape.extend_from_slice(&tensor.shape[dim + 1..]);
    Ok(b.reshape(&tensor, &call.refine(0, &shape)).into())
}

/// `self` repeated up to `sizes`, where -1 keeps a size.
fn expand<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    sizes: &[Size<'c>],
) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let new = sizes.len() - tensor.rank();
    let kept = |dim: usize, size: Size<'c>| match dim.checked_sub(new) {
        // What is not 1 stays: of two sizes that are the same, it is the one that is known.
        Some(own) if size.is(-1) || !tensor.shape[own].is(1) => tensor.shape[own],
        _ => size,
    };
    let shape: Sizes = sizes.iter().enumerate().map(|(dim, &size)| kept(dim, size)).collect();
    Ok(b.broadcast_to(&tensor, &call.refine(0, &shape)).into())
}

/// A view of elements that are laid out in order, by strides.
pub struct Strided<'c> {
    /// Its sizes.
    pub sizes: Sizes<'c>,
    strides: Sizes<'c>,
    offset: Size<'c>,
}

impl<'c> Strided<'c> {
    /// That of an op with the parameters `size`, `stride` and perhaps `storage_offset`.
    pub fn of(call: &Call<'c>) -> Self {
        let has_offset = call.has("storage_offset");
        let offset = has_offset.then(|| call.opt_size("storage_offset")).flatten();
        let offset = offset.unwrap_or(Size::Static(0));
        Strided { sizes: call.sizes("size"), strides: call.sizes("stride"), offset }
    }

    /// The place of the element at `indices`.
    pub fn place(&self, b: &Builder<'c>, indices: &[Value<'c, 'c>]) -> Value<'c, 'c> {
        let indices: Sizes = indices.iter().map(|&index| Size::Value(index)).collect();
        b.size(self.place_of(b, &indices))
    }

    fn place_of(&self, b: &Builder<'c>, indices: &[Size<'c>]) -> Size<'c> {
        let steps = indices.iter().zip(&self.strides);
        steps.fold(self.offset, |sum, (&index, &stride)| b.size_add(sum, b.size_mul(index, stride)))
    }

    /// Ends the run with an error where the view needs more elements than are `available`.
    pub fn check(&self, b: &Builder<'c>, call: &Call<'c>, available: Size<'c>) {
        let last: Sizes = self.sizes.iter().map(|&size| b.size_sub(size, 1)).collect();
        let last = self.place_of(b, &last);
        if last.as_static().is_some() && available.as_static().is_some() {
            // The verifier has compared them.
            return;
        }
        let is_in = b.compare_sizes(Comparison::Lt, last, available);
        let is_empty = b.compare_sizes(Comparison::Eq, b.numel(&self.sizes), 0);
        let message = format!("{}: out of bounds for storage", call.op.base_name());
        b.assert(b.or(is_in, is_empty), &message);
    }
}

fn as_strided<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let elements = b.flatten(&call.tensor("self"));
    let strided = Strided::of(call);
    strided.check(b, call, elements.shape[0]);
    let result = b.generate(&call.refine(0, &strided.sizes), elements.dtype, |indices| {
        b.extract(&elements, &[strided.place(b, indices)])
    });
    Ok(result.into())
}

//===-- Dimensions added and removed ----------------------------------------===//

fn unsqueeze<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dim = wrap_dim(call.int("dim")?, tensor.rank() + 1);
    Ok(b.unsqueeze(&tensor, dim).into())
}

/// Without the dimensions `dim`, or all, that the program knows to be of size 1.
fn squeeze<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let which = match call.has("dim") {
        true => {
            let dims = one_or_more(call, "dim")?;
            dims.iter().map(|&dim| tensor.dim(dim)).collect()
        }
        false => tensor.dims(&[]),
    };
    let known = &call.arguments.tensor("self")?.shape;
    let gone = which.into_iter().filter(|&dim| known.get(dim) == Some(&Dim::Static(1)));
    Ok(b.squeeze(&tensor, &gone.collect::<Vec<_>>()).into())
}

//===-- Dimensions moved ----------------------------------------------------===//

fn permute<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dims: Vec<usize> = call.ints("dims")?.iter().map(|&dim| tensor.dim(dim)).collect();
    Ok(b.permute(&tensor, &dims).into())
}

fn transpose<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    [first, second]: [&str; 2],
) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    if tensor.rank() == 0 {
        return Ok(tensor.into());
    }
    let (first, second) = (tensor.dim(call.int(first)?), tensor.dim(call.int(second)?));
    Ok(b.transpose(&tensor, first, second).into())
}

fn last_two_swapped<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Tensor<'c> {
    match tensor.rank() {
        0 | 1 => tensor.clone(),
        rank => b.transpose(tensor, rank - 2, rank - 1),
    }
}

fn reverse<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let order: Vec<usize> = (0..tensor.rank()).rev().collect();
    Ok(b.permute(&tensor, &order).into())
}

/// The conjugate with the last two dimensions swapped.
fn adjoint<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = last_two_swapped(b, &call.tensor("self"));
    Ok(super::reinterpret::conjugate(b, &tensor).into())
}

fn movedim<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    if tensor.rank() == 0 {
        return Ok(tensor.into());
    }
    let dims = |name: &str| -> Result<Vec<usize>, LowerError> {
        Ok(one_or_more(call, name)?.iter().map(|&dim| tensor.dim(dim)).collect())
    };
    let (source, destination) = (dims("source")?, dims("destination")?);
    let mut rest = (0..tensor.rank()).filter(|dim| !source.contains(dim));
    let order = (0..tensor.rank()).map(|place| {
        match destination.iter().position(|&destination| destination == place) {
            Some(index) => source[index],
            None => rest.next().expect("as many places are left as dimensions"),
        }
    });
    let order: Vec<usize> = order.collect();
    Ok(b.permute(&tensor, &order).into())
}
