//! A zip whose stored entries are read where they are.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::sync::OnceLock;

use zip::{CompressionMethod, ZipArchive};

use crate::archive::Limits;
use crate::archive_error::{ArchiveError, Place, Problem};
use crate::source::Source;

/// Deflate writes at most so many bytes for one.
const DEFLATE_RATIO: u64 = 1032;

/// A zip, and the folder in it that has everything.
pub(crate) struct Container {
    place: Place,
    source: Source,
    zip: ZipArchive<Cursor<Source>>,
    root: String,
    /// By the index of an entry: its checksum was right.
    verified: Vec<OnceLock<()>>,
    limits: Limits,
}

/// Where an entry is.
struct Located {
    index: usize,
    name: String,
    method: CompressionMethod,
    size: u64,
    crc: u32,
    /// In the source.
    data: Range<usize>,
}

impl Container {
    /// Reads the directory of a zip; `at_root` tells an entry that is not in a root folder.
    pub fn open(
        place: Place,
        source: Source,
        limits: Limits,
        at_root: impl Fn(&str) -> bool,
    ) -> Result<Self, ArchiveError> {
        let zip = ZipArchive::new(Cursor::new(source.clone()))
            .map_err(|error| place.error(Problem::NotZip(error.to_string())))?;
        // The cut end of an archive may leave a zip that was an entry of it.
        if zip.offset() != 0 {
            let what = format!("the zip found in it begins at byte {}, expected 0", zip.offset());
            return Err(place.error(Problem::NotZip(what)));
        }
        check_names(&place, source.as_ref(), &zip)?;
        let verified = (0..zip.len()).map(|_| OnceLock::new()).collect();
        let root = root(zip.file_names(), at_root);
        Ok(Container { place, source, zip, root, verified, limits })
    }

    /// The entry of this name, for an error.
    pub fn place(&self, name: &str) -> Place {
        self.place.entry(&format!("{}{name}", self.root))
    }

    /// Gives back the memory of bytes that were read in place.
    pub fn release(&self, bytes: &[u8]) {
        self.source.release(bytes);
    }

    /// The names of the entries, without the root folder.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.zip.file_names().filter_map(|name| name.strip_prefix(&self.root))
    }

    pub fn contains(&self, name: &str) -> bool {
        self.zip.index_for_name(&format!("{}{name}", self.root)).is_some()
    }

    /// The uncompressed size of an entry; `None` where there is none of this name.
    pub fn size(&self, name: &str) -> Result<Option<u64>, ArchiveError> {
        Ok(self.locate(name)?.map(|entry| entry.size))
    }

    /// An entry that describes others.
    pub fn metadata(&self, name: &str) -> Result<Option<Cow<'_, [u8]>>, ArchiveError> {
        let Some(entry) = self.locate(name)? else { return Ok(None) };
        self.bounded(&entry, self.limits.metadata)?;
        self.read(&entry).map(Some)
    }

    /// An entry that is weights: of any size where it is stored.
    pub fn payload(&self, name: &str) -> Result<Option<Cow<'_, [u8]>>, ArchiveError> {
        let Some(entry) = self.locate(name)? else { return Ok(None) };
        if entry.method != CompressionMethod::Stored {
            self.bounded(&entry, self.limits.copied)?;
        }
        self.read(&entry).map(Some)
    }

    /// The zip that an entry is. Its own entries have checksums, so its own is not looked
    /// at where it is stored.
    pub fn nested(&self, name: &str) -> Result<Option<Container>, ArchiveError> {
        let Some(entry) = self.locate(name)? else { return Ok(None) };
        let source = if entry.method == CompressionMethod::Stored {
            let damaged = || Problem::Damaged("it lies beyond the end of the file".into());
            self.source
                .part(entry.data)
                .ok_or_else(|| self.place.entry(&entry.name).error(damaged()))?
        } else {
            self.bounded(&entry, self.limits.copied)?;
            Source::from(self.read(&entry)?.into_owned())
        };
        let place = self.place.entry(&entry.name);
        Container::open(place, source, self.limits, |name| name == "data.pkl").map(Some)
    }

    /// Where an entry is; this reads its local header.
    fn locate(&self, name: &str) -> Result<Option<Located>, ArchiveError> {
        let name = format!("{}{name}", self.root);
        let Some(index) = self.zip.index_for_name(&name) else { return Ok(None) };
        let fail = |problem| self.place.entry(&name).error(problem);
        let damaged = |what: &str| fail(Problem::Damaged(what.to_string()));
        let mut zip = self.zip.clone();
        let file = zip.by_index_raw(index).map_err(|error| damaged(&error.to_string()))?;
        if file.encrypted() {
            return Err(fail(Problem::Encrypted));
        }
        let method = file.compression();
        if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(fail(Problem::Compression(method.to_string())));
        }
        let (size, compressed) = (file.size(), file.compressed_size());
        if method == CompressionMethod::Stored && size != compressed {
            return Err(damaged(&format!("{compressed} bytes stored, expected {size}")));
        }
        let start = file.data_start();
        let range = (start.checked_add(compressed))
            .filter(|&end| end <= self.source.as_ref().len() as u64)
            .ok_or_else(|| damaged("it lies beyond the end of the file"))?;
        let data = start as usize..range as usize;
        let crc = file.crc32();
        drop(file);
        Ok(Some(Located { index, name, method, size, crc, data }))
    }

    fn bounded(&self, entry: &Located, limit: u64) -> Result<(), ArchiveError> {
        if entry.size <= limit {
            return Ok(());
        }
        Err(self.place.entry(&entry.name).error(Problem::TooLarge { size: entry.size, limit }))
    }

    fn read(&self, entry: &Located) -> Result<Cow<'_, [u8]>, ArchiveError> {
        let damaged = |what: String| self.place.entry(&entry.name).error(Problem::Damaged(what));
        if entry.method == CompressionMethod::Stored {
            let bytes = &self.source.as_ref()[entry.data.clone()];
            self.verify(entry, bytes)?;
            return Ok(Cow::Borrowed(bytes));
        }
        let most = (entry.data.len() as u64).saturating_mul(DEFLATE_RATIO);
        let mut bytes = Vec::with_capacity(entry.size.min(most) as usize);
        let mut zip = self.zip.clone();
        let file = zip.by_index(entry.index).map_err(|error| damaged(error.to_string()))?;
        // One byte more, to see whether there are more.
        (file.take(entry.size.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(|error| damaged(error.to_string()))?;
        if bytes.len() as u64 != entry.size {
            let what = if (bytes.len() as u64) < entry.size { "fewer" } else { "more" };
            return Err(damaged(format!("{what} bytes than the {} it declares", entry.size)));
        }
        Ok(Cow::Owned(bytes))
    }

    /// Compares the checksum of a stored entry, once.
    fn verify(&self, entry: &Located, bytes: &[u8]) -> Result<(), ArchiveError> {
        let Some(verified) = self.verified.get(entry.index).filter(|done| done.get().is_none())
        else {
            return Ok(());
        };
        let found = crc32fast::hash(bytes);
        if found != entry.crc {
            let what = format!("checksum {found:08x}, expected {:08x}", entry.crc);
            return Err(self.place.entry(&entry.name).error(Problem::Damaged(what)));
        }
        verified.get_or_init(|| ());
        Ok(())
    }
}

/// The folder, with its `/`, that all entries are in.
fn root<'a>(names: impl Iterator<Item = &'a str>, at_root: impl Fn(&str) -> bool) -> String {
    let mut root: Option<&str> = None;
    for name in names {
        if at_root(name) {
            return String::new();
        }
        let Some((folder, _)) = name.split_once('/') else { return String::new() };
        if *root.get_or_insert(folder) != folder {
            return String::new();
        }
    }
    root.map(|folder| format!("{folder}/")).unwrap_or_default()
}

/// No name occurs twice, and none leaves the archive. The `zip` crate keeps the last of
/// several entries, so this walks the directory itself.
fn check_names(
    place: &Place,
    bytes: &[u8],
    zip: &ZipArchive<Cursor<Source>>,
) -> Result<(), ArchiveError> {
    for name in zip.file_names() {
        let safe = !name.starts_with('/')
            && !name.contains(['\\', '\0'])
            && name.split('/').all(|part| part != ".." && part != ".");
        if !safe {
            return Err(place.entry(name).error(Problem::Path));
        }
    }
    let mut rest = usize::try_from(zip.central_directory_start())
        .ok()
        .and_then(|start| bytes.get(start..))
        .unwrap_or_default();
    let mut seen = HashSet::new();
    while let Some((name, after)) = directory_entry(rest) {
        if !seen.insert(name) {
            return Err(place.entry(&String::from_utf8_lossy(name)).error(Problem::Duplicate));
        }
        rest = after;
    }
    Ok(())
}

/// The name in the first record of a central directory, and what follows the record.
fn directory_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    const SIGNATURE: &[u8] = b"PK\x01\x02";
    const FIXED: usize = 46;
    let length =
        |at: usize| Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]).into());
    let (name, extra, comment): (usize, usize, usize) = (length(28)?, length(30)?, length(32)?);
    if !bytes.starts_with(SIGNATURE) {
        return None;
    }
    let name_bytes = bytes.get(FIXED..FIXED + name)?;
    Some((name_bytes, bytes.get(FIXED + name + extra + comment..)?))
}
