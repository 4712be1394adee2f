//! Sums, products, quotients.

use tricast_dialects::Argument;

use super::{
    super::{Builder, Call, Comparison, Element, LowerError, Outputs, Table, complex},
    binary, binary_of_rounded, of_operands,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.add.Scalar", |b, call| with_alpha(b, call, |b, x, y, scaled| b.add(x, scaled(y)))),
    ("aten.add.Tensor", |b, call| with_alpha(b, call, |b, x, y, scaled| b.add(x, scaled(y)))),
    ("aten.addcdiv", |b, call| with_product(b, call, |b, x, y| b.div(x, y))),
    ("aten.addcmul", |b, call| with_product(b, call, |b, x, y| b.mul(x, y))),
    ("aten.complex", |b, call| of_parts(b, call, |b, x, y| b.complex(x, y))),
    ("aten.div.Scalar", |b, call| binary(b, call, |b, x, y| b.div(x, y))),
    ("aten.div.Scalar_mode", div_mode),
    ("aten.div.Tensor", |b, call| binary(b, call, |b, x, y| b.div(x, y))),
    ("aten.div.Tensor_mode", div_mode),
    ("aten.floor_divide", |b, call| binary(b, call, |b, x, y| b.floor_div(x, y))),
    ("aten.floor_divide.Scalar", |b, call| binary(b, call, |b, x, y| b.floor_div(x, y))),
    ("aten.fmod.Scalar", |b, call| binary_of_rounded(b, call, |b, x, y| b.fmod(x, y))),
    ("aten.fmod.Tensor", |b, call| binary_of_rounded(b, call, |b, x, y| b.fmod(x, y))),
    ("aten.gcd", |b, call| binary(b, call, gcd)),
    ("aten.lcm", |b, call| binary(b, call, lcm)),
    ("aten.lerp.Scalar", lerp),
    ("aten.lerp.Tensor", lerp),
    ("aten.mul.Scalar", |b, call| binary(b, call, |b, x, y| b.mul(x, y))),
    ("aten.mul.Tensor", |b, call| binary(b, call, |b, x, y| b.mul(x, y))),
    ("aten.polar", |b, call| of_parts(b, call, complex::polar)),
    ("aten.remainder.Scalar", |b, call| binary_of_rounded(b, call, |b, x, y| b.remainder(x, y))),
    ("aten.remainder.Scalar_Tensor", |b, call| {
        binary_of_rounded(b, call, |b, x, y| b.remainder(x, y))
    }),
    ("aten.remainder.Tensor", |b, call| binary_of_rounded(b, call, |b, x, y| b.remainder(x, y))),
    ("aten.rsub.Scalar", |b, call| with_alpha(b, call, |b, x, y, scaled| b.sub(y, scaled(x)))),
    ("aten.rsub.Tensor", |b, call| with_alpha(b, call, |b, x, y, scaled| b.sub(y, scaled(x)))),
    ("aten.sub.Scalar", |b, call| with_alpha(b, call, |b, x, y, scaled| b.sub(x, scaled(y)))),
    ("aten.sub.Tensor", |b, call| with_alpha(b, call, |b, x, y, scaled| b.sub(x, scaled(y)))),
];

/// An element times a factor that the op has.
type Scaled<'a, 'c> = &'a dyn Fn(Element<'c>) -> Element<'c>;

/// Multiplies by the number called `name`, if that is not 1.
fn scaled_by<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str, x: Element<'c>) -> Element<'c> {
    let is_one = matches!(call.arguments.get(name), Argument::Scalar(scalar) if scalar.as_f64() == Some(1.0));
    if is_one { x } else { b.mul(call.number(b, name, x.dtype), x) }
}

/// An op on two operands, of which `body` multiplies one by `alpha`.
fn with_alpha<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>, Scaled<'_, 'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    binary_of_rounded(b, call, |b, x, y| {
        body(b, x, y, &|element| scaled_by(b, call, "alpha", element))
    })
}

/// `self + value * tensor1 (op) tensor2`.
fn with_product<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    of_operands(b, call, &["self", "tensor1", "tensor2"], |elements| {
        let scaled = scaled_by(b, call, "value", elements[1]);
        b.add(elements[0], body(b, scaled, elements[2]))
    })
}

/// A complex number of two real ones.
fn of_parts<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let [x, y] = [0, 1].map(|index| call.tensor(call.op.params[index].name));
    let compute = super::super::compute_dtype(x.dtype);
    let body = |elements: &[Element<'c>]| {
        body(b, b.cast(elements[0], compute), b.cast(elements[1], compute))
    };
    Ok(b.pointwise(&[&x, &y], call.dtype(), body).into())
}

/// `self / other`, rounded as `rounding_mode` says.
fn div_mode<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let mode = call.opt_str("rounding_mode")?;
    let dtype = call.dtype();
    binary(b, call, |b, x, y| match mode {
        Some("floor") => b.floor_div(x, y),
        Some(_) if dtype.is_float() => {
            // What rounds up to an integer counts as one.
            let quotient = b.cast(b.div(x, y), dtype);
            b.math("trunc", b.cast(quotient, x.dtype))
        }
        _ => b.div(x, y),
    })
}

/// `self + weight * (end - self)`, from the side of `end` where that is nearer.
fn lerp<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    of_operands(b, call, &["self", "end", "weight"], |elements| {
        let &[start, end, weight] = elements else { unreachable!("there are three operands") };
        let length = b.sub(end, start);
        let from_start = b.add(start, b.mul(weight, length));
        let rest = b.sub(b.int(weight.dtype, 1), weight);
        let from_end = b.sub(end, b.mul(length, rest));
        let size = b.abs(weight);
        let is_near = b.compare(Comparison::Lt, size, b.float(size.dtype, 0.5));
        b.select(is_near, from_start, from_end)
    })
}

/// The greatest common divisor, by Euclid's algorithm.
fn gcd<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    let dtype = x.dtype;
    let zero = b.int(dtype, 0);
    let of = |value| Element { value, dtype };
    let results = b.while_loop(
        &[b.abs(x).value, b.abs(y).value],
        |state| b.compare(Comparison::Ne, of(state[1]), zero),
        |state| vec![state[1], b.fmod(of(state[0]), of(state[1])).value],
    );
    of(results[0])
}

/// The least common multiple; 0 if either is 0.
fn lcm<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    b.abs(b.mul(b.div(x, gcd(b, x, y)), y))
}
