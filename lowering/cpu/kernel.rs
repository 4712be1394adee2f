//! Kernel functions: what a program calls to have one op computed, in parts.
//!
//! A kernel is `func.func private @kernel_N(%lo: index, %hi: index, operands...)` with the unit
//! attribute [`KERNEL`]. It computes the part from `%lo` to `%hi` of its outermost iterations,
//! which are independent of each other; a call of it computes all, from 0 to the number of
//! iterations. [`GRAIN`] is how many iterations are worth a thread of their own.

use std::collections::{HashMap, HashSet};

use melior::ir::{
    Attribute, AttributeLike, OperationRef, Type, TypeLike, Value, ValueLike,
    attribute::{FlatSymbolRefAttribute, StringAttribute},
    operation::OperationLike,
};
use tricast_mlir::{
    ir::{
        attribute, block_arguments, block_ops, blocks, body, erase, nested_ops, set_attribute,
        string_attribute,
    },
    rewrite::value_id,
};

use super::builder::Builder;

/// The unit attribute of a kernel function.
pub const KERNEL: &str = "tricast.kernel";
/// The attribute of a kernel function that says how many iterations a part should have at
/// least, an `i64`.
pub const GRAIN: &str = "tricast.grain";

/// The function that a `func.call` calls.
pub fn callee<'c>(call: OperationRef<'c, '_>) -> Option<&'c str> {
    let callee = FlatSymbolRefAttribute::try_from(attribute(call, "callee")?).ok()?;
    Some(callee.value())
}

/// How many calls of kernels a function has, wherever they are in it.
pub fn call_count(module: OperationRef, function: &str) -> usize {
    let named = |op: &OperationRef| string_attribute(*op, "sym_name").map(str::to_owned);
    let functions: Vec<OperationRef> = body(module).into_iter().flat_map(block_ops).collect();
    let kernels = functions.iter().filter(|op| attribute(**op, KERNEL).is_some());
    let kernels: HashSet<String> = kernels.filter_map(named).collect();
    let caller = functions.iter().find(|op| named(op).as_deref() == Some(function));
    let ops = caller.into_iter().flat_map(|caller| nested_ops(*caller));
    ops.filter(|op| callee(*op).is_some_and(|name| kernels.contains(name))).count()
}

/// The kernels of a module, each once.
#[derive(Default)]
pub struct KernelTable {
    names: HashMap<Vec<usize>, String>,
    count: usize,
}

/// What a kernel is built from.
pub struct NewKernel<'c> {
    /// The function; the block is its body.
    pub function: OperationRef<'c, 'c>,
    /// Builds its body.
    pub builder: Builder<'c>,
    /// The part of its iterations to compute.
    pub part: [Value<'c, 'c>; 2],
    /// The further arguments, one for each operand.
    pub arguments: Vec<Value<'c, 'c>>,
}

impl KernelTable {
    /// A table for a module, in which kernels may be already.
    pub fn new(module: OperationRef) -> Self {
        let mut table = KernelTable::default();
        for function in body(module).into_iter().flat_map(block_ops) {
            if attribute(function, KERNEL).is_none() {
                continue;
            }
            let name = attribute(function, "sym_name").and_then(|name| name.try_into().ok());
            if let Some(name) = name.map(|name: StringAttribute| name.value().to_owned()) {
                table.names.insert(structure(function), name);
            }
            table.count += 1;
        }
        table
    }

    /// How many kernels there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// A kernel with nothing in its body yet, at the end of a module.
    pub fn start<'c>(
        &mut self,
        module: Builder<'c>,
        operands: &[Type<'c>],
        grain: i64,
    ) -> NewKernel<'c> {
        let index = Type::index(module.context);
        let inputs: Vec<Type> = [index, index].iter().chain(operands).copied().collect();
        let private = StringAttribute::new(module.context, "private").into();
        let attributes = [
            ("sym_visibility", private),
            (KERNEL, Attribute::unit(module.context)),
            (GRAIN, module.i64(grain)),
        ];
        let function = module.function("", &inputs, &attributes);
        let block = body(function).expect("the function has a body");
        let arguments = block_arguments(block);
        NewKernel {
            function,
            builder: Builder::at_end(module.context, module.location, block),
            part: [arguments[0], arguments[1]],
            arguments: arguments[2..].to_vec(),
        }
    }

    /// Ends a kernel, and gives its name. Where there is one like it already, it is dropped,
    /// and the name is that one's.
    pub fn finish(&mut self, kernel: NewKernel) -> String {
        kernel.builder.op("func.return", &[], &[], &[]);
        let structure = structure(kernel.function);
        if let Some(name) = self.names.get(&structure) {
            erase(kernel.function);
            return name.clone();
        }
        let name = format!("kernel_{}", self.count);
        self.count += 1;
        let context = kernel.builder.context;
        set_attribute(kernel.function, "sym_name", StringAttribute::new(context, &name).into());
        self.names.insert(structure, name.clone());
        name
    }
}

/// What a function computes, without names and locations: equal for two functions that are
/// interchangeable. Types, attributes and names of ops are unique in a context, so their
/// addresses stand for them.
fn structure(function: OperationRef) -> Vec<usize> {
    let mut key = vec![];
    let mut numbers = HashMap::new();
    collect(function, &mut numbers, &mut key);
    key
}

fn define(value: Value, numbers: &mut HashMap<usize, usize>, key: &mut Vec<usize>) {
    let number = numbers.len();
    numbers.insert(value_id(value), number);
    key.push(value.r#type().to_raw().ptr as usize);
}

fn collect(op: OperationRef, numbers: &mut HashMap<usize, usize>, key: &mut Vec<usize>) {
    key.push(op.name().to_raw().ptr as usize);
    for (name, attribute) in op.attributes() {
        if name.as_string_ref().as_str() != Ok("sym_name") {
            key.extend([name.to_raw().ptr as usize, attribute.to_raw().ptr as usize]);
        }
    }
    key.push(op.operand_count());
    for operand in op.operands() {
        // What is defined outside stands for itself.
        key.push(numbers.get(&value_id(operand)).copied().unwrap_or(value_id(operand)));
    }
    key.push(op.result_count());
    for result in op.results() {
        define(result.into(), numbers, key);
    }
    for block in op.regions().flat_map(blocks) {
        let arguments = block_arguments(block);
        key.push(arguments.len());
        for argument in arguments {
            define(argument, numbers, key);
        }
        for op in block_ops(block) {
            collect(op, numbers, key);
        }
        key.push(usize::MAX);
    }
}
