//! What a `linalg.generic` does, in terms of the elements of buffers, where that is known before a
//! program is called.

use std::iter::repeat_n;

use melior::ir::{Attribute, OperationRef, Value, operation::OperationLike};
use tricast_dialects::{DType, Dim};
use tricast_mlir::{
    ir::{attribute, block_arguments, block_ops, name_is},
    rewrite::{defining_op, is_used, value_id},
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

impl Form {
    /// Whether it is all elements of a buffer from its first one on, each once, for points of a space
    /// of these sizes.
    pub fn is_dense(&self, sizes: &[i64]) -> bool {
        let mut axes: Vec<_> = self.factors.iter().zip(sizes).collect();
        axes.sort_unstable();
        let mut wanted = 1;
        axes.into_iter().all(|(factor, size)| {
            let is_next = *factor == wanted;
            wanted *= size;
            is_next
        })
    }
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

    /// Whether it sums up products.
    pub fn sums_products(&self) -> bool {
        let is_any = |value: Value<'c, 'c>, names: &[&str]| {
            defining_op(value).filter(|op| names.iter().any(|name| name_is(*op, name)))
        };
        // A product may be made longer before it is added.
        let is_product = |mut value: Value<'c, 'c>| loop {
            match is_any(value, &LONGER) {
                Some(op) => match op.operands().next() {
                    Some(operand) => value = operand,
                    None => return false,
                },
                None => return is_any(value, &["arith.mulf", "arith.muli"]).is_some(),
            }
        };
        let end = block_ops(self.structured.body).last();
        let ends = end.into_iter().flat_map(|end| end.operands().collect::<Vec<_>>());
        let mut sums = ends.filter_map(|value| is_any(value, &["arith.addf", "arith.addi"]));
        sums.any(|sum| sum.operands().any(is_product))
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
        !self.reduced.contains(&true) && self.read_forms().next().is_none() && !self.has_index()
    }

    /// Whether its body uses where in its iteration space it is.
    pub fn has_index(&self) -> bool {
        block_ops(self.structured.body).any(|op| name_is(op, "linalg.index"))
    }

    /// The number that a fill writes, as an attribute of a constant.
    pub fn filling(&self) -> Option<Attribute<'c>> {
        let end = block_ops(self.structured.body).last()?;
        let mut value = end.operands().next().filter(|_| end.operands().count() == 1)?;
        let arguments = block_arguments(self.structured.body);
        let is_value = |argument: &Value| value_id(*argument) == value_id(value);
        if let Some(number) = arguments.iter().position(is_value) {
            value = self.structured.operands[number].value;
        }
        let constant = defining_op(value).filter(|op| name_is(*op, "arith.constant"))?;
        attribute(constant, "value")
    }

    /// Goes through its points in another order: what becomes the first dimension is `order[0]`.
    pub fn permute(&mut self, order: &[usize]) {
        self.sizes = order.iter().map(|dim| self.sizes[*dim]).collect();
        self.reduced = order.iter().map(|dim| self.reduced[*dim]).collect();
        self.dims = order.iter().map(|dim| self.dims[*dim]).collect();
        for form in self.forms_mut() {
            form.factors = order.iter().map(|dim| form.factors[*dim]).collect();
        }
    }

    /// Makes several dimensions of one, of these sizes, the outermost first. Where it is in the
    /// iteration space cannot be asked then.
    pub fn divide(&mut self, dim: usize, sizes: &[i64]) {
        let (reduced, own) = (self.reduced[dim], self.dims[dim]);
        self.sizes.splice(dim..=dim, sizes.iter().copied());
        self.reduced.splice(dim..=dim, repeat_n(reduced, sizes.len()));
        self.dims.splice(dim..=dim, repeat_n(own, sizes.len()));
        for form in self.forms_mut() {
            let factor = form.factors[dim];
            let inner = |at: usize| factor * sizes[at + 1..].iter().product::<i64>();
            form.factors.splice(dim..=dim, (0..sizes.len()).map(inner));
        }
    }

    /// The sizes of the dimensions that come before those that are reduced; None if they are not
    /// in that order.
    pub fn rows(&self) -> Option<&[i64]> {
        let count = self.reduced.iter().take_while(|reduced| !**reduced).count();
        self.reduced[count..].iter().all(|reduced| *reduced).then(|| &self.sizes[..count])
    }
}

/// Ops that give a number in a longer form.
const LONGER: [&str; 4] = ["arith.extf", "arith.extsi", "arith.extui", "arith.sitofp"];

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
