//! What a `linalg.generic` on memrefs says, taken apart.

use melior::ir::{
    AffineExpr, AffineMap, Attribute, BlockRef, OperationRef, TypeLike, Value, ValueLike,
    attribute::{ArrayAttribute, DenseI32ArrayAttribute},
    operation::OperationLike,
    r#type::MemRefType,
};
use tricast_mlir::{
    convert::DYNAMIC,
    ir::{attribute, block_arguments, body},
    rewrite::affine_map,
};

use super::builder::sizes;

/// A `linalg.generic`.
#[derive(Clone)]
pub struct Structured<'c> {
    /// The op.
    pub op: OperationRef<'c, 'c>,
    /// What it reads and writes, inputs first.
    pub operands: Vec<Operand<'c>>,
    /// How many operands are inputs.
    pub inputs: usize,
    /// Of every dimension of its iteration space, whether it is reduced over.
    pub reduced: Vec<bool>,
    /// What it computes.
    pub body: BlockRef<'c, 'c>,
}

/// An operand of a `linalg.generic`.
#[derive(Clone)]
pub struct Operand<'c> {
    /// A memref, or a number.
    pub value: Value<'c, 'c>,
    /// The type of a memref.
    pub memref: Option<MemRefType<'c>>,
    /// Which element is used at a point of the iteration space: its index along each dimension.
    pub access: Vec<Access<'c>>,
}

/// One result of an indexing map.
#[derive(Clone)]
pub enum Access<'c> {
    /// The sum of the dimensions, times these, and a constant.
    Linear(Vec<i64>, i64),
    /// Anything else.
    General(AffineExpr<'c>),
}

impl Access<'_> {
    /// The dimension that it is, if it is one.
    pub fn dim(&self) -> Option<usize> {
        let Access::Linear(factors, 0) = self else {
            return None;
        };
        let mut involved = factors.iter().enumerate().filter(|(_, factor)| **factor != 0);
        match (involved.next(), involved.next()) {
            (Some((dim, 1)), None) => Some(dim),
            _ => None,
        }
    }

    /// Whether it depends on a dimension.
    pub fn involves(&self, dim: usize) -> bool {
        match self {
            Access::Linear(factors, _) => factors[dim] != 0,
            Access::General(expr) => expr.is_function_of_dim(dim),
        }
    }
}

impl Operand<'_> {
    /// Whether the element used depends on a dimension.
    pub fn involves(&self, dim: usize) -> bool {
        self.access.iter().any(|access| access.involves(dim))
    }

    /// Whether it depends on a dimension in another way than by a multiple of it.
    pub fn is_general(&self, dim: usize) -> bool {
        let is_general = |access: &Access| match access {
            Access::General(expr) => expr.is_function_of_dim(dim),
            Access::Linear(..) => false,
        };
        self.access.iter().any(is_general)
    }

    /// How many elements apart in memory neighbours along a dimension are; None if that is
    /// not known or differs from place to place.
    pub fn step(&self, dim: usize) -> Option<i64> {
        let Some(ty) = self.memref else {
            return Some(0);
        };
        let (strides, _) = ty.strides_and_offset();
        let mut step = 0;
        for (access, stride) in self.access.iter().zip(strides) {
            match access {
                Access::Linear(factors, _) if factors[dim] == 0 => {}
                Access::Linear(factors, _) if stride != DYNAMIC => step += factors[dim] * stride,
                _ if !access.involves(dim) => {}
                _ => return None,
            }
        }
        Some(step)
    }
}

impl<'c> Structured<'c> {
    /// Takes a `linalg.generic` apart; None if it is not one on memrefs and numbers.
    pub fn new(op: OperationRef<'c, 'c>) -> Option<Self> {
        let maps = ArrayAttribute::try_from(attribute(op, "indexing_maps")?).ok()?;
        let iterators = ArrayAttribute::try_from(attribute(op, "iterator_types")?).ok()?;
        let segments = attribute(op, "operandSegmentSizes")?;
        let segments = DenseI32ArrayAttribute::try_from(segments).ok()?;
        let inputs = segments.element(0).ok()? as usize;
        let reduced = elements(iterators)
            .map(|iterator| Some(iterator.to_string().contains("reduction")))
            .collect::<Option<Vec<bool>>>()?;
        let operands = op.operands().zip(elements(maps)).map(|(value, map)| {
            let ty = value.r#type();
            let memref = if ty.is_mem_ref() { MemRefType::try_from(ty).ok() } else { None };
            let map = affine_map(map)?;
            let access = (0..map.result_count())
                .map(|index| map.result(index).ok().map(|expr| access(expr, map.dim_count())))
                .collect::<Option<_>>()?;
            Some(Operand { value, memref, access })
        });
        let operands = operands.collect::<Option<Vec<_>>>()?;
        if operands.iter().any(|operand| operand.value.r#type().is_tensor()) {
            return None;
        }
        Some(Structured { op, operands, inputs, reduced, body: body(op)? })
    }

    /// Where the size of a dimension is to be found: an operand, and a dimension of it.
    pub fn size_source(&self, dim: usize) -> Option<(usize, usize)> {
        let sources = self.operands.iter().enumerate().flat_map(|(number, operand)| {
            let places = operand.access.iter().enumerate();
            places
                .filter(move |(_, access)| access.dim() == Some(dim))
                .map(move |(place, _)| (number, place))
        });
        // A static size is the better one.
        sources.min_by_key(|(number, place)| self.size_at(*number, *place).is_none())
    }

    fn size_at(&self, operand: usize, place: usize) -> Option<i64> {
        let size = sizes(self.operands[operand].memref?)[place];
        (size != DYNAMIC).then_some(size)
    }

    /// The size of a dimension, where it is known.
    pub fn size(&self, dim: usize) -> Option<i64> {
        let (operand, place) = self.size_source(dim)?;
        self.size_at(operand, place)
    }

    /// The arguments of the body that are what the outputs were before.
    pub fn outputs_of_body(&self) -> Vec<Value<'c, 'c>> {
        block_arguments(self.body).split_off(self.inputs)
    }
}

/// The elements of an array attribute.
pub fn elements<'c>(array: ArrayAttribute<'c>) -> impl Iterator<Item = Attribute<'c>> {
    (0..array.len()).filter_map(move |index| array.element(index).ok())
}

/// The results of a map; None if it has symbols.
pub fn accesses<'c>(map: AffineMap<'c>) -> Option<Vec<Access<'c>>> {
    let exprs = (0..map.result_count()).map(|index| map.result(index).ok());
    exprs.map(|expr| Some(access(expr?, map.dim_count()))).collect()
}

/// An expression as a linear one, where it is.
pub fn access<'c>(expr: AffineExpr<'c>, dims: usize) -> Access<'c> {
    match linear(expr, dims) {
        Some((factors, constant)) => Access::Linear(factors, constant),
        None => Access::General(expr),
    }
}

fn linear(expr: AffineExpr, dims: usize) -> Option<(Vec<i64>, i64)> {
    if expr.is_constant() {
        return Some((vec![0; dims], expr.constant_value()));
    }
    if expr.is_dim() {
        let mut factors = vec![0; dims];
        factors[expr.dim_position()] = 1;
        return Some((factors, 0));
    }
    if !expr.is_add() && !expr.is_mul() {
        return None;
    }
    let (left, right) = (linear(expr.lhs(), dims)?, linear(expr.rhs(), dims)?);
    if expr.is_add() {
        let factors = left.0.iter().zip(&right.0).map(|(a, b)| a + b).collect();
        return Some((factors, left.1 + right.1));
    }
    // One factor of an affine product is a constant.
    let (factors, by) =
        if right.0.iter().all(|factor| *factor == 0) { (left, right.1) } else { (right, left.1) };
    Some((factors.0.iter().map(|factor| factor * by).collect(), factors.1 * by))
}
