//! Numbers in attributes.

use melior::{
    Context,
    ir::{Attribute, Type, attribute::FloatAttribute},
};

use tricast_mlir::build::int_attribute;

use super::{Entry, Function, Given};

pub const FUNCTIONS: &[Entry] = &[
    ("IsZero", Function::Constraint(|given| is_number(given, 0.0))),
    ("IsOne", Function::Constraint(|given| is_number(given, 1.0))),
    ("IsHalf", Function::Constraint(|given| is_number(given, 0.5))),
    ("IsTwo", Function::Constraint(|given| is_number(given, 2.0))),
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
