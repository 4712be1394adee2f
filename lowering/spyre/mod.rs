//! Spyre.
//!
//! - [`simulate`]: kernels in `ktdp` as the simulator takes them;
//! - [`text`]: kernels as text for other tools;
//! - `scalar`: ops on scalars as steps of the simulator's kernels.

mod scalar;
pub mod simulate;
pub mod text;
