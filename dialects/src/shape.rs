//! Rules of shapes that many ops share.
//!
//! Source of the semantics: `c10/core/WrapDimMinimal.h`, `ATen/ExpandUtils.h`.

use crate::{
    dim::Dim,
    types::{InferError, Shape, ensure, fail},
};

/// A dimension counted from either end, as an index. A 0-d tensor has one dimension.
pub fn wrap_dim(dim: i64, rank: usize) -> Result<usize, InferError> {
    let rank = rank.max(1) as i64;
    ensure!(
        (-rank..rank).contains(&dim),
        "Dimension out of range (expected to be in range of [{}, {}], but got {dim})",
        -rank,
        rank - 1
    );
    Ok(dim.rem_euclid(rank) as usize)
}

/// Several dimensions as a mask of the rank; an empty list means all of them where
/// `empty_is_all`.
pub fn wrap_dims(dims: &[i64], rank: usize, empty_is_all: bool) -> Result<Vec<bool>, InferError> {
    let mut mask = vec![dims.is_empty() && empty_is_all; rank.max(1)];
    for &dim in dims {
        let index = wrap_dim(dim, rank)?;
        ensure!(!mask[index], "dim {index} appears multiple times in the list of dims");
        mask[index] = true;
    }
    mask.truncate(rank);
    Ok(mask)
}

/// The broadcast of two sizes: equal, or one of them 1. What is not known at compile
/// time is taken to fit.
pub fn broadcast_dim(a: &Dim, b: &Dim) -> Option<Dim> {
    match (a, b) {
        (Dim::Static(1), other) | (other, Dim::Static(1)) => Some(other.clone()),
        _ if !a.may_equal(b) => None,
        (Dim::Static(_), _) => Some(a.clone()),
        (_, Dim::Static(_)) => Some(b.clone()),
        (Dim::Symbolic(_), _) => Some(a.clone()),
        (_, other) => Some(other.clone()),
    }
}

/// The broadcast of two shapes, aligned at their last dimensions.
pub fn broadcast(a: &[Dim], b: &[Dim]) -> Result<Shape, InferError> {
    let rank = a.len().max(b.len());
    let one = Dim::Static(1);
    let at = |shape: &[Dim], index: usize| -> Dim {
        (index + shape.len()).checked_sub(rank).map_or(one.clone(), |place| shape[place].clone())
    };
    let mut shape = Shape::new();
    for index in 0..rank {
        let (x, y) = (at(a, index), at(b, index));
        match broadcast_dim(&x, &y) {
            Some(dim) => shape.push(dim),
            None => fail!(
                "The size of tensor a ({x}) must match the size of tensor b ({y}) at non-singleton dimension {index}"
            ),
        }
    }
    Ok(shape)
}

/// The broadcast of any number of shapes.
pub fn broadcast_all<'a>(shapes: impl IntoIterator<Item = &'a [Dim]>) -> Result<Shape, InferError> {
    shapes.into_iter().try_fold(Shape::new(), |all, shape| broadcast(&all, shape))
}
