//! Loads and runs compiled programs.

mod program;

pub use program::{Argument, ArgumentSource, Function, Program, Result, ResultTarget, Size};
