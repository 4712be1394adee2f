//! Reads `torch.export` archives (`.pt2`).
//!
//! - [`archive`]: the file: its program and the bytes of its weights, whatever version of
//!   PyTorch wrote it.
//! - [`schema`]: the JSON of an exported program.

pub mod archive;
mod container;
mod error;
mod payload;
mod pickle;
pub mod schema;
mod source;

pub use archive::Archive;
pub use error::{ArchiveError, PayloadProblem, Problem};
pub use payload::TensorRef;
pub use pickle::PickleError;
