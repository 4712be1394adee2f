//! How the loops of a kernel are arranged.

use melior::ir::{
    OperationRef,
    attribute::{DenseI64ArrayAttribute, IntegerAttribute},
};
use tricast_mlir::ir::{attribute, set_attribute};

use super::{builder::Builder, structured::Structured};

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
        let parallel = |dim: &usize| !structured.reduced[*dim];
        Plan {
            distributed: (0..structured.reduced.len()).filter(parallel).collect(),
            vectorized: None,
        }
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
            && vectorized.is_none_or(|dim| dim < dims);
        fits.then_some(Plan { distributed, vectorized })
    }

    /// The parallel dimensions that are not distributed, in order.
    pub fn serial(&self, structured: &Structured) -> Vec<usize> {
        let is_serial = |dim: &usize| !structured.reduced[*dim] && !self.distributed.contains(dim);
        (0..structured.reduced.len()).filter(is_serial).collect()
    }
}

/// About how many cycles one distributed iteration takes, taking sizes that are not known to
/// be large.
pub fn cost(structured: &Structured, plan: &Plan, body_ops: usize) -> i64 {
    let inner = (0..structured.reduced.len()).filter(|dim| !plan.distributed.contains(dim));
    let points: i64 =
        inner.map(|dim| structured.size(dim).unwrap_or(64).max(1)).fold(1, i64::saturating_mul);
    points.saturating_mul(2 + body_ops as i64)
}
