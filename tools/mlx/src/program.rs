//! What a program for MLX consists of.

use serde::{Deserialize, Serialize};
use tricast_runtime::{Function, HostTensor, LoadError, WeightSource};

/// A program for MLX: the text of a Python module with a class `Model` and a function `load`.
///
/// `Model(weights)` takes a dictionary of the weights that `main` has among its arguments; a call
/// takes the inputs, and gives the results that are no buffers, in order: alone, or as a tuple.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MlxProgram {
    /// What it takes and gives.
    pub main: Function,
    /// The Python module.
    pub python: String,
}

impl MlxProgram {
    /// Its weights, and the buffers that it changes as they are at first, by name.
    ///
    /// # Errors
    /// If one is missing or of another type.
    pub fn weights(
        &self,
        source: &dyn WeightSource,
    ) -> Result<Vec<(String, HostTensor)>, LoadError> {
        self.main.weights(source)
    }
}
