//! `linalg` to object code for the host.

mod arithmetic;
mod body;
pub(crate) mod builder;
mod channels_last;
mod collapse;
mod compile;
mod constants;
mod contraction;
mod copy_strided;
mod deallocate;
pub(crate) mod entry;
mod expand_shapes;
mod hoist_constants;
mod kernel;
mod lanes;
mod lower_arithmetic;
mod lower_asserts;
mod lower_kernels;
mod machine;
mod math;
mod memory;
mod nest;
mod outline_kernels;
mod parallelize;
mod parts;
mod plan;
mod pointer;
mod reduction;
pub mod signature;
mod split_constants;
pub(crate) mod structured;
mod tensors;
mod vectors;

use tricast_mlir::pass::PassDeclaration;

/// The passes of this target.
pub const PASSES: &[&PassDeclaration] = &[
    &channels_last::PASS,
    &split_constants::PASS,
    &contraction::split::PASS,
    &contraction::pack::PASS,
    &hoist_constants::PASS,
    &contraction::lower::PASS,
    &copy_strided::PASS,
    &outline_kernels::PASS,
    &lower_kernels::PASS,
    &lower_arithmetic::PASS,
    &expand_shapes::PASS,
    &lower_asserts::PASS,
    &deallocate::PASS,
    &parallelize::PASS,
];

pub use crate::target::CompileError;

pub use self::{
    compile::{Cpu, Stage, compile, compile_with, lower},
    machine::{Effort, Machine},
    signature::{CONSTANT, ENTRY},
};
