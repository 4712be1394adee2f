//! What the ops of the `mlx` dialect ask beyond what their sources take.
