//! `linalg` to object code for the host.

mod body;
pub mod builder;
mod deallocate;
mod entry;
pub mod kernel;
mod lower;
mod memory;
mod nest;
mod outline;
mod parallelize;
mod plan;
mod pointer;
mod structured;

use tricast_mlir::pass::PassDeclaration;

/// The passes of this target, in the order in which they run.
pub const PASSES: [&PassDeclaration; 4] =
    [&outline::PASS, &lower::PASS, &deallocate::PASS, &parallelize::PASS];
