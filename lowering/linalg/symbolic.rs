//! Sizes as values, and assertions.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorConversions.cpp`, `Constraints.cpp`,
//! `TensorCompare.cpp`; `c10/core/Contiguity.h`.

use tricast_dialects::{Argument, DType, dtype::Category};

use super::{Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.sym_size.int", |b, call| {
        let tensor = call.tensor("self");
        Ok(b.size(tensor.shape[tensor.dim(call.int("dim")?)]).into())
    }),
    ("aten.sym_stride.int", |b, call| {
        let tensor = call.tensor("self");
        let dim = tensor.dim(call.int("dim")?);
        Ok(b.size(contiguous_strides(b, &tensor.shape)[dim]).into())
    }),
    ("aten.sym_numel", |b, call| Ok(b.size(b.numel(&call.tensor("self").shape)).into())),
    ("aten.numel", |b, call| Ok(b.size(b.numel(&call.tensor("self").shape)).into())),
    ("aten.sym_storage_offset", |b, _| Ok(b.index(0).into())),
    ("aten.sym_is_contiguous", is_contiguous),
    ("aten._local_scalar_dense", item),
    ("aten.item", item),
    ("aten._assert_scalar", assert_scalar),
    ("aten._functional_assert_scalar", assert_scalar),
    ("aten._assert_async", assert_async),
    ("aten._assert_async.msg", assert_async),
    ("aten._functional_assert_async.msg", assert_async),
    ("aten.sym_constrain_range", constrain_range),
    ("aten._functional_sym_constrain_range", constrain_range),
    ("aten.sym_constrain_range_for_size", constrain_range),
    ("aten._functional_sym_constrain_range_for_size", constrain_range),
    ("aten._assert_tensor_metadata", assert_tensor_metadata),
];

//===-- Sizes ---------------------------------------------------------------===//

/// The strides of a contiguous tensor, where a size of 0 counts as 1.
fn contiguous_strides<'c>(b: &Builder<'c>, shape: &[Size<'c>]) -> Sizes<'c> {
    let mut stride = Size::Static(1);
    let mut strides: Sizes = shape
        .iter()
        .rev()
        .map(|&size| {
            let own = stride;
            stride = b.size_mul(stride, b.size_max(size, 1));
            own
        })
        .collect();
    strides.reverse();
    strides
}

/// Whether the strides of a contiguous tensor are those of a memory format too.
fn is_contiguous<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let shape = call.tensor("self").shape;
    let order: &[usize] = match (call.str("memory_format")?, shape.len()) {
        ("channels_last", 4) => &[1, 3, 2, 0],
        ("channels_last_3d", 5) => &[1, 4, 3, 2, 0],
        ("channels_last" | "channels_last_3d", _) => return Ok(b.bool(false).value.into()),
        _ => return Ok(b.bool(true).value.into()),
    };
    let strides = contiguous_strides(b, &shape);
    let mut expected = Size::Static(1);
    let mut is_so = b.bool(true);
    for &dim in order {
        let is_one = b.compare_sizes(Comparison::Eq, shape[dim], 1);
        let is_expected = b.compare_sizes(Comparison::Eq, strides[dim], expected);
        is_so = b.and(is_so, b.or(is_one, is_expected));
        expected = b.size_mul(expected, shape[dim]);
    }
    Ok(is_so.value.into())
}

//===-- Elements ------------------------------------------------------------===//

/// The only element of a tensor, as a number of the program.
fn item<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let element = b.item(&call.tensor("self"));
    Ok(match element.dtype.category() {
        Category::Bool => element.value,
        Category::Integer => b.to_index(element),
        _ => b.cast(element, DType::F64).value,
    }
    .into())
}

//===-- Assertions ----------------------------------------------------------===//

/// What an assertion gives: the token that it was given, if any.
fn token<'c>(call: &Call<'c>) -> Outputs<'c> {
    match call.opt_tensor("dep_token") {
        Some(token) => token.into(),
        None => Vec::<Tensor>::new().into(),
    }
}

fn is_true<'c>(b: &Builder<'c>, element: Element<'c>) -> Element<'c> {
    b.cast(element, DType::Bool)
}

fn assert_scalar<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    // A number that is known has been checked by the verifier.
    if let Some(value) = call.symbolic("self") {
        b.assert(is_true(b, b.number(value)), call.str("assert_msg")?);
    }
    Ok(token(call))
}

fn assert_async<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let message = match call.has("assert_msg") {
        true => call.str("assert_msg")?,
        false => "Expected Tensor with single nonzero value, but got zero",
    };
    b.assert(is_true(b, b.item(&call.tensor("self"))), message);
    Ok(token(call))
}

fn constrain_range<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let Some(value) = call.symbolic("size") else {
        return Ok(token(call));
    };
    let (min, max) = (call.opt_int("min")?, call.opt_int("max")?);
    let is_size = call.op.torch_name.ends_with("for_size");
    let lowest = min.or(is_size.then_some(0));
    let bound = |bound: Option<i64>| bound.map_or("none".to_owned(), |bound| bound.to_string());
    let message = format!("Invalid value range between [{}, {}].", bound(lowest), bound(max));
    for (how, bound) in [(Comparison::Ge, lowest), (Comparison::Le, max)] {
        if let Some(bound) = bound {
            b.assert(b.compare_sizes(how, Size::Value(value), bound), &message);
        }
    }
    Ok(token(call))
}

/// Checks the sizes that are not known before; the verifier has checked the others and the dtype.
fn assert_tensor_metadata<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("a");
    if let Argument::SymInts(_) = call.arguments.get("size") {
        let expected = call.sizes("size");
        for (dim, (&own, &expected)) in tensor.shape.iter().zip(&expected).enumerate() {
            if own != expected {
                let message = format!("Tensor sizes mismatch at dimension {dim}");
                b.assert(b.compare_sizes(Comparison::Eq, own, expected), &message);
            }
        }
    }
    Ok(token(call))
}
