//! Bytes that an archive is read from.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use tricast_mapped_file::{MapError, MappedFile};

use crate::archive_error::{ArchiveError, Place, Problem};

impl From<MapError> for Problem {
    fn from(error: MapError) -> Self {
        match error {
            MapError::Io(error) => Problem::Io(error),
            MapError::NotAFile => Problem::NotAFile,
        }
    }
}

enum Backing {
    Mapped(MappedFile),
    Owned(Vec<u8>),
}

impl Backing {
    fn bytes(&self) -> &[u8] {
        match self {
            Backing::Mapped(file) => file.bytes(),
            Backing::Owned(bytes) => bytes,
        }
    }
}

/// A part of a file, or bytes in memory; cheap to clone.
#[derive(Clone)]
pub(crate) struct Source {
    backing: Arc<Backing>,
    range: Range<usize>,
}

impl Source {
    /// Maps a file.
    pub fn map(path: &Path) -> Result<Self, ArchiveError> {
        let file = MappedFile::open(path).map_err(|error| Place::file(path).error(error))?;
        Ok(Source { range: 0..file.bytes().len(), backing: Arc::new(Backing::Mapped(file)) })
    }

    /// Gives back the memory of bytes of the file; they are read again when they are touched.
    pub fn release(&self, bytes: &[u8]) {
        if let Backing::Mapped(file) = &*self.backing {
            file.release(bytes);
        }
    }

    /// A part of these bytes, if they have it.
    pub fn part(&self, range: Range<usize>) -> Option<Self> {
        let start = self.range.start.checked_add(range.start)?;
        let end = self.range.start.checked_add(range.end)?;
        (start <= end && end <= self.range.end)
            .then(|| Source { backing: self.backing.clone(), range: start..end })
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Source { range: 0..bytes.len(), backing: Arc::new(Backing::Owned(bytes)) }
    }
}

impl AsRef<[u8]> for Source {
    fn as_ref(&self) -> &[u8] {
        &self.backing.bytes()[self.range.clone()]
    }
}
