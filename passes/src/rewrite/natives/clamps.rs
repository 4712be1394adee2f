//! Bounds of `aten.clamp`.

use melior::ir::{Attribute, AttributeLike};
use tricast_mlir::build::int_attribute;

use super::{Builder, Entry, Function, Given, Item, OpItem, slices::segments};

pub const FUNCTIONS: &[Entry] = &[
    ("IsRelu", Function::Constraint(is_relu)),
    ("IsUnbounded", Function::Constraint(is_unbounded)),
    ("CanClampOfClamp", Function::CanBuild(clamp_of_clamp)),
    ("ClampOfClamp", Function::Build(clamp_of_clamp)),
    ("CanClampOfRelu", Function::CanBuild(clamp_of_relu)),
    ("ClampOfRelu", Function::Build(clamp_of_relu)),
];

/// The largest int up to which a float has them all.
const MOST_INT: f64 = 9_007_199_254_740_992.0;

/// A bound that is a number.
#[derive(Clone, Copy)]
struct Bound<'c> {
    value: f64,
    attribute: Attribute<'c>,
}

/// The bounds of a clamp, which may be missing.
#[derive(Clone, Copy)]
struct Bounds<'c> {
    low: Option<Bound<'c>>,
    high: Option<Bound<'c>>,
}

impl<'c> Bounds<'c> {
    /// Those of an op, if they are numbers with the lower one not above the other.
    fn of(op: &OpItem<'c>) -> Option<Self> {
        if op.operands.len() != 1 {
            return None;
        }
        let bound = |name| match op.attribute(name) {
            None => Some(None),
            Some(attribute) => {
                let value = Given::Attribute(attribute).number()?;
                let is_bool = attribute.is_bool();
                let is_exact = value.is_infinite() || value.abs() <= MOST_INT;
                (is_exact && !is_bool).then_some(Some(Bound { value, attribute }))
            }
        };
        let bounds = Bounds { low: bound("static_min")?, high: bound("static_max")? };
        (bounds.least() <= bounds.most()).then_some(bounds)
    }

    fn least(&self) -> f64 {
        self.low.map_or(f64::NEG_INFINITY, |bound| bound.value)
    }

    fn most(&self) -> f64 {
        self.high.map_or(f64::INFINITY, |bound| bound.value)
    }

    /// What a clamp to these bounds does after one to others.
    fn after(self, first: Bounds<'c>) -> Self {
        let into = |bound: Option<Bound<'c>>| match bound {
            Some(bound) if bound.value < self.least() => self.low,
            Some(bound) if bound.value > self.most() => self.high,
            other => other,
        };
        Bounds { low: into(first.low).or(self.low), high: into(first.high).or(self.high) }
    }

    fn build(self, builder: &mut dyn Builder<'c>, of: Item<'c>) -> Option<Item<'c>> {
        let mut attributes = vec![("operandSegmentSizes", segments(builder.context(), &[1, 0, 0]))];
        attributes.extend(self.low.map(|bound| ("static_min", bound.attribute)));
        attributes.extend(self.high.map(|bound| ("static_max", bound.attribute)));
        builder.op("aten.clamp", &[of], &attributes)?.first().copied()
    }
}

/// Whether a clamp is to [0, inf].
fn is_relu(given: &[Given]) -> Option<bool> {
    let &[root] = given else { return None };
    let bounds = Bounds::of(root.op()?);
    Some(bounds.is_some_and(|it| (it.least(), it.most()) == (0.0, f64::INFINITY)))
}

/// Whether a clamp is to [-inf, inf].
fn is_unbounded(given: &[Given]) -> Option<bool> {
    let &[root] = given else { return None };
    let bounds = Bounds::of(root.op()?);
    Some(bounds.is_some_and(|it| (it.least(), it.most()) == (f64::NEG_INFINITY, f64::INFINITY)))
}

fn clamp_of_clamp<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[inner, root] = given else { return None };
    let first = Bounds::of(inner.op()?)?;
    let of = *inner.op()?.operands.first()?;
    Bounds::of(root.op()?)?.after(first).build(builder, of)
}

/// clamp(relu(x)), given the clamp and x, as one clamp.
fn clamp_of_relu<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, of] = given else { return None };
    let zero = Bound { value: 0.0, attribute: int_attribute(builder.context(), 0) };
    let first = Bounds { low: Some(zero), high: None };
    Bounds::of(root.op()?)?.after(first).build(builder, of.value()?)
}
