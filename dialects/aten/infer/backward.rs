//! The gradients among the core ops.
