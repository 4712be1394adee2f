//! From `aten` to the kernels of a target, one folder a target; `linalg` is what all share.

#[path = "../cpu/mod.rs"]
pub mod cpu;
#[path = "../linalg/mod.rs"]
pub mod linalg;
