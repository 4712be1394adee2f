//! Special functions of mathematics, element by element.
//!
//! They are computed in float64 and rounded once. Source of the semantics, at poles and beyond
//! the domain: `aten/src/ATen/native/Math.h` of PyTorch.

mod bessel;
mod error;
mod gamma;
mod series;
mod tables;

use tricast_dialects::DType;

use super::{
    Builder, Call, Element, LowerError, Outputs, Table, compute_dtype,
    pointwise::{mixed, operand},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.digamma", |b, call| of_one(b, call, gamma::digamma)),
    ("aten.erfinv", |b, call| of_one(b, call, error::erfinv)),
    ("aten.i0", |b, call| of_one(b, call, bessel::i0)),
    ("aten.igamma", |b, call| of_two(b, call, |b, a, x| gamma::incomplete(b, a, x).0)),
    ("aten.igammac", |b, call| of_two(b, call, |b, a, x| gamma::incomplete(b, a, x).1)),
    ("aten.lgamma", |b, call| of_one(b, call, gamma::lgamma)),
    ("aten.mvlgamma", |b, call| {
        let p = call.int("p")?;
        of_one(b, call, |b, x| gamma::mvlgamma(b, x, p))
    }),
    ("aten.polygamma", |b, call| {
        let (order, dtype) = (call.int("n")?, compute_dtype(call.dtype()));
        of_one(b, call, |b, x| gamma::polygamma(b, order, x, dtype))
    }),
    ("aten.special_airy_ai", |b, call| of_one(b, call, bessel::airy_ai)),
    ("aten.special_bessel_j0", |b, call| of_one(b, call, bessel::j0)),
    ("aten.special_bessel_j1", |b, call| of_one(b, call, bessel::j1)),
    ("aten.special_bessel_y0", |b, call| of_one(b, call, bessel::y0)),
    ("aten.special_bessel_y1", |b, call| of_one(b, call, bessel::y1)),
    ("aten.special_erfcx", |b, call| of_one(b, call, error::erfcx)),
    ("aten.special_i0e", |b, call| of_one(b, call, bessel::i0e)),
    ("aten.special_i1", |b, call| of_one(b, call, bessel::i1)),
    ("aten.special_i1e", |b, call| of_one(b, call, bessel::i1e)),
    ("aten.special_log_ndtr", |b, call| of_one(b, call, error::log_ndtr)),
    ("aten.special_modified_bessel_i0", |b, call| of_one(b, call, bessel::i0)),
    ("aten.special_modified_bessel_i1", |b, call| of_one(b, call, bessel::i1)),
    ("aten.special_modified_bessel_k0", |b, call| of_one(b, call, bessel::k0)),
    ("aten.special_modified_bessel_k1", |b, call| of_one(b, call, bessel::k1)),
    ("aten.special_ndtr", |b, call| of_one(b, call, error::ndtr)),
    ("aten.special_ndtri", |b, call| of_one(b, call, error::ndtri)),
    ("aten.special_scaled_modified_bessel_k0", |b, call| of_one(b, call, bessel::k0e)),
    ("aten.special_scaled_modified_bessel_k1", |b, call| of_one(b, call, bessel::k1e)),
    ("aten.special_spherical_bessel_j0", |b, call| of_one(b, call, bessel::spherical_j0)),
    ("aten.special_zeta", |b, call| of_two(b, call, gamma::zeta)),
    ("aten.special_zeta.other_scalar", |b, call| of_two(b, call, gamma::zeta)),
    ("aten.special_zeta.self_scalar", |b, call| of_two(b, call, gamma::zeta)),
];

/// A function of the only tensor, in float64.
fn of_one<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    function: impl FnOnce(&Builder<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let names = ["self", "x"];
    let x = names.iter().find_map(|name| call.opt_tensor(name));
    let x = x.expect("a special function has a tensor");
    let body = |elements: &[Element<'c>]| function(b, b.cast(elements[0], DType::F64));
    Ok(b.pointwise(&[&x], call.dtype(), body).into())
}

/// A function of the first two operands, tensors or numbers, in float64.
fn of_two<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    function: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let operands = [0, 1].map(|index| operand(b, call, call.op.params[index].name, DType::F64));
    let body = |elements: &[Element<'c>]| function(b, elements[0], elements[1]);
    Ok(mixed(b, &operands, DType::F64, call.dtype(), body).into())
}
