//! The same elements under other sizes.

use std::{cmp::Ordering, ops::Range};

use melior::ir::{
    Attribute, Value, ValueLike,
    attribute::{ArrayAttribute, DenseI64ArrayAttribute},
    operation::OperationLike,
};
use tricast_mlir::{build::int_attribute, ir, rewrite::defining_op};

use super::{Builder, Size, Sizes, Tensor, tensor::split_sizes};

/// Neighbouring dimensions that hold the same elements on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Dimensions of the one shape.
    pub from: Range<usize>,
    /// Dimensions of the other.
    pub to: Range<usize>,
}

/// Groups of neighbouring dimensions with as many elements on both sides, each with one dimension
/// or more on both, as small as the sizes tell. None if one side has rank 0.
///
/// Both shapes have as many elements; of what is left over where the sizes do not tell more, that
/// makes one group.
pub fn groups(from: &[Size], to: &[Size]) -> Option<Vec<Group>> {
    if from.is_empty() || to.is_empty() {
        return None;
    }
    if from.iter().chain(to).any(|size| size.is(0)) {
        return Some(vec![Group { from: 0..from.len(), to: 0..to.len() }]);
    }
    let mut groups = matched(from.iter().copied(), to.iter().copied());
    let (i, j) = groups.last().map_or((0, 0), |group| (group.from.end, group.to.end));
    let (m, n) = (from.len(), to.len());
    let tail = matched(from[i..].iter().rev().copied(), to[j..].iter().rev().copied());
    let tail = tail.into_iter().rev().map(|group| Group {
        from: m - group.from.end..m - group.from.start,
        to: n - group.to.end..n - group.to.start,
    });
    let mut tail: Vec<Group> = tail.collect();
    let (m, n) = tail.first().map_or((m, n), |group| (group.from.start, group.to.start));
    if i < m && j < n {
        groups.push(Group { from: i..m, to: j..n });
    } else if let Some(last) = groups.last_mut() {
        (last.from.end, last.to.end) = (m, n);
    } else if let Some(first) = tail.first_mut() {
        (first.from.start, first.to.start) = (0, 0);
    }
    groups.append(&mut tail);
    Some(groups)
}

/// The groups that the sizes tell of, from the first dimension on.
fn matched<'c>(
    from: impl Iterator<Item = Size<'c>>,
    to: impl Iterator<Item = Size<'c>>,
) -> Vec<Group> {
    let (mut from, mut to) = (from.enumerate(), to.enumerate());
    let mut groups: Vec<Group> = vec![];
    let mut start = (0, 0);
    while let (Some((mut i, first)), Some((mut j, second))) = (from.next(), to.next()) {
        let mut left = Product::of([first]);
        let mut right = Product::of([second]);
        while left != right {
            // The side that lacks something goes on.
            let (rest, end, product): (&mut dyn Iterator<Item = (usize, Size<'c>)>, _, _) =
                if left.grows_before(&right) {
                    (&mut from, &mut i, &mut left)
                } else {
                    (&mut to, &mut j, &mut right)
                };
            let Some((place, size)) = rest.next() else {
                return groups;
            };
            *end = place;
            product.multiply(size);
        }
        groups.push(Group { from: start.0..i + 1, to: start.1..j + 1 });
        start = (i + 1, j + 1);
    }
    groups
}

/// A product of sizes.
#[derive(Debug)]
struct Product<'c> {
    number: i64,
    /// The factors that are not known.
    values: Vec<Value<'c, 'c>>,
}

impl<'c> Product<'c> {
    fn of(sizes: impl IntoIterator<Item = Size<'c>>) -> Self {
        let mut product = Product { number: 1, values: vec![] };
        sizes.into_iter().for_each(|size| product.multiply(size));
        product
    }

    fn multiply(&mut self, size: Size<'c>) {
        match size {
            Size::Static(value) => self.number = self.number.saturating_mul(value),
            Size::Value(value) => self.multiply_value(value),
        }
    }

    /// A value that is a product itself counts as its factors.
    fn multiply_value(&mut self, value: Value<'c, 'c>) {
        if let Some(number) = ir::constant_int(value) {
            return self.multiply(Size::Static(number));
        }
        match defining_op(value).filter(|op| ir::name_is(*op, "arith.muli")) {
            Some(op) => op.operands().for_each(|factor| self.multiply_value(factor)),
            None => self.values.push(value),
        }
    }

    /// Whether this is the side to multiply next: it lacks a value or is the lesser.
    fn grows_before(&self, other: &Self) -> bool {
        match self.values.len().cmp(&other.values.len()) {
            Ordering::Equal => self.number < other.number,
            order => order.is_lt(),
        }
    }

    /// Takes the factors of `other` out; None, and nothing is done, if they are not in it.
    fn without(&self, other: &Self) -> Option<Self> {
        if other.number == 0 || self.number % other.number != 0 {
            return None;
        }
        let mut values = self.values.clone();
        for value in &other.values {
            let place = values.iter().position(|own| own == value)?;
            values.swap_remove(place);
        }
        Some(Product { number: self.number / other.number, values })
    }
}

impl PartialEq for Product<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.values.len() == other.values.len()
            && self.without(other).is_some_and(|rest| rest.number == 1)
    }
}

impl<'c> Builder<'c> {
    /// `sizes` of a view of `from`, where -1 is what the others leave of its elements.
    pub fn resolve_sizes(&self, sizes: &[Size<'c>], from: &[Size<'c>]) -> Sizes<'c> {
        let given = || sizes.iter().copied().filter(|size| !size.is(-1));
        let rest = || match Product::of(from.iter().copied()).without(&Product::of(given())) {
            Some(rest) => rest.values.iter().fold(Size::Static(rest.number), |product, &value| {
                self.size_mul(product, Size::Value(value))
            }),
            None => {
                let given: Sizes = given().collect();
                self.size_floor_div(self.numel(from), self.numel(&given))
            }
        };
        sizes.iter().map(|&size| if size.is(-1) { rest() } else { size }).collect()
    }

    /// The same elements in row-major order with other sizes, of as many elements.
    pub fn reshape(&self, tensor: &Tensor<'c>, shape: &[Size<'c>]) -> Tensor<'c> {
        let shape: Sizes = shape.iter().copied().collect();
        if shape == tensor.shape {
            return tensor.clone();
        }
        match groups(&tensor.shape, &shape) {
            Some(groups) => self.reshape_groups(tensor, &shape, &groups),
            None => self.reshape_one(tensor, &shape),
        }
    }

    /// By `tensor.collapse_shape` and `tensor.expand_shape`, which fusion sees through.
    fn reshape_groups(
        &self,
        tensor: &Tensor<'c>,
        shape: &Sizes<'c>,
        groups: &[Group],
    ) -> Tensor<'c> {
        let mut result = tensor.clone();
        if groups.iter().any(|group| group.from.len() > 1) {
            let middle: Sizes = groups
                .iter()
                .map(|group| match (&tensor.shape[group.from.clone()], &shape[group.to.clone()]) {
                    (&[size], _) => size,
                    // The same value, where there is one already.
                    (from, &[Size::Value(size)]) if !is_static(from) => Size::Value(size),
                    (from, _) => self.numel(from),
                })
                .collect();
            let froms = groups.iter().map(|group| group.from.clone());
            result = self.collapse(&result, middle, froms);
        }
        if groups.iter().any(|group| group.to.len() > 1) {
            let middle = groups.iter().enumerate().map(|(dim, group)| {
                match (&shape[group.to.clone()], result.shape[dim]) {
                    (&[size], _) => size,
                    (to, _) if is_static(to) => self.numel(to),
                    (_, Size::Static(size)) => Size::Value(self.index(size)),
                    (_, size) => size,
                }
            });
            let middle: Sizes = middle.collect();
            result = self.with_sizes(&result, &middle);
            result = self.expand(&result, shape, groups.iter().map(|group| group.to.clone()));
        }
        self.with_sizes(&result, shape)
    }

    /// From or to rank 0.
    fn reshape_one(&self, tensor: &Tensor<'c>, shape: &Sizes<'c>) -> Tensor<'c> {
        let ones: Sizes = tensor.shape.iter().map(|_| Size::Static(1)).collect();
        let scalar = self.collapse(&self.with_sizes(tensor, &ones), Sizes::new(), [].into_iter());
        let ones: Sizes = shape.iter().map(|_| Size::Static(1)).collect();
        self.with_sizes(&self.expand(&scalar, &ones, [].into_iter()), shape)
    }

    fn collapse(
        &self,
        tensor: &Tensor<'c>,
        shape: Sizes<'c>,
        groups: impl Iterator<Item = Range<usize>>,
    ) -> Tensor<'c> {
        if shape.len() == tensor.rank() {
            return tensor.clone();
        }
        let value = self.op_with_attributes(
            "tensor.collapse_shape",
            &[tensor.value],
            &[("reassociation", self.reassociation(groups))],
            self.tensor_type(&shape, tensor.dtype),
        );
        Tensor { value, dtype: tensor.dtype, shape }
    }

    fn expand(
        &self,
        tensor: &Tensor<'c>,
        shape: &Sizes<'c>,
        groups: impl Iterator<Item = Range<usize>>,
    ) -> Tensor<'c> {
        if shape.len() == tensor.rank() {
            return tensor.clone();
        }
        let (dynamic, sizes) = split_sizes(shape);
        let sizes = DenseI64ArrayAttribute::new(self.context, &sizes).into();
        let operands: Vec<Value> = std::iter::once(tensor.value).chain(dynamic).collect();
        let value = self.op_with_attributes(
            "tensor.expand_shape",
            &operands,
            &[("reassociation", self.reassociation(groups)), ("static_output_shape", sizes)],
            self.tensor_type(shape, tensor.dtype),
        );
        Tensor { value, dtype: tensor.dtype, shape: shape.clone() }
    }

    fn reassociation(&self, groups: impl Iterator<Item = Range<usize>>) -> Attribute<'c> {
        let groups = groups.map(|group| {
            let dims: Vec<Attribute> =
                group.map(|dim| int_attribute(self.context, dim as i64)).collect();
            ArrayAttribute::new(self.context, &dims).into()
        });
        ArrayAttribute::new(self.context, &groups.collect::<Vec<_>>()).into()
    }

    /// The same tensor, of whose sizes more or less are known.
    pub fn with_sizes(&self, tensor: &Tensor<'c>, shape: &[Size<'c>]) -> Tensor<'c> {
        let ty = self.tensor_type(shape, tensor.dtype);
        let value = if tensor.value.r#type() == ty {
            tensor.value
        } else {
            self.op("tensor.cast", &[tensor.value], ty)
        };
        Tensor { value, dtype: tensor.dtype, shape: shape.iter().copied().collect() }
    }

    /// All elements in one dimension.
    pub fn flatten(&self, tensor: &Tensor<'c>) -> Tensor<'c> {
        let size = self.numel(&tensor.shape);
        self.reshape(tensor, &[size])
    }

    /// A dimension of size 1 more before `dim`.
    pub fn unsqueeze(&self, tensor: &Tensor<'c>, dim: usize) -> Tensor<'c> {
        let mut shape = tensor.shape.clone();
        shape.insert(dim, Size::Static(1));
        self.reshape(tensor, &shape)
    }

    /// Without the dimensions `dims`, which have size 1.
    pub fn squeeze(&self, tensor: &Tensor<'c>, dims: &[usize]) -> Tensor<'c> {
        let sizes = tensor.shape.iter().enumerate().filter(|(dim, _)| !dims.contains(dim));
        let shape: Sizes = sizes.map(|(_, size)| *size).collect();
        self.reshape(tensor, &shape)
    }
}

fn is_static(sizes: &[Size]) -> bool {
    sizes.iter().all(|size| size.as_static().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(from: &[i64], to: &[i64]) -> Option<Vec<(Range<usize>, Range<usize>)>> {
        let sizes =
            |shape: &[i64]| shape.iter().map(|&size| Size::Static(size)).collect::<Vec<_>>();
        let groups = groups(&sizes(from), &sizes(to))?;
        Some(groups.into_iter().map(|group| (group.from, group.to)).collect())
    }

    #[test]
    fn neighbours_are_grouped() {
        assert_eq!(ranges(&[2, 3, 4], &[6, 4]), Some(vec![(0..2, 0..1), (2..3, 1..2)]));
        assert_eq!(ranges(&[6, 4], &[2, 3, 4]), Some(vec![(0..1, 0..2), (1..2, 2..3)]));
        assert_eq!(ranges(&[4, 3], &[6, 2]), Some(vec![(0..2, 0..2)]));
        assert_eq!(ranges(&[2, 1], &[2]), Some(vec![(0..2, 0..1)]));
        assert_eq!(ranges(&[1, 2], &[2]), Some(vec![(0..2, 0..1)]));
        assert_eq!(ranges(&[2], &[1, 1, 2]), Some(vec![(0..1, 0..3)]));
        assert_eq!(ranges(&[2, 1, 1], &[2, 1]), Some(vec![(0..1, 0..1), (1..3, 1..2)]));
        assert_eq!(ranges(&[1], &[]), None);
        assert_eq!(ranges(&[0, 2], &[5, 0]), Some(vec![(0..2, 0..2)]));
    }
}
