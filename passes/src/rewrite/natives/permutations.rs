//! Permutations of dimensions.

use melior::{
    Context,
    ir::{Attribute, attribute::DenseI64ArrayAttribute},
};

use super::{Entry, Function, Given, normalized};

pub const FUNCTIONS: &[Entry] = &[
    ("IsIdentityPermutation", Function::Constraint(is_identity_permutation)),
    ("SwapsLastTwo", Function::Constraint(swaps_last_two)),
    ("Compose", Function::Rewrite(compose)),
    ("Transposition", Function::Rewrite(transposition)),
];

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

/// permute(permute(x, p), q) has at `i` what x has at `p[q[i]]`.
fn compose<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[first, second] = given else { return None };
    let (p, q) = (permutation(first)?, permutation(second)?);
    let dims: Option<Vec<i64>> =
        q.iter().map(|dim| p.get(usize::try_from(*dim).ok()?).copied()).collect();
    Some(DenseI64ArrayAttribute::new(context, &dims?).into())
}

fn transposition<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[of, left, right] = given else { return None };
    let rank = of.rank()?;
    let swapped = normalized(vec![left.int()?, right.int()?], rank);
    let mut dims: Vec<i64> = (0..rank).collect();
    let [a, b] = [0, 1].map(|side| usize::try_from(swapped[side]).ok());
    let (a, b) = (a.filter(|a| *a < dims.len())?, b.filter(|b| *b < dims.len())?);
    dims.swap(a, b);
    Some(DenseI64ArrayAttribute::new(context, &dims).into())
}
