//! Runs programs on the simulator.

use std::collections::{HashMap, HashSet};

use melior::{
    Context,
    ir::{
        BlockLike, Identifier, Module, ValueLike,
        attribute::{IntegerAttribute, TypeAttribute},
        operation::{OperationBuilder, OperationLike},
    },
};
use tricast_dialects::{DType, Dim, ValueType};
use tricast_mlir::{
    build, diagnostics,
    drivers::run_pipeline,
    ir::{
        block_arguments, body, function, function_type, outlive_op, parse, result_types,
        set_attribute, set_type, type_of,
    },
    rewrite::{remove_attribute, replace_uses},
};
use tricast_runtime::{
    ArgumentSource, Executor, HostTensor, KernelTime, LoadError, Measures, Outputs, RunError,
    Signature, WeightSource,
};
use tricast_spyre::{Argument, Function, Memory, Numerics, Simulator};

use super::{
    graph::Graph,
    in_place::in_place,
    ktir::{self, Kernel},
    plan::{Plan, plan},
    simulate,
    steps::{BufferId, Program, Source, program},
    sticks::{Laid, choose},
    transfer,
};

/// A program with known sizes, planned, and its kernels.
pub struct Compiled {
    /// What the cores do.
    pub plan: Plan,
    /// The same as KTIR.
    pub kernels: Vec<Kernel>,
}

/// Chooses the sticks of a program.
///
/// # Errors
/// If a size is not known or 0.
pub fn lay(graph: &Graph) -> Result<Laid, String> {
    let program = program(graph)?;
    let laid = in_place(&program, &graph.changed).and_then(|program| laid(graph, &program).ok());
    laid.map_or_else(|| self::laid(graph, &program), Ok)
}

/// Plans a program.
///
/// # Errors
/// If a size is not known or 0.
pub fn compile(graph: &Graph, name: &str) -> Result<Compiled, String> {
    let plan = plan(&lay(graph)?, name)?;
    let kernels = plan.kernels.iter().enumerate().map(|(number, ops)| {
        let name = format!("{name}_{number}");
        ktir::kernel(&name, &plan, ops.clone())
    });
    let kernels = kernels.collect::<Result<Vec<_>, _>>()?;
    Ok(Compiled { plan, kernels })
}

/// A program in sticks. The host lays out weights as they are asked for.
fn laid(graph: &Graph, program: &Program) -> Result<Laid, String> {
    let written: HashSet<BufferId> = program.steps.iter().map(|step| step.output.buffer).collect();
    let is_weight = |argument: usize| {
        matches!(graph.main.arguments[argument].source, ArgumentSource::Global(_))
    };
    let free = |buffer: BufferId| match program.buffers[buffer].source {
        Source::Argument(argument) => is_weight(argument) && !written.contains(&buffer),
        Source::Constant(_) | Source::LowerTriangle => true,
        _ => false,
    };
    choose(program, &free)
}

/// What the kernels of a program that is run are called.
pub const KERNEL: &str = "kernel";

/// A program for Spyre, with sizes that may be known only when it runs.
pub struct SpyreProgram {
    /// What it does.
    pub graph: Graph,
    /// The module that it is of, where sizes are not known yet: it is planned anew for each of them.
    pub module: Option<String>,
    /// The plan, where they are known.
    pub compiled: Option<Compiled>,
}

/// What the sizes of inputs are, and the values of those that are numbers.
type Sizes = Vec<(Vec<usize>, Option<i64>)>;

/// A program that is ready to run, for the sizes that it had so far.
pub struct SpyreExecutable {
    graph: Graph,
    module: Option<String>,
    /// The plan of a program whose sizes are known, until its memory is laid out.
    compiled: Option<Compiled>,
    /// The buffers that it changes.
    buffers: Vec<String>,
    signature: Signature,
    numerics: Numerics,
    /// Weights, and the present values of buffers, by their names.
    globals: HashMap<String, HostTensor>,
    initial: HashMap<String, HostTensor>,
    ready: HashMap<Sizes, Ready>,
    measures: Measures,
    /// Of the last run.
    kernel_times: Vec<KernelTime>,
}

/// A program for known sizes, with its tensors in the memory of the device.
struct Ready {
    graph: Graph,
    laid: Laid,
    functions: Vec<(Function, Vec<BufferId>)>,
    /// The OpFuncs of each.
    ops: Vec<Vec<String>>,
    memory: Memory,
    /// The address of each tensor, in bytes.
    addresses: Vec<usize>,
}

impl SpyreExecutable {
    /// Reads the weights of a program.
    ///
    /// # Errors
    /// If one is missing or of another type.
    pub fn load(program: SpyreProgram, weights: &dyn WeightSource) -> Result<Self, LoadError> {
        let SpyreProgram { graph, module, compiled } = program;
        let globals: HashMap<_, _> = graph.main.weights(weights)?.into_iter().collect();
        Ok(SpyreExecutable {
            signature: Signature::new(&graph.main),
            buffers: graph.main.buffer_names(),
            graph,
            module,
            compiled,
            numerics: numerics()?,
            initial: globals.clone(),
            globals,
            ready: HashMap::new(),
            measures: Measures::default(),
            kernel_times: vec![],
        })
    }

    /// The program for inputs of these sizes.
    fn ready(&mut self, sizes: &Sizes) -> Result<(), RunError> {
        if self.ready.contains_key(sizes) {
            return Ok(());
        }
        let graph = match &self.module {
            Some(module) => specialized(module, sizes).map_err(RunError::Failed)?,
            None => self.graph.clone(),
        };
        let compiled = match self.compiled.take() {
            Some(compiled) => compiled,
            None => compile(&graph, KERNEL).map_err(RunError::Failed)?,
        };
        let context = build::context();
        let functions = compiled.kernels.iter().map(|kernel| {
            let function = simulated(&context, kernel).map_err(|reason| {
                let Kernel { name, text, .. } = kernel;
                RunError::Failed(format!("internal error: {name}: {reason}\n{text}"))
            });
            function.map(|function| (function, kernel.arguments.clone()))
        });
        let functions = functions.collect::<Result<Vec<_>, _>>()?;
        let ops = compiled.plan.kernels.iter().map(|kernel| {
            let ops = &compiled.plan.bundle.ops[kernel.clone()];
            ops.iter().map(|op| op.op.clone()).collect()
        });
        let ops = ops.collect();
        let mut memory = Memory::new();
        let mut addresses = vec![];
        let laid = compiled.plan.laid;
        for (buffer, layout) in laid.program.buffers.iter().zip(&laid.layouts) {
            let bytes = match buffer.source {
                Source::Argument(index) => self
                    .global(&graph, index)
                    .map(|tensor| transfer::upload(tensor, &buffer.sizes, layout, self.numerics)),
                Source::Constant(index) => {
                    let tensor = constant(&graph, index)?;
                    Some(transfer::upload(&tensor, &buffer.sizes, layout, self.numerics))
                }
                Source::LowerTriangle => {
                    let tensor = lower_triangle(&buffer.sizes)?;
                    Some(transfer::upload(&tensor, &buffer.sizes, layout, self.numerics))
                }
                Source::Number(value) => Some(transfer::constant(value, layout, self.numerics)),
                _ => None,
            };
            addresses.push(memory.add(bytes.unwrap_or_else(|| vec![0; layout.bytes() as usize])));
        }
        let ready = Ready { graph, laid, functions, ops, memory, addresses };
        self.ready.insert(sizes.clone(), ready);
        Ok(())
    }

    /// The weight or buffer that an argument is.
    fn global(&self, graph: &Graph, index: usize) -> Option<&HostTensor> {
        match &graph.main.arguments[index].source {
            ArgumentSource::Global(name) => self.globals.get(name),
            _ => None,
        }
    }

    /// The tensor of an argument.
    fn argument<'a>(
        &'a self,
        graph: &Graph,
        index: usize,
        inputs: &'a [HostTensor],
    ) -> Option<&'a HostTensor> {
        match &graph.main.arguments[index].source {
            ArgumentSource::Input(number, _) => inputs.get(*number),
            _ => self.global(graph, index),
        }
    }

    /// Whether the program changes an argument from one run to the next.
    fn changes(&self, graph: &Graph, index: usize) -> bool {
        let ArgumentSource::Global(name) = &graph.main.arguments[index].source else {
            return true;
        };
        self.buffers.contains(name)
    }

    /// Puts what differs from run to run into the memory of the device.
    fn upload(&self, ready: &Ready, inputs: &[HostTensor]) -> Result<u64, RunError> {
        let mut moved = 0;
        let program = &ready.laid.program;
        for (id, (buffer, layout)) in program.buffers.iter().zip(&ready.laid.layouts).enumerate() {
            let bytes = match buffer.source {
                Source::Argument(index) if self.changes(&ready.graph, index) => {
                    let tensor = self.argument(&ready.graph, index, inputs);
                    tensor.map(|own| transfer::upload(own, &buffer.sizes, layout, self.numerics))
                }
                Source::Indices(index, size) => {
                    let tensor = self.argument(&ready.graph, index, inputs);
                    let bytes = tensor
                        .map(|own| transfer::upload_indices(own, &buffer.sizes, layout, size));
                    bytes.transpose().map_err(RunError::Failed)?
                }
                _ => continue,
            };
            let bytes =
                bytes.ok_or_else(|| RunError::Failed("internal error: no argument".into()))?;
            let address = ready.addresses[id];
            ready
                .memory
                .write(address, address + bytes.len(), |memory| memory.copy_from_slice(&bytes))
                .map_err(|error| RunError::Failed(error.to_string()))?;
            moved += bytes.len() as u64;
        }
        Ok(moved)
    }

    /// Runs the kernels, and gives how long they take.
    fn launch(&self, ready: &Ready) -> Result<Vec<KernelTime>, RunError> {
        let simulator = Simulator { numerics: self.numerics, ..Simulator::default() };
        let mut times = vec![];
        for ((function, arguments), ops) in ready.functions.iter().zip(&ready.ops) {
            let address = |buffer: &BufferId| {
                let layout = &ready.laid.layouts[*buffer];
                let bytes = ktir::element_bytes(layout.arrangement, layout.format) as usize;
                Argument::Integer((ready.addresses[*buffer] / bytes) as i64)
            };
            let arguments: Vec<Argument> = arguments.iter().map(address).collect();
            let report = simulator
                .run(function, &arguments, &ready.memory)
                .map_err(|error| RunError::Failed(format!("{}: {error}", function.name)))?;
            times.push(KernelTime {
                name: function.name.clone(),
                ops: ops.clone(),
                seconds: report.cycles / simulator.hardware.clock * 1e-9,
                simulated: true,
            });
        }
        Ok(times)
    }
}

/// What 16-bit floats are: `dl16`, as on the device, or `fp32`, which is IEEE's half precision with
/// sums of single precision.
pub const NUMERICS_VARIABLE: &str = "TRICAST_SPYRE_NUMERICS";

fn numerics() -> Result<Numerics, LoadError> {
    match std::env::var(NUMERICS_VARIABLE).as_deref() {
        Err(_) | Ok("dl16") => Ok(Numerics::Dl16),
        Ok("fp32") => Ok(Numerics::Fp32),
        Ok(other) => Err(LoadError::Target(format!(
            "{NUMERICS_VARIABLE} is '{other}', expected dl16 or fp32"
        ))),
    }
}

/// A kernel as the simulator takes it.
fn simulated(context: &Context, kernel: &Kernel) -> Result<Function, String> {
    let text = ktir::module([kernel].into_iter());
    let (module, said) = diagnostics::collect(context, || parse(context, text.as_bytes()));
    let module: Module = module.ok_or_else(|| said.join("\n"))?;
    simulate::function(&module, None).map_err(|error| error.to_string())
}

/// A tensor that is written in the program.
fn constant(graph: &Graph, index: usize) -> Result<HostTensor, RunError> {
    let (value, bytes) = &graph.constants[index];
    let ty = &graph.types[*value];
    let sizes: Vec<usize> =
        ty.shape.iter().map(|size| size.as_static().unwrap_or(0) as usize).collect();
    let count = sizes.iter().product::<usize>() * ty.dtype.size();
    // One element may stand for all.
    let all = bytes.iter().copied().cycle().take(count).collect();
    Ok(HostTensor::from_vec(ty.dtype, &sizes, all)?)
}

/// 1 where the column is not after the row.
fn lower_triangle(sizes: &[i64]) -> Result<HostTensor, RunError> {
    let (rows, columns) = (sizes[0] as usize, sizes[1] as usize);
    let mut place = 0;
    let tensor = HostTensor::from_numbers(DType::F32, &[rows, columns], || {
        let (row, column) = (place / columns, place % columns);
        place += 1;
        f64::from(u8::from(column <= row))
    });
    Ok(tensor?)
}

/// The program of a module for inputs of these sizes.
fn specialized(module: &str, sizes: &Sizes) -> Result<Graph, String> {
    let context = build::context();
    let internal = |what: &str| format!("internal error: {what}");
    let module = parse(&context, module.as_bytes()).ok_or_else(|| internal("it is no MLIR"))?;
    let mut module = module;
    let main = function(outlive_op(module.as_operation()), "main");
    let main = main.ok_or_else(|| internal("there is no @main"))?;
    let block = body(main).ok_or_else(|| internal("@main has no body"))?;
    let location = main.location();
    let mut types = vec![];
    for (argument, (sizes, number)) in block_arguments(block).into_iter().zip(sizes) {
        match (type_of(argument), number) {
            (Some(ValueType::Tensor(mut ty)), _) => {
                ty.shape = sizes.iter().map(|size| Dim::Static(*size as i64)).collect();
                set_type(argument, build::value_type(&context, &ValueType::Tensor(ty)));
            }
            (_, Some(number)) => {
                let value = IntegerAttribute::new(argument.r#type(), *number).into();
                let constant = OperationBuilder::new("arith.constant", location)
                    .add_attributes(&[(Identifier::new(&context, "value"), value)])
                    .add_results(&[argument.r#type()])
                    .build()
                    .map_err(|error| internal(&error.to_string()))?;
                let first = block.first_operation().ok_or_else(|| internal("@main is empty"))?;
                let constant = block.insert_operation_before(first, constant);
                for result in constant.results() {
                    replace_uses(argument, result.into());
                }
            }
            _ => return Err(internal("an argument is neither a tensor nor an integer")),
        }
        types.push(argument.r#type());
    }
    // What is said of dynamic sizes is not true any more.
    remove_attribute(main, "arg_attrs");
    let ty = function_type(main.context(), &types, &result_types(main));
    set_attribute(main, "function_type", TypeAttribute::new(ty.into()).into());
    crate::register_once();
    run_pipeline(&mut module, "builtin.module(aten-infer-types,canonicalize,cse)")?;
    Graph::read(module.as_operation())
}

impl Executor for SpyreExecutable {
    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError> {
        self.signature.check(inputs)?;
        let sizes = inputs.iter().map(|input| {
            let number = || input.number(0).map(|number| number.to_f64() as i64);
            let is_number = input.sizes().is_empty() && input.dtype() == DType::I64;
            (input.sizes().to_vec(), is_number.then(number).flatten())
        });
        let sizes: Sizes = sizes.collect();
        self.ready(&sizes)?;
        let ready = &self.ready[&sizes];
        let mut moved = self.upload(ready, inputs)?;
        let times = self.launch(ready)?;
        let mut tensors = vec![];
        for (result, view) in self.graph.main.results.iter().zip(&ready.laid.program.results) {
            let bytes = ready.memory.buffer(ready.addresses[view.buffer]).unwrap_or_default();
            let buffer = &ready.laid.program.buffers[view.buffer];
            let layout = &ready.laid.layouts[view.buffer];
            moved += bytes.len() as u64;
            let tensor = transfer::download(
                &bytes,
                view,
                &buffer.sizes,
                layout,
                result.dtype,
                self.numerics,
            )?;
            tensors.push(tensor);
        }
        self.measures = Measures {
            dispatches: ready.functions.len(),
            transferred: moved,
            simulated: Some(times.iter().map(|kernel| kernel.seconds).sum()),
        };
        self.kernel_times = times;
        let mut changed = vec![];
        let set = |name: &str, tensor: HostTensor| changed.push((name.to_owned(), tensor));
        let outputs = Outputs::of(&self.graph.main, &self.signature, tensors, set);
        for (name, tensor) in changed {
            self.globals.insert(name, tensor);
        }
        Ok(outputs)
    }

    fn reset(&mut self) -> Result<(), RunError> {
        self.globals = self.initial.clone();
        Ok(())
    }

    fn buffer_names(&self) -> Vec<String> {
        self.buffers.clone()
    }

    fn buffer(&self, name: &str) -> Result<Option<HostTensor>, RunError> {
        if !self.buffers.iter().any(|own| own == name) {
            return Ok(None);
        }
        Ok(self.globals.get(name).cloned())
    }

    fn measures(&self) -> Measures {
        self.measures
    }

    fn kernel_times(&self) -> Option<Vec<KernelTime>> {
        Some(self.kernel_times.clone())
    }
}
