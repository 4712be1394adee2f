//! A simulator of Spyre: a kernel on a grid of cores, each with a scratchpad of its own, that share
//! a memory and hand tensors to each other.
//!
//! - [`program`]: a kernel as it is run, without MLIR;
//! - [`simulator`]: runs one on all cores;
//! - [`core`]: what a core does;
//! - [`memory`], [`access`]: memory, and which of it an access tile means;
//! - [`structured`], [`kernel`]: ops on tensors, and what they do on an element;
//! - [`element`]: types, and DL16, the 16-bit floats of the device;
//! - [`exchange`]: between cores;
//! - [`cycles`]: how long it takes, by a model.

pub mod access;
pub mod affine;
pub mod core;
pub mod cycles;
pub mod element;
pub mod error;
pub mod exchange;
pub mod kernel;
pub mod memory;
pub mod program;
mod reshape;
pub mod simulator;
pub mod structured;
pub mod tensor;

pub use cycles::{Hardware, Overlap, Report};
pub use element::{Element, Numerics};
pub use error::Error;
pub use memory::Memory;
pub use program::Function;
pub use simulator::{Argument, Simulator};
