//! What stays in the scratchpads of cores.

/// Bytes of a core's scratchpad that kernels can use: 2 MiB without 64 KiB, and without the fifth
/// that the compiler of the cores takes.
pub const CAPACITY: i64 = 1_625_344;
