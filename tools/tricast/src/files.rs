//! Files that are written whole or not at all.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Write},
    path::Path,
};

use anyhow::Context;

/// What a file is written through.
pub type Writer<'a> = BufWriter<&'a File>;

/// Writes a file; `-` is standard output.
pub fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if path == Path::new("-") {
        return match io::stdout().write_all(bytes) {
            // The reader has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.context("standard output"),
        };
    }
    write_with(path, |file| file.write_all(bytes))
}

/// Writes a file as `write` does; it has its name only when that is done. What is there and is no
/// regular file (a pipe, a device) is written into; of a link, what it leads to is replaced.
pub fn write_with(
    path: &Path,
    write: impl FnOnce(&mut Writer) -> io::Result<()>,
) -> anyhow::Result<()> {
    let place = || path.display().to_string();
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if target.exists() && !target.is_file() {
        let file = OpenOptions::new().write(true).open(&target);
        return file.and_then(|file| fill(&file, write)).with_context(place);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    // As other files, not for this user alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder.unwrap_or(Path::new("."))).with_context(place)?;
    fill(file.as_file(), write).with_context(place)?;
    file.persist(&target).map_err(|error| error.error).with_context(place)?;
    Ok(())
}

fn fill(file: &File, write: impl FnOnce(&mut Writer) -> io::Result<()>) -> io::Result<()> {
    let mut writer = BufWriter::new(file);
    write(&mut writer)?;
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_written_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let fail = |file: &mut Writer| file.write_all(b"x").and(Err(io::Error::other("no")));
        assert!(write_with(&path, fail).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        write(&path, b"1").unwrap();
        assert!(write_with(&path, fail).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"1");
        write(&path, b"2").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"2");
        let error = format!("{:#}", write(folder.path(), b"3").unwrap_err());
        assert!(error.contains("Is a directory"), "{error}");
    }

    #[test]
    #[cfg(unix)]
    fn links_stay_links() {
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        write(&file, b"old").unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        write(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
    }
}
