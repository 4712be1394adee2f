//! Which ops are contractions, and the roles of their dimensions.

use melior::{
    Context,
    ir::{
        AffineExpr, AffineMap, OperationRef, TypeLike, Value, ValueLike, operation::OperationLike,
    },
};
use tricast_mlir::{
    ir::{block_arguments, block_ops, body, context_of, name_is, shape_of},
    rewrite::{defining_op, indexing_maps, value_id},
};

use super::{
    super::structured::{Access, accesses},
    elementwise::{captured, leaves},
};

/// An op that sums products of elements of two tensors.
///
/// Dimensions of size 1 have no role.
#[derive(Clone)]
pub struct Contraction<'c> {
    /// A `linalg` op on tensors with one result.
    pub op: OperationRef<'c, 'c>,
    /// What has the rows.
    pub a: Factor<'c>,
    /// What has the columns.
    pub b: Factor<'c>,
    /// What the sums are added to.
    pub init: Value<'c, 'c>,
    /// The dimension of the iteration space at each dimension of the result.
    pub out: Vec<usize>,
    /// The dimensions that both operands and the result have.
    pub batch: Vec<usize>,
    /// The dimensions of rows, outermost first.
    pub m: Vec<usize>,
    /// The dimensions of columns, outermost first: the last of the result.
    pub n: Vec<usize>,
    /// The dimensions that are summed over, in the order in which `a` has them.
    pub k: Vec<usize>,
    /// The sizes of the dimensions of the iteration space, where they are known.
    pub sizes: Vec<Option<i64>>,
    /// How many columns a panel of `b` has, if `b` is packed.
    pub panel: Option<i64>,
}

/// One of the two operands.
#[derive(Clone)]
pub struct Factor<'c> {
    /// Its number among the operands of the op.
    pub operand: usize,
    /// The tensor.
    pub value: Value<'c, 'c>,
    /// Its indexing map, a result after the other.
    pub access: Vec<Access<'c>>,
    /// What of an element is multiplied: a value in the body of the op.
    pub term: Value<'c, 'c>,
}

impl Factor<'_> {
    /// Whether the element used depends on a dimension.
    pub fn involves(&self, dim: usize) -> bool {
        self.access.iter().any(|access| access.involves(dim))
    }
}

impl<'c> Contraction<'c> {
    /// Takes an op apart; None if it is no contraction on tensors that a kernel can compute.
    pub fn new(op: OperationRef<'c, 'c>) -> Option<Self> {
        let product = Product::new(op)?;
        let factor = |side: usize| {
            let [operand] = product.tensors(side)?[..] else { return None };
            Some(Factor {
                operand,
                value: product.operands[operand],
                access: accesses(product.maps[operand])?,
                term: product.terms[side],
            })
        };
        let (left, right) = (factor(0)?, factor(1)?);
        product.contraction(&left, &right).or_else(|| product.contraction(&right, &left))
    }

    /// What stands in the body for elements of an operand.
    pub fn argument(&self, operand: usize) -> Value<'c, 'c> {
        block_arguments(body(self.op).expect("a linalg op has a body"))[operand]
    }

    /// What stands in the body for numbers, and the numbers.
    pub fn numbers(&self) -> Vec<(Value<'c, 'c>, Value<'c, 'c>)> {
        let Some(block) = body(self.op) else {
            return vec![];
        };
        let arguments = block_arguments(block);
        let leaves = leaves(&[self.a.term, self.b.term], block).unwrap_or_default();
        let mut numbers = captured(&leaves, &arguments);
        let pairs = arguments.into_iter().zip(self.op.operands());
        numbers.extend(pairs.filter(|(_, operand)| !operand.r#type().is_tensor()));
        numbers
    }

    /// Whether the columns of `b` lie next to each other.
    pub fn reads_columns(&self) -> bool {
        let dims: Vec<Option<usize>> = self.b.access.iter().map(Access::dim).collect();
        self.ends_in_columns(&dims)
    }

    /// Whether a tensor with these dimensions has all columns next to each other.
    pub fn ends_in_columns(&self, dims: &[Option<usize>]) -> bool {
        let counts = |dim: &&Option<usize>| dim.is_none_or(|dim| self.sizes[dim] != Some(1));
        let dims: Vec<Option<usize>> = dims.iter().filter(counts).copied().collect();
        dims.ends_with(&self.n.iter().copied().map(Some).collect::<Vec<_>>())
    }
}

/// An op that sums products, before its operands have roles.
pub struct Product<'c> {
    /// The op.
    pub op: OperationRef<'c, 'c>,
    /// Its operands, of which the last is what the sums are added to.
    pub operands: Vec<Value<'c, 'c>>,
    /// Their indexing maps.
    pub maps: Vec<AffineMap<'c>>,
    /// The factors, values in its body.
    pub terms: [Value<'c, 'c>; 2],
    /// The dimension of the iteration space at each dimension of the result.
    pub out: Vec<usize>,
    /// The sizes of the dimensions of the iteration space, where they are known.
    pub sizes: Vec<Option<i64>>,
}

impl<'c> Product<'c> {
    /// Takes an op apart; None if it is none that sums products.
    pub fn new(op: OperationRef<'c, 'c>) -> Option<Self> {
        let maps = indexing_maps(op)?;
        let operands: Vec<Value> = op.operands().collect();
        let is_on_tensors = operands.last()?.r#type().is_tensor();
        if op.results().count() != 1 || !is_on_tensors {
            return None;
        }
        let out = accesses(*maps.last()?)?;
        let out: Vec<usize> = out.iter().map(Access::dim).collect::<Option<_>>()?;
        let mut sizes = vec![None; maps[0].dim_count()];
        for (operand, map) in operands.iter().zip(&maps) {
            for (access, size) in accesses(*map)?.iter().zip(shape_of(operand.r#type())) {
                if let Some(dim) = access.dim() {
                    sizes[dim] = sizes[dim].or(size);
                }
            }
        }
        Some(Product { op, terms: terms(op)?, operands, maps, out, sizes })
    }

    /// The numbers of the tensors that a factor is computed from; None if it is not computed
    /// elementwise.
    pub fn tensors(&self, side: usize) -> Option<Vec<usize>> {
        let block = body(self.op)?;
        let arguments = block_arguments(block);
        let leaves = leaves(&[self.terms[side]], block)?;
        let is_tensor = |operand: &usize| {
            self.operands[*operand].r#type().is_tensor()
                && leaves.iter().any(|leaf| value_id(*leaf) == value_id(arguments[*operand]))
        };
        Some((0..self.operands.len() - 1).filter(is_tensor).collect())
    }

    /// Whether a dimension has a role.
    pub fn counts(&self, dim: usize) -> bool {
        self.sizes[dim] != Some(1)
    }

    /// The contraction with these roles.
    fn contraction(&self, a: &Factor<'c>, b: &Factor<'c>) -> Option<Contraction<'c>> {
        let counts = |dim: &usize| self.counts(*dim);
        let out: Vec<usize> = self.out.iter().copied().filter(counts).collect();
        let is_column = |dim: &usize| b.involves(*dim) && !a.involves(*dim);
        let columns = out.iter().rev().take_while(|dim| is_column(dim)).count();
        let (outer, n) = out.split_at(out.len() - columns);
        let (mut batch, mut m) = (vec![], vec![]);
        for dim in outer {
            match (a.involves(*dim), b.involves(*dim)) {
                (true, true) => batch.push(*dim),
                (true, false) => m.push(*dim),
                (false, _) => return None,
            }
        }
        let mut k: Vec<usize> =
            (0..self.sizes.len()).filter(|dim| counts(dim) && !self.out.contains(dim)).collect();
        k.sort_by_key(|dim| a.access.iter().position(|access| access.involves(*dim)));
        let is_linear = a.access.iter().all(|access| matches!(access, Access::Linear(_, 0)));
        let is_in_both = k.iter().all(|dim| a.involves(*dim) && b.involves(*dim));
        if n.is_empty() || !is_linear || !is_in_both {
            return None;
        }
        let panel = panel(self.op, b, n, &self.sizes)?;
        Some(Contraction {
            op: self.op,
            a: a.clone(),
            b: b.clone(),
            init: *self.operands.last()?,
            out: self.out.clone(),
            batch,
            m,
            n: n.to_vec(),
            k,
            sizes: self.sizes.clone(),
            panel,
        })
    }
}

/// The factors in a body that yields `sum + left * right`.
fn terms<'c>(op: OperationRef<'c, 'c>) -> Option<[Value<'c, 'c>; 2]> {
    let block = body(op)?;
    let sum = *block_arguments(block).last()?;
    let result = block_ops(block).last()?.operands().next()?;
    let (add, multiply) = match result.r#type() {
        ty if ty.is_float() => ("arith.addf", "arith.mulf"),
        _ => ("arith.addi", "arith.muli"),
    };
    let [left, right] = operands_of(result, add)?;
    let product = match () {
        () if value_id(left) == value_id(sum) => right,
        () if value_id(right) == value_id(sum) => left,
        () => return None,
    };
    operands_of(product, multiply)
}

/// The operands of the op with this name whose result a value is.
fn operands_of<'c>(value: Value<'c, 'c>, name: &str) -> Option<[Value<'c, 'c>; 2]> {
    let op = defining_op(value).filter(|op| name_is(*op, name))?;
    let mut operands = op.operands();
    Some([operands.next()?, operands.next()?])
}

/// How many columns a panel of `b` has: `Some(None)` if it is not packed, None if its elements
/// are in no order that a kernel knows.
fn panel<'c>(
    op: OperationRef<'c, 'c>,
    b: &Factor<'c>,
    n: &[usize],
    sizes: &[Option<i64>],
) -> Option<Option<i64>> {
    let general = b.access.iter().filter_map(|access| match access {
        Access::General(expr) => Some(*expr),
        Access::Linear(..) => None,
    });
    let general: Vec<AffineExpr> = general.collect();
    if general.is_empty() {
        let is_linear = |access: &Access| matches!(access, Access::Linear(_, 0));
        return b.access.iter().all(is_linear).then_some(None);
    }
    let width = shape_of(b.value.r#type()).last().copied().flatten()?;
    let panels = panel_of(context_of(op), n, sizes, width)?;
    let is_last = matches!(b.access.last(), Some(Access::General(_)));
    (is_last && general == panels).then_some(Some(width))
}

/// The panel of a column and its place in the panel, of columns that may be of several dimensions;
/// None if it is not known how many of them there are.
pub fn panel_of<'c>(
    context: &'c Context,
    n: &[usize],
    sizes: &[Option<i64>],
    width: i64,
) -> Option<[AffineExpr<'c>; 2]> {
    let constant = |number| AffineExpr::constant(context, number);
    let mut column = constant(0);
    let mut stride = Some(1);
    for dim in n.iter().rev() {
        column = column + AffineExpr::dim(context, *dim) * constant(stride?);
        stride = stride.zip(sizes[*dim]).map(|(stride, size)| stride * size);
    }
    let width = constant(width);
    Some([AffineExpr::floor_div(column, width), AffineExpr::modulo(column, width)])
}
