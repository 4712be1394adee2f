//! Matrix products and convolutions: every `linalg` op that sums products of two tensors.
//!
//! ```text
//!   cpu-pack-weights          constant right-hand sides, laid out as the kernel reads them
//!   cpu-hoist-constants       computed once, from the weights alone
//!   cpu-lower-contractions    calls of strided kernels, with what follows elementwise fused in
//! ```
//!
//! - `analysis`: which op is a contraction, and the roles of its dimensions; `consumers`: the
//!   elementwise ops that are computed with it;
//! - `pack`, `lower`: the passes;
//! - `kernel`: the function that computes blocks of the result; `tile`: what of it fits into
//!   registers; `finish`, `epilogue` and `elementwise`: what is computed from the sums, by the
//!   bodies of `linalg` ops on vectors;
//! - `buffers`: tensors as flat memory; `blocking`: how much of the work is a task.
//!
//! A contraction has two operands, `a` and `b`. Its result has rows (`m`, of one dimension or
//! more), which `a` alone has, and columns (`n`, one dimension), which `b` alone has, perhaps
//! for each of a batch. `k` is summed over. Rows of `a` are read element by element, wherever
//! they are in memory; `b` is read in vectors along `n`.

pub mod analysis;
mod blocking;
mod buffers;
mod consumers;
mod elementwise;
mod epilogue;
mod finish;
mod kernel;
pub mod lower;
pub mod numbers;
pub mod pack;
pub mod split;
mod tile;

use tricast_mlir::{
    ir::emit_error,
    pass::{PassFailed, PassRun},
};

use super::vectors::Vectors;

/// The width of vectors by the option `vector-bits` of a pass.
fn vector_bits(pass: &PassRun) -> Result<i64, PassFailed> {
    Vectors::bits(pass).map_err(|message| {
        emit_error(pass.operation(), &message);
        PassFailed
    })
}
