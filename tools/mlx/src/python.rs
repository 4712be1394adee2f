//! Which Python runs programs for MLX.

use std::{env, ffi::OsString, path::Path};

/// The variable that says which Python to run.
pub const PYTHON_VARIABLE: &str = "TRICAST_PYTHON";

/// Where `make mlx` makes an environment with MLX, below the root of the project.
const ENVIRONMENT: &str = "build/mlx-venv/bin/python";

/// The Python to run: what the variable says, or the environment that `make mlx` made, or the one
/// on the path.
pub fn python() -> OsString {
    if let Some(given) = env::var_os(PYTHON_VARIABLE).filter(|given| !given.is_empty()) {
        return given;
    }
    let program = env::current_exe().and_then(|path| path.canonicalize()).ok();
    let made = program.as_deref().into_iter().flat_map(Path::ancestors);
    let made = made.map(|folder| folder.join(ENVIRONMENT)).find(|path| path.exists());
    made.map_or_else(|| "python3".into(), OsString::from)
}
