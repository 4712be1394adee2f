//! Files that are written whole or not at all.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use anyhow::Context;

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

/// Writes a file as `write` does; it has its name only when that is done.
pub fn write_with(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> anyhow::Result<()> {
    let place = || path.display().to_string();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    // As other files, not for this user alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new("."))).with_context(place)?;
    write(file.as_file_mut()).with_context(place)?;
    file.persist(path).with_context(place)?;
    Ok(())
}
