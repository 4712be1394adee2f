//! `cpu-parallelize`: kernels are called through the runtime, with pointers.

use std::collections::HashMap;

use melior::ir::{
    OperationRef, Type, TypeLike, Value, ValueLike,
    attribute::{FlatSymbolRefAttribute, IntegerAttribute, StringAttribute, TypeAttribute},
    operation::OperationLike,
    r#type::{FunctionType, MemRefType, ShapedTypeLike},
};
use tricast_mlir::{
    convert::DYNAMIC,
    dialects::DependentDialect,
    ir::{
        attribute, block_arguments, block_ops, body, constant_int, context_of, erase, name_is,
        nested_ops, outlive_op, set_attribute,
    },
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{erase_argument, insert_argument, is_used, replace_uses, uses},
};

use super::{
    builder::{Builder, Index, sizes},
    deallocate::is_view,
    entry::lower_entry,
    kernel::{GRAIN, KERNEL},
    pointer::{Pointers, byte_width, parsed},
    signature::ENTRY,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-parallelize",
    summary: "Call kernels through the runtime, on all cores",
    description: "Fixes how compiled code calls and is called, just before it becomes LLVM's \
        dialect:\n\n\
        - A kernel takes a pointer for each memref, and the sizes and strides that are not known.\n\
        - A call of a kernel becomes a call of the runtime's `tricast_parallel_for`, with a task \
          that calls the kernel and a context in memory with what the kernel takes; or, where \
          the iterations are known not to be worth a second thread, a call of the kernel.\n\
        - A function with the attribute `tricast.entry` becomes `tricast_entry_<name>`, which \
          takes pointers to its results and arguments (see `Program` in the runtime).\n\
        - Buffers come from and go to the runtime.\n\n\
        All but the entries has internal linkage.",
    anchor: "builtin.module",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::FUNC,
        DependentDialect::LLVM,
        DependentDialect::MEMREF,
    ],
    options: &[],
    statistics: &[
        StatisticDeclaration {
            name: "parallel",
            description: "Number of calls through the runtime",
        },
        StatisticDeclaration { name: "direct", description: "Number of direct calls of kernels" },
    ],
    run,
};

/// How buffers are aligned, in bytes: to a cache line, and to every vector.
const ALIGNMENT: i64 = 64;

/// How many 64-bit words of a context each operand has: enough for a complex number.
const SLOT: i64 = 2;

/// What runs a task in parallel.
const PARALLEL_FOR: &str = "tricast_parallel_for";
const ALLOC: &str = "_mlir_memref_to_llvm_aligned_alloc";
const FREE: &str = "_mlir_memref_to_llvm_free";

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    let Some(top) = body(module) else {
        return Ok(());
    };
    let functions: Vec<OperationRef> =
        block_ops(top).filter(|op| name_is(*op, "func.func")).collect();
    let end = Builder::at_end(context_of(module), module.location(), top);
    declare_runtime(end);
    let mut kernels = HashMap::new();
    for function in &functions {
        if attribute(*function, KERNEL).is_some()
            && let Some(kernel) = Kernel::convert(*function)
        {
            kernels.insert(kernel.name.clone(), kernel);
        }
    }
    for function in functions {
        let mut pointers = Pointers::default();
        let is_entry = attribute(function, ENTRY).is_some();
        if is_entry {
            lower_entry(function, &mut pointers)?;
        } else if body(function).is_some() {
            set_attribute(function, "llvm.linkage", parsed(&end, "#llvm.linkage<internal>"));
        }
        let counts = convert_ops(function, end, &mut kernels, &mut pointers);
        pass.count("parallel", counts[0]);
        pass.count("direct", counts[1]);
    }
    Ok(())
}

/// Declares what the runtime gives.
fn declare_runtime(module: Builder) {
    let (pointer, i64) = (module.pointer_type(), module.i64_type());
    declare(module, PARALLEL_FOR, &[pointer, pointer, i64, i64], &[]);
    declare(module, ALLOC, &[i64, i64], &[pointer]);
    declare(module, FREE, &[pointer], &[]);
}

fn declare<'c>(module: Builder<'c>, name: &str, inputs: &[Type<'c>], results: &[Type<'c>]) {
    let ty = FunctionType::new(module.context, inputs, results);
    let attributes = [
        ("sym_name", StringAttribute::new(module.context, name).into()),
        ("sym_visibility", StringAttribute::new(module.context, "private").into()),
        ("function_type", TypeAttribute::new(ty.into()).into()),
    ];
    module.op_with_regions("func.func", &[], &attributes, &[], vec![Default::default()]);
}

/// A kernel that takes pointers.
struct Kernel<'c> {
    name: String,
    grain: i64,
    /// What stands for each of its operands.
    parameters: Vec<Parameter>,
    /// The types of what it takes, after the part.
    types: Vec<Type<'c>>,
    /// Whether the task that calls it has been made.
    has_task: bool,
}

/// What is passed for an operand of a kernel.
enum Parameter {
    /// Itself.
    Value,
    /// A pointer, and the sizes and strides of these dimensions.
    Memory { sizes: Vec<usize>, strides: Vec<usize> },
}

impl<'c> Kernel<'c> {
    /// Makes a kernel function take pointers.
    fn convert(function: OperationRef<'c, 'c>) -> Option<Self> {
        let block = body(function)?;
        let name = StringAttribute::try_from(attribute(function, "sym_name")?).ok()?;
        let grain = attribute(function, GRAIN).and_then(|it| IntegerAttribute::try_from(it).ok());
        let arguments = block_arguments(block);
        let builder = Builder::at_start(context_of(function), function.location(), block);
        let mut kernel = Kernel {
            name: name.value().to_owned(),
            grain: grain.map_or(1, |grain| grain.value()),
            parameters: vec![],
            types: vec![],
            has_task: false,
        };
        for argument in &arguments[2..] {
            kernel.replace(*argument, builder);
        }
        // What took them apart.
        for (user, _) in arguments[2..].iter().flat_map(|argument| uses(*argument)) {
            erase(user);
        }
        let index = Type::index(builder.context);
        for number in (2..arguments.len()).rev() {
            erase_argument(block, number);
        }
        let inputs: Vec<Type> = [index, index].iter().chain(&kernel.types).copied().collect();
        let ty = FunctionType::new(builder.context, &inputs, &[]);
        set_attribute(function, "function_type", TypeAttribute::new(ty.into()).into());
        Some(kernel)
    }

    /// Replaces an argument by a new one, or some.
    fn replace(&mut self, argument: Value<'c, 'c>, builder: Builder<'c>) {
        let add = |kernel: &mut Self, ty| {
            kernel.types.push(ty);
            let block = builder.block();
            insert_argument(block, block_arguments(block).len(), ty, builder.location)
        };
        if !argument.r#type().is_mem_ref() {
            let value = add(self, argument.r#type());
            replace_uses(argument, value);
            return self.parameters.push(Parameter::Value);
        }
        let ty = MemRefType::try_from(argument.r#type()).expect("the type was asked for");
        let pointer = add(self, builder.pointer_type());
        let base = builder.scalar_memref(pointer, ty.element());
        let users: Vec<OperationRef> = uses(argument).into_iter().map(|(user, _)| user).collect();
        let dynamic = |numbers: &[i64]| -> Vec<usize> {
            (0..numbers.len()).filter(|dim| numbers[*dim] == DYNAMIC).collect()
        };
        let mut sizes = dynamic(&sizes(ty));
        let mut strides = dynamic(&ty.strides_and_offset().0);
        let is_taken_apart =
            users.iter().all(|user| name_is(*user, "memref.extract_strided_metadata"));
        if is_taken_apart {
            let has_use = |first: usize, dim: usize| {
                users.iter().any(|op| {
                    is_used(op.results().nth(first + dim).expect("one a dimension").into())
                })
            };
            sizes.retain(|dim| has_use(2, *dim));
            strides.retain(|dim| has_use(2 + ty.rank(), *dim));
        }
        let index = Type::index(builder.context);
        let size_values: Vec<Value> = sizes.iter().map(|_| add(self, index)).collect();
        let stride_values: Vec<Value> = strides.iter().map(|_| add(self, index)).collect();
        if is_taken_apart {
            for user in users {
                let results: Vec<Value> = user.results().map(Value::from).collect();
                replace_uses(results[0], base);
                if is_used(results[1]) {
                    replace_uses(results[1], builder.index(0));
                }
                for (dim, value) in sizes.iter().zip(&size_values) {
                    replace_uses(results[2 + dim], *value);
                }
                for (dim, value) in strides.iter().zip(&stride_values) {
                    replace_uses(results[2 + ty.rank() + dim], *value);
                }
            }
        }
        if !is_taken_apart {
            let memref = builder.memref(base, ty, [&size_values, &stride_values]);
            replace_uses(argument, memref);
        }
        self.parameters.push(Parameter::Memory { sizes, strides });
    }

    /// What to pass for the operands of a call.
    fn operands(
        &self,
        builder: Builder<'c>,
        given: &[Value<'c, 'c>],
        pointers: &mut Pointers<'c>,
    ) -> Vec<Value<'c, 'c>> {
        let mut operands = vec![];
        for (parameter, value) in self.parameters.iter().zip(given) {
            let Parameter::Memory { sizes, strides } = parameter else {
                operands.push(*value);
                continue;
            };
            operands.push(pointers.first_element(builder, *value));
            operands.extend(sizes.iter().map(|dim| builder.materialize(builder.dim(*value, *dim))));
            operands.extend(strides.iter().map(|dim| stride(builder, *value, *dim)));
        }
        operands
    }

    /// The function that the runtime calls: it takes the kernel's operands from memory.
    fn make_task(&mut self, module: Builder<'c>) {
        if std::mem::replace(&mut self.has_task, true) {
            return;
        }
        let (pointer, i64) = (module.pointer_type(), module.i64_type());
        let attributes = [
            ("sym_visibility", StringAttribute::new(module.context, "private").into()),
            ("llvm.linkage", parsed(&module, "#llvm.linkage<internal>")),
        ];
        let task = module.function(&self.task(), &[pointer, i64, i64], &attributes);
        let block = body(task).expect("the function has a body");
        let arguments = block_arguments(block);
        let builder = Builder::at_end(module.context, module.location, block);
        let index = Type::index(builder.context);
        let mut operands: Vec<Value> = arguments[1..]
            .iter()
            .map(|bound| builder.value("arith.index_cast", &[*bound], &[], index))
            .collect();
        for (slot, ty) in self.types.iter().enumerate() {
            let place = Index::Const(slot as i64 * SLOT);
            operands.push(builder.load(builder.element_pointer(arguments[0], i64, place), *ty));
        }
        builder.call(&self.name, &operands, &[]);
        builder.op("func.return", &[], &[], &[]);
    }

    fn task(&self) -> String {
        format!("{}.task", self.name)
    }
}

/// A stride of a memref.
fn stride<'c>(builder: Builder<'c>, memref: Value<'c, 'c>, dim: usize) -> Value<'c, 'c> {
    let ty = MemRefType::try_from(memref.r#type()).expect("the value is a memref");
    let memory = super::memory::Memory::new(builder, memref, ty);
    builder.materialize(memory.strides[dim])
}

/// Converts the calls of kernels and the buffers of a function; gives how many calls go through
/// the runtime, and how many do not.
fn convert_ops<'c>(
    function: OperationRef<'c, 'c>,
    module: Builder<'c>,
    kernels: &mut HashMap<String, Kernel<'c>>,
    pointers: &mut Pointers<'c>,
) -> [u64; 2] {
    let mut counts = [0; 2];
    let mut memory = None;
    let slots = kernels.values().map(|kernel| kernel.types.len()).max().unwrap_or(0);
    let ops = nested_ops(function);
    for op in &ops {
        if name_is(*op, "memref.alloc") {
            allocate(*op, pointers);
        } else if name_is(*op, "memref.dealloc") {
            let builder = Builder::before(*op);
            let buffer = op.operands().next().expect("a dealloc has an operand");
            let pointer = pointers.aligned(builder, buffer);
            builder.call(FREE, &[pointer], &[]);
            erase(*op);
        } else if name_is(*op, "func.call")
            && let Some(kernel) = callee(*op).and_then(|name| kernels.get_mut(name))
        {
            let is_parallel = call(*op, module, kernel, pointers, || {
                *memory.get_or_insert_with(|| context_memory(function, slots))
            });
            counts[if is_parallel { 0 } else { 1 }] += 1;
        }
    }
    erase_unused_views(function);
    counts
}

fn callee<'c>(call: OperationRef<'c, '_>) -> Option<&'c str> {
    let callee = FlatSymbolRefAttribute::try_from(attribute(call, "callee")?).ok()?;
    Some(callee.value())
}

/// Converts a call of a kernel; gives whether it goes through the runtime, with what the kernel
/// takes stored in `context`.
fn call<'c>(
    call: OperationRef<'c, 'c>,
    module: Builder<'c>,
    kernel: &mut Kernel<'c>,
    pointers: &mut Pointers<'c>,
    memory: impl FnOnce() -> Value<'c, 'c>,
) -> bool {
    let builder = Builder::before(call);
    let given: Vec<Value> = call.operands().collect();
    let operands = kernel.operands(builder, &given[2..], pointers);
    let count = constant_int(given[1]);
    let is_parallel = count.is_none_or(|count| count > kernel.grain);
    if is_parallel {
        kernel.make_task(module);
        let context = memory();
        for (slot, operand) in operands.iter().enumerate() {
            let place = Index::Const(slot as i64 * SLOT);
            let pointer = builder.element_pointer(context, builder.i64_type(), place);
            builder.store(*operand, pointer);
        }
        let task = task_pointer(builder, &kernel.task());
        let grain = builder.constant(builder.i64(kernel.grain));
        builder.call(PARALLEL_FOR, &[task, context, builder.to_i64(given[1]), grain], &[]);
    } else {
        builder.call(&kernel.name, &[&given[..2], &operands].concat(), &[]);
    }
    erase(call);
    is_parallel
}

/// A pointer to a task.
fn task_pointer<'c>(builder: Builder<'c>, task: &str) -> Value<'c, 'c> {
    let (pointer, i64) = (builder.pointer_type(), builder.i64_type());
    let ty = FunctionType::new(builder.context, &[pointer, i64, i64], &[]).into();
    let symbol = FlatSymbolRefAttribute::new(builder.context, task).into();
    let function = builder.value("func.constant", &[], &[("value", symbol)], ty);
    builder.value("builtin.unrealized_conversion_cast", &[function], &[], pointer)
}

/// Erases the views that were there for calls of kernels.
fn erase_unused_views(function: OperationRef) {
    for op in nested_ops(function).into_iter().rev() {
        if is_view(op) && op.results().all(|result| !is_used(result.into())) {
            erase(op);
        }
    }
}

/// Memory on the stack for what `slots` operands take, for all calls of a function: one is over
/// before the next begins.
fn context_memory<'c>(function: OperationRef<'c, 'c>, slots: usize) -> Value<'c, 'c> {
    let block = body(function).expect("a function with calls has a body");
    let builder = Builder::at_start(context_of(function), function.location(), block);
    let count = builder.constant(builder.i64(slots as i64 * SLOT));
    let element = ("elem_type", TypeAttribute::new(builder.i64_type()).into());
    builder.value("llvm.alloca", &[count], &[element], builder.pointer_type())
}

/// Has the runtime allocate a buffer.
fn allocate<'c>(alloc: OperationRef<'c, 'c>, pointers: &mut Pointers<'c>) {
    let builder = Builder::before(alloc);
    let result: Value = alloc.results().next().expect("an alloc has a result").into();
    let ty = MemRefType::try_from(result.r#type()).expect("an alloc gives a memref");
    let mut dynamic = alloc.operands();
    let sizes: Vec<Index> = sizes(ty)
        .into_iter()
        .map(|size| match size {
            DYNAMIC => Index::Value(dynamic.next().expect("a size for each that is not known")),
            size => Index::Const(size),
        })
        .collect();
    let bytes = Index::Const(byte_width(ty.element()));
    let bytes = sizes.iter().fold(bytes, |bytes, size| builder.mul(bytes, *size));
    let operands =
        [builder.constant(builder.i64(ALIGNMENT)), builder.to_i64(builder.materialize(bytes))];
    let call = builder.call(ALLOC, &operands, &[builder.pointer_type()]);
    let pointer = call.results().next().expect("it gives a pointer").into();
    let memref = builder.contiguous_memref(pointer, ty, &sizes);
    replace_uses(result, memref);
    pointers.set(memref, pointer);
    erase(alloc);
}
