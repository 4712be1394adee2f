//! What a `linalg.generic` does, in terms of the elements of buffers, where that is known before a
//! program is called.

use melior::ir::{OperationRef, Value, operation::OperationLike};
use tricast_dialects::{DType, Dim};
use tricast_mlir::{
    ir::{block_arguments, block_ops, name_is},
    rewrite::{defining_op, is_used},
};

use super::{kernel::Scope, view::View};
use crate::cpu::structured::{Access, Operand, Structured};

/// Which element of a buffer is used at a point: the sum of a constant and the point's indices times
/// these.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    /// The number of the buffer.
    pub buffer: usize,
    /// The dtype of its elements.
    pub dtype: DType,
    /// The element at the point 0.
    pub constant: i64,
    /// How many elements apart neighbours along a dimension are.
    pub factors: Vec<i64>,
}

/// A `linalg.generic` whose sizes and accesses are known. Its dimensions are those of more than one
/// element.
pub struct Member<'c> {
    /// The op.
    pub structured: Structured<'c>,
    /// Which dimensions of the op they are.
    pub dims: Vec<usize>,
    /// Their sizes.
    pub sizes: Vec<i64>,
    /// Whether they are reduced over.
    pub reduced: Vec<bool>,
    /// What its operands are: nothing for numbers, and for memory of which no element is used.
    pub forms: Vec<Option<Form>>,
}

impl<'c> Member<'c> {
    /// None if something is not known, or what it computes needs more than numbers.
    pub fn new(op: OperationRef<'c, 'c>, scope: &dyn Scope<'c>) -> Option<Self> {
        if !name_is(op, "linalg.generic") {
            return None;
        }
        let structured = Structured::new(op)?;
        if !block_ops(structured.body).all(|op| is_plain(op, scope)) {
            return None;
        }
        let mut all = vec![];
        for dim in 0..structured.reduced.len() {
            let (operand, place) = structured.size_source(dim)?;
            all.push(scope.view(structured.operands[operand].value)?.sizes[place].as_static()?);
        }
        if all.contains(&0) {
            return None;
        }
        let dims: Vec<usize> = (0..all.len()).filter(|dim| all[*dim] > 1).collect();
        let mut member = Member {
            sizes: dims.iter().map(|dim| all[*dim]).collect(),
            reduced: dims.iter().map(|dim| structured.reduced[*dim]).collect(),
            forms: vec![],
            dims,
            structured,
        };
        for number in 0..member.structured.operands.len() {
            let operand = &member.structured.operands[number];
            let form = match (operand.memref, member.uses(number)) {
                (Some(_), true) => Some(member.form(operand, &scope.view(operand.value)?)?),
                (None, true) if !is_constant(operand.value, scope) => return None,
                _ => None,
            };
            member.forms.push(form);
        }
        Some(member)
    }

    fn form(&self, operand: &Operand<'c>, view: &View) -> Option<Form> {
        let mut form = Form {
            buffer: view.buffer,
            dtype: view.dtype,
            constant: view.offset.as_static()?,
            factors: vec![0; self.dims.len()],
        };
        for (access, stride) in operand.access.iter().zip(&view.strides) {
            let Access::Linear(factors, constant) = access else { return None };
            let stride = stride.as_static()?;
            form.constant += constant * stride;
            for (own, dim) in form.factors.iter_mut().zip(&self.dims) {
                *own += factors[*dim] * stride;
            }
        }
        Some(form)
    }

    /// The elements of all its operands.
    pub fn forms_mut(&mut self) -> impl Iterator<Item = &mut Form> {
        self.forms.iter_mut().flatten()
    }

    /// Whether an operand is there for more than its sizes.
    fn uses(&self, number: usize) -> bool {
        number >= self.structured.inputs || self.reads(number)
    }

    /// Whether its body uses what an operand is; of an output, what it was before.
    pub fn reads(&self, number: usize) -> bool {
        is_used(block_arguments(self.structured.body)[number])
    }

    /// The numbers of the operands that are outputs.
    pub fn outputs(&self) -> std::ops::Range<usize> {
        self.structured.inputs..self.structured.operands.len()
    }

    /// Of the elements that it reads, those of operands.
    pub fn read_forms(&self) -> impl Iterator<Item = (usize, &Form)> {
        let forms = self.forms.iter().enumerate();
        forms
            .filter_map(|(number, form)| Some((number, form.as_ref()?)))
            .filter(|(number, _)| self.reads(*number))
    }

    /// The elements that it writes.
    pub fn written_forms(&self) -> impl Iterator<Item = (usize, &Form)> {
        self.outputs().filter_map(|number| Some((number, self.forms[number].as_ref()?)))
    }

    /// Whether every element that it writes is one and the same number.
    pub fn is_fill(&self) -> bool {
        !self.reduced.contains(&true)
            && self.read_forms().next().is_none()
            && !block_ops(self.structured.body).any(|op| name_is(op, "linalg.index"))
    }

    /// The sizes of the dimensions that come before those that are reduced; None if they are not
    /// in that order.
    pub fn rows(&self) -> Option<&[i64]> {
        let count = self.reduced.iter().take_while(|reduced| !**reduced).count();
        self.reduced[count..].iter().all(|reduced| *reduced).then(|| &self.sizes[..count])
    }
}

/// Whether an op of a body computes numbers of numbers.
fn is_plain<'c>(op: OperationRef<'c, 'c>, scope: &dyn Scope<'c>) -> bool {
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    let is_known = ["linalg.yield", "linalg.index"].contains(&name)
        || name.starts_with("arith.")
        || name.starts_with("math.");
    is_known
        && op.regions().next().is_none()
        && op.operands().all(|operand| {
            let is_inside = match defining_op(operand) {
                Some(own) => own.block() == op.block(),
                None => true,
            };
            is_inside || is_constant(operand, scope)
        })
}

/// Whether a number from outside of an op is known before the program is called.
fn is_constant<'c>(value: Value<'c, 'c>, scope: &dyn Scope<'c>) -> bool {
    if let Some(dim) = scope.index(value) {
        return matches!(dim, Dim::Static(_));
    }
    let Some(op) = defining_op(value) else { return false };
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    (name.starts_with("arith.") || name.starts_with("math."))
        && op.regions().next().is_none()
        && op.operands().all(|operand| is_constant(operand, scope))
}
