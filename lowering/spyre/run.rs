//! Runs programs on the simulator.

use std::collections::HashMap;

use melior::ir::{Module, operation::OperationLike as _};
use tricast_mlir::{build, ir::parse};
use tricast_runtime::{
    ArgumentSource, Executor, HostTensor, LoadError, Measures, Outputs, ResultTarget, RunError,
    Signature, WeightError, WeightSource,
};
use tricast_spyre::{Argument, Function, Memory, Numerics, Simulator};

use super::{
    graph::Graph,
    ktir::{self, Kernel},
    plan::{Planned, plan},
    simulate,
    steps::{BufferId, Source, program},
    sticks::{Laid, choose},
    transfer,
};

/// A program with known sizes, planned.
pub struct Compiled {
    /// Its tensors and steps.
    pub laid: Laid,
    /// What the cores do.
    pub planned: Vec<Planned>,
    /// The same as KTIR.
    pub kernels: Vec<Kernel>,
}

/// Plans a program where the symbols of its sizes have these values.
///
/// # Errors
/// If it cannot be done with these sizes.
pub fn compile(graph: &Graph, symbol: &dyn Fn(&str) -> Option<i64>) -> Result<Compiled, String> {
    let program = program(graph, symbol)?;
    let is_weight = |argument: usize| {
        matches!(graph.main.arguments[argument].source, ArgumentSource::Global(_))
    };
    let free = |buffer: BufferId| match program.buffers[buffer].source {
        Source::Argument(argument) => is_weight(argument),
        Source::Constant(_) => true,
        _ => false,
    };
    let laid = choose(&program, &free)?;
    let planned = plan(&laid);
    let source = |buffer: BufferId| laid.program.buffers[buffer].source.clone();
    let kernels = planned.iter().enumerate().map(|(number, planned)| {
        let name = format!("kernel_{number}_{}", planned.spec.op);
        ktir::kernel(&name, planned, &source)
            .map_err(|reason| format!("'{}': {reason}", planned.spec.source))
    });
    let kernels = kernels.collect::<Result<Vec<_>, _>>()?;
    Ok(Compiled { laid, planned, kernels })
}

/// A program that is ready to run, for the sizes that it had so far.
pub struct SpyreExecutable {
    graph: Graph,
    signature: Signature,
    numerics: Numerics,
    /// Weights, and the present values of buffers, by the number of their argument.
    globals: HashMap<usize, HostTensor>,
    initial: HashMap<usize, HostTensor>,
    constants: Vec<HostTensor>,
    ready: HashMap<Vec<Option<i64>>, Ready>,
    measures: Measures,
}

/// A program for known sizes, with its tensors in the memory of the device.
struct Ready {
    laid: Laid,
    functions: Vec<(Function, Vec<BufferId>)>,
    memory: Memory,
    /// The address of each tensor, in bytes.
    addresses: Vec<usize>,
}

impl SpyreExecutable {
    /// Reads the weights of a program.
    ///
    /// # Errors
    /// If one is missing or of another type.
    pub fn load(graph: Graph, weights: &dyn WeightSource) -> Result<Self, LoadError> {
        let (mut globals, mut missing) = (HashMap::new(), vec![]);
        for (index, name) in graph.globals() {
            let wanted = graph.main.arguments[index].wanted(name)?;
            match weights.weight(name, &wanted)? {
                Some(weight) => {
                    wanted.check(name, &weight)?;
                    globals.insert(index, weight);
                }
                None => missing.push(name.to_owned()),
            }
        }
        if !missing.is_empty() {
            return Err(WeightError::Missing(missing).into());
        }
        let constants = graph.constants.iter().map(|(value, bytes)| {
            let ty = &graph.types[*value];
            let sizes: Vec<usize> =
                ty.shape.iter().map(|size| size.as_static().unwrap_or(0) as usize).collect();
            let count = sizes.iter().product::<usize>() * ty.dtype.size();
            let bytes = if bytes.len() < count { bytes.repeat(count / bytes.len()) } else { bytes.clone() };
            HostTensor::from_bytes(ty.dtype, &sizes, &bytes)
                .map_err(|error| LoadError::Internal(error.to_string()))
        });
        let constants = constants.collect::<Result<Vec<_>, _>>()?;
        Ok(SpyreExecutable {
            signature: Signature::new(&graph.main),
            graph,
            numerics: Numerics::Dl16,
            initial: globals.clone(),
            globals,
            constants,
            ready: HashMap::new(),
            measures: Measures::default(),
        })
    }

    /// The program for these values of its symbols.
    fn ready(&mut self, values: &[Option<i64>]) -> Result<(), RunError> {
        if self.ready.contains_key(values) {
            return Ok(());
        }
        let symbols = self.signature.symbols();
        let symbol = |name: &str| {
            let place = symbols.iter().position(|symbol| symbol == name)?;
            values[place]
        };
        let compiled = compile(&self.graph, &symbol).map_err(RunError::Failed)?;
        let context = build::context();
        let functions = compiled.kernels.iter().map(|kernel| {
            let module = parse(&context, kernel.text.as_bytes());
            let internal = |what: &str| {
                RunError::Failed(format!("internal error: {}: {what}\n{}", kernel.name, kernel.text))
            };
            let module: Module = module.ok_or_else(|| internal("it is no MLIR"))?;
            if !module.as_operation().verify() {
                return Err(internal("it does not verify"));
            }
            let function = simulate::function(&module, None);
            let function = function.map_err(|error| internal(&error.to_string()))?;
            Ok((function, kernel.arguments.clone()))
        });
        let functions = functions.collect::<Result<Vec<_>, _>>()?;
        let mut memory = Memory::new();
        let mut addresses = vec![];
        let laid = compiled.laid;
        for (buffer, layout) in laid.program.buffers.iter().zip(&laid.layouts) {
            let bytes = match buffer.source {
                Source::Argument(index) => self.globals.get(&index).map(|tensor| {
                    transfer::upload(tensor, &buffer.sizes, layout, self.numerics)
                }),
                Source::Constant(index) => {
                    let tensor = &self.constants[index];
                    Some(transfer::upload(tensor, &buffer.sizes, layout, self.numerics))
                }
                Source::Number(value) => Some(transfer::constant(value, layout, self.numerics)),
                _ => None,
            };
            addresses.push(memory.add(bytes.unwrap_or_else(|| vec![0; layout.bytes() as usize])));
        }
        let ready = Ready { laid, functions, memory, addresses };
        self.ready.insert(values.to_vec(), ready);
        Ok(())
    }

    /// The tensor of an argument.
    fn argument<'a>(&'a self, index: usize, inputs: &'a [HostTensor]) -> Option<&'a HostTensor> {
        match &self.graph.main.arguments[index].source {
            ArgumentSource::Input(number, _) => inputs.get(*number),
            _ => self.globals.get(&index),
        }
    }

    /// Whether the program changes an argument from one run to the next.
    fn changes(&self, index: usize) -> bool {
        let ArgumentSource::Global(name) = &self.graph.main.arguments[index].source else {
            return true;
        };
        self.buffer_names().contains(name)
    }

    /// Puts what differs from run to run into the memory of the device.
    fn upload(&self, ready: &Ready, inputs: &[HostTensor]) -> Result<u64, RunError> {
        let mut moved = 0;
        let program = &ready.laid.program;
        for (id, (buffer, layout)) in program.buffers.iter().zip(&ready.laid.layouts).enumerate() {
            let bytes = match buffer.source {
                Source::Argument(index) if self.changes(index) => {
                    let tensor = self.argument(index, inputs);
                    tensor.map(|own| transfer::upload(own, &buffer.sizes, layout, self.numerics))
                }
                Source::Indices(index, size) => {
                    let tensor = self.argument(index, inputs);
                    let bytes = tensor
                        .map(|own| transfer::upload_indices(own, &buffer.sizes, layout, size));
                    bytes.transpose().map_err(RunError::Failed)?
                }
                _ => continue,
            };
            let bytes = bytes.ok_or_else(|| RunError::Failed("internal error: no argument".into()))?;
            let address = ready.addresses[id];
            ready
                .memory
                .write(address, address + bytes.len(), |memory| memory.copy_from_slice(&bytes))
                .map_err(|error| RunError::Failed(error.to_string()))?;
            moved += bytes.len() as u64;
        }
        Ok(moved)
    }

    /// Runs the kernels, and gives the cycles that they take.
    fn launch(&self, ready: &Ready) -> Result<f64, RunError> {
        let simulator = Simulator { numerics: self.numerics, ..Simulator::default() };
        let mut cycles = 0.0;
        for (function, arguments) in &ready.functions {
            let address = |buffer: &BufferId| {
                let bytes = ready.laid.layouts[*buffer].format.bytes() as usize;
                Argument::Integer((ready.addresses[*buffer] / bytes) as i64)
            };
            let arguments: Vec<Argument> = arguments.iter().map(address).collect();
            let report = simulator
                .run(function, &arguments, &ready.memory)
                .map_err(|error| RunError::Failed(format!("{}: {error}", function.name)))?;
            cycles += report.cycles;
        }
        Ok(cycles / simulator.hardware.clock)
    }
}

impl Executor for SpyreExecutable {
    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError> {
        let values = self.signature.values(inputs)?;
        self.ready(&values)?;
        let ready = &self.ready[&values];
        let mut moved = self.upload(ready, inputs)?;
        let seconds = self.launch(ready)?;
        let mut tensors = vec![];
        for (result, view) in self.graph.main.results.iter().zip(&ready.laid.program.results) {
            let bytes = ready.memory.buffer(ready.addresses[view.buffer]).unwrap_or_default();
            let buffer = &ready.laid.program.buffers[view.buffer];
            let layout = &ready.laid.layouts[view.buffer];
            moved += bytes.len() as u64;
            let tensor =
                transfer::download(&bytes, view, &buffer.sizes, layout, result.dtype, self.numerics)?;
            tensors.push(tensor);
        }
        self.measures = Measures {
            dispatches: ready.functions.len(),
            transferred: moved,
            simulated: Some(seconds),
        };
        let mut changed = vec![];
        let set = |name: &str, tensor: HostTensor| changed.push((name.to_owned(), tensor));
        let outputs = Outputs::of(&self.graph.main, &self.signature, tensors, set);
        for (name, tensor) in changed {
            let place = self.graph.globals().find(|(_, own)| *own == name).map(|(index, _)| index);
            if let Some(index) = place {
                self.globals.insert(index, tensor);
            }
        }
        Ok(outputs)
    }

    fn reset(&mut self) -> Result<(), RunError> {
        self.globals = self.initial.clone();
        Ok(())
    }

    fn buffer_names(&self) -> Vec<String> {
        let results = self.graph.main.results.iter();
        let names = results.filter_map(|result| match &result.target {
            ResultTarget::Global(name) => Some(name.clone()),
            _ => None,
        });
        let mut names: Vec<String> = names.collect();
        names.dedup();
        names
    }

    fn buffer(&self, name: &str) -> Result<Option<HostTensor>, RunError> {
        if !self.buffer_names().iter().any(|own| own == name) {
            return Ok(None);
        }
        let place = self.graph.globals().find(|(_, own)| *own == name);
        Ok(place.and_then(|(index, _)| self.globals.get(&index).cloned()))
    }

    fn measures(&self) -> Measures {
        self.measures
    }
}
