//! From a `linalg.generic` on memrefs to a kernel: a `gpu.func` of which each invocation computes
//! one point of the dimensions that are not reduced.

use std::collections::HashMap;

use melior::{
    Context,
    ir::{
        Attribute, Block, BlockLike, OperationRef, Region, RegionLike, Type, TypeLike, Value,
        ValueLike,
        attribute::{
            FlatSymbolRefAttribute, FloatAttribute, IntegerAttribute, StringAttribute,
            TypeAttribute,
        },
        operation::OperationLike,
        r#type::{FunctionType, IntegerType},
    },
};
use tricast_dialects::{DType, Dim};
use tricast_mlir::{
    ir::{
        affine_map_attribute, attribute, block_arguments, block_ops, element_dtype, erase, name_is,
        nested_ops, outlive, outlive_op, set_attribute, signless_type,
    },
    rewrite::{defining_op, replace_uses, value_id},
};
use tricast_vulkan::Texel;

use super::{loops::Loop, view::View};
use crate::cpu::{
    builder::Builder,
    structured::{Access, Operand, Structured},
};

/// How many invocations a workgroup has.
pub const WORKGROUP: i64 = 64;
/// How many workgroups a dispatch has in x at most; further ones are in y.
pub const ROW: i64 = 1 << 15;

/// What a kernel is called with.
pub struct Signature {
    /// The buffers that it is bound to, and what it does with them.
    pub bindings: Vec<(usize, bool, bool)>,
    /// Buffers that are bound as texels after those.
    pub texels: Vec<(usize, Texel)>,
    /// What it is given as push constants of 32 bits.
    pub parameters: Vec<Dim>,
    /// How many invocations do something.
    pub invocations: Dim,
}

impl Signature {
    fn new(invocations: Dim) -> Signature {
        Signature { bindings: vec![], texels: vec![], parameters: vec![], invocations }
    }
}

/// What is known of the values around a kernel.
pub trait Scope<'c> {
    /// The part of a buffer that a memref is.
    fn view(&self, value: Value<'c, 'c>) -> Option<View>;
    /// What an index is.
    fn index(&self, value: Value<'c, 'c>) -> Option<Dim>;
}

/// A kernel in the making.
pub(super) struct Kernel<'a, 'c> {
    scope: &'a dyn Scope<'c>,
    /// Builds in the module, and then in the function.
    pub(super) builder: Builder<'c>,
    pub(super) signature: Signature,
    /// The element type of each binding.
    types: Vec<Type<'c>>,
    /// The bindings as values.
    memories: Vec<Value<'c, 'c>>,
    /// The texels as values.
    images: Vec<Value<'c, 'c>>,
    /// The parameters as values.
    parameters: Vec<Value<'c, 'c>>,
    function: Option<OperationRef<'c, 'c>>,
}

/// Makes a kernel of a `linalg.generic`: `gpu.module @name` at the end of a module.
///
/// # Errors
/// If something in it is nothing that a kernel can have: an op whose counterpart should not verify.
pub fn build<'c>(
    op: OperationRef<'c, 'c>,
    scope: &dyn Scope<'c>,
    module: Builder<'c>,
    name: &str,
) -> Result<Signature, String> {
    let structured = Structured::new(op).ok_or("it is not on memrefs and numbers")?;
    let mut sizes = vec![];
    for dim in 0..structured.reduced.len() {
        let (operand, place) =
            structured.size_source(dim).ok_or("the size of a dimension is nowhere to be found")?;
        sizes.push(view_of(scope, structured.operands[operand].value)?.sizes[place].clone());
    }
    let parallel = sizes.iter().zip(&structured.reduced).filter(|(_, reduced)| !**reduced);
    let invocations = parallel.fold(Dim::Static(1), |all, (size, _)| &all * size);
    let mut kernel = Kernel::new(scope, module, invocations);
    kernel.collect(&structured, &sizes)?;
    kernel.open(name);
    kernel.fill(&structured, &sizes)?;
    Ok(kernel.signature)
}

/// Makes a kernel of a loop.
///
/// # Errors
/// As [`build`].
pub fn build_loop<'c>(
    own: &Loop<'c>,
    scope: &dyn Scope<'c>,
    module: Builder<'c>,
    name: &str,
) -> Result<Signature, String> {
    let parallel = own.parallel(scope);
    let invocations = parallel.as_ref().map_or(Dim::Static(1), |(_, count)| count.clone());
    let mut kernel = Kernel::new(scope, module, invocations);
    let mut parameters = vec![kernel.signature.invocations.clone()];
    let nested = own.ops.iter().flat_map(|op| nested_ops(*op)).map(outlive_op);
    for op in own.ops.iter().copied().chain(nested) {
        let (loads, stores) = (name_is(op, "memref.load"), name_is(op, "memref.store"));
        for value in op.operands() {
            if value.r#type().is_mem_ref() {
                if !loads && !stores && !name_is(op, "memref.dim") {
                    return Err("a loop that does more with memory than loads and stores".into());
                }
                kernel.bind(value, loads, stores)?;
                parameters.extend(place(&view_of(scope, value)?));
            } else if let Some(dim) = scope.index(value) {
                parameters.push(dim);
            }
        }
    }
    kernel.add_parameters(parameters);
    kernel.open(name);
    kernel.fill_loop(own, parallel.map(|(outer, _)| outer))?;
    Ok(kernel.signature)
}

fn view_of<'c>(scope: &dyn Scope<'c>, value: Value<'c, 'c>) -> Result<View, String> {
    scope.view(value).ok_or_else(|| format!("nothing is known of a {}", value.r#type()))
}

impl<'a, 'c> Kernel<'a, 'c> {
    /// A kernel without anything, at the end of a module.
    pub(super) fn new(scope: &'a dyn Scope<'c>, module: Builder<'c>, invocations: Dim) -> Self {
        Kernel {
            scope,
            builder: module,
            signature: Signature::new(invocations),
            types: vec![],
            memories: vec![],
            images: vec![],
            parameters: vec![],
            function: None,
        }
    }

    /// Memory that the function takes, also when it was opened already.
    pub(super) fn memory(
        &mut self,
        buffer: usize,
        ty: Type<'c>,
        reads: bool,
        writes: bool,
    ) -> Value<'c, 'c> {
        let bindings = &mut self.signature.bindings;
        let same =
            (0..bindings.len()).find(|at| bindings[*at].0 == buffer && self.types[*at] == ty);
        if let Some(at) = same {
            bindings[at].1 |= reads;
            bindings[at].2 |= writes;
            return self.memories[at];
        }
        bindings.push((buffer, reads, writes));
        self.types.push(ty);
        let b = self.builder;
        let added = b.block().add_argument(memory_type(b.context, ty), b.location);
        // SAFETY: the argument lives as long as its block.
        let added = unsafe { Value::from_raw(added.to_raw()) };
        self.memories.push(added);
        added
    }

    /// Texels that the function reads; they are loaded by `start`, which builds where it starts.
    pub(super) fn image(
        &mut self,
        start: Builder<'c>,
        buffer: usize,
        texel: Texel,
    ) -> Value<'c, 'c> {
        let same = self.signature.texels.iter().position(|own| *own == (buffer, texel));
        if let Some(at) = same {
            return self.images[at];
        }
        let name = texels_name(self.images.len());
        let name = FlatSymbolRefAttribute::new(start.context, &name).into();
        let pointer = parse_type(start.context, &format!("!spirv.ptr<{IMAGE}, UniformConstant>"));
        let base = start.value("spirv.mlir.addressof", &[], &[("variable", name)], pointer);
        let image = start.value("spirv.Load", &[base], &[], parse_type(start.context, IMAGE));
        self.signature.texels.push((buffer, texel));
        self.images.push(image);
        image
    }

    /// Ends a function that took more memory than it was opened with, or texels.
    pub(super) fn close(&self) {
        let Some(function) = self.function else { return };
        let context = self.builder.context;
        let inputs: Vec<Type> = self.memories.iter().map(|memory| memory.r#type()).collect();
        let ty = FunctionType::new(context, &inputs, &[]);
        set_attribute(function, "function_type", TypeAttribute::new(ty.into()).into());
        let module = Builder::before(function);
        let pointer = parse_type(context, &format!("!spirv.ptr<{IMAGE}, UniformConstant>"));
        let i32 = IntegerType::new(context, 32).into();
        let number = |value: usize| IntegerAttribute::new(i32, value as i64).into();
        for at in 0..self.images.len() {
            let attributes = [
                ("sym_name", StringAttribute::new(context, &texels_name(at)).into()),
                ("type", TypeAttribute::new(pointer).into()),
                ("descriptor_set", number(0)),
                ("binding", number(self.memories.len() + at)),
            ];
            module.op("spirv.GlobalVariable", &[], &attributes, &[]);
        }
    }

    /// Finds what it is called with.
    fn collect(&mut self, structured: &Structured<'c>, sizes: &[Dim]) -> Result<(), String> {
        let mut parameters = vec![self.signature.invocations.clone()];
        parameters.extend_from_slice(sizes);
        for (number, operand) in structured.operands.iter().enumerate() {
            if operand.memref.is_some() && is_used(structured, number) {
                let is_output = number >= structured.inputs;
                self.bind(operand.value, !is_output || reads(structured, number), is_output)?;
                parameters.extend(place(&view_of(self.scope, operand.value)?));
            }
        }
        let numbers = structured.operands.iter().filter(|operand| operand.memref.is_none());
        let numbers: Vec<Value> = numbers.map(|operand| operand.value).collect();
        let inside = nested_ops(structured.op).into_iter().map(outlive_op);
        let mut ops: Vec<OperationRef> = inside.collect();
        let taken = ops.iter().flat_map(|op| op.operands().collect::<Vec<_>>());
        let mut todo: Vec<Value> = taken.chain(numbers).collect();
        // What is computed again in the kernel takes something, too.
        while let Some(value) = todo.pop() {
            let outside = defining_op(value)
                .filter(|op| is_computed(*op) && is_outside(value, structured.op))
                .filter(|op| self.scope.index(value).is_none() && !ops.contains(op));
            if let Some(op) = outside {
                todo.extend(op.operands());
                ops.push(op);
            }
        }
        for inner in ops {
            for value in inner.operands() {
                if value.r#type().is_mem_ref() {
                    self.bind(value, true, name_is(inner, "memref.store"))?;
                    parameters.extend(place(&view_of(self.scope, value)?));
                } else if let Some(dim) = self.scope.index(value) {
                    parameters.push(dim);
                }
            }
        }
        self.add_parameters(parameters);
        Ok(())
    }

    fn add_parameters(&mut self, parameters: Vec<Dim>) {
        for dim in parameters {
            if !dim.is_static() && !self.signature.parameters.contains(&dim) {
                self.signature.parameters.push(dim);
            }
        }
    }

    fn bind(&mut self, value: Value<'c, 'c>, reads: bool, writes: bool) -> Result<(), String> {
        let view = view_of(self.scope, value)?;
        let ty = signless_type(self.builder.context, view.dtype);
        let bindings = &mut self.signature.bindings;
        match (0..bindings.len()).find(|at| bindings[*at].0 == view.buffer && self.types[*at] == ty)
        {
            Some(at) => {
                bindings[at].1 |= reads;
                bindings[at].2 |= writes;
            }
            None => {
                bindings.push((view.buffer, reads, writes));
                self.types.push(ty);
            }
        }
        Ok(())
    }

    /// Makes the function, and what gives it its parameters.
    pub(super) fn open(&mut self, name: &str) {
        let context = self.builder.context;
        let region = Region::new();
        let inside = outlive(region.append_block(Block::new(&[])));
        let text = |text: &str| -> Attribute<'c> { StringAttribute::new(context, text).into() };
        self.builder.op_with_regions(
            "gpu.module",
            &[],
            &[("sym_name", text(name))],
            &[],
            vec![region],
        );
        let module = self.builder.in_block(inside);
        let count = self.signature.parameters.len();
        let fields: Vec<String> = (0..count).map(|field| format!("i32 [{}]", 4 * field)).collect();
        let push =
            format!("!spirv.ptr<!spirv.struct<({}), Block>, PushConstant>", fields.join(", "));
        let push_type = (count > 0).then(|| parse_type(context, &push));
        if let Some(ty) = push_type {
            let attributes =
                [("sym_name", text("parameters")), ("type", TypeAttribute::new(ty).into())];
            module.op("spirv.GlobalVariable", &[], &attributes, &[]);
        }
        let inputs: Vec<Type> = self.types.iter().map(|ty| memory_type(context, *ty)).collect();
        let region = Region::new();
        let arguments: Vec<_> = inputs.iter().map(|ty| (*ty, module.location)).collect();
        let block = outlive(region.append_block(Block::new(&arguments)));
        let workgroup = format!("#spirv.entry_point_abi<workgroup_size = [{WORKGROUP}, 1, 1]>");
        let attributes = [
            ("sym_name", text("main")),
            (
                "function_type",
                TypeAttribute::new(FunctionType::new(context, &inputs, &[]).into()).into(),
            ),
            ("gpu.kernel", Attribute::unit(context)),
            ("spirv.entry_point_abi", parse_attribute(context, &workgroup)),
        ];
        let function = module.op_with_regions("gpu.func", &[], &attributes, &[], vec![region]);
        self.function = Some(function);
        self.builder = self.builder.in_block(block);
        self.memories = block_arguments(block);
        if let Some(ty) = push_type {
            self.load_parameters(ty);
        }
    }

    fn load_parameters(&mut self, ty: Type<'c>) {
        let (b, context) = (self.builder, self.builder.context);
        let name = FlatSymbolRefAttribute::new(context, "parameters").into();
        let base = b.value("spirv.mlir.addressof", &[], &[("variable", name)], ty);
        let i32 = IntegerType::new(context, 32).into();
        let pointer = parse_type(context, "!spirv.ptr<i32, PushConstant>");
        for field in 0..self.signature.parameters.len() {
            let number = IntegerAttribute::new(i32, field as i64).into();
            let number = b.value("spirv.Constant", &[], &[("value", number)], i32);
            let at = b.value("spirv.AccessChain", &[base, number], &[], pointer);
            let value = b.value("spirv.Load", &[at], &[], i32);
            self.parameters.push(b.value("arith.index_cast", &[value], &[], Type::index(context)));
        }
    }

    /// A number that is known, or a parameter.
    fn dim(&self, b: Builder<'c>, dim: &Dim) -> Value<'c, 'c> {
        if let Some(value) = dim.as_static() {
            return b.index(value);
        }
        let number = self.signature.parameters.iter().position(|own| own == dim);
        self.parameters[number.expect("all parameters were collected")]
    }

    /// The number of the invocation among all.
    pub(super) fn invocation(&self) -> Value<'c, 'c> {
        let b = self.builder;
        let index = Type::index(b.context);
        let id = |name: &str, dim: &str| {
            let dim = parse_attribute(b.context, &format!("#gpu<dim {dim}>"));
            b.value(name, &[], &[("dimension", dim)], index)
        };
        let (x, y) = (id("gpu.block_id", "x"), id("gpu.block_id", "y"));
        let row = b.binary("arith.muli", y, id("gpu.grid_dim", "x"));
        let group = b.binary("arith.addi", row, x);
        let first = b.binary("arith.muli", group, b.index(WORKGROUP));
        b.binary("arith.addi", first, id("gpu.thread_id", "x"))
    }

    /// The part of the kernel that invocations do that have something to do, and their number.
    pub(super) fn guard(&self) -> (Builder<'c>, Value<'c, 'c>) {
        let b = self.builder;
        let number = self.invocation();
        let count = self.dim(b, &self.signature.invocations);
        let less = IntegerAttribute::new(IntegerType::new(b.context, 64).into(), 6);
        let bool = IntegerType::new(b.context, 1).into();
        let is_in = b.value("arith.cmpi", &[number, count], &[("predicate", less.into())], bool);
        let (then, otherwise) = (Region::new(), Region::new());
        let block = outlive(then.append_block(Block::new(&[])));
        b.op_with_regions("scf.if", &[is_in], &[], &[], vec![then, otherwise]);
        b.op("gpu.return", &[], &[], &[]);
        (b.in_block(block), number)
    }

    fn fill_loop(
        &mut self,
        own: &Loop<'c>,
        parallel: Option<OperationRef<'c, 'c>>,
    ) -> Result<(), String> {
        let (b, number) = self.guard();
        let mut known: HashMap<usize, Value> = HashMap::new();
        for argument in &own.arguments {
            if !argument.r#type().is_mem_ref() {
                let dim = self.scope.index(*argument).ok_or("a loop takes a number")?;
                known.insert(value_id(*argument), self.dim(b, &dim));
            }
        }
        for op in &own.ops {
            if parallel != Some(*op) {
                let copy = b.copy_with(*op, &mut known);
                self.rewrite_memory(copy, &mut known)?;
                continue;
            }
            let block = tricast_mlir::ir::body(*op).ok_or("a loop without a body")?;
            known.insert(value_id(block_arguments(block)[0]), number);
            for inner in block_ops(block).filter(|op| !name_is(*op, "scf.yield")) {
                let copy = b.copy_with(inner, &mut known);
                self.rewrite_memory(copy, &mut known)?;
            }
        }
        b.op("scf.yield", &[], &[], &[]);
        Ok(())
    }

    /// Makes loads and stores those of the kernel's memory, in an op and what is nested in it; what
    /// `known` has of an op that is gone then is what stands for it.
    fn rewrite_memory(
        &self,
        op: OperationRef<'c, 'c>,
        known: &mut HashMap<usize, Value<'c, 'c>>,
    ) -> Result<(), String> {
        for inner in nested_ops(op).into_iter().map(outlive_op).chain([op]) {
            if name_is(inner, "memref.store") {
                let b = Builder::before(inner);
                let operands: Vec<Value> = inner.operands().collect();
                let view = view_of(self.scope, operands[1])?;
                let (memory, at) = self.at(b, &view, &operands[2..]);
                b.op("memref.store", &[operands[0], memory, at], &[], &[]);
                erase(inner);
            } else if let Some(value) = self.access(inner, &[])? {
                replace(inner, value, known)?;
            }
        }
        Ok(())
    }

    fn fill(&mut self, structured: &Structured<'c>, sizes: &[Dim]) -> Result<(), String> {
        let (inner, number) = self.guard();
        let mut indices = vec![None; sizes.len()];
        let mut rest = number;
        let parallel: Vec<usize> =
            (0..sizes.len()).filter(|dim| !structured.reduced[*dim]).collect();
        for (at, dim) in parallel.iter().enumerate().rev() {
            if at == 0 {
                indices[*dim] = Some(rest);
            } else {
                let size = self.dim(inner, &sizes[*dim]);
                indices[*dim] = Some(inner.binary("arith.remui", rest, size));
                rest = inner.binary("arith.divui", rest, size);
            }
        }
        let outputs = &structured.operands[structured.inputs..];
        let mut start = vec![];
        for (number, output) in outputs.iter().enumerate() {
            start.push(match reads(structured, structured.inputs + number) {
                true => self.load(inner, output, &indices)?,
                false => zero(inner, output),
            });
        }
        let ends = self.reduce(inner, structured, sizes, &mut indices, start)?;
        for (output, value) in outputs.iter().zip(ends) {
            let (memory, at) = self.element(inner, output, &indices)?;
            inner.op("memref.store", &[value, memory, at], &[], &[]);
        }
        inner.op("scf.yield", &[], &[], &[]);
        Ok(())
    }

    /// Loops over the dimensions that are reduced and have no index yet, and the body in them.
    fn reduce(
        &self,
        b: Builder<'c>,
        structured: &Structured<'c>,
        sizes: &[Dim],
        indices: &mut Vec<Option<Value<'c, 'c>>>,
        carried: Vec<Value<'c, 'c>>,
    ) -> Result<Vec<Value<'c, 'c>>, String> {
        let Some(dim) = indices.iter().position(Option::is_none) else {
            return self.body(b, structured, indices, &carried);
        };
        let bounds = [b.index(0), self.dim(b, &sizes[dim]), b.index(1)];
        let mut result = Ok(());
        let ends = b.for_loop(bounds, &carried, |inner, index, carried| {
            indices[dim] = Some(index);
            let next = self.reduce(inner, structured, sizes, indices, carried.to_vec());
            next.unwrap_or_else(|error| {
                result = Err(error);
                carried.to_vec()
            })
        });
        indices[dim] = Some(b.index(0));
        result.map(|()| ends)
    }

    /// What the body of the op gives at a point.
    fn body(
        &self,
        b: Builder<'c>,
        structured: &Structured<'c>,
        indices: &[Option<Value<'c, 'c>>],
        carried: &[Value<'c, 'c>],
    ) -> Result<Vec<Value<'c, 'c>>, String> {
        let mut known: HashMap<usize, Value> = HashMap::new();
        let arguments = block_arguments(structured.body);
        let inputs = structured.operands.iter().zip(&arguments).take(structured.inputs);
        for (_, (operand, argument)) in
            inputs.enumerate().filter(|(number, _)| is_used(structured, *number))
        {
            let value = match operand.memref {
                Some(_) => self.load(b, operand, indices)?,
                None => self.outside(b, operand.value, &mut known)?,
            };
            known.insert(value_id(*argument), value);
        }
        for (argument, value) in arguments[structured.inputs..].iter().zip(carried) {
            known.insert(value_id(*argument), *value);
        }
        let mut ends = vec![];
        for op in block_ops(structured.body).collect::<Vec<_>>() {
            for inner in std::iter::once(op).chain(nested_ops(op).into_iter().map(outlive_op)) {
                for operand in inner.operands().collect::<Vec<_>>() {
                    if !operand.r#type().is_mem_ref() && is_outside(operand, structured.op) {
                        self.outside(b, operand, &mut known)?;
                    }
                }
            }
            if name_is(op, "linalg.yield") {
                let find =
                    |value: Value<'c, 'c>| known.get(&value_id(value)).copied().unwrap_or(value);
                ends = op.operands().map(find).collect();
                continue;
            }
            let copy = b.copy_with(op, &mut known);
            for inner in nested_ops(copy).into_iter().map(outlive_op).chain([copy]) {
                if let Some(value) = self.access(inner, indices)? {
                    replace(inner, value, &mut known)?;
                }
            }
        }
        Ok(ends)
    }

    /// What stands for an op of a body that uses memory or the place in the iteration space; None
    /// for all others.
    pub(super) fn access(
        &self,
        op: OperationRef<'c, 'c>,
        indices: &[Option<Value<'c, 'c>>],
    ) -> Result<Option<Value<'c, 'c>>, String> {
        let b = Builder::before(op);
        if name_is(op, "linalg.index") {
            let dim = attribute(op, "dim").map(|dim| dim.to_string()).unwrap_or_default();
            let dim: usize =
                dim.split(' ').next().and_then(|dim| dim.parse().ok()).ok_or("a dimension")?;
            return Ok(indices.get(dim).copied().flatten());
        }
        if name_is(op, "memref.load") {
            let operands: Vec<Value> = op.operands().collect();
            let view = view_of(self.scope, operands[0])?;
            let (memory, at) = self.at(b, &view, &operands[1..]);
            let ty = signless_type(b.context, view.dtype);
            return Ok(Some(b.value("memref.load", &[memory, at], &[], ty)));
        }
        if name_is(op, "memref.dim") {
            let operands: Vec<Value> = op.operands().collect();
            let view = view_of(self.scope, operands[0])?;
            let dim = tricast_mlir::ir::constant_int(operands[1])
                .ok_or("a dimension that is not known")?;
            return Ok(Some(self.dim(b, &view.sizes[dim as usize])));
        }
        if name_is(op, "memref.store") {
            return Err("its body writes to memory".into());
        }
        Ok(None)
    }

    /// A number from outside of the op: a constant, or an index that is known.
    pub(super) fn outside(
        &self,
        b: Builder<'c>,
        value: Value<'c, 'c>,
        known: &mut HashMap<usize, Value<'c, 'c>>,
    ) -> Result<Value<'c, 'c>, String> {
        if let Some(value) = known.get(&value_id(value)) {
            return Ok(*value);
        }
        let own = match self.scope.index(value) {
            Some(dim) => self.dim(b, &dim),
            None => {
                let op = defining_op(value).filter(|op| is_computed(*op));
                let op = op.ok_or_else(|| format!("a {} from outside of it", value.r#type()))?;
                if name_is(op, "memref.load") {
                    return self.load_outside(b, op, known);
                }
                for operand in op.operands().collect::<Vec<_>>() {
                    self.outside(b, operand, known)?;
                }
                let copy = b.copy_with(op, known);
                copy.results().next().ok_or("an op has no result")?.into()
            }
        };
        known.insert(value_id(value), own);
        Ok(own)
    }

    /// What an op outside of the kernel loads.
    fn load_outside(
        &self,
        b: Builder<'c>,
        op: OperationRef<'c, 'c>,
        known: &mut HashMap<usize, Value<'c, 'c>>,
    ) -> Result<Value<'c, 'c>, String> {
        let operands: Vec<Value> = op.operands().collect();
        let view = view_of(self.scope, operands[0])?;
        let at = operands[1..].iter().map(|index| self.outside(b, *index, known));
        let at = at.collect::<Result<Vec<_>, _>>()?;
        let (memory, at) = self.at(b, &view, &at);
        let ty = signless_type(b.context, view.dtype);
        let value = b.value("memref.load", &[memory, at], &[], ty);
        let result: Value = op.results().next().ok_or("a load has no result")?.into();
        known.insert(value_id(result), value);
        Ok(value)
    }

    fn load(
        &self,
        b: Builder<'c>,
        operand: &Operand<'c>,
        indices: &[Option<Value<'c, 'c>>],
    ) -> Result<Value<'c, 'c>, String> {
        let (memory, at) = self.element(b, operand, indices)?;
        let ty = element_dtype(operand.value.r#type()).unwrap_or(DType::F32);
        Ok(b.value("memref.load", &[memory, at], &[], signless_type(b.context, ty)))
    }

    /// Where the element of an operand is that is used at a point.
    fn element(
        &self,
        b: Builder<'c>,
        operand: &Operand<'c>,
        indices: &[Option<Value<'c, 'c>>],
    ) -> Result<(Value<'c, 'c>, Value<'c, 'c>), String> {
        let view = view_of(self.scope, operand.value)?;
        // A dimension that is reduced is not used by an output.
        let all: Vec<Value> =
            indices.iter().map(|index| index.unwrap_or_else(|| b.index(0))).collect();
        let at: Vec<Value> =
            operand.access.iter().map(|access| self.apply(b, access, &all)).collect();
        Ok(self.at(b, &view, &at))
    }

    fn apply(&self, b: Builder<'c>, access: &Access<'c>, all: &[Value<'c, 'c>]) -> Value<'c, 'c> {
        if let Some(dim) = access.dim() {
            return all[dim];
        }
        let index = Type::index(b.context);
        match access {
            Access::Linear(factors, constant) => {
                let mut sum = b.index(*constant);
                for (value, factor) in all.iter().zip(factors).filter(|(_, factor)| **factor != 0) {
                    let term = b.binary("arith.muli", *value, b.index(*factor));
                    sum = b.binary("arith.addi", sum, term);
                }
                sum
            }
            Access::General(expr) => {
                let map = melior::ir::AffineMap::new(b.context, all.len(), 0, &[*expr]);
                b.value("affine.apply", all, &[("map", affine_map_attribute(map))], index)
            }
        }
    }

    /// The memory of a view, and where in it an element is.
    fn at(
        &self,
        b: Builder<'c>,
        view: &View,
        indices: &[Value<'c, 'c>],
    ) -> (Value<'c, 'c>, Value<'c, 'c>) {
        let mut at = self.dim(b, &view.offset);
        for (index, stride) in indices.iter().zip(&view.strides) {
            let step = match stride.as_static() {
                Some(1) => *index,
                _ => b.binary("arith.muli", *index, self.dim(b, stride)),
            };
            at = b.binary("arith.addi", at, step);
        }
        let ty = signless_type(b.context, view.dtype);
        let bindings = self.signature.bindings.iter().zip(&self.types);
        let number =
            bindings.into_iter().position(|(own, own_ty)| own.0 == view.buffer && *own_ty == ty);
        (self.memories[number.expect("all memory was bound")], at)
    }
}

/// Replaces an op by a value, also where it is known as what another one became.
fn replace<'c>(
    op: OperationRef<'c, 'c>,
    value: Value<'c, 'c>,
    known: &mut HashMap<usize, Value<'c, 'c>>,
) -> Result<(), String> {
    let old: Value = op.results().next().ok_or("an access has no result")?.into();
    replace_uses(old, value);
    for own in known.values_mut().filter(|own| value_id(**own) == value_id(old)) {
        *own = value;
    }
    erase(op);
    Ok(())
}

/// The numbers that say where a view is.
fn place(view: &View) -> impl Iterator<Item = Dim> {
    let all: Vec<Dim> =
        [&view.offset].into_iter().chain(&view.strides).chain(&view.sizes).cloned().collect();
    all.into_iter()
}

/// A number of the type of an operand's elements.
pub(super) fn zero<'c>(b: Builder<'c>, operand: &Operand<'c>) -> Value<'c, 'c> {
    let dtype = element_dtype(operand.value.r#type()).unwrap_or(DType::F32);
    let ty = signless_type(b.context, dtype);
    let value: Attribute = match dtype.is_float() {
        true => FloatAttribute::new(b.context, ty, 0.0).into(),
        false => IntegerAttribute::new(ty, 0).into(),
    };
    b.constant(value)
}

/// Whether the body uses what an operand is; of an output, what it was before.
fn reads(structured: &Structured, number: usize) -> bool {
    tricast_mlir::rewrite::is_used(block_arguments(structured.body)[number])
}

/// Whether an operand is there for more than its sizes.
fn is_used(structured: &Structured, number: usize) -> bool {
    number >= structured.inputs || reads(structured, number)
}

pub(super) fn is_outside(value: Value, op: OperationRef) -> bool {
    let Some(own) = defining_op(value) else { return false };
    let mut parent = own.parent_operation();
    while let Some(above) = parent {
        if above == op {
            return false;
        }
        parent = above.parent_operation();
    }
    true
}

/// Whether an op outside of a kernel is computed again in it.
fn is_computed(op: OperationRef) -> bool {
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    name.starts_with("arith.") || name.starts_with("math.") || name == "memref.load"
}

/// Texels of floats.
const IMAGE: &str =
    "!spirv.image<f32, Buffer, NoDepth, NonArrayed, SingleSampled, NeedSampler, Unknown>";

fn texels_name(number: usize) -> String {
    format!("texels_{number}")
}

/// Memory of so many elements as it has.
fn memory_type<'c>(context: &'c Context, ty: Type<'c>) -> Type<'c> {
    parse_type(context, &format!("memref<?x{ty}, #spirv.storage_class<StorageBuffer>>"))
}

pub(super) fn parse_type<'c>(context: &'c Context, text: &str) -> Type<'c> {
    Type::parse(context, text).unwrap_or_else(|| panic!("{text} is a type"))
}

fn parse_attribute<'c>(context: &'c Context, text: &str) -> Attribute<'c> {
    Attribute::parse(context, text).unwrap_or_else(|| panic!("{text} is an attribute"))
}
