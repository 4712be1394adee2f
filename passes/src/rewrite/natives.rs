//! The functions that rules call: declared in `rules/natives.pdll`, and the same for both engines.

use melior::{
    Context,
    ir::{
        Attribute, Type,
        attribute::{DenseI64ArrayAttribute, IntegerAttribute},
    },
};
use tricast_egraph::rule::Numerics;
use tricast_mlir::ir::shape_of;

/// What a function is given.
#[derive(Clone, Copy, Debug)]
pub enum Given<'c> {
    /// An attribute.
    Attribute(Attribute<'c>),
    /// A type.
    Type(Type<'c>),
    /// A value, of which only the type is known.
    Value(Type<'c>),
    /// An op.
    Op,
}

impl<'c> Given<'c> {
    fn attribute(self) -> Option<Attribute<'c>> {
        match self {
            Given::Attribute(attribute) => Some(attribute),
            _ => None,
        }
    }

    fn ints(self) -> Option<Vec<i64>> {
        let list = DenseI64ArrayAttribute::try_from(self.attribute()?).ok()?;
        (0..list.len()).map(|index| list.element(index).ok()).collect()
    }

    fn int(self) -> Option<i64> {
        Some(IntegerAttribute::try_from(self.attribute()?).ok()?.value())
    }

    /// The type of a value.
    fn value(self) -> Option<Type<'c>> {
        match self {
            Given::Value(ty) => Some(ty),
            _ => None,
        }
    }

    fn rank(self) -> Option<i64> {
        Some(shape_of(self.value()?).len() as i64)
    }
}

/// What a function does.
#[derive(Clone, Copy)]
pub enum Function {
    /// Says how far the sides of a rule differ.
    Numerics(Numerics),
    /// Whether something holds.
    Constraint(for<'c> fn(&[Given<'c>]) -> Option<bool>),
    /// Makes an attribute; None if it cannot.
    Rewrite(for<'c> fn(&'c Context, &[Given<'c>]) -> Option<Attribute<'c>>),
}

/// Every function, by name.
pub const FUNCTIONS: &[(&str, Function)] = &[
    ("Exact", Function::Numerics(Numerics::Exact)),
    ("Reassociates", Function::Numerics(Numerics::Reassociates)),
    ("Approximates", Function::Numerics(Numerics::Approximates)),
    ("SameType", Function::Constraint(same_type)),
    ("IsIdentityPermutation", Function::Constraint(is_identity_permutation)),
    ("SameDim", Function::Constraint(same_dim)),
    ("Compose", Function::Rewrite(compose)),
    ("Transposition", Function::Rewrite(transposition)),
];

/// The function of this name.
pub fn find(name: &str) -> Option<Function> {
    FUNCTIONS.iter().find(|(own, _)| *own == name).map(|entry| entry.1)
}

fn same_type(given: &[Given]) -> Option<bool> {
    let &[left, right] = given else { return None };
    Some(left.value()? == right.value()?)
}

/// Dimensions counted from the front.
fn normalized(dims: Vec<i64>, rank: i64) -> Vec<i64> {
    dims.into_iter().map(|dim| if dim < 0 { dim + rank } else { dim }).collect()
}

fn permutation(given: Given) -> Option<Vec<i64>> {
    let dims = given.ints()?;
    let rank = dims.len() as i64;
    Some(normalized(dims, rank))
}

fn is_identity_permutation(given: &[Given]) -> Option<bool> {
    let &[dims] = given else { return None };
    Some(permutation(dims)?.into_iter().eq(0..dims.ints()?.len() as i64))
}

fn same_dim(given: &[Given]) -> Option<bool> {
    let &[of, left, right] = given else { return None };
    let dims = normalized(vec![left.int()?, right.int()?], of.rank()?);
    Some(dims[0] == dims[1])
}

/// permute(permute(x, p), q) has at `i` what x has at `p[q[i]]`.
fn compose<'c>(context: &'c Context, given: &[Given<'c>]) -> Option<Attribute<'c>> {
    let &[first, second] = given else { return None };
    let (p, q) = (permutation(first)?, permutation(second)?);
    let dims: Option<Vec<i64>> =
        q.iter().map(|dim| p.get(usize::try_from(*dim).ok()?).copied()).collect();
    Some(DenseI64ArrayAttribute::new(context, &dims?).into())
}

fn transposition<'c>(context: &'c Context, given: &[Given<'c>]) -> Option<Attribute<'c>> {
    let &[of, left, right] = given else { return None };
    let rank = of.rank()?;
    let swapped = normalized(vec![left.int()?, right.int()?], rank);
    let mut dims: Vec<i64> = (0..rank).collect();
    let [a, b] = [0, 1].map(|side| usize::try_from(swapped[side]).ok());
    let (a, b) = (a.filter(|a| *a < dims.len())?, b.filter(|b| *b < dims.len())?);
    dims.swap(a, b);
    Some(DenseI64ArrayAttribute::new(context, &dims).into())
}
