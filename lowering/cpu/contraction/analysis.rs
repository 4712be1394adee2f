//! Which ops are contractions, and the roles of their dimensions.

use melior::ir::{
    AffineExpr, AffineMap, OperationRef, TypeLike, Value, ValueLike, operation::OperationLike,
};
use tricast_mlir::{
    ir::{block_arguments, block_ops, body, name_is},
    rewrite::{defining_op, indexing_maps, value_id},
};

use super::{
    super::structured::{Access, access},
    elementwise::{captured, leaves},
};

/// An op that sums products of elements of two tensors.
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
    /// The dimension of columns.
    pub n: usize,
    /// The dimensions that are summed over, in the order in which `a` has them.
    pub k: Vec<usize>,
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
        let maps = indexing_maps(op)?;
        let operands: Vec<Value> = op.operands().collect();
        let (init, inputs) = operands.split_last()?;
        if op.results().count() != 1 || !init.r#type().is_tensor() {
            return None;
        }
        let arguments = block_arguments(body(op)?);
        let factor = |term: Value<'c, 'c>| {
            let leaves = leaves(&[term], body(op)?)?;
            let mut tensors = (0..inputs.len()).filter(|operand| {
                inputs[*operand].r#type().is_tensor()
                    && leaves.iter().any(|leaf| value_id(*leaf) == value_id(arguments[*operand]))
            });
            let (Some(operand), None) = (tensors.next(), tensors.next()) else { return None };
            let access = accesses(maps[operand])?;
            Some(Factor { operand, value: operands[operand], access, term })
        };
        let [left, right] = product(op)?;
        let (left, right) = (factor(left)?, factor(right)?);
        let out_map = *maps.last()?;
        let out: Vec<usize> = accesses(out_map)?.iter().map(Access::dim).collect::<Option<_>>()?;
        let whole = Whole { op, init: *init, out, dims: out_map.dim_count() };
        whole.with_roles(&left, &right).or_else(|| whole.with_roles(&right, &left))
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
}

/// What is known of an op before its operands have roles.
struct Whole<'c> {
    op: OperationRef<'c, 'c>,
    init: Value<'c, 'c>,
    out: Vec<usize>,
    dims: usize,
}

impl<'c> Whole<'c> {
    fn with_roles(&self, a: &Factor<'c>, b: &Factor<'c>) -> Option<Contraction<'c>> {
        let (n, outer) = self.out.split_last()?;
        if a.involves(*n) || !b.involves(*n) {
            return None;
        }
        let (mut batch, mut m) = (vec![], vec![]);
        for dim in outer {
            match (a.involves(*dim), b.involves(*dim)) {
                (true, true) => batch.push(*dim),
                (true, false) => m.push(*dim),
                (false, _) => return None,
            }
        }
        let mut k: Vec<usize> = (0..self.dims).filter(|dim| !self.out.contains(dim)).collect();
        k.sort_by_key(|dim| a.access.iter().position(|access| access.involves(*dim)));
        let is_linear = a.access.iter().all(|access| matches!(access, Access::Linear(_, 0)));
        if !is_linear || !k.iter().all(|dim| a.involves(*dim) && b.involves(*dim)) {
            return None;
        }
        let panel = panel(b, *n)?;
        Some(Contraction {
            op: self.op,
            a: a.clone(),
            b: b.clone(),
            init: self.init,
            out: self.out.clone(),
            batch,
            m,
            n: *n,
            k,
            panel,
        })
    }
}

/// The factors in a body that yields `sum + left * right`.
fn product<'c>(op: OperationRef<'c, 'c>) -> Option<[Value<'c, 'c>; 2]> {
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

/// The results of a map; None if it has symbols.
pub fn accesses<'c>(map: AffineMap<'c>) -> Option<Vec<Access<'c>>> {
    let exprs = (0..map.result_count()).map(|index| map.result(index).ok());
    exprs.map(|expr| Some(access(expr?, map.dim_count()))).collect()
}

/// How many columns a panel of `b` has: `Some(None)` if it is not packed, None if its elements
/// are in no order that a kernel knows.
fn panel(b: &Factor, n: usize) -> Option<Option<i64>> {
    let general: Vec<AffineExpr> = b
        .access
        .iter()
        .filter_map(|access| match access {
            Access::General(expr) => Some(*expr),
            Access::Linear(..) => None,
        })
        .collect();
    if general.is_empty() {
        return b
            .access
            .iter()
            .all(|access| matches!(access, Access::Linear(_, 0)))
            .then_some(None);
    }
    let [outer, inner] = general[..] else { return None };
    let is_of_n = |expr: AffineExpr| expr.lhs().is_dim() && expr.lhs().dim_position() == n;
    let fits = outer.is_floor_div()
        && inner.is_mod()
        && is_of_n(outer)
        && is_of_n(inner)
        && outer.rhs().is_constant()
        && inner.rhs().is_constant()
        && outer.rhs().constant_value() == inner.rhs().constant_value();
    let is_last = matches!(b.access.last(), Some(Access::General(_)));
    (fits && is_last).then(|| Some(inner.rhs().constant_value()))
}
