//! Arithmetic of sizes and places that may be known.

use melior::ir::{Attribute, Type, TypeLike, Value, ValueLike, r#type::IntegerType};
use tricast_mlir::{ir::shape_of, rewrite::element_type};

use super::super::builder::{Builder, Index};

/// Where a point is, by its coordinates.
pub fn offset<'c>(
    builder: Builder<'c>,
    coordinates: &[Index<'c>],
    strides: &[Index<'c>],
) -> Index<'c> {
    let terms = coordinates.iter().zip(strides);
    terms.fold(Index::Const(0), |sum, (coordinate, stride)| {
        builder.add(sum, builder.mul(*coordinate, *stride))
    })
}

/// The coordinates of the point with this number, in row-major order.
pub fn coordinates<'c>(
    builder: Builder<'c>,
    mut number: Index<'c>,
    sizes: &[Index<'c>],
) -> Vec<Index<'c>> {
    let mut coordinates = vec![];
    for size in sizes.iter().skip(1).rev() {
        let (quotient, remainder) = builder.div_rem(number, *size);
        coordinates.push(remainder);
        number = quotient;
    }
    if !sizes.is_empty() {
        coordinates.push(number);
    }
    coordinates.reverse();
    coordinates
}

/// The product of some sizes.
pub fn product<'c>(builder: Builder<'c>, sizes: &[Index<'c>]) -> Index<'c> {
    sizes.iter().fold(Index::Const(1), |product, size| builder.mul(product, *size))
}

/// The quotient of two indices that are not negative, rounded up.
pub fn ceil_div<'c>(builder: Builder<'c>, left: Index<'c>, right: Index<'c>) -> Index<'c> {
    let up = builder.add(right, Index::Const(-1));
    builder.div_rem(builder.add(left, up), right).0
}

/// The difference of two indices.
pub fn sub<'c>(builder: Builder<'c>, left: Index<'c>, right: Index<'c>) -> Index<'c> {
    builder.add(left, builder.mul(right, Index::Const(-1)))
}

/// The lesser of two indices.
pub fn min<'c>(builder: Builder<'c>, left: Index<'c>, right: Index<'c>) -> Index<'c> {
    match (left, right) {
        (Index::Const(a), Index::Const(b)) => Index::Const(a.min(b)),
        _ => {
            let [left, right] = [left, right].map(|index| builder.materialize(index));
            Index::Value(builder.binary("arith.minsi", left, right))
        }
    }
}

/// The greater of two indices.
pub fn max<'c>(builder: Builder<'c>, left: Index<'c>, right: Index<'c>) -> Index<'c> {
    match (left, right) {
        (Index::Const(a), Index::Const(b)) => Index::Const(a.max(b)),
        _ => {
            let [left, right] = [left, right].map(|index| builder.materialize(index));
            Index::Value(builder.binary("arith.maxsi", left, right))
        }
    }
}

/// A comparison of two indices, `eq` or `sgt`.
pub fn compare<'c>(
    builder: Builder<'c>,
    predicate: &str,
    left: Index<'c>,
    right: Index<'c>,
) -> Value<'c, 'c> {
    let [left, right] = [left, right].map(|index| builder.materialize(index));
    compare_values(builder, predicate, left, right)
}

/// A comparison of two integers, or vectors of them.
pub fn compare_values<'c>(
    builder: Builder<'c>,
    predicate: &str,
    left: Value<'c, 'c>,
    right: Value<'c, 'c>,
) -> Value<'c, 'c> {
    const PREDICATES: [&str; 6] = ["eq", "ne", "slt", "sle", "sgt", "sge"];
    let number = PREDICATES.iter().position(|name| *name == predicate);
    let number = builder.i64(number.expect("the comparison is one of arith.cmpi") as i64);
    let bool: Type = IntegerType::new(builder.context, 1).into();
    let ty = match vector_lanes(left.r#type()) {
        Some(lanes) => Type::vector(&[lanes], bool),
        None => bool,
    };
    builder.value("arith.cmpi", &[left, right], &[("predicate", number)], ty)
}

/// The number of elements of a vector type.
fn vector_lanes(ty: Type) -> Option<u64> {
    ty.is_vector().then(|| shape_of(ty).first().copied().flatten())?.map(|lanes| lanes as u64)
}

/// The zero of a type: a number, or a vector of them.
pub fn zero<'c>(builder: Builder<'c>, ty: Type<'c>) -> Value<'c, 'c> {
    let is_float = element_type(ty).unwrap_or(ty).is_float();
    let number = if is_float { "0.0" } else { "0" };
    let text = match ty.is_vector() {
        true => format!("dense<{number}> : {ty}"),
        false => format!("{number} : {ty}"),
    };
    let zero = Attribute::parse(builder.context, &text);
    builder.constant(zero.expect("every type of numbers has a zero"))
}
