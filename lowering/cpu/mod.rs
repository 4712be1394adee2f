//! `linalg` to object code for the host.

mod compile;
mod entry;
mod machine;
mod signature;

pub use self::{
    compile::{CompileError, Stage, compile, lower},
    machine::Machine,
    signature::{CONSTANT, ENTRY},
};
