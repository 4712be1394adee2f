//! Runs programs for Apple's MLX, in a Python process.

mod executable;
mod process;
mod program;
mod python;

pub use executable::MlxExecutable;
pub use program::MlxProgram;
pub use python::PYTHON_VARIABLE;
