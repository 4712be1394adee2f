//! How the loops of a kernel are arranged.

use melior::ir::{
    OperationRef, TypeLike, ValueLike,
    attribute::{DenseI64ArrayAttribute, IntegerAttribute},
    operation::OperationLike,
    r#type::ShapedTypeLike,
};
use tricast_mlir::{
    ir::{attribute, block_ops, set_attribute},
    rewrite::bit_width,
};

use super::{
    body::is_vectorizable, builder::Builder, reduction::combiners, structured::Structured,
};

/// The attribute of a `linalg.generic` in a kernel that lists the dimensions whose iterations
/// threads divide among themselves, outermost first: an array of `i64`.
pub const DISTRIBUTED: &str = "tricast.distributed";
/// The attribute of a `linalg.generic` in a kernel that says along which dimension it is
/// vectorized, an `i64`; without it the kernel is scalar.
pub const VECTORIZED: &str = "tricast.vectorized";

/// How the loops of a kernel are arranged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The dimensions that are distributed, outermost first.
    pub distributed: Vec<usize>,
    /// The dimension that is vectorized.
    pub vectorized: Option<usize>,
}

impl Plan {
    /// A good plan for an op.
    pub fn new(structured: &Structured) -> Plan {
        let vectorized = vectorized(structured);
        let parallel: Vec<usize> =
            (0..structured.reduced.len()).filter(|dim| !structured.reduced[*dim]).collect();
        let mut distributed = parallel.clone();
        if parallel.len() > 1 {
            distributed.retain(|dim| Some(*dim) != vectorized);
        }
        Plan { distributed, vectorized }
    }

    /// Writes it on an op.
    pub fn attach(&self, op: OperationRef, builder: Builder) {
        let distributed: Vec<i64> = self.distributed.iter().map(|dim| *dim as i64).collect();
        set_attribute(op, DISTRIBUTED, builder.i64s(&distributed));
        if let Some(dim) = self.vectorized {
            set_attribute(op, VECTORIZED, builder.i64(dim as i64));
        }
    }

    /// Reads it from an op; None if there is none, or one that does not fit.
    pub fn of(structured: &Structured) -> Option<Plan> {
        let dims = structured.reduced.len();
        let list = DenseI64ArrayAttribute::try_from(attribute(structured.op, DISTRIBUTED)?).ok()?;
        let distributed: Vec<usize> = (0..list.len())
            .filter_map(|index| usize::try_from(list.element(index).ok()?).ok())
            .collect();
        let vectorized = match attribute(structured.op, VECTORIZED) {
            Some(dim) => Some(IntegerAttribute::try_from(dim).ok()?.value() as usize),
            None => None,
        };
        let fits = distributed.iter().all(|dim| *dim < dims && !structured.reduced[*dim])
            && vectorized.is_none_or(|dim| dim < dims)
            && (vectorized.is_none() || is_vectorizable(structured));
        fits.then_some(Plan { distributed, vectorized })
    }

    /// The parallel dimensions that are not distributed, in order; the vectorized one last.
    pub fn serial(&self, structured: &Structured) -> Vec<usize> {
        let is_serial = |dim: &usize| !structured.reduced[*dim] && !self.distributed.contains(dim);
        let mut dims: Vec<usize> = (0..structured.reduced.len()).filter(is_serial).collect();
        dims.sort_by_key(|dim| Some(*dim) == self.vectorized);
        dims
    }
}

/// About how many iterations a vector has, where that does not depend on the machine.
const USUAL_LANES: i64 = 16;

/// The dimension that is best vectorized.
fn vectorized(structured: &Structured) -> Option<usize> {
    if !is_vectorizable(structured) {
        return None;
    }
    let are_combined = combiners(structured).is_some();
    let ops = block_ops(structured.body).count();
    let candidates = (0..structured.reduced.len()).filter_map(|dim| {
        if structured.reduced[dim] && !are_combined {
            return None;
        }
        Some((dim, vector_cost(structured, dim, ops)?))
    });
    let scalar = (structured.operands.len() + ops) as f64;
    let (dim, cost) = candidates.min_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (cost < scalar).then_some(dim)
}

/// About what an iteration costs with a dimension vectorized, where an op or an access costs 1;
/// None if that cannot be.
fn vector_cost(structured: &Structured, dim: usize, ops: usize) -> Option<f64> {
    let size = structured.size(dim).unwrap_or(i64::MAX / 2).max(1);
    let vectors = (size as u64).div_ceil(USUAL_LANES as u64);
    let each = vectors as f64 / size as f64;
    let mut cost = ops as f64 * each;
    for (number, operand) in structured.operands.iter().enumerate() {
        let step = operand.step(dim);
        let is_output = number >= structured.inputs;
        cost += match step {
            Some(0) => 0.0,
            Some(1) => each,
            _ if is_output => return None,
            // What is not linear has no step.
            None if operand.is_general(dim) => return None,
            _ => 1.0,
        };
    }
    Some(cost)
}

/// How many numbers of the kind that an op works on fit into a vector of so many bits.
pub fn lanes(structured: &Structured, bits: i64) -> i64 {
    let memory = structured.operands.iter().map(|operand| match operand.memref {
        Some(ty) => ty.element(),
        None => operand.value.r#type(),
    });
    let results = block_ops(structured.body)
        .flat_map(|op| op.results().map(|result| result.r#type()).collect::<Vec<_>>());
    // Integers are often there only to find a place.
    let floats = results.filter(|ty| ty.is_float());
    let widest = memory.chain(floats).filter_map(bit_width).max().unwrap_or(32);
    bits / i64::from(widest.clamp(8, 64))
}

/// About how many cycles one distributed iteration takes, taking sizes that are not known to
/// be large.
pub fn cost(structured: &Structured, plan: &Plan) -> i64 {
    let inner = (0..structured.reduced.len()).filter(|dim| !plan.distributed.contains(dim));
    let points: i64 =
        inner.map(|dim| structured.size(dim).unwrap_or(64).max(1)).fold(1, i64::saturating_mul);
    let ops = block_ops(structured.body).map(|op| {
        let name = op.name();
        let is_function = name.as_string_ref().as_str().is_ok_and(|it| it.starts_with("math."));
        if is_function { 16 } else { 1 }
    });
    let cost: i64 = ops.sum::<i64>() + structured.operands.len() as i64;
    let lanes = if plan.vectorized.is_some() { USUAL_LANES } else { 1 };
    (points.saturating_mul(cost) / lanes).max(1)
}
