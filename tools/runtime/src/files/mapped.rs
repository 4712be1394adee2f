//! Parts of mapped files.

use std::{ops::Range, path::Path, sync::Arc};

use tricast_mapped_file::{MapError, MappedFile};

use super::{FileError, FileProblem};
use crate::memory::Owner;

impl Owner for MappedFile {
    fn release(&self, bytes: &[u8]) {
        MappedFile::release(self, bytes);
    }
}

impl From<MapError> for FileProblem {
    fn from(error: MapError) -> Self {
        match error {
            MapError::Io(error) => FileProblem::Io(error),
            MapError::NotAFile => FileProblem::NotAFile,
        }
    }
}

/// A part of a mapped file; cheap to clone.
#[derive(Clone)]
pub(crate) struct Section {
    pub file: Arc<MappedFile>,
    pub range: Range<usize>,
}

impl Section {
    /// All of a file.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let file = MappedFile::open(path).map_err(|error| FileError::new(path, error))?;
        Ok(Section { range: 0..file.bytes().len(), file: Arc::new(file) })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.file.bytes()[self.range.clone()]
    }
}
