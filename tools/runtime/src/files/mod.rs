//! Tensors in files: safetensors and `.npy`.

mod mapped;
pub mod npy;
pub mod safetensors;

use std::path::{Path, PathBuf};

pub(crate) use mapped::Section;

/// Why a file cannot be read or written: the file, and what was expected.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", .file.display())]
pub struct FileError {
    file: PathBuf,
    problem: FileProblem,
}

impl FileError {
    pub(crate) fn new(file: &Path, problem: impl Into<FileProblem>) -> Self {
        FileError { file: file.to_path_buf(), problem: problem.into() }
    }

    /// What is wrong.
    pub fn problem(&self) -> &FileProblem {
        &self.problem
    }
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileProblem {
    /// The operating system said no.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A folder, a pipe, ...
    #[error("is not a regular file")]
    NotAFile,
    /// It is not what its name says, or damaged.
    #[error("is {0}")]
    Format(String),
    /// A tensor in it.
    #[error("'{name}' {problem}")]
    Tensor {
        /// Its name in the file.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
}
