//! Runs programs for Apple's MLX, in a Python process.

mod program;

pub use program::MlxProgram;
