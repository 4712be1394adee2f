//! Reads the program of an archive: the JSON alone, of the newest layouts.

use std::{fs::File, path::Path};

use anyhow::{Context, bail};
use tricast_import::schema::ExportedProgram;

/// The major version of the schema that is read.
const MAJOR: u32 = 8;

/// The exported program of an archive.
pub fn read_program(path: &Path) -> anyhow::Result<ExportedProgram> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut archive = zip::ZipArchive::new(file)
        .with_context(|| format!("{}: expected a .pt2 archive, a zip", path.display()))?;
    let is_program = |name: &&str| {
        (name.contains("models/") && name.ends_with(".json"))
            || name.ends_with("serialized_exported_program.json")
    };
    let Some(entry) = archive.file_names().find(is_program).map(str::to_owned) else {
        bail!("{}: expected an entry models/*.json in the archive", path.display());
    };
    let place = || format!("{}: {entry}", path.display());
    let reader = std::io::BufReader::new(archive.by_name(&entry).with_context(place)?);
    let program: ExportedProgram = serde_json::from_reader(reader).with_context(place)?;
    if program.schema_version.major != MAJOR {
        bail!(
            "{}: expected a program of schema {MAJOR}, got {}.{}",
            place(),
            program.schema_version.major,
            program.schema_version.minor
        );
    }
    Ok(program)
}
