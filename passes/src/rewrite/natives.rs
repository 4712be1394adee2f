//! The functions that rules call: declared in `rules/natives.pdll`, and the same for both engines.

use melior::{
    Context,
    ir::{
        Attribute, Type,
        attribute::{BoolAttribute, DenseI64ArrayAttribute, FloatAttribute, IntegerAttribute},
    },
};
use tricast_egraph::rule::Numerics;
use tricast_mlir::{ir::shape_of, rewrite::element_type};

/// What a function is given.
#[derive(Clone, Copy, Debug)]
pub enum Given<'c> {
    /// An attribute.
    Attribute(Attribute<'c>),
    /// A type.
    Type,
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

    /// An int or a float; None of anything else.
    fn number(self) -> Option<f64> {
        let attribute = self.attribute()?;
        let float = FloatAttribute::try_from(attribute).ok().map(|float| float.value());
        // A bool is an integer attribute too.
        let is_bool = BoolAttribute::try_from(attribute).is_ok();
        float.or_else(|| self.int().filter(|_| !is_bool).map(|int| int as f64))
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
    ("SameDType", Function::Constraint(same_dtype)),
    ("SameRows", Function::Constraint(|given| same_leading(given, 1))),
    ("SameBatch", Function::Constraint(|given| same_leading(given, 2))),
    ("IsRowsOf", Function::Constraint(|given| is_collapsed(given, 1))),
    ("IsBatchOf", Function::Constraint(|given| is_collapsed(given, 2))),
    ("SameMatrix", Function::Constraint(same_matrix)),
    ("IsRowOf", Function::Constraint(is_row)),
    ("LastSize", Function::Rewrite(last_size)),
    ("IsOneShorter", Function::Constraint(is_one_shorter)),
    ("IsZero", Function::Constraint(|given| is_number(given, 0.0))),
    ("IsHalf", Function::Constraint(|given| is_number(given, 0.5))),
    ("IsTwo", Function::Constraint(|given| is_number(given, 2.0))),
    ("IsMinusInfinity", Function::Constraint(|given| is_number(given, f64::NEG_INFINITY))),
    ("Square", Function::Rewrite(square)),
    ("IsIdentityPermutation", Function::Constraint(is_identity_permutation)),
    ("SwapsLastTwo", Function::Constraint(swaps_last_two)),
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

fn swaps_last_two(given: &[Given]) -> Option<bool> {
    let &[dims] = given else { return None };
    let mut dims = permutation(dims)?;
    let rank = dims.len();
    if rank < 2 {
        return Some(false);
    }
    dims.swap(rank - 1, rank - 2);
    Some(dims.into_iter().eq(0..rank as i64))
}

fn same_dtype(given: &[Given]) -> Option<bool> {
    let &[left, right] = given else { return None };
    Some(element_type(left.value()?) == element_type(right.value()?))
}

/// Whether two values have the same known sizes but for the last `count`.
fn same_leading(given: &[Given], count: usize) -> Option<bool> {
    let &[left, right] = given else { return None };
    let (left, right) = (shape_of(left.value()?), shape_of(right.value()?));
    let leading = left.len().checked_sub(count).filter(|_| left.len() == right.len());
    Some(leading.is_some_and(|leading| {
        left[..leading] == right[..leading] && left[..leading].iter().all(Option::is_some)
    }))
}

/// Whether the first value is the second with all dimensions but the last `count` as one.
fn is_collapsed(given: &[Given], count: usize) -> Option<bool> {
    let &[flat, of] = given else { return None };
    let (flat, of) = (shape_of(flat.value()?), shape_of(of.value()?));
    if flat.len() != count + 1 || of.len() <= count {
        return Some(false);
    }
    let (leading, last) = of.split_at(of.len() - count);
    let product: Option<i64> = leading.iter().copied().product();
    Some(product.is_some() && flat[0] == product && flat[1..] == *last)
}

fn same_matrix(given: &[Given]) -> Option<bool> {
    let &[left, right] = given else { return None };
    let last_two = |given: Given| -> Option<Option<Vec<i64>>> {
        let sizes = shape_of(given.value()?);
        let matrix = sizes.len().checked_sub(2).map(|leading| &sizes[leading..]);
        Some(matrix.and_then(|matrix| matrix.iter().copied().collect()))
    };
    let (left, right) = (last_two(left)?, last_two(right)?);
    Some(left.is_some() && left == right)
}

fn is_row(given: &[Given]) -> Option<bool> {
    let &[row, of] = given else { return None };
    let (row, of) = (shape_of(row.value()?), shape_of(of.value()?));
    Some(row.len() == 1 && row[0].is_some() && of.last() == row.first())
}

fn last_size<'c>(context: &'c Context, given: &[Given<'c>]) -> Option<Attribute<'c>> {
    let &[of] = given else { return None };
    let size = shape_of(of.value()?).last().copied().flatten()?;
    Some(DenseI64ArrayAttribute::new(context, &[size]).into())
}

fn is_one_shorter(given: &[Given]) -> Option<bool> {
    let &[part, of, dim] = given else { return None };
    let (part, of) = (shape_of(part.value()?), shape_of(of.value()?));
    let dim = usize::try_from(normalized(vec![dim.int()?], of.len() as i64)[0]).ok();
    let Some(dim) = dim.filter(|dim| *dim < of.len() && part.len() == of.len()) else {
        return Some(false);
    };
    let mut longer = part;
    longer[dim] = longer[dim].map(|size| size + 1);
    Some(longer == of && longer.iter().all(Option::is_some))
}

fn is_number(given: &[Given], number: f64) -> Option<bool> {
    let &[own] = given else { return None };
    Some(own.number() == Some(number))
}

fn square<'c>(context: &'c Context, given: &[Given<'c>]) -> Option<Attribute<'c>> {
    let &[number] = given else { return None };
    let number = number.number()?;
    Some(FloatAttribute::new(context, Type::float64(context), number * number).into())
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
