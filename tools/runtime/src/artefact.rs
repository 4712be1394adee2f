//! `MODEL.tricast`: a compiled program with its weights, in one file.
//!
//! A zip archive whose entries are stored, not compressed, and aligned, so that it is mapped and
//! read in place, and other tools can look into it:
//!
//! | entry | what it is |
//! |---|---|
//! | `manifest.json` | the [`Manifest`] |
//! | `program.o` | relocatable object code |
//! | `weights.safetensors` | weights by name; `constant:NAME` is what an initializer computed |
//!
//! The checksums of the manifest and of the object code are checked when it is opened. Of the
//! weights only the sizes are, so that opening does not read them.

use std::{
    io::{Cursor, Read, Seek, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};
use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    cpu::Cpu,
    executable::Executable,
    files::{FileError, Section, safetensors, safetensors::TensorFile},
    program::{Function, Program},
    tensor::HostTensor,
    weights::{WeightError, WeightSource, WeightType},
};

/// The version of the format, and of the contract between object code and runtime.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const OBJECT: &str = "program.o";
const WEIGHTS: &str = "weights.safetensors";
/// Before the names of constants.
const CONSTANT: &str = "constant:";
/// Entries start at a multiple of this: a page, so that weights can be given back whole.
const ALIGNMENT: u16 = 4096;
/// The most that a manifest may have; that of a large model has a few hundred kilobytes.
const LARGEST_MANIFEST: u64 = 64 << 20;

/// What an artefact says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    pub format: u32,
    /// What made it: `tricast 0.1.0`.
    pub tool: String,
    /// `cpu`
    pub target: String,
    /// The processor that the object code is for: it has these features, or more.
    pub cpu: Cpu,
    /// What can be called, with names, dtypes, sizes and their ranges: `main`.
    pub entry_points: Vec<Function>,
    /// How many ops of the model a call runs on the target.
    pub ops: usize,
    /// How many calls of kernels `main` has: [`Program::dispatches`].
    pub dispatches: usize,
    /// The size of the object code, in bytes.
    pub object_bytes: u64,
    /// The size of the weights with their header, in bytes.
    pub weight_bytes: u64,
}

/// The version alone, whatever else the manifest has.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

/// An open artefact.
pub struct Artefact {
    manifest: Manifest,
    /// The entry point that is run.
    main: Function,
    object: Vec<u8>,
    weights: TensorFile,
}

/// Why a file is not an artefact that this tool can run.
#[derive(Debug, thiserror::Error)]
pub enum ArtefactError {
    /// The system, or the weights in it, say no.
    #[error(transparent)]
    File(#[from] FileError),
    /// Not an artefact, or part of one.
    #[error("{file}: is no compiled program (.tricast), or a damaged one: {problem}")]
    Damaged {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// Of another version.
    #[error(
        "{file}: has format version {found}, expected {FORMAT}: compile the model again with this \
         version of tricast"
    )]
    Version {
        /// The file.
        file: String,
        /// Its version.
        found: u32,
    },
    /// For another machine.
    #[error("{file}: {problem}; compile the model again on this machine")]
    Cpu {
        /// The file.
        file: String,
        /// What is missing.
        problem: String,
    },
}

impl Artefact {
    /// Opens a file: checks that it is whole and can run here. Weights are not read.
    ///
    /// # Errors
    /// If it is damaged, of another version, or for another machine.
    pub fn open(path: &Path) -> Result<Artefact, ArtefactError> {
        let file = path.display().to_string();
        let section = Section::open(path)?;
        let damaged = |problem: String| ArtefactError::Damaged { file: file.clone(), problem };
        let entries = Entries::new(&section).map_err(damaged)?;
        let json = entries.read(MANIFEST, LARGEST_MANIFEST).map_err(damaged)?;
        let versioned: Versioned = serde_json::from_slice(&json)
            .map_err(|error| damaged(format!("{MANIFEST}: {error}")))?;
        if versioned.format != FORMAT {
            return Err(ArtefactError::Version { file, found: versioned.format });
        }
        let manifest: Manifest = serde_json::from_slice(&json)
            .map_err(|error| damaged(format!("{MANIFEST}: {error}")))?;
        Cpu::host()
            .can_run(&manifest.cpu)
            .map_err(|problem| ArtefactError::Cpu { file: file.clone(), problem })?;
        let main = manifest.entry_points.iter().find(|function| function.name == "main").cloned();
        let main =
            main.ok_or_else(|| damaged(format!("{MANIFEST}: no entry point is named main")))?;
        let object = entries.read(OBJECT, manifest.object_bytes).map_err(damaged)?;
        let weights = entries.section(WEIGHTS, manifest.weight_bytes).map_err(damaged)?;
        let weights = TensorFile::read(weights, &path.join(WEIGHTS))?;
        Ok(Artefact { manifest, main, object, weights })
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The program; the artefact is the source of its weights.
    pub fn program(&self) -> Program {
        Program {
            main: self.main.clone(),
            initializers: vec![],
            dispatches: self.manifest.dispatches,
            cpu: self.manifest.cpu.clone(),
            object: self.object.clone(),
        }
    }
}

impl WeightSource for Artefact {
    fn weight(&self, name: &str, wanted: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        self.weights.weight(name, wanted)
    }

    fn constant(&self, name: &str) -> Result<Option<HostTensor>, WeightError> {
        Ok(self.weights.tensor(&format!("{CONSTANT}{name}"))?)
    }
}

/// Writes a program with those weights that a run of it reads. `tool` is what made it
/// (`tricast 0.1.0`), `ops` how many ops of the model it runs.
///
/// # Errors
/// If the writer fails, or a weight has a dtype that safetensors lacks.
pub fn write_artefact(
    writer: impl Write + Seek,
    executable: &Executable,
    tool: &str,
    ops: usize,
) -> std::io::Result<()> {
    let globals = executable.globals().map(|(name, tensor)| (name.to_string(), tensor.clone()));
    let constants =
        executable.constants().map(|(name, tensor)| (format!("{CONSTANT}{name}"), tensor.clone()));
    let weights: Vec<(String, HostTensor)> = globals.chain(constants).collect();
    let program = executable.program();
    let manifest = Manifest {
        format: FORMAT,
        tool: tool.to_string(),
        target: "cpu".to_string(),
        cpu: program.cpu.clone(),
        entry_points: vec![program.main.clone()],
        ops,
        dispatches: program.dispatches,
        object_bytes: program.object.len() as u64,
        weight_bytes: safetensors::length(&weights)?,
    };
    let mut zip = ZipWriter::new(writer);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .with_alignment(ALIGNMENT);
    zip.start_file(MANIFEST, options)?;
    zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    zip.start_file(OBJECT, options)?;
    zip.write_all(&program.object)?;
    // Sizes beyond 4 GiB need another form of entry.
    zip.start_file(WEIGHTS, options.large_file(manifest.weight_bytes >= u64::from(u32::MAX)))?;
    safetensors::write(&mut zip, &weights)?;
    zip.finish()?.flush()
}

/// The entries of the zip.
struct Entries<'a> {
    section: &'a Section,
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Entries<'a> {
    fn new(section: &'a Section) -> Result<Self, String> {
        let zip = ZipArchive::new(Cursor::new(section.bytes())).map_err(text)?;
        Ok(Entries { section, zip })
    }

    /// A copy of an entry, of which the checksum is right. Of `manifest.json` only the most that it
    /// may have is known.
    fn read(&self, name: &str, expected: u64) -> Result<Vec<u8>, String> {
        let mut zip = self.zip.clone();
        let mut entry = zip.by_name(name).map_err(|error| format!("{name}: {}", text(error)))?;
        let is_known = name != MANIFEST;
        if entry.size() > expected || is_known && entry.size() != expected {
            return Err(format!("{name} has {} bytes, expected {expected}", entry.size()));
        }
        let mut bytes = vec![];
        // Not one byte more than it says.
        let read = entry.by_ref().take(expected + 1).read_to_end(&mut bytes);
        read.map_err(|error| format!("{name}: {error}"))?;
        Ok(bytes)
    }

    /// Where an entry is in the file.
    fn section(&self, name: &str, expected: u64) -> Result<Section, String> {
        let mut zip = self.zip.clone();
        let entry = zip.by_name(name).map_err(|error| format!("{name}: {}", text(error)))?;
        if entry.size() != expected || entry.compression() != CompressionMethod::Stored {
            return Err(format!("{name} has {} bytes, expected {expected}", entry.size()));
        }
        let start = self.section.range.start as u64 + entry.data_start();
        let end = start.checked_add(expected).filter(|end| *end <= self.section.range.end as u64);
        let end = end.ok_or_else(|| format!("{name} ends after the file"))?;
        Ok(Section { file: self.section.file.clone(), range: start as usize..end as usize })
    }
}

fn text(error: ZipError) -> String {
    error.to_string()
}
