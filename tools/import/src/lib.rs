//! Reads `torch.export` archives (`.pt2`) into functional programs.
//!
//! The file:
//! - [`archive`]: its program and the bytes of its weights, whatever version of PyTorch
//!   wrote it;
//! - [`schema`]: the JSON of an exported program.
//!
//! The program:
//! - [`functionalize`]: from there to a functional program, [`ir`];
//! - [`alias`] and [`views`]: what shares memory, and what a write does;
//! - [`targets`] and [`arguments`]: nodes as ops of the dialects;
//! - [`symexpr`] and [`symbolic`]: sizes, and arithmetic on them;
//! - [`control_flow`]: higher-order ops; [`signature`]: inputs and outputs;
//! - [`statistics`]: normalizations that update running statistics.
//!
//! Nothing here knows MLIR; the `tricast` tool writes what comes out of it.

pub mod alias;
pub mod archive;
mod archive_error;
pub mod arguments;
pub mod builder;
mod container;
pub mod control_flow;
pub mod error;
pub mod functionalize;
pub mod ir;
mod payload;
mod pickle;
pub mod schema;
pub mod signature;
mod source;
pub mod statistics;
pub mod symbolic;
pub mod symexpr;
pub mod targets;
pub mod views;

pub use archive::Archive;
pub use archive_error::{ArchiveError, PayloadProblem, Problem};
pub use error::{ImportError, ImportErrors};
pub use functionalize::functionalize;
pub use payload::TensorRef;
pub use pickle::PickleError;
