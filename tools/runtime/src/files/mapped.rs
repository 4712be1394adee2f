//! Files in memory.

use std::{fs::File, ops::Range, path::Path, sync::Arc};

use memmap2::{Mmap, UncheckedAdvice};

use super::{FileError, FileProblem};
use crate::memory::Owner;

/// A file in memory, read-only.
///
/// A mapped file is sound as long as nobody changes it meanwhile. tricast itself writes files
/// anew and renames them, which leaves what is mapped as it was; another program that truncates a
/// mapped file ends this one with a bus error, as it would any program that maps files.
pub(crate) struct MappedFile(Option<Mmap>);

impl MappedFile {
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let open = || -> Result<Self, FileProblem> {
            if !std::fs::metadata(path)?.is_file() {
                return Err(FileProblem::NotAFile);
            }
            let file = File::open(path)?;
            if file.metadata()?.len() == 0 {
                return Ok(MappedFile(None)); // Nothing to map.
            }
            // SAFETY: see the type.
            Ok(MappedFile(Some(unsafe { Mmap::map(&file)? })))
        };
        open().map_err(|problem| FileError::new(path, problem))
    }

    pub fn bytes(&self) -> &[u8] {
        self.0.as_deref().unwrap_or(&[])
    }
}

/// The size of the system's smallest page, at most.
const PAGE: usize = 4096;

impl Owner for MappedFile {
    /// Gives back the pages that lie wholly in `bytes`.
    fn release(&self, bytes: &[u8]) {
        let Some(map) = &self.0 else { return };
        let Some(start) = bytes.as_ptr().addr().checked_sub(map.as_ptr().addr()) else { return };
        let end = (start + bytes.len()).min(map.len()) / PAGE * PAGE;
        let start = start.next_multiple_of(PAGE);
        if start < end {
            // Memory is given back sooner or later anyway, so a failure says nothing.
            // SAFETY: the pages of a file that is mapped read-only are read again from it.
            let _ = unsafe {
                map.unchecked_advise_range(UncheckedAdvice::DontNeed, start, end - start)
            };
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
        let file = MappedFile::open(path)?;
        Ok(Section { range: 0..file.bytes().len(), file: Arc::new(file) })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.file.bytes()[self.range.clone()]
    }
}
