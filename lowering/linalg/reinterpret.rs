//! Elements read as another dtype, and the parts of complex numbers.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorConversions.cpp`,
//! `ComplexHelper.h`, `UnaryOps.cpp`.

use tricast_dialects::DType;

use super::{Builder, Call, Element, LowerError, Outputs, Size, Sizes, Table, Tensor};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.view.dtype", view_dtype),
    ("aten.view_copy.dtype", view_dtype),
    ("aten.view_as_real", |b, call| Ok(as_real(b, &call.tensor("self")).into())),
    ("aten.view_as_real_copy", |b, call| Ok(as_real(b, &call.tensor("self")).into())),
    ("aten.view_as_complex", |b, call| Ok(as_complex(b, &call.tensor("self")).into())),
    ("aten.view_as_complex_copy", |b, call| Ok(as_complex(b, &call.tensor("self")).into())),
    ("aten.real", |b, call| part(b, call, |b, x| b.real(x))),
    ("aten.imag", |b, call| part(b, call, |b, x| b.imaginary(x))),
    ("aten.conj", |b, call| Ok(conjugate(b, &call.tensor("self")).into())),
    ("aten._conj", |b, call| Ok(conjugate(b, &call.tensor("self")).into())),
    ("aten._conj_copy", |b, call| Ok(conjugate(b, &call.tensor("self")).into())),
    ("aten._neg_view", negated),
    ("aten._neg_view_copy", negated),
    ("aten.resolve_conj", |_, call| Ok(call.tensor("self").into())),
    ("aten.resolve_neg", |_, call| Ok(call.tensor("self").into())),
];

//===-- Complex numbers -----------------------------------------------------===//

/// A part of complex numbers; real numbers are their own.
fn part<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    if !tensor.dtype.is_complex() {
        return Ok(tensor.into());
    }
    Ok(b.pointwise(&[&tensor], call.dtype(), |elements| body(b, elements[0])).into())
}

/// The complex conjugates; real numbers are their own.
pub fn conjugate<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Tensor<'c> {
    if !tensor.dtype.is_complex() {
        return tensor.clone();
    }
    b.pointwise(&[tensor], tensor.dtype, |elements| {
        b.complex(b.real(elements[0]), b.neg(b.imaginary(elements[0])))
    })
}

fn negated<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    Ok(b.pointwise(&[&tensor], tensor.dtype, |elements| b.neg(elements[0])).into())
}

/// Complex numbers as pairs in a new last dimension.
pub fn as_real<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Tensor<'c> {
    let pairs = b.unsqueeze(tensor, tensor.rank());
    let mut shape = pairs.shape.clone();
    shape[tensor.rank()] = Size::Static(2);
    b.pointwise_to(&shape, &[&pairs], tensor.dtype.to_real(), |elements| {
        let which = b.from_index(b.loop_index(tensor.rank()));
        let is_real = b.cast(which, DType::Bool);
        b.select(is_real, b.imaginary(elements[0]), b.real(elements[0]))
    })
}

/// Pairs in the last dimension as complex numbers.
pub fn as_complex<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Tensor<'c> {
    let last = tensor.rank() - 1;
    let parts = [0, 1].map(|index| b.slice_at(tensor, last, index));
    b.pointwise(&[&parts[0], &parts[1]], tensor.dtype.to_complex(), |elements| {
        b.complex(elements[0], elements[1])
    })
}

//===-- Bits ----------------------------------------------------------------===//

/// The bytes of `self` as elements of another dtype: by way of integers of the size of the
/// smaller one.
fn view_dtype<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dtype = call.dtype();
    // A complex number is two of its parts.
    let from = if tensor.dtype.is_complex() { tensor.dtype.to_real() } else { tensor.dtype };
    let to = if dtype.is_complex() { dtype.to_real() } else { dtype };
    let same_rank = tensor.dtype.size() == dtype.size();
    if same_rank && from.size() == to.size() && from.size() == dtype.size() {
        let bits = b.pointwise(&[&tensor], dtype, |elements| b.bitcast(elements[0], dtype));
        return Ok(bits.into());
    }
    let unit = integer_of(from.size().min(to.size()));
    let units = to_units(b, &tensor, unit);
    let count = (dtype.size() / unit.size()) as i64;
    let mut shape = tensor.shape.clone();
    if same_rank {
        shape.push(Size::Static(count));
    } else {
        let last = shape.last_mut().expect("the inference has refused rank 0");
        let bytes = b.size_mul(*last, tensor.dtype.size() as i64);
        *last = b.size_floor_div(bytes, dtype.size() as i64);
        shape.push(Size::Static(count));
    }
    let units = b.reshape(&units, &shape);
    let parts: Vec<Tensor> =
        (0..count).map(|index| b.slice_at(&units, shape.len() - 1, index)).collect();
    let parts: Vec<&Tensor> = parts.iter().collect();
    let result = b.pointwise(&parts, dtype, |units| {
        let halves = units.chunks(to.size() / unit.size());
        let halves: Vec<Element> = halves.map(|units| from_units(b, units, to)).collect();
        match halves[..] {
            [real, imaginary] => b.complex(real, imaginary),
            _ => halves[0],
        }
    });
    Ok(b.with_sizes(&result, &call.refine(0, &result.shape)).into())
}

/// The unsigned integer of this many bytes.
fn integer_of(size: usize) -> DType {
    match size {
        1 => DType::U8,
        2 => DType::U16,
        4 => DType::U32,
        _ => DType::U64,
    }
}

/// The elements as integers `unit`, the lowest bytes first, in a new last dimension.
fn to_units<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, unit: DType) -> Tensor<'c> {
    let count = tensor.dtype.size() / unit.size();
    let mut shape: Sizes = tensor.shape.clone();
    let dtypes = vec![unit; count];
    let units = b.pointwise_many(&[tensor], &dtypes, |elements| {
        let element = elements[0];
        let parts = match element.dtype.is_complex() {
            true => vec![b.real(element), b.imaginary(element)],
            false => vec![element],
        };
        let split = |part: Element<'c>| {
            let bits = b.bitcast(part, integer_of(part.dtype.size()));
            (0..part.dtype.size() / unit.size()).map(move |index| {
                let by = b.int(bits.dtype, (index * unit.size() * 8) as i64);
                b.cast(b.same("arith.shrui", &[bits, by]), unit)
            })
        };
        parts.into_iter().flat_map(split).collect()
    });
    let last = shape.len();
    shape.push(Size::Static(count as i64));
    let empty = b.empty(&shape, unit);
    let places = units.iter().enumerate();
    places.fold(empty, |result, (index, unit)| b.insert_at(unit, &result, last, index as i64))
}

/// The number that integers are the bytes of, the lowest first.
fn from_units<'c>(b: &Builder<'c>, units: &[Element<'c>], dtype: DType) -> Element<'c> {
    let whole = integer_of(dtype.size());
    let bits = units.iter().enumerate().map(|(index, &unit)| {
        let by = b.int(whole, (index * unit.dtype.size() * 8) as i64);
        b.same("arith.shli", &[b.cast(unit, whole), by])
    });
    let bits = bits.reduce(|all, more| b.or(all, more)).expect("a number has bytes");
    b.bitcast(bits, dtype)
}
