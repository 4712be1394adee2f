//! A program that is ready to run.

use std::{
    num::NonZeroUsize,
    ptr::NonNull,
    sync::{Arc, Mutex, PoisonError, Weak, atomic::AtomicI64},
};

use indexmap::IndexMap;

use crate::{
    code::{Code, Entry, LinkError},
    frame::{Frame, RawResult},
    heap::Heap,
    host::{self, Host},
    load::Loader,
    memory::{ALIGNMENT, Bytes},
    pool::{self, Pool},
    program::{Argument, ArgumentSource, Function, Program, Result as ProgramResult, ResultTarget},
    signature::{InputError, Signature},
    tensor::{HostTensor, TensorError, byte_length},
    weights::{WeightError, WeightSource},
};

/// How a program runs.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many threads it uses; see [`crate::thread_count`] for the default.
    pub threads: Option<NonZeroUsize>,
    /// Where its random numbers start: the first number of a stream of Philox.
    pub seed: i64,
    /// The device that it runs on where a target has several: its number, or a part of its name.
    pub device: Option<String>,
    /// Whether the time of each kernel is taken; see [`crate::Executor::kernel_times`]. Kernels may
    /// then run one after the other.
    pub profile: bool,
}

/// A program that is ready to run: linked, with its weights.
///
/// A program with buffers that it changes (a KV cache) keeps them from one run to the next.
pub struct Executable {
    program: Program,
    signature: Signature,
    machine: Machine,
    entry: Entry,
    frame: Frame,
    /// The inputs by their number: the arguments they are.
    inputs: Vec<usize>,
    /// What the arguments of `main` point to, by name, that does not change.
    globals: IndexMap<String, HostTensor>,
    constants: IndexMap<String, HostTensor>,
    /// What `main` changes, by name.
    buffers: IndexMap<String, Buffer>,
}

/// A buffer of the model that the program changes.
struct Buffer {
    /// The arguments of `main` that it is; none if the program never reads it.
    arguments: Vec<usize>,
    /// Before the first run, if the program reads it. Not in memory if it is in a file.
    initial: Option<HostTensor>,
    /// The present value. Nobody else has it, so the program may change it in place.
    present: Option<HostTensor>,
}

impl Buffer {
    /// Gives it another value, which `main` then reads.
    fn set(&mut self, present: Option<HostTensor>, main: &Function, frame: &mut Frame) {
        self.present = present;
        for (&index, present) in self.arguments.iter().zip(&self.present) {
            frame.set(index, &main.arguments[index], present);
        }
    }
}

/// What a run gives.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    /// The outputs by their number; None for one that is `None`.
    pub values: Vec<Option<HostTensor>>,
    /// The inputs that the program changed, by their number, with their new values.
    pub changed_inputs: Vec<(usize, HostTensor)>,
}

impl Outputs {
    /// What becomes of the results of a function: outputs, inputs that it changes, and buffers,
    /// whose new values `set` is given.
    pub fn of(
        function: &Function,
        signature: &Signature,
        results: Vec<HostTensor>,
        mut set: impl FnMut(&str, HostTensor),
    ) -> Outputs {
        let mut outputs = Outputs::default();
        for (result, tensor) in function.results.iter().zip(results) {
            match &result.target {
                ResultTarget::Output(number) => {
                    let count = outputs.values.len().max(number + 1);
                    outputs.values.resize(count, None);
                    outputs.values[*number] = Some(tensor);
                }
                ResultTarget::Input(name) => {
                    let inputs = signature.inputs();
                    let number = inputs.iter().find(|input| input.name() == name);
                    outputs.changed_inputs.extend(number.map(|input| (input.number(), tensor)));
                }
                ResultTarget::Global(name) => set(name, tensor),
                // Only initializers have them.
                ResultTarget::Constant(_) => {}
            }
        }
        outputs
    }
}

/// Why a program cannot be made ready.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Its object code.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// Its weights.
    #[error(transparent)]
    Weight(#[from] WeightError),
    /// What it computes from its weights.
    #[error("{function}: {error}")]
    Initializer {
        /// The function.
        function: String,
        /// What is wrong.
        error: Box<RunError>,
    },
    /// The target is not there, or cannot run it.
    #[error("{0}")]
    Target(String),
    /// The system or its user's settings.
    #[error("{0}")]
    Threads(String),
    /// The compiler and the runtime disagree.
    #[error("internal error: {0}")]
    Internal(String),
}

/// Why a run gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// The program was called with what it does not take.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The program found something wrong: an index out of range, no memory, ...
    #[error("{0}")]
    Failed(String),
    /// There is no memory for a result.
    #[error(transparent)]
    Memory(#[from] TensorError),
}

/// Linked code with what it runs on.
pub(crate) struct Machine {
    code: Code,
    host: Host,
}

impl Machine {
    /// Links the object code of a program.
    pub fn new(program: &Program, options: &Options) -> Result<Machine, LoadError> {
        let code = Code::link(&program.object, &host::symbols())?;
        let pool = shared_pool(options.threads)?;
        let heap = Arc::new(Heap::new());
        Ok(Machine { code, host: Host { heap, pool, stream: AtomicI64::new(options.seed) } })
    }

    /// The entry point of a function.
    pub fn entry(&self, function: &Function) -> Result<Entry, LinkError> {
        self.code.entry(&format!("tricast_entry_{}", function.name))
    }

    /// Calls a function whose arguments are set. What becomes of each result is said by `keep`: it
    /// is given the number and the address of the result, and may give a tensor that is it already.
    ///
    /// # Safety
    /// The arguments of the frame are those of the entry point.
    pub unsafe fn call(
        &self,
        function: &Function,
        entry: Entry,
        frame: &mut Frame,
        keep: impl Fn(usize, *const u8) -> Option<HostTensor>,
    ) -> Result<Vec<HostTensor>, RunError> {
        // SAFETY: by contract.
        let called = unsafe { self.host.call(entry, frame.arguments()) };
        let results = called.map_err(RunError::Failed).and_then(|()| {
            let results = function.results.iter().enumerate();
            let adopt = |(index, result)| {
                let raw = frame.result(index, result);
                let kept = match &raw {
                    RawResult::Tensor { data, .. } => keep(index, *data),
                    RawResult::Number(_) => None,
                };
                kept.map_or_else(|| self.adopt(result, raw), Ok)
            };
            results.map(adopt).collect()
        });
        self.host.heap.end_run();
        results
    }

    /// A result as a tensor: the program's own memory, or a copy of what is not its to give (an
    /// argument, a constant) or was given before.
    fn adopt(&self, result: &ProgramResult, raw: RawResult) -> Result<HostTensor, RunError> {
        let (allocated, data, sizes) = match raw {
            RawResult::Tensor { allocated, data, sizes } => (allocated, data, sizes),
            RawResult::Number(bytes) => {
                let bytes = &bytes[..result.dtype.size()];
                return Ok(HostTensor::from_bytes(result.dtype, &[], bytes)?);
            }
        };
        let length = byte_length(result.dtype, &sizes).ok_or_else(|| {
            RunError::Failed(format!("internal error: a result has the sizes {sizes:?}"))
        })?;
        if length == 0 {
            return Ok(HostTensor::new(result.dtype, &sizes, |_| {})?);
        }
        if data.addr().is_multiple_of(ALIGNMENT)
            && let Some(block) = self.host.heap.take(allocated)
            && block.contains(data.addr(), length)
            && let Some(pointer) = NonNull::new(data.cast_mut())
        {
            // SAFETY: the program says that the result is there, in a block that is now ours;
            // nobody writes to it from here on.
            return Ok(unsafe {
                HostTensor::from_parts(
                    result.dtype,
                    sizes,
                    Bytes::from_raw(pointer, length, Arc::new(block)),
                )
            });
        }
        // SAFETY: as above; whoever has the memory keeps it during this copy.
        let bytes = unsafe { std::slice::from_raw_parts(data, length) };
        Ok(HostTensor::from_bytes(result.dtype, &sizes, bytes)?)
    }

    /// Gives memory back that only initializers needed.
    pub fn trim(&self) {
        self.host.heap.trim();
    }
}

/// The threads that all programs of this process share, as long as one is there; a pool of its own
/// for another number of threads.
fn shared_pool(threads: Option<NonZeroUsize>) -> Result<Arc<Pool>, LoadError> {
    static POOL: Mutex<Weak<Pool>> = Mutex::new(Weak::new());
    let threads = threads.map_or_else(pool::thread_count, Ok).map_err(LoadError::Threads)?;
    let mut shared = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(pool) = shared.upgrade().filter(|pool| pool.threads() == threads.get()) {
        return Ok(pool);
    }
    let pool = Pool::new(threads)
        .map_err(|error| LoadError::Threads(format!("cannot start {threads} threads: {error}")))?;
    let pool = Arc::new(pool);
    *shared = Arc::downgrade(&pool);
    Ok(pool)
}

impl Executable {
    /// Links a program, finds its weights, and computes what it needs of them once.
    ///
    /// # Errors
    /// If a weight is missing or is not what the program expects; if the object code cannot be
    /// linked; if an initializer fails.
    pub fn load(
        program: Program,
        weights: &dyn WeightSource,
        options: &Options,
    ) -> Result<Executable, LoadError> {
        let machine = Machine::new(&program, options)?;
        let loaded = Loader::new(&program, weights).load(&machine)?;
        let main = &program.main;
        let mut executable = Executable {
            signature: Signature::new(main),
            entry: machine.entry(main)?,
            frame: Frame::new(main),
            inputs: inputs(main)?,
            buffers: buffers(main, &loaded.globals),
            globals: loaded.globals,
            constants: loaded.constants,
            machine,
            program,
        };
        executable.bind()?;
        Ok(executable)
    }

    /// Sets the arguments that do not change, and the buffers.
    fn bind(&mut self) -> Result<(), LoadError> {
        for (index, argument) in self.program.main.arguments.iter().enumerate() {
            let tensor = match &argument.source {
                ArgumentSource::Input(..) => continue,
                ArgumentSource::Global(name) => self.globals.get(name),
                ArgumentSource::Constant(name) => self.constants.get(name),
            };
            let tensor = tensor.ok_or_else(|| {
                LoadError::Internal(format!("argument {index} of main has no value"))
            })?;
            self.frame.set(index, argument, tensor);
        }
        // A buffer is another tensor than the weight that it is at first.
        self.reset().map_err(|error| LoadError::Internal(error.to_string()))
    }

    /// What the program takes.
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The weights that `main` reads, and those values that it changes as they were at first.
    pub fn globals(&self) -> impl Iterator<Item = (&str, &HostTensor)> {
        self.globals.iter().map(|(name, tensor)| (name.as_str(), tensor))
    }

    /// What the initializers computed for `main`.
    pub fn constants(&self) -> impl Iterator<Item = (&str, &HostTensor)> {
        self.constants.iter().map(|(name, tensor)| (name.as_str(), tensor))
    }

    /// The names of the buffers that the program changes.
    pub fn buffer_names(&self) -> impl Iterator<Item = &str> {
        self.buffers.keys().map(String::as_str)
    }

    /// A copy of the present value of a buffer that the program changes; None if it changes none of
    /// this name.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn buffer(&self, name: &str) -> Result<Option<HostTensor>, TensorError> {
        let present = self.buffers.get(name).and_then(|buffer| buffer.present.as_ref());
        present.map(copy).transpose()
    }

    /// Gives the buffers the values that they had before the first run.
    ///
    /// # Errors
    /// If there is no memory for them.
    pub fn reset(&mut self) -> Result<(), TensorError> {
        for buffer in self.buffers.values_mut() {
            let initial = buffer.initial.as_ref().map(copy).transpose()?;
            buffer.set(initial, &self.program.main, &mut self.frame);
        }
        Ok(())
    }

    /// Runs the program on its inputs, by their number.
    ///
    /// # Errors
    /// If they are not what the program takes, or the program finds something wrong. Buffers that
    /// it changes may then have changed in part.
    pub fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError> {
        self.signature.check(inputs)?;
        let main = &self.program.main;
        for (&index, tensor) in self.inputs.iter().zip(inputs) {
            self.frame.set(index, &main.arguments[index], tensor);
        }
        // A buffer that was changed in place is a result at the address where it was.
        let keep = |index: usize, data: *const u8| {
            let ResultTarget::Global(name) = &main.results[index].target else { return None };
            let present = self.buffers.get(name)?.present.as_ref()?;
            (present.bytes().as_ptr() == data).then(|| present.clone())
        };
        // SAFETY: the inputs were checked, all else was set when the program was loaded.
        let results = unsafe { self.machine.call(main, self.entry, &mut self.frame, keep) }?;
        let set = |name: &str, tensor| {
            if let Some(buffer) = self.buffers.get_mut(name) {
                buffer.set(Some(tensor), main, &mut self.frame);
            }
        };
        Ok(Outputs::of(main, &self.signature, results, set))
    }
}

/// The buffers that `main` changes, without values.
fn buffers(main: &Function, globals: &IndexMap<String, HostTensor>) -> IndexMap<String, Buffer> {
    let mut buffers = IndexMap::new();
    for result in &main.results {
        let ResultTarget::Global(name) = &result.target else { continue };
        let arguments = main.arguments.iter().enumerate();
        let is_it = |argument: &Argument| matches!(&argument.source, ArgumentSource::Global(global) if global == name);
        let arguments = arguments.filter(|(_, argument)| is_it(argument)).map(|(index, _)| index);
        let arguments = arguments.collect();
        let initial = globals.get(name).cloned();
        buffers.insert(name.clone(), Buffer { arguments, initial, present: None });
    }
    buffers
}

fn copy(tensor: &HostTensor) -> Result<HostTensor, TensorError> {
    HostTensor::from_bytes(tensor.dtype(), tensor.sizes(), tensor.bytes())
}

/// The arguments that are inputs, by the number of the input.
fn inputs(main: &Function) -> Result<Vec<usize>, LoadError> {
    let mut inputs: Vec<(usize, usize)> = vec![];
    for (index, argument) in main.arguments.iter().enumerate() {
        if let ArgumentSource::Input(number, _) = &argument.source {
            inputs.push((*number, index));
        }
    }
    inputs.sort_unstable();
    if inputs.iter().enumerate().any(|(place, (number, _))| place != *number) {
        return Err(LoadError::Internal("the inputs of main are not numbered 0, 1, ...".into()));
    }
    Ok(inputs.into_iter().map(|(_, index)| index).collect())
}
