//! Comparison, logical and bitwise ops.
//!
//! Source of the semantics: `aten/src/ATen/native/cpu/BinaryOpsKernel.cpp` and
//! `TensorCompare.cpp` of PyTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Table,
    bins::position,
    compute_dtype, is_unsigned,
    pointwise::{Operand, binary, mixed, operand, unary, uncast},
    sorting::{gathered, order_of_rows},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.__and__.Scalar", |b, call| binary(b, call, |b, x, y| b.and(x, y))),
    ("aten.__and__.Tensor", |b, call| binary(b, call, |b, x, y| b.and(x, y))),
    ("aten.__lshift__.Scalar", |b, call| binary(b, call, shift_left)),
    ("aten.__lshift__.Tensor", |b, call| binary(b, call, shift_left)),
    ("aten.__or__.Scalar", |b, call| binary(b, call, |b, x, y| b.or(x, y))),
    ("aten.__or__.Tensor", |b, call| binary(b, call, |b, x, y| b.or(x, y))),
    ("aten.__rshift__.Scalar", |b, call| binary(b, call, shift_right)),
    ("aten.__rshift__.Tensor", |b, call| binary(b, call, shift_right)),
    ("aten.__xor__.Scalar", |b, call| binary(b, call, |b, x, y| b.xor(x, y))),
    ("aten.__xor__.Tensor", |b, call| binary(b, call, |b, x, y| b.xor(x, y))),
    ("aten.bitwise_and.Scalar", |b, call| binary(b, call, |b, x, y| b.and(x, y))),
    ("aten.bitwise_and.Scalar_Tensor", |b, call| binary(b, call, |b, x, y| b.and(x, y))),
    ("aten.bitwise_and.Tensor", |b, call| binary(b, call, |b, x, y| b.and(x, y))),
    ("aten.bitwise_left_shift.Scalar_Tensor", |b, call| binary(b, call, shift_left)),
    ("aten.bitwise_left_shift.Tensor", |b, call| binary(b, call, shift_left)),
    ("aten.bitwise_left_shift.Tensor_Scalar", |b, call| binary(b, call, shift_left)),
    ("aten.bitwise_not", |b, call| unary(b, call, |b, x| b.not(x))),
    ("aten.bitwise_or.Scalar", |b, call| binary(b, call, |b, x, y| b.or(x, y))),
    ("aten.bitwise_or.Scalar_Tensor", |b, call| binary(b, call, |b, x, y| b.or(x, y))),
    ("aten.bitwise_or.Tensor", |b, call| binary(b, call, |b, x, y| b.or(x, y))),
    ("aten.bitwise_right_shift.Scalar_Tensor", |b, call| binary(b, call, shift_right)),
    ("aten.bitwise_right_shift.Tensor", |b, call| binary(b, call, shift_right)),
    ("aten.bitwise_right_shift.Tensor_Scalar", |b, call| binary(b, call, shift_right)),
    ("aten.bitwise_xor.Scalar", |b, call| binary(b, call, |b, x, y| b.xor(x, y))),
    ("aten.bitwise_xor.Scalar_Tensor", |b, call| binary(b, call, |b, x, y| b.xor(x, y))),
    ("aten.bitwise_xor.Tensor", |b, call| binary(b, call, |b, x, y| b.xor(x, y))),
    ("aten.eq.Scalar", |b, call| compared(b, call, Comparison::Eq)),
    ("aten.eq.Tensor", |b, call| compared(b, call, Comparison::Eq)),
    ("aten.ge.Scalar", |b, call| compared(b, call, Comparison::Ge)),
    ("aten.ge.Tensor", |b, call| compared(b, call, Comparison::Ge)),
    ("aten.gt.Scalar", |b, call| compared(b, call, Comparison::Gt)),
    ("aten.gt.Tensor", |b, call| compared(b, call, Comparison::Gt)),
    ("aten.isclose", is_close),
    ("aten.isfinite", |b, call| {
        predicate(b, call, |b, x| b.not(b.or(b.is_nan(x), b.is_infinite(x))))
    }),
    ("aten.isin.Scalar_Tensor", is_in),
    ("aten.isin.Tensor_Scalar", |b, call| {
        compared(b, call, if call.bool("invert")? { Comparison::Ne } else { Comparison::Eq })
    }),
    ("aten.isin.Tensor_Tensor", is_in),
    ("aten.isinf", |b, call| predicate(b, call, |b, x| b.is_infinite(x))),
    ("aten.isnan", |b, call| predicate(b, call, |b, x| b.is_nan(x))),
    ("aten.isneginf", |b, call| predicate(b, call, |b, x| equals(b, x, f64::NEG_INFINITY))),
    ("aten.isposinf", |b, call| predicate(b, call, |b, x| equals(b, x, f64::INFINITY))),
    ("aten.isreal", |b, call| predicate(b, call, is_real)),
    ("aten.le.Scalar", |b, call| compared(b, call, Comparison::Le)),
    ("aten.le.Tensor", |b, call| compared(b, call, Comparison::Le)),
    ("aten.logical_and", |b, call| logical(b, call, |b, x, y| b.and(x, y))),
    ("aten.logical_not", |b, call| predicate(b, call, |b, x| b.not(b.cast(x, DType::Bool)))),
    ("aten.logical_or", |b, call| logical(b, call, |b, x, y| b.or(x, y))),
    ("aten.logical_xor", |b, call| logical(b, call, |b, x, y| b.xor(x, y))),
    ("aten.lt.Scalar", |b, call| compared(b, call, Comparison::Lt)),
    ("aten.lt.Tensor", |b, call| compared(b, call, Comparison::Lt)),
    ("aten.ne.Scalar", |b, call| compared(b, call, Comparison::Ne)),
    ("aten.ne.Tensor", |b, call| compared(b, call, Comparison::Ne)),
];

/// The first two operands, compared in the dtype that they promote to.
fn compared<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    how: Comparison,
) -> Result<Outputs<'c>, LowerError> {
    let names = [0, 1].map(|index| call.op.params[index].name);
    let dtype = call.promoted(&names)?;
    // A number is rounded to the dtype before it is compared.
    let operands = names.map(|name| operand(b, call, name, dtype));
    let result = uncast(b, &operands, DType::Bool, |elements| {
        let [x, y] = [0, 1].map(|index| {
            let element = b.cast(elements[index], dtype);
            b.cast(element, compute_dtype(dtype))
        });
        b.compare(how, x, y)
    });
    Ok(result.into())
}

/// A property of each number.
fn predicate<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let compute = compute_dtype(x.dtype);
    let body = |elements: &[Element<'c>]| body(b, b.cast(elements[0], compute));
    Ok(b.pointwise(&[&x], DType::Bool, body).into())
}

/// Whether a float is this number; false of integers.
fn equals<'c>(b: &Builder<'c>, x: Element<'c>, value: f64) -> Element<'c> {
    if !x.dtype.is_float() {
        return b.bool(false);
    }
    b.compare(Comparison::Eq, x, b.float(x.dtype, value))
}

/// Whether the imaginary part is 0.
fn is_real<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    if !x.dtype.is_complex() {
        return b.bool(true);
    }
    equals(b, b.imaginary(x), 0.0)
}

/// An op on the truth of two tensors.
fn logical<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let operands = ["self", "other"].map(|name| Operand::Tensor(call.tensor(name)));
    let body = |elements: &[Element<'c>]| body(b, elements[0], elements[1]);
    Ok(mixed(b, &operands, DType::Bool, DType::Bool, body).into())
}

/// The bits moved to the left: all out where there are not as many.
fn shift_left<'c>(b: &Builder<'c>, x: Element<'c>, by: Element<'c>) -> Element<'c> {
    let (by, is_out) = shift_amount(b, by, bits(x.dtype) - 1);
    b.select(is_out, b.int(x.dtype, 0), b.same("arith.shli", &[x, by]))
}

/// The bits moved to the right: where there are not as many, only the sign is left.
fn shift_right<'c>(b: &Builder<'c>, x: Element<'c>, by: Element<'c>) -> Element<'c> {
    let (by, is_out) = shift_amount(b, by, bits(x.dtype) - 1);
    if is_unsigned(x.dtype) {
        return b.select(is_out, b.int(x.dtype, 0), b.same("arith.shrui", &[x, by]));
    }
    b.same("arith.shrsi", &[x, by])
}

fn bits(dtype: DType) -> i64 {
    8 * dtype.size() as i64
}

/// How far to shift, at most `most`, and whether it would be more; so it counts if negative.
fn shift_amount<'c>(b: &Builder<'c>, by: Element<'c>, most: i64) -> (Element<'c>, Element<'c>) {
    // Without a sign, a negative amount is a large one.
    let limit = b.int(by.dtype, most);
    let least = b.same("arith.minui", &[by, limit]);
    (least, b.compare(Comparison::Ne, least, by))
}

/// `|self - other| <= atol + rtol * |other|`.
fn is_close<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, y) = (call.tensor("self"), call.tensor("other"));
    let (rtol, atol) = (call.float("rtol")?, call.float("atol")?);
    let equal_nan = call.bool("equal_nan")?;
    let own = compute_dtype(x.dtype);
    // Distances of integers are in the default dtype.
    let compute = own.to_float();
    let result = b.pointwise(&[&x, &y], DType::Bool, |elements| {
        let [x, y] = [0, 1].map(|index| b.cast(elements[index], own));
        let mut is_close = b.compare(Comparison::Eq, x, y);
        if equal_nan {
            is_close = b.or(is_close, b.and(b.is_nan(x), b.is_nan(y)));
        }
        if rtol == 0.0 && atol == 0.0 {
            return is_close;
        }
        let [x, y] = [x, y].map(|element| b.cast(element, compute));
        let distance = b.abs(b.sub(x, y));
        let allowed = b.plus(b.times(b.abs(y), rtol), atol);
        let is_near = b.compare(Comparison::Le, distance, allowed);
        let infinity = b.float(distance.dtype, f64::INFINITY);
        let is_finite = b.compare(Comparison::Lt, distance, infinity);
        b.or(is_close, b.and(is_near, is_finite))
    });
    Ok(result.into())
}

/// Whether elements are among others: these are sorted, and each is searched for.
fn is_in<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let names = [0, 1].map(|index| call.op.params[index].name);
    let dtype = call.promoted(&names)?;
    let invert = call.bool("invert")?;
    let elements = match operand(b, call, names[0], dtype) {
        Operand::Tensor(elements) => b.cast_tensor(&elements, dtype),
        Operand::Number(element) => b.scalar_tensor(element),
    };
    let others = b.cast_tensor(&call.tensor(names[1]), dtype);
    let length = b.numel(&others.shape);
    let rows = b.reshape(&others, &[Size::Static(1), length]);
    let sorted = gathered(b, &rows, &order_of_rows(b, &rows, false));
    let result = b.generate(&elements.shape, DType::Bool, |indices| {
        let compare = |how, x, y| {
            let [x, y] = [x, y].map(|element| b.cast(element, compute_dtype(dtype)));
            b.compare(how, x, y)
        };
        let element = b.extract(&elements, indices);
        let other = |index| b.extract(&sorted, &[b.index(0), index]);
        // NaN comes last, and is not less than anything.
        let place =
            position(b, length, |index| b.not(compare(Comparison::Lt, other(index), element)));
        let is_inside = b.compare_sizes(Comparison::Lt, Size::Value(place), length);
        let found = b.branch(
            is_inside,
            &[b.element_type(DType::Bool)],
            || vec![compare(Comparison::Eq, other(place), element).value],
            || vec![b.bool(false).value],
        );
        let found = Element { value: found[0], dtype: DType::Bool };
        if invert { b.not(found) } else { found }
    });
    Ok(result.into())
}
