//! Where a program's weights come from.

use tricast_dialects::DType;

use crate::{
    files::{FileError, safetensors::TensorFile},
    tensor::{HostTensor, TensorError, describe},
};

/// A place to look for the parameters, buffers and constants of a model, by their fully qualified
/// name.
pub trait WeightSource {
    /// A weight; None if there is none of this name. A source that can make one up makes one of
    /// the type that the program wants.
    ///
    /// # Errors
    /// If it is there, but cannot be read.
    fn weight(&self, name: &str, wanted: &WeightType) -> Result<Option<HostTensor>, WeightError>;

    /// What an initializer computed when the program was compiled; None if it was not saved.
    ///
    /// # Errors
    /// As [`Self::weight`].
    fn constant(&self, _name: &str) -> Result<Option<HostTensor>, WeightError> {
        Ok(None)
    }
}

/// The type that a program wants a weight to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightType {
    /// The element type.
    pub dtype: DType,
    /// The sizes, outermost first.
    pub sizes: Vec<usize>,
}

/// Why a program cannot have its weights.
#[derive(Debug, thiserror::Error)]
pub enum WeightError {
    /// No source has them.
    #[error("weights are missing: {}", list(.0))]
    Missing(Vec<String>),
    /// Another dtype or shape.
    #[error("weight '{name}' is {found}, expected {expected}")]
    Type {
        /// Its name.
        name: String,
        /// `float32 [2, 4]`
        found: String,
        /// `float32 [2, 3]`
        expected: String,
    },
    /// A file says no.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is no memory for it.
    #[error("weight '{name}': {error}")]
    Memory {
        /// Its name.
        name: String,
        /// What is wrong.
        error: TensorError,
    },
    /// What a source of its own has to say.
    #[error(transparent)]
    Other(#[from] Box<dyn std::error::Error + Send + Sync>),
}

/// How many missing weights an error names.
const NAMED: usize = 5;

fn list(names: &[String]) -> String {
    let named: Vec<String> = names.iter().take(NAMED).map(|name| format!("'{name}'")).collect();
    match names.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

impl WeightType {
    /// Whether a weight is of this type.
    ///
    /// # Errors
    /// If it is not.
    pub fn check(&self, name: &str, tensor: &HostTensor) -> Result<(), WeightError> {
        if tensor.dtype() == self.dtype && tensor.sizes() == self.sizes {
            return Ok(());
        }
        let (found, expected) = (tensor.describe(), describe(self.dtype, &self.sizes));
        Err(WeightError::Type { name: name.to_string(), found, expected })
    }
}

impl WeightSource for TensorFile {
    fn weight(&self, name: &str, _: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        Ok(self.tensor(name)?)
    }
}

/// The first source that has a weight gives it.
impl WeightSource for Vec<Box<dyn WeightSource>> {
    fn weight(&self, name: &str, wanted: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        let given = self.iter().map(|source| source.weight(name, wanted));
        given.filter_map(Result::transpose).next().transpose()
    }

    fn constant(&self, name: &str) -> Result<Option<HostTensor>, WeightError> {
        self.iter()
            .map(|source| source.constant(name))
            .filter_map(Result::transpose)
            .next()
            .transpose()
    }
}
