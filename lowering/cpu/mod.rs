//! `linalg` to object code for the host.

mod compile;
mod entry;
mod lower_asserts;
mod machine;
mod signature;

use tricast_mlir::pass::PassDeclaration;

/// The passes of this target.
pub const PASSES: &[&PassDeclaration] = &[&lower_asserts::PASS];

pub use self::{
    compile::{CompileError, Stage, compile, lower},
    machine::Machine,
    signature::{CONSTANT, ENTRY},
};
