//! Files in memory, read-only.

use std::{fs::File, io, path::Path};

use memmap2::{Mmap, UncheckedAdvice};

/// A file in memory, read-only.
///
/// A mapped file is sound as long as nobody changes it meanwhile. tricast itself writes files
/// anew and renames them, which leaves what is mapped as it was; another program that truncates a
/// mapped file ends this one with a bus error, as it would any program that maps files.
pub struct MappedFile(Option<Mmap>);

/// Why a file cannot be mapped.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The operating system said no.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A folder, a pipe, ...
    #[error("not a regular file")]
    NotAFile,
}

/// A size that the pages of every system are multiples of.
const PAGE: usize = 4096;

impl MappedFile {
    /// Maps a file; its bytes are read when they are touched.
    ///
    /// # Errors
    /// If it cannot be opened, or is no regular file.
    pub fn open(path: &Path) -> Result<Self, MapError> {
        if !std::fs::metadata(path)?.is_file() {
            return Err(MapError::NotAFile);
        }
        let file = File::open(path)?;
        if file.metadata()?.len() == 0 {
            return Ok(MappedFile(None)); // Nothing to map.
        }
        // SAFETY: see the type.
        Ok(MappedFile(Some(unsafe { Mmap::map(&file)? })))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_deref().unwrap_or(&[])
    }

    /// Gives back the memory of the pages that lie wholly in these bytes, if they are bytes of
    /// this file: they are read again when they are touched.
    pub fn release(&self, bytes: &[u8]) {
        let Some(map) = &self.0 else { return };
        let Some(start) = bytes.as_ptr().addr().checked_sub(map.as_ptr().addr()) else { return };
        if start >= map.len() {
            return;
        }
        let end = (start + bytes.len()).min(map.len()) / PAGE * PAGE;
        let start = start.next_multiple_of(PAGE);
        if start < end {
            // SAFETY: the pages of a file that is mapped read-only are read again from it.
            let advised = unsafe {
                map.unchecked_advise_range(UncheckedAdvice::DontNeed, start, end - start)
            };
            // Memory that is not given back now is when the system needs it.
            drop(advised);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn released_bytes_are_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let bytes: Vec<u8> = (0..5 * PAGE).map(|index| (index % 251) as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        let file = MappedFile::open(&path).unwrap();
        assert_eq!(file.bytes(), bytes);
        file.release(&file.bytes()[100..4 * PAGE + 5]);
        file.release(&bytes); // Not of this file.
        file.release(&[]);
        assert_eq!(file.bytes(), bytes);
    }

    #[test]
    fn empty_files_have_no_bytes_and_folders_are_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("empty");
        std::fs::write(&path, []).unwrap();
        let file = MappedFile::open(&path).unwrap();
        assert!(file.bytes().is_empty());
        file.release(file.bytes());
        assert!(matches!(MappedFile::open(folder.path()), Err(MapError::NotAFile)));
        assert!(matches!(MappedFile::open(&path.join("x")), Err(MapError::Io(_))));
    }
}
