//! Bytes that an archive is read from.

use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

use crate::archive_error::{ArchiveError, Place, Problem};

/// A file in memory, read-only.
///
/// The one use of `unsafe` in this crate: a mapped file is sound as long as nobody
/// changes it meanwhile. tricast itself writes files anew and renames them, which leaves
/// what is mapped as it was; another program that truncates a mapped file ends this one
/// with a bus error, as it would any program that maps files.
struct MappedFile(Mmap);

impl MappedFile {
    fn open(path: &Path) -> Result<Option<Self>, Problem> {
        if !std::fs::metadata(path)?.is_file() {
            return Err(Problem::NotAFile);
        }
        let file = File::open(path)?;
        if file.metadata()?.len() == 0 {
            return Ok(None); // Nothing to map.
        }
        // SAFETY: see the type.
        Ok(Some(MappedFile(unsafe { Mmap::map(&file)? })))
    }
}

enum Backing {
    Mapped(MappedFile),
    Owned(Vec<u8>),
}

impl Backing {
    fn bytes(&self) -> &[u8] {
        match self {
            Backing::Mapped(file) => &file.0,
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
        let file = MappedFile::open(path).map_err(|problem| Place::file(path).error(problem))?;
        Ok(file.map_or_else(
            || Source::from(Vec::new()),
            |file| Source { range: 0..file.0.len(), backing: Arc::new(Backing::Mapped(file)) },
        ))
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
