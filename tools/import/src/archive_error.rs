//! What can be wrong with an archive.

use std::path::{Path, PathBuf};

use crate::pickle::PickleError;

/// Why an archive cannot be read: the file, the entry in it, and what was expected there.
#[derive(Debug, thiserror::Error)]
#[error("{}{}: {problem}", .place.file.display(), .place.entry_text())]
pub struct ArchiveError {
    place: Box<Place>,
    problem: Box<Problem>,
}

/// A file, or an entry of one.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub file: PathBuf,
    /// `data/weights/model.pt`, and in that `data/0`.
    pub entries: Vec<String>,
}

impl Place {
    pub fn file(path: &Path) -> Self {
        Place { file: path.to_path_buf(), entries: Vec::new() }
    }

    /// An entry of the zip that this place is.
    pub fn entry(&self, name: &str) -> Self {
        let mut place = self.clone();
        place.entries.push(name.to_string());
        place
    }

    /// An error here.
    pub fn error(&self, problem: impl Into<Problem>) -> ArchiveError {
        ArchiveError { place: Box::new(self.clone()), problem: Box::new(problem.into()) }
    }

    fn entry_text(&self) -> String {
        match &self.entries[..] {
            [] => String::new(),
            entries => format!(": entry '{}'", entries.join("' in it '")),
        }
    }
}

impl ArchiveError {
    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.place.file
    }
}

/// What is wrong at a place of an archive.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The operating system said no.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// A folder, a pipe, ...
    #[error("is not a regular file; expected a .pt2 archive")]
    NotAFile,
    /// No central directory, or one that contradicts itself.
    #[error("is not a zip archive, or a truncated one: {0}")]
    NotZip(String),
    /// A zip of something else.
    #[error(
        "is not a PyTorch export: expected models/<name>.json, or serialized_exported_program.json \
         as PyTorch 2.6 writes it"
    )]
    NotPt2,
    /// The `archive_format` is another.
    #[error("is '{0}', expected 'pt2'")]
    Format(String),
    /// The `archive_version` is another.
    #[error("is '{0}', expected '0': a newer layout of the archive?")]
    Version(String),
    /// Two entries have one name.
    #[error("occurs twice")]
    Duplicate,
    /// `../x`, `/x`, `c:\x`.
    #[error("is not a path within the archive")]
    Path,
    /// The bytes are in the order of another machine.
    #[error("is '{0}', expected 'little': archives of big-endian machines are not supported")]
    ByteOrder(String),
    /// More than one program.
    #[error("has several programs ({0}), expected one, or one named model")]
    SeveralModels(String),
    /// An entry that must be there is not.
    #[error("is missing")]
    Missing,
    /// A zip bomb, or beyond what this reader was made for.
    #[error("has {size} bytes, expected at most {limit}")]
    TooLarge {
        /// Its size, as the archive declares it.
        size: u64,
        /// What is accepted.
        limit: u64,
    },
    /// Not readable without a password.
    #[error("is encrypted")]
    Encrypted,
    /// A compression that this reader does not know.
    #[error("is compressed with {0}, expected stored or deflated")]
    Compression(String),
    /// The entry contradicts what the archive says of it.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// Not JSON, or not of this schema.
    #[error("is not the JSON expected: {0}")]
    Json(#[from] serde_json::Error),
    /// The schema is of another major version.
    #[error("has schema version {major}.{minor}, expected 8.x (PyTorch 2.6 and later)")]
    Schema {
        /// Its major version.
        major: u32,
        /// Its minor version.
        minor: u32,
    },
    /// The pickle of an older layout has what tensors do not need.
    #[error(transparent)]
    Pickle(#[from] PickleError),
    /// A weight, buffer or constant.
    #[error("'{name}' {problem}")]
    Payload {
        /// The name of the tensor.
        name: String,
        /// What is wrong with it.
        problem: PayloadProblem,
    },
}

/// What is wrong with a weight, buffer or constant.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum PayloadProblem {
    /// The archive has it in two places.
    #[error("is both a weight and a constant")]
    Twice,
    /// Neither tensor nor object.
    #[error("has no tensor_meta, expected the dtype and sizes of a tensor")]
    NoMeta,
    /// Not one of the schema's.
    #[error("has dtype {0}, expected a ScalarType of schema 8")]
    DType(u8),
    /// Sparse and the like.
    #[error("has layout {0}, expected 7 (strided)")]
    Layout(u8),
    /// A size, stride or offset that is not a number, or less than 0.
    #[error("has {0}, expected numbers not less than 0")]
    Extent(String),
    /// As many strides as sizes.
    #[error("has {strides} strides, expected one for each of its {sizes} sizes")]
    Rank {
        /// How many sizes.
        sizes: usize,
        /// How many strides.
        strides: usize,
    },
    /// More elements than an address has bits.
    #[error("has sizes {0}: more bytes than a machine can address")]
    Overflow(String),
    /// The entry was left out, as in an archive shipped without its weights.
    #[error("has no bytes in the archive: was it made without weights?")]
    Missing,
    /// A tensor subclass; reading it would run code of the archive.
    #[error("is a pickled object, which is never read; expected raw bytes")]
    Pickled,
    /// The bytes do not match the shape.
    #[error("has {bytes} bytes of storage, expected {expected} for {shape}")]
    Size {
        /// The size of the entry.
        bytes: u64,
        /// `at least 512`
        expected: String,
        /// `float32 [16, 8] with strides [8, 1] from element 0`
        shape: String,
    },
    /// The copy would be larger than what is accepted.
    #[error(
        "needs {bytes} bytes for {shape}, but its storage has {storage}; expected at most {limit}"
    )]
    Expanded {
        /// Of the copy.
        bytes: u64,
        /// Its dtype and sizes.
        shape: String,
        /// The bytes in the archive.
        storage: u64,
        /// What is accepted.
        limit: u64,
    },
    /// The graph says otherwise.
    #[error("is {payload}, but the program's graph has it as {graph}")]
    Graph {
        /// The type that the payload has.
        payload: String,
        /// The type in the graph.
        graph: String,
    },
}
