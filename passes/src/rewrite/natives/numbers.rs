//! Numbers in attributes.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, SQRT_2};

use melior::{
    Context,
    ir::{
        Attribute, AttributeLike, Type, TypeLike,
        attribute::{BoolAttribute, FloatAttribute},
    },
};
use tricast_mlir::{
    build::int_attribute,
    rewrite::{bit_width, element_type},
};

use super::{Entry, Function, Given};

pub const FUNCTIONS: &[Entry] = &[
    ("IsZero", Function::Constraint(|given| is_number(given, 0.0))),
    ("IsOne", Function::Constraint(|given| is_number(given, 1.0))),
    ("IsHalf", Function::Constraint(|given| is_number(given, 0.5))),
    ("IsTwo", Function::Constraint(|given| is_number(given, 2.0))),
    ("IsThree", Function::Constraint(|given| is_number(given, 3.0))),
    ("IsSix", Function::Constraint(|given| is_number(given, 6.0))),
    ("IsMinusHalf", Function::Constraint(|given| is_number(given, -0.5))),
    ("IsInfinity", Function::Constraint(|given| is_number(given, f64::INFINITY))),
    ("IsRootOfHalf", Function::Constraint(|given| is_about(given, FRAC_1_SQRT_2))),
    ("IsGeluFactor", Function::Constraint(|given| is_about(given, SQRT_2 * FRAC_2_SQRT_PI / 2.0))),
    ("IsGeluCubic", Function::Constraint(|given| is_about(given, 0.044715))),
    ("IsTrue", Function::Constraint(|given| is_bool(given, true))),
    ("IsFalse", Function::Constraint(|given| is_bool(given, false))),
    ("HasCount", Function::Constraint(has_count)),
    ("AreZero", Function::Constraint(are_zero)),
    ("IsInt", Function::Constraint(is_int)),
    ("IsExactIn", Function::Constraint(is_exact_in)),
    ("IsScale", Function::Constraint(|given| Some(scale(*given.first()?).is_some()))),
    ("Reciprocal", Function::Rewrite(reciprocal)),
    ("Product", Function::Rewrite(|context, given| combined(context, given, |a, b| a * b))),
    ("FloatSum", Function::Rewrite(|context, given| combined(context, given, |a, b| a + b))),
    ("IsMinusInfinity", Function::Constraint(|given| is_number(given, f64::NEG_INFINITY))),
    ("Sum", Function::Rewrite(sum)),
    ("Square", Function::Rewrite(square)),
];

fn is_number(given: &[Given], number: f64) -> Option<bool> {
    let &[own] = given else { return None };
    Some(own.number() == Some(number))
}

fn square<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[number] = given else { return None };
    let number = number.number()?;
    Some(FloatAttribute::new(context, Type::float64(context), number * number).into())
}

fn sum<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[left, right] = given else { return None };
    Some(int_attribute(context, left.int()?.checked_add(right.int()?)?))
}

/// Whether a number is another, as programs write it in a few digits.
fn is_about(given: &[Given], number: f64) -> Option<bool> {
    let &[own] = given else { return None };
    Some(own.number().is_some_and(|own| (own - number).abs() <= number.abs() * 1e-6))
}

/// Whether an attribute is this bool, or the number that stands for it.
fn is_bool(given: &[Given], expected: bool) -> Option<bool> {
    let &[own] = given else { return None };
    let bool = own.attribute().filter(|own| own.is_bool());
    let bool = bool.and_then(|own| BoolAttribute::try_from(own).ok()).map(|own| own.value());
    // Any other number is cut off in some dtype.
    let is_number = || own.number() == Some(if expected { 1.0 } else { 0.0 });
    Some(bool.map_or_else(is_number, |own| own == expected))
}

fn are_zero(given: &[Given]) -> Option<bool> {
    let &[list] = given else { return None };
    Some(list.ints().is_some_and(|list| list.iter().all(|number| *number == 0)))
}

fn has_count(given: &[Given]) -> Option<bool> {
    let &[list, count] = given else { return None };
    Some(i64::try_from(list.ints()?.len()) == Ok(count.int()?))
}

fn is_int(given: &[Given]) -> Option<bool> {
    let &[own] = given else { return None };
    let is_bool = own.attribute()?.is_bool();
    Some(own.int().is_some() && !is_bool)
}

/// Whether a number is the same in the dtype of a value: whole and small, or in a dtype to which
/// an op rounds it anyway.
fn is_exact_in(given: &[Given]) -> Option<bool> {
    let &[number, of] = given else { return None };
    let Some(number) = number.number() else { return Some(false) };
    let Some(ty) = element_type(of.ty()?) else { return Some(false) };
    let is_small = number.fract() == 0.0 && number.abs() <= 128.0;
    Some(is_small || (ty.is_float() && bit_width(ty).is_some_and(|bits| bits >= 32)))
}

/// A factor that can be multiplied with others, and divided by, without overflow.
fn scale(given: Given) -> Option<f64> {
    given.number().filter(|number| (1e-9..=1e9).contains(&number.abs()))
}

fn float(context: &Context, number: f64) -> Attribute<'_> {
    FloatAttribute::new(context, Type::float64(context), number).into()
}

fn reciprocal<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[number] = given else { return None };
    Some(float(context, 1.0 / scale(number)?))
}

fn combined<'c>(
    context: &'c Context,
    given: &[Given<'_, 'c>],
    combine: fn(f64, f64) -> f64,
) -> Option<Attribute<'c>> {
    let &[left, right] = given else { return None };
    Some(float(context, combine(left.number()?, right.number()?)))
}
