//! Loads and runs compiled programs.
//!
//! - [`Program`]: what the compiler gives, object code and what it takes and gives;
//! - [`Executable`]: such a program with its weights, ready to run;
//! - [`Executor`]: what runs a program, wherever that is; [`Parts`] are for several targets;
//! - [`WeightSource`]: where weights come from: files, [`RandomWeights`], [`ComputedWeights`];
//! - [`HostTensor`]: what goes in and comes out, and the files it is kept in;
//! - [`Artefact`]: a compiled program with its weights in one file.

mod artefact;
mod code;
mod computed;
mod cpu;
mod executable;
mod executor;
mod files;
mod floats;
mod frame;
mod heap;
mod host;
mod load;
mod memory;
mod plan;
mod pool;
mod program;
mod random;
mod signature;
mod tensor;
mod weights;

pub use artefact::{Artefact, ArtefactError, Manifest, write_artefact};
pub use code::LinkError;
pub use computed::ComputedWeights;
pub use cpu::Cpu;
pub use executable::{Executable, LoadError, Options, Outputs, RunError};
pub use executor::{Executor, KernelTime, Measures};
pub use files::{FileError, FileProblem, npy, safetensors};
pub use memory::{ALIGNMENT, Owner};
pub use plan::{Parts, Plan, Step};
pub use pool::{THREADS_VARIABLE, thread_count};
pub use program::{Argument, ArgumentSource, Function, Program, Result, ResultTarget, Size};
pub use random::{RandomInputError, RandomWeights, random_inputs};
pub use signature::{Input, InputError, Signature};
pub use tensor::{Element, HostTensor, Number, Sizes, TensorError};
pub use weights::{WeightError, WeightSource, WeightType};
