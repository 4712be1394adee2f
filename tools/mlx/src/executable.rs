//! A program for MLX that is ready to run.

use std::{
    path::Path,
    sync::{Mutex, OnceLock, PoisonError},
};

use tricast_runtime::{
    ArgumentSource, Executor, HostTensor, LoadError, Measures, Outputs, ResultTarget, RunError,
    Signature, WeightSource,
};

use crate::{
    process::{Process, Request, Sent},
    program::MlxProgram,
};

/// A program for MLX, in a Python process of its own.
pub struct MlxExecutable {
    program: MlxProgram,
    signature: Signature,
    /// Asked for the present values of buffers too, which changes nothing.
    process: Mutex<Process>,
    /// Which inputs are numbers that are in no tensor.
    numbers: Vec<bool>,
    transferred: u64,
    /// How many primitives a run computes, once somebody asked.
    primitives: OnceLock<usize>,
}

impl MlxExecutable {
    /// Starts Python and gives it the program and its weights.
    ///
    /// # Errors
    /// If a weight is missing or of another type, if there is no Python or no MLX, or if the
    /// program fails with its weights.
    pub fn load(program: MlxProgram, weights: &dyn WeightSource) -> Result<Self, LoadError> {
        let read = program.weights(weights)?;
        let mut process = Process::start(&program.python).map_err(LoadError::Target)?;
        let sent: Vec<Sent> = read
            .iter()
            .map(|(name, tensor)| Sent { name: Some(name), tensor, number: false })
            .collect();
        let request = Request { what: "load", ..Request::default() };
        process.ask(&request, &sent).map_err(LoadError::Target)?;
        let inputs = program.main.arguments.iter();
        let inputs = inputs.filter(|input| matches!(input.source, ArgumentSource::Input(..)));
        let numbers = inputs.map(|input| input.shape.is_none()).collect();
        Ok(MlxExecutable {
            signature: Signature::new(&program.main),
            process: Mutex::new(process),
            numbers,
            program,
            transferred: 0,
            primitives: OnceLock::new(),
        })
    }

    /// The program.
    pub fn program(&self) -> &MlxProgram {
        &self.program
    }

    /// Writes the program with its weights as an archive of MLX's own, `.mlxfn`, for inputs of the
    /// sizes that it takes.
    ///
    /// # Errors
    /// If a size is not known, an input is no tensor, the program has buffers that it changes, or MLX
    /// does not write it.
    pub fn export(&self, path: &Path) -> Result<(), LoadError> {
        let refuse =
            |what: String| LoadError::Target(format!("cannot be an .mlxfn archive: {what}"));
        if let Some(name) = self.buffer_names().first() {
            return Err(refuse(format!("it changes the buffer '{name}'")));
        }
        let inputs = self.program.main.arguments.iter();
        let inputs = inputs.filter(|input| matches!(input.source, ArgumentSource::Input(..)));
        let mut tensors = vec![];
        for (number, input) in inputs.enumerate() {
            let sizes = input.static_sizes().ok_or_else(|| {
                refuse(format!("input.{number} is no tensor of sizes that are known"))
            })?;
            let zero = HostTensor::new(input.dtype, &sizes, |bytes| bytes.fill(0));
            tensors.push(zero.map_err(|error| refuse(error.to_string()))?);
        }
        let sent: Vec<Sent> =
            tensors.iter().map(|tensor| Sent { name: None, tensor, number: false }).collect();
        let path = std::path::absolute(path).map_err(|error| refuse(error.to_string()))?;
        let name = path.to_str().ok_or_else(|| refuse("its name is not UTF-8".into()))?;
        let request = Request { what: "export", name: Some(name), ..Request::default() };
        self.ask(&request, &sent).map(drop).map_err(refuse)
    }

    /// How many primitives of MLX a run like the last one computes; 0 if that cannot be told.
    fn count(&self) -> usize {
        let request = Request { what: "count", ..Request::default() };
        let answer = self.ask(&request, &[]).unwrap_or_default();
        let bytes = answer.first().and_then(|tensor| tensor.bytes().first_chunk());
        bytes.map_or(0, |bytes| i64::from_le_bytes(*bytes).try_into().unwrap_or(0))
    }

    fn ask(&self, request: &Request, tensors: &[Sent]) -> Result<Vec<HostTensor>, String> {
        self.process.lock().unwrap_or_else(PoisonError::into_inner).ask(request, tensors)
    }
}

impl Executor for MlxExecutable {
    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError> {
        self.signature.check(inputs)?;
        let numbers = self.numbers.iter();
        let sent: Vec<Sent> = inputs
            .iter()
            .zip(numbers)
            .map(|(tensor, number)| Sent { name: None, tensor, number: *number })
            .collect();
        let given = self.program.main.results.iter();
        let given = given.filter(|result| !matches!(result.target, ResultTarget::Global(_)));
        let request = Request {
            what: "run",
            dtypes: given.clone().map(|result| result.dtype.torch_name()).collect(),
            name: None,
        };
        let tensors = self.ask(&request, &sent).map_err(RunError::Failed)?;
        let bytes = inputs.iter().chain(&tensors).map(|tensor| tensor.bytes().len() as u64);
        self.transferred = bytes.sum();
        let mut main = self.program.main.clone();
        // Buffers stay where they are.
        main.results.retain(|result| !matches!(result.target, ResultTarget::Global(_)));
        for (result, tensor) in main.results.iter().zip(&tensors) {
            if result.dtype != tensor.dtype() {
                let (found, expected) = (tensor.describe(), result.dtype.torch_name());
                return Err(RunError::Failed(format!(
                    "internal error: a result is {found}, expected {expected}"
                )));
            }
        }
        Ok(Outputs::of(&main, &self.signature, tensors, |_, _| {}))
    }

    fn reset(&mut self) -> Result<(), RunError> {
        if self.buffer_names().is_empty() {
            return Ok(());
        }
        let request = Request { what: "reset", ..Request::default() };
        self.ask(&request, &[]).map(drop).map_err(RunError::Failed)
    }

    fn buffer_names(&self) -> Vec<String> {
        self.program.main.buffer_names()
    }

    fn buffer(&self, name: &str) -> Result<Option<HostTensor>, RunError> {
        if !self.buffer_names().iter().any(|own| own == name) {
            return Ok(None);
        }
        let request = Request { what: "buffer", name: Some(name), ..Request::default() };
        let tensors = self.ask(&request, &[]).map_err(RunError::Failed)?;
        Ok(tensors.into_iter().next())
    }

    fn measures(&self) -> Measures {
        let dispatches = *self.primitives.get_or_init(|| self.count());
        Measures { dispatches, transferred: self.transferred, ..Measures::default() }
    }
}
