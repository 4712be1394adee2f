//! `et_vk` to SPIR-V, and a schedule of kernels.
//!
//! [`compile`](compile::compile) lowers a program to `linalg` on memrefs, as for the CPU; then
//! [`schedule`] reads it: what it allocates are buffers, what its memrefs are is followed through
//! views of them ([`view`]), and each `linalg.generic` becomes a kernel ([`kernel`]), which MLIR
//! converts to SPIR-V.

mod align;
mod compile;
mod group;
mod kernel;
mod loops;
mod member;
mod own_fills;
mod print_kernels;
mod schedule;
mod simplify;
mod tile;
mod uses;
mod view;

use tricast_mlir::pass::PassDeclaration;

pub use compile::{Vulkan, compile, spirv};

/// The passes of this target.
pub const PASSES: &[&PassDeclaration] = &[&own_fills::PASS, &print_kernels::PASS];
