//! Spyre.
//!
//! - [`simulate`]: kernels in `ktdp` as the simulator takes them;
//! - `scalar`: ops on scalars as steps of its kernels.

mod scalar;
pub mod simulate;
