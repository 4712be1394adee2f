//! From a function on memrefs to a schedule: its buffers, and the kernels that run on them.

use std::collections::HashMap;

use melior::ir::{
    Attribute, OperationRef, TypeLike, Value, ValueLike,
    attribute::{ArrayAttribute, DenseI64ArrayAttribute, FloatAttribute, IntegerAttribute},
    operation::OperationLike,
    r#type::{MemRefType, ShapedTypeLike},
};
use tricast_dialects::{DType, Dim};
use tricast_mlir::{
    convert::DYNAMIC,
    diagnostics::place,
    ir::{
        attribute, block_arguments, block_ops, body, constant_int, element_dtype, emit_error,
        name_is, string_attribute,
    },
    rewrite::{defining_op, value_id},
};
use tricast_runtime::{Function, Size};
use tricast_vulkan::{
    Access, Binding, Buffer, Contents, Dispatch, Expression, Kernel, PushConstant, PushValue,
    ResultBuffer, Scalar, Step,
};

use super::{
    align::align,
    group::{Group, Output},
    kernel::{self, ROW, Scope, WORKGROUP},
    loops::Loop,
    member::Member,
    tile,
    uses::{Uses, used_memrefs},
    view::View,
};
use crate::cpu::builder::{Builder, sizes};

/// What a function does.
pub struct Schedule<'c> {
    /// The memory that it works on.
    pub buffers: Vec<Buffer>,
    /// Its kernels; the module of each is the one of the same number.
    pub kernels: Vec<Kernel>,
    /// Where the ops of each kernel come from.
    pub places: Vec<Vec<String>>,
    /// What it does, in order.
    pub steps: Vec<Step>,
    /// Where its results are.
    pub results: Vec<ResultBuffer>,
    /// Inputs that are no tensors.
    pub scalars: Vec<Scalar>,
    /// What must not be zero at the end, with the error if it is.
    pub checks: Vec<(View, String)>,
    views: HashMap<usize, View>,
    indices: HashMap<usize, Dim>,
    /// Until where in the function buffers are used.
    uses: Uses,
    /// Kernels that are not made yet, with their places in the function.
    pending: Vec<(usize, OperationRef<'c, 'c>)>,
    /// Comparisons of sizes that always come out the same.
    conditions: HashMap<usize, bool>,
    /// Where the kernels are made.
    module: Builder<'c>,
}

impl<'c> Scope<'c> for Schedule<'c> {
    fn view(&self, value: Value<'c, 'c>) -> Option<View> {
        self.views.get(&value_id(value)).cloned()
    }

    fn index(&self, value: Value<'c, 'c>) -> Option<Dim> {
        if !value.r#type().is_index() {
            return None;
        }
        let known = self.indices.get(&value_id(value)).cloned();
        known.or_else(|| constant_int(value).map(Dim::Static))
    }
}

/// An op that is to be a kernel: its place in the function, and what is known of it.
type Pending<'c> = (usize, OperationRef<'c, 'c>, Option<Member<'c>>);

/// What cannot be done, and why.
type Failed<'c> = (OperationRef<'c, 'c>, String);

/// Ops on indices whose result is known in terms of sizes.
type Arithmetic = fn(&Dim, &Dim) -> Dim;
const ARITHMETIC: [(&str, Arithmetic); 9] = [
    ("arith.addi", |a, b| a + b),
    ("arith.subi", |a, b| a - b),
    ("arith.muli", |a, b| a * b),
    ("arith.floordivsi", Dim::floor_div),
    ("arith.divui", Dim::floor_div),
    ("arith.ceildivsi", Dim::ceil_div),
    ("arith.remui", Dim::modulo),
    ("arith.maxsi", Dim::maximum),
    ("arith.minsi", Dim::minimum),
];

impl<'c> Schedule<'c> {
    /// Reads a function whose arguments and results are `signature`'s. Kernels are made by `module`.
    ///
    /// # Errors
    /// If it has an op that no schedule can have; MLIR has said which.
    pub fn read(
        function: OperationRef<'c, 'c>,
        signature: &Function,
        module: Builder<'c>,
    ) -> Result<Self, String> {
        let block = body(function).ok_or("the function has no body")?;
        let mut schedule = Schedule {
            uses: Uses::new(block),
            pending: vec![],
            buffers: vec![],
            kernels: vec![],
            places: vec![],
            steps: vec![],
            results: vec![],
            scalars: vec![],
            checks: vec![],
            views: HashMap::new(),
            indices: HashMap::new(),
            conditions: HashMap::new(),
            module,
        };
        for (number, value) in block_arguments(block).into_iter().enumerate() {
            schedule.argument(number, value, signature)?;
        }
        for (place, op) in block_ops(block).collect::<Vec<_>>().into_iter().enumerate() {
            if let Err((op, reason)) = schedule.step(place, op) {
                emit_error(op, &format!("cannot be done by Vulkan: {reason}"));
                return Err(reason);
            }
        }
        Ok(schedule)
    }

    fn buffer(&mut self, name: String, bytes: Dim, contents: Contents) -> usize {
        // A binding has at least some bytes, and a word at a time is written.
        let bytes = match bytes.as_static() {
            Some(bytes) => Dim::Static(buffer_bytes(bytes)),
            None => &(&bytes + &Dim::Static(3)).floor_div(&Dim::Static(4)) * &Dim::Static(4),
        };
        self.buffers.push(Buffer { name, bytes: Expression::from(bytes), contents });
        self.buffers.len() - 1
    }

    fn argument(
        &mut self,
        number: usize,
        value: Value<'c, 'c>,
        signature: &Function,
    ) -> Result<(), String> {
        let own = signature.arguments.get(number).ok_or("an argument that nobody gives")?;
        let Some(shape) = &own.shape else {
            let symbol = format!("a{number}");
            self.indices.insert(value_id(value), Dim::symbol(&symbol));
            self.scalars.push(Scalar { symbol, argument: number });
            return Ok(());
        };
        let dims = shape.iter().map(|size| match size {
            Size::Static(size) => Ok(Dim::Static(*size)),
            Size::Dynamic { name, .. } => name.parse().map_err(|_| format!("the size {name}")),
        });
        let dims = dims.collect::<Result<Vec<Dim>, String>>()?;
        let dtype = element_dtype(value.r#type()).unwrap_or(own.dtype);
        let view = View::whole(0, dtype, dims);
        let buffer =
            self.buffer(format!("argument {number}"), view.bytes(), Contents::Argument(number));
        self.views.insert(value_id(value), View { buffer, ..view });
        Ok(())
    }

    fn step(&mut self, place: usize, op: OperationRef<'c, 'c>) -> Result<(), Failed<'c>> {
        // These need to know in which buffers things are.
        if ["cf.assert", "scf.for", "func.return"].iter().any(|name| name_is(op, name)) {
            self.flush()?;
        }
        self.op(place, op).map_err(|reason| (op, reason))
    }

    fn op(&mut self, place: usize, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let name = op.name();
        let name = name.as_string_ref().as_str().unwrap_or_default();
        match name {
            "memref.alloc" => self.alloc(op),
            "memref.dim" => {
                let operands: Vec<Value> = op.operands().collect();
                let view = self.known(operands[0])?;
                let dim = constant_int(operands[1]).ok_or("a dimension that is not known")?;
                self.set_index(op, view.sizes[dim as usize].clone())
            }
            "memref.cast" => {
                let view = self.known(first_operand(op)?)?;
                self.set_view(op, view)
            }
            "memref.subview" => self.subview(op),
            "memref.collapse_shape" => {
                let view = self.known(first_operand(op)?)?;
                self.set_view(op, view.collapse(&groups(op)?))
            }
            "memref.expand_shape" => {
                let view = self.known(first_operand(op)?)?;
                let operands: Vec<Value> = op.operands().skip(1).collect();
                let sizes = self.mixed(op, "static_output_shape", &mut operands.into_iter())?;
                self.set_view(op, view.expand(&groups(op)?, sizes))
            }
            "memref.reinterpret_cast" => self.reinterpret(op),
            "memref.get_global" => Err("a constant of many numbers".into()),
            "linalg.generic" => {
                self.pending.push((place, op));
                Ok(())
            }
            "scf.for" if op.result_count() == 0 => self.loop_kernel(op),
            "memref.copy" => {
                let operands: Vec<Value> = op.operands().collect();
                let generic = Builder::before(op).copy(operands[0], operands[1]);
                self.pending.push((place, generic));
                Ok(())
            }
            "cf.assert" => self.check(op),
            "func.return" => self.finish(op),
            // What is loaded is looked at where it is used.
            "memref.load" => Ok(()),
            _ if name.starts_with("arith.") => {
                self.arithmetic(op, name);
                Ok(())
            }
            _ => Err("it is none of linalg and memref".into()),
        }
    }

    /// Makes the kernels that are not made yet.
    fn flush(&mut self) -> Result<(), Failed<'c>> {
        let mut pending = std::mem::take(&mut self.pending);
        let all = pending.iter().map(|(place, op)| (*place, *op, Member::new(*op, self)));
        let mut all: Vec<_> = all.collect();
        pending.clear();
        self.sink_fills(&mut all);
        self.hoist_borders(&mut all);
        let mut members: Vec<_> = all.iter_mut().map(|(.., member)| member.take()).collect();
        align(&mut members);
        all.iter_mut().zip(members).for_each(|((.., own), member)| *own = member);
        let mut rest = &mut all[..];
        while let Some((_, op, _)) = rest.first() {
            let op = *op;
            let known = rest.iter().map_while(|(.., member)| member.as_ref());
            let known: Vec<&Member> = known.collect();
            let (done, count) = match Group::first(&known) {
                Some(group) => {
                    let count = group.places.len();
                    (self.group(&group, &known, rest), count)
                }
                None => (self.kernel(op).map(|()| vec![]), 1),
            };
            let renamed = done.map_err(|reason| (op, reason))?;
            rest = &mut rest[count..];
            for (old, new) in renamed {
                self.rename(rest, old, new);
            }
        }
        Ok(())
    }

    /// Makes a buffer another one for all that comes later.
    fn rename(&mut self, later: &mut [Pending<'c>], old: usize, new: usize) {
        for view in self.views.values_mut().filter(|view| view.buffer == old) {
            view.buffer = new;
        }
        for form in later.iter_mut().flat_map(|(.., member)| member).flat_map(Member::forms_mut) {
            if form.buffer == old {
                form.buffer = new;
            }
        }
        self.uses.rename(old, new);
    }

    /// Moves what fills memory to the first op that uses it.
    fn sink_fills(&self, all: &mut Vec<Pending<'c>>) {
        for at in (0..all.len()).rev() {
            let Some(written) = filled(&all[at]) else { continue };
            let user = all[at + 1..].iter().position(|(_, op, _)| self.uses_any(*op, &written));
            let fill = all.remove(at);
            let target = user.map_or(at, |user| at + user);
            all.insert(target, fill);
        }
    }

    /// Moves what fills more than the elementwise op after it writes, as the border of an image, to
    /// before the ops that may be one kernel with that.
    fn hoist_borders(&self, all: &mut Vec<Pending<'c>>) {
        for at in 0..all.len() {
            let Some(written) = filled(&all[at]) else { continue };
            let user = all.get(at + 1).and_then(|(.., member)| member.as_ref());
            let writes_a_part = |own: &Member| {
                let mut forms = own.written_forms().map(|(_, form)| form);
                !own.reduced.contains(&true)
                    && forms
                        .any(|form| written.contains(&form.buffer) && !form.is_dense(&own.sizes))
            };
            if user.is_some_and(writes_a_part) {
                let target = self.before_reduction(&all[..at], &written).unwrap_or(at);
                let fill = all.remove(at);
                all.insert(target, fill);
            }
        }
    }

    fn uses_any(&self, op: OperationRef<'c, 'c>, buffers: &[usize]) -> bool {
        let mut views = used_memrefs(op).into_iter().map(|value| self.view(value));
        views.any(|view| view.is_none_or(|view| buffers.contains(&view.buffer)))
    }

    /// The place of the reduction, or of what fills its result, that the last of these ops are
    /// elementwise ops after; None if there is none, or a buffer is used in between.
    fn before_reduction(&self, all: &[Pending<'c>], buffers: &[usize]) -> Option<usize> {
        let mut first = None;
        for (number, (_, op, member)) in all.iter().enumerate().rev() {
            let member = member.as_ref().filter(|_| !self.uses_any(*op, buffers));
            match (first, member) {
                (Some(first), Some(member)) if !member.is_fill() => return Some(first),
                (Some(_), Some(_)) => return Some(number),
                (first, None) => return first,
                (None, Some(member)) if member.reduced.contains(&true) => first = Some(number),
                (None, Some(_)) => {}
            }
        }
        first
    }

    /// One kernel for the first of several ops. Gives the buffers that are others from then on: what
    /// is read is not written by the same kernel, where that can be.
    fn group(
        &mut self,
        group: &Group,
        members: &[&Member<'c>],
        all: &[Pending<'c>],
    ) -> Result<Vec<(usize, usize)>, String> {
        let (own, later) = all.split_at(group.places.len());
        let end = own.iter().map(|(place, ..)| *place).max().unwrap_or(0);
        let is_used = |buffer: usize| {
            let later = later.iter().flat_map(|(_, op, _)| used_memrefs(*op));
            let mut later = later.filter_map(|value| self.view(value));
            self.buffers[buffer].contents != Contents::Temporary
                || self.uses.is_used_after(buffer, end)
                || later.any(|view| view.buffer == buffer)
        };
        let mut stored = group.outputs(members);
        stored.retain(|output| is_used(output.form.buffer));
        if stored.is_empty() {
            return Ok(vec![]);
        }
        let mut renamed = vec![];
        for output in &mut stored {
            let old = output.form.buffer;
            let bytes = Dim::Static(buffer_bytes(output.count * output.form.dtype.size() as i64));
            let is_whole = output.form.constant == 0
                && self.buffers[old].contents == Contents::Temporary
                && self.buffers[old].bytes == Expression::from(bytes.clone());
            if is_whole && group.is_read(old) {
                let name = format!("temporary {}", self.buffers.len());
                output.form.buffer = self.buffer(name, bytes, Contents::Temporary);
                renamed.push((old, output.form.buffer));
            }
        }
        if let ([only], [output]) = (members_of(group, members).as_slice(), &stored[..])
            && let Some(step) = self.fill(only, output)
        {
            self.steps.push(step);
            return Ok(renamed);
        }
        let name = format!("kernel_{}", self.kernels.len());
        let made = tile::build(group, members, &stored, self, self.module, &name)?;
        let ops: Vec<_> = own.iter().map(|(_, op, _)| *op).collect();
        self.dispatch(&ops, name, made);
        Ok(renamed)
    }

    /// The command that fills a buffer, where an op does nothing else.
    fn fill(&self, member: &Member<'c>, Output { form, count, .. }: &Output) -> Option<Step> {
        let buffer = &self.buffers[form.buffer];
        let bytes = Dim::Static(buffer_bytes(count * form.dtype.size() as i64));
        let is_all = form.constant == 0
            && buffer.contents == Contents::Temporary
            && buffer.bytes == Expression::from(bytes)
            && form.is_dense(&member.sizes);
        let value = word(member.filling().filter(|_| is_all && member.is_fill())?, form.dtype)?;
        let bytes = buffer.bytes.clone();
        let to = Binding { buffer: form.buffer, offset: Expression::from(0), bytes };
        Some(Step::Fill { to, value })
    }

    fn known(&self, value: Value<'c, 'c>) -> Result<View, String> {
        self.view(value).ok_or_else(|| "memory of which nothing is known".into())
    }

    fn set_view(&mut self, op: OperationRef<'c, 'c>, view: View) -> Result<(), String> {
        let result = op.results().next().ok_or("no result")?;
        self.views.insert(value_id(result.into()), view);
        Ok(())
    }

    fn set_index(&mut self, op: OperationRef<'c, 'c>, dim: Dim) -> Result<(), String> {
        let result = op.results().next().ok_or("no result")?;
        self.indices.insert(value_id(result.into()), dim);
        Ok(())
    }

    /// Numbers of which some are attributes and the others operands.
    fn mixed(
        &self,
        op: OperationRef<'c, 'c>,
        name: &str,
        operands: &mut dyn Iterator<Item = Value<'c, 'c>>,
    ) -> Result<Vec<Dim>, String> {
        let all = attribute(op, name).and_then(|all| DenseI64ArrayAttribute::try_from(all).ok());
        let all = all.ok_or_else(|| format!("no {name}"))?;
        let value = |at: usize| all.element(at).unwrap_or(DYNAMIC);
        let dims = (0..all.len()).map(|at| match value(at) {
            DYNAMIC => operands.next().and_then(|value| self.index(value)).ok_or_else(|| {
                "an offset or a size that follows from no size of an input".to_owned()
            }),
            known => Ok(Dim::Static(known)),
        });
        dims.collect()
    }

    fn alloc(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let result: Value = op.results().next().ok_or("no result")?.into();
        let ty = MemRefType::try_from(result.r#type()).map_err(|error| error.to_string())?;
        let mut dynamic = op.operands();
        let dims = sizes(ty).into_iter().map(|size| match size {
            DYNAMIC => dynamic
                .next()
                .and_then(|value| self.index(value))
                .ok_or_else(|| "a size that follows from no size of an input".to_owned()),
            known => Ok(Dim::Static(known)),
        });
        let dims = dims.collect::<Result<Vec<Dim>, String>>()?;
        let dtype = element_dtype(ty.into()).ok_or("a type of no tensor")?;
        let view = View::whole(0, dtype, dims);
        let name = format!("temporary {}", self.buffers.len());
        let buffer = self.buffer(name, view.bytes(), Contents::Temporary);
        self.uses.set_buffer(result, buffer);
        self.set_view(op, View { buffer, ..view })
    }

    fn subview(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let view = self.known(first_operand(op)?)?;
        let mut operands = op.operands().skip(1).collect::<Vec<_>>().into_iter();
        let offsets = self.mixed(op, "static_offsets", &mut operands)?;
        let part_sizes = self.mixed(op, "static_sizes", &mut operands)?;
        let steps = self.mixed(op, "static_strides", &mut operands)?;
        let mut part = view.part(&offsets, part_sizes, &steps);
        // Dimensions of size 1 may be dropped.
        let result: Value = op.results().next().ok_or("no result")?.into();
        let ty = MemRefType::try_from(result.r#type()).map_err(|error| error.to_string())?;
        let wanted = sizes(ty);
        let mut at = 0;
        while part.sizes.len() > wanted.len() {
            let next = wanted.get(at).copied();
            let fits = match (part.sizes.get(at).and_then(Dim::as_static), next) {
                (Some(own), Some(next)) => own == next,
                (None, Some(next)) => next == DYNAMIC,
                _ => false,
            };
            if fits
                && !(part.sizes[at].is_same(&Dim::Static(1))
                    && rest_is_same(&part.sizes[at + 1..], &wanted[at..]))
            {
                at += 1;
            } else {
                if at >= part.sizes.len() {
                    return Err("a view that drops a dimension".into());
                }
                part.sizes.remove(at);
                part.strides.remove(at);
            }
        }
        self.set_view(op, part)
    }

    fn reinterpret(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let view = self.known(first_operand(op)?)?;
        let mut operands = op.operands().skip(1).collect::<Vec<_>>().into_iter();
        let offsets = self.mixed(op, "static_offsets", &mut operands)?;
        let sizes = self.mixed(op, "static_sizes", &mut operands)?;
        let strides = self.mixed(op, "static_strides", &mut operands)?;
        let offset = offsets.first().cloned().unwrap_or(Dim::Static(0));
        self.set_view(op, View { offset, sizes, strides, ..view })
    }

    /// Follows integers that depend on sizes alone, and comparisons of them.
    fn arithmetic(&mut self, op: OperationRef<'c, 'c>, name: &str) {
        let Some(result) = op.results().next().map(Value::from) else { return };
        let operands: Vec<Value> = op.operands().collect();
        let dims: Vec<Option<Dim>> = operands.iter().map(|value| self.integer(*value)).collect();
        if let (Some((_, apply)), [Some(a), Some(b)]) =
            (ARITHMETIC.iter().find(|(own, _)| *own == name), &dims[..])
        {
            let known = apply(a, b);
            self.indices.insert(value_id(result), known);
            return;
        }
        match (name, &dims[..]) {
            ("arith.index_cast", [Some(dim)]) => {
                self.indices.insert(value_id(result), dim.clone());
            }
            ("arith.cmpi", [Some(a), Some(b)]) => {
                if let Some(holds) = compare(op, a, b) {
                    self.conditions.insert(value_id(result), holds);
                }
            }
            ("arith.select", [_, a, b]) => {
                let chosen = match self.conditions.get(&value_id(operands[0])) {
                    Some(true) => a.clone(),
                    Some(false) => b.clone(),
                    None => None,
                };
                if let Some(chosen) = chosen {
                    self.indices.insert(value_id(result), chosen);
                }
            }
            _ => {}
        }
    }

    /// What an integer is, of whatever type.
    fn integer(&self, value: Value<'c, 'c>) -> Option<Dim> {
        let known = self.indices.get(&value_id(value)).cloned();
        known.or_else(|| constant_int(value).map(Dim::Static))
    }

    fn kernel(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let written = op.operands().filter_map(|value| self.view(value)).last();
        if written.is_some_and(|view| view.count().is_same(&Dim::Static(0))) {
            return Ok(());
        }
        let name = format!("kernel_{}", self.kernels.len());
        let made = kernel::build(op, self, self.module, &name)?;
        self.dispatch(&[op], name, made);
        Ok(())
    }

    fn loop_kernel(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let own = Loop::new(op)?;
        for (taken, argument) in own.taken.iter().zip(&own.arguments) {
            if let Some(view) = self.view(*taken) {
                self.views.insert(value_id(*argument), view);
            } else if let Some(dim) = self.index(*taken) {
                self.indices.insert(value_id(*argument), dim);
            }
        }
        let name = format!("kernel_{}", self.kernels.len());
        let made = kernel::build_loop(&own, self, self.module, &name);
        // Other values may have the same ids when the loop is gone.
        for argument in &own.arguments {
            self.views.remove(&value_id(*argument));
            self.indices.remove(&value_id(*argument));
        }
        self.dispatch(&[op], name, made?);
        Ok(())
    }

    /// Runs a kernel that was just made of these ops.
    fn dispatch(&mut self, ops: &[OperationRef], name: String, made: kernel::Signature) {
        let mut places: Vec<String> = ops.iter().filter_map(|op| place(op.location())).collect();
        places.dedup();
        self.places.push(places);
        let number = self.kernels.len();
        let access = |(_, reads, writes): &(usize, bool, bool)| match (reads, writes) {
            (true, false) => Access::Read,
            (false, _) => Access::Write,
            (true, true) => Access::ReadWrite,
        };
        let parameters = made.parameters.len();
        self.kernels.push(Kernel {
            name,
            module: number,
            entry_point: "main".into(),
            bindings: made
                .bindings
                .iter()
                .map(access)
                .chain(made.texels.iter().map(|(_, texel)| Access::Texels(*texel)))
                .collect(),
            push_constants: 4 * parameters as u32,
            specialization: vec![],
        });
        let groups = made.invocations.ceil_div(&Dim::Static(WORKGROUP));
        let columns = groups.minimum(&Dim::Static(ROW));
        let rows = groups.ceil_div(&Dim::Static(ROW));
        let whole = |buffer: usize| Binding {
            buffer,
            offset: Expression::from(0),
            bytes: self.buffers[buffer].bytes.clone(),
        };
        let bound = made.bindings.iter().map(|(buffer, ..)| *buffer);
        let bindings = bound.chain(made.texels.iter().map(|(buffer, _)| *buffer));
        let bindings = bindings.map(whole).collect();
        let push = made.parameters.into_iter().enumerate().map(|(at, dim)| PushConstant {
            offset: 4 * at as u32,
            value: PushValue::I32(Expression::from(dim)),
        });
        let push_constants = push.collect();
        self.steps.push(Step::Dispatch(Dispatch {
            kernel: number,
            workgroups: [columns.into(), rows.into(), Expression::from(1)],
            bindings,
            push_constants,
            split: None,
        }));
    }

    /// `cf.assert` of a number in memory that is not 0.
    fn check(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let unknown = "an assertion that is not on a number in memory";
        let compare = defining_op(first_operand(op)?).filter(|op| name_is(*op, "arith.cmpi"));
        let compare = compare.ok_or(unknown)?;
        let operands: Vec<Value> = compare.operands().collect();
        let predicate =
            attribute(compare, "predicate").and_then(|it| IntegerAttribute::try_from(it).ok());
        let is_not_zero =
            predicate.is_some_and(|it| it.value() == 1) && constant_int(operands[1]) == Some(0);
        let load = defining_op(operands[0]).filter(|op| name_is(*op, "memref.load"));
        let load = load.filter(|_| is_not_zero).ok_or(unknown)?;
        let view = self.known(first_operand(load)?)?;
        if !view.sizes.is_empty() {
            return Err(unknown.into());
        }
        let message = string_attribute(op, "msg").unwrap_or("an assertion failed").to_owned();
        self.checks.push((view, message));
        Ok(())
    }

    fn finish(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        for value in op.operands().collect::<Vec<_>>() {
            if value.r#type().is_index() {
                return Err("a result that is no tensor".into());
            }
            let view = self.known(value)?;
            let is_temporary = self.buffers[view.buffer].contents == Contents::Temporary;
            let is_taken = self.results.iter().any(|own| own.buffer == view.buffer);
            let is_empty = view.count().is_same(&Dim::Static(0));
            let buffer = match is_empty || is_temporary && view.is_whole() && !is_taken {
                true => view.buffer,
                false => self.copy_of(op, value, &view)?,
            };
            let sizes = view.sizes.into_iter().map(Expression::from).collect();
            self.results.push(ResultBuffer { buffer, sizes });
        }
        for (view, _) in self.checks.clone() {
            self.results.push(ResultBuffer { buffer: view.buffer, sizes: vec![] });
        }
        Ok(())
    }

    /// A buffer with the elements of a view, row-major.
    fn copy_of(
        &mut self,
        end: OperationRef<'c, 'c>,
        value: Value<'c, 'c>,
        view: &View,
    ) -> Result<usize, String> {
        let builder = Builder::before(end);
        let ty = MemRefType::try_from(value.r#type()).map_err(|error| error.to_string())?;
        let plain = MemRefType::new(ty.element(), &sizes(ty), None, None).into();
        // It stands for memory of the same sizes; how many there are is known by the view.
        let dynamic: Vec<Value> = sizes(ty)
            .iter()
            .enumerate()
            .filter(|(_, size)| **size == DYNAMIC)
            .map(|(dim, _)| builder.materialize(builder.dim(value, dim)))
            .collect();
        let segments = builder.i32s(&[dynamic.len() as i32, 0]);
        let target =
            builder.value("memref.alloc", &dynamic, &[("operandSegmentSizes", segments)], plain);
        let whole = View::whole(0, view.dtype, view.sizes.clone());
        let name = format!("temporary {}", self.buffers.len());
        let buffer = self.buffer(name, whole.bytes(), Contents::Temporary);
        self.views.insert(value_id(target), View { buffer, ..whole });
        let generic = builder.copy(value, target);
        self.kernel(generic)?;
        Ok(buffer)
    }
}

/// The buffers that an op fills, if it does nothing else.
fn filled(pending: &Pending) -> Option<Vec<usize>> {
    let member = pending.2.as_ref().filter(|member| member.is_fill())?;
    Some(member.written_forms().map(|(_, form)| form.buffer).collect())
}

/// The members that a group has.
fn members_of<'a, 'c>(group: &Group, members: &[&'a Member<'c>]) -> Vec<&'a Member<'c>> {
    group.places.iter().map(|place| members[place.number]).collect()
}

/// A number as memory of words that is filled with it; None where that is no word again and again.
fn word(number: Attribute, dtype: DType) -> Option<u32> {
    let float = FloatAttribute::try_from(number).ok().map(|number| number.value());
    let integer = IntegerAttribute::try_from(number).ok().map(|number| number.value());
    match (dtype, float, integer) {
        (DType::F32, Some(value), _) => Some((value as f32).to_bits()),
        (DType::I32, _, Some(value)) => Some(value as u32),
        (_, Some(value), _) if value.to_bits() == 0 => Some(0),
        (_, _, Some(0)) => Some(0),
        _ => None,
    }
}

/// How many bytes a buffer has for so many.
fn buffer_bytes(bytes: i64) -> i64 {
    (bytes.max(4) + 3) / 4 * 4
}

/// How `arith.cmpi` on sizes comes out, if always the same way.
fn compare(op: OperationRef, a: &Dim, b: &Dim) -> Option<bool> {
    let predicate = IntegerAttribute::try_from(attribute(op, "predicate")?).ok()?.value();
    let less = |a: &Dim, b: &Dim| match (b.is_more_than(a), b.is_at_most(a)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    match predicate {
        0 => a.is_same(b).then_some(true),
        1 => a.is_same(b).then_some(false),
        2 => less(a, b),
        3 => less(b, a).map(|less| !less),
        4 => less(b, a),
        5 => less(a, b).map(|less| !less),
        _ => None,
    }
}

/// Whether sizes are the ones that are wanted, but for those that are 1.
fn rest_is_same(sizes: &[Dim], wanted: &[i64]) -> bool {
    sizes.len() == wanted.len()
        && sizes.iter().zip(wanted).all(|(own, wanted)| match own.as_static() {
            Some(own) => own == *wanted,
            None => *wanted == DYNAMIC,
        })
}

fn first_operand<'c>(op: OperationRef<'c, 'c>) -> Result<Value<'c, 'c>, String> {
    op.operands().next().ok_or_else(|| "no operand".into())
}

/// `reassociation`: which dimensions belong together.
fn groups(op: OperationRef) -> Result<Vec<Vec<usize>>, String> {
    let all = attribute(op, "reassociation").and_then(|all| ArrayAttribute::try_from(all).ok());
    let all = all.ok_or("no reassociation")?;
    let group = |at: usize| -> Option<Vec<usize>> {
        let list = ArrayAttribute::try_from(all.element(at).ok()?).ok()?;
        let dims = (0..list.len()).map(|at| {
            Some(IntegerAttribute::try_from(list.element(at).ok()?).ok()?.value() as usize)
        });
        dims.collect()
    };
    let groups: Option<Vec<Vec<usize>>> = (0..all.len()).map(group).collect();
    groups.ok_or_else(|| "no reassociation".into())
}
