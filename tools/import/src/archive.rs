//! A `.pt2` file: its program, and its weights, buffers and constants.
//!
//! Three layouts are read; which one it is, the entries tell:
//!
//! | PyTorch | program | weights, constants |
//! |---|---|---|
//! | 2.9 and later | `models/<name>.json` | raw storages, and a config in JSON |
//! | 2.8 | `models/<name>.json` | `torch.save` zips in the zip |
//! | 2.6 | `serialized_exported_program.json` | `torch.save` zips in the zip |
//!
//! Nothing in an archive is executed: the pickles of the older layouts are read as data.

use std::borrow::Cow;
use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::archive_error::{ArchiveError, PayloadProblem, Place, Problem};
use crate::container::Container;
use crate::payload::{Location, Payload, TensorRef};
use crate::pickle::read_tensors;
use crate::schema::{ExportedProgram, InputSpec, PayloadConfig, SchemaVersion};
use crate::source::Source;

/// The program in the layout of PyTorch 2.6.
const FLAT_PROGRAM: &str = "serialized_exported_program.json";
/// The weights and the constants in that layout.
const FLAT_PAYLOADS: [&str; 2] = ["serialized_state_dict.pt", "serialized_constants.pt"];
/// The major version of the schema that is read.
const SCHEMA_MAJOR: u32 = 8;

/// What an archive may cost in memory.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a program, of a config or of a pickle that lists weights.
    pub metadata: u64,
    /// Bytes of what is not read in place: a compressed weight, or one that repeats its
    /// storage. Weights that are stored, as PyTorch stores all, may have any size.
    pub copied: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { metadata: 64 << 20, copied: 1 << 30 }
    }
}

/// An open archive. Weights are read where they are in the mapped file, when asked for.
pub struct Archive {
    zip: Container,
    /// The `torch.save` zips of an older layout.
    nested: Vec<Container>,
    program: String,
    payloads: IndexMap<String, Payload>,
    limits: Limits,
}

impl Archive {
    /// Opens a file: reads what it has, not its program nor its weights.
    pub fn open(path: &Path) -> Result<Archive, ArchiveError> {
        Archive::read(Source::map(path)?, path, Limits::default())
    }

    /// Opens an archive in memory; `name` stands for the file in errors.
    pub fn from_bytes(bytes: Vec<u8>, name: &str, limits: Limits) -> Result<Archive, ArchiveError> {
        Archive::read(Source::from(bytes), Path::new(name), limits)
    }

    fn read(source: Source, path: &Path, limits: Limits) -> Result<Archive, ArchiveError> {
        let place = Place::file(path);
        let at_root = |name: &str| {
            name == FLAT_PROGRAM || name == "archive_format" || model_name(name).is_some()
        };
        let zip = Container::open(place.clone(), source, limits, at_root)?;
        check_marker(&zip, "archive_format", "pt2", Problem::Format)?;
        check_marker(&zip, "archive_version", "0", Problem::Version)?;
        check_byte_order(&zip)?;
        let program = program_entry(&zip, &place)?;
        let mut archive =
            Archive { zip, nested: Vec::new(), program, payloads: IndexMap::new(), limits };
        archive.read_payloads()?;
        Ok(archive)
    }

    /// The program. Its weights, buffers and constants have the types that the archive
    /// gives them.
    pub fn program(&self) -> Result<ExportedProgram, ArchiveError> {
        let place = self.zip.place(&self.program);
        let json =
            self.zip.metadata(&self.program)?.ok_or_else(|| place.error(Problem::Missing))?;
        let parsed = serde_json::from_slice::<ExportedProgram>(&json);
        // A program of another version explains every other difference.
        let version = match &parsed {
            Ok(program) => Some(program.schema_version),
            Err(_) => serde_json::from_slice(&json)
                .ok()
                .map(|Versioned { schema_version }| schema_version),
        };
        if let Some(SchemaVersion { major, minor }) = version.filter(|v| v.major != SCHEMA_MAJOR) {
            return Err(place.error(Problem::Schema { major, minor }));
        }
        let program = parsed.map_err(|error| place.error(error))?;
        self.check_types(&program)?;
        Ok(program)
    }

    /// A weight, buffer or constant; `None` where the archive describes no tensor of this
    /// name.
    pub fn tensor(&self, name: &str) -> Option<TensorRef<'_>> {
        let (_, name, payload) = self.payloads.get_full(name)?;
        Some(TensorRef { archive: self, name, payload })
    }

    /// Every weight, buffer and constant, in the archive's order.
    pub fn tensors(&self) -> impl Iterator<Item = TensorRef<'_>> {
        self.payloads.iter().map(|(name, payload)| TensorRef { archive: self, name, payload })
    }

    /// Gives back the memory of the bytes of a weight that was read in place ([`TensorRef::bytes`]):
    /// they are read again when they are touched. Does nothing for other bytes.
    pub fn release(&self, bytes: &[u8]) {
        self.zip.release(bytes);
    }

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    fn read_payloads(&mut self) -> Result<(), ArchiveError> {
        let Some(model) = model_name(&self.program) else {
            return FLAT_PAYLOADS.iter().try_for_each(|entry| self.read_saved(entry));
        };
        let model = model.to_string();
        for kind in ["weights", "constants"] {
            let folder = format!("data/{kind}");
            let config = format!("{folder}/{model}_{kind}_config.json");
            let saved = format!("{folder}/{model}.pt");
            if self.zip.contains(&config) {
                self.read_config(&folder, &config)?;
            } else {
                self.read_saved(&saved)?;
            }
        }
        Ok(())
    }

    /// The newest layout: a config, and an entry for each storage.
    fn read_config(&mut self, folder: &str, entry: &str) -> Result<(), ArchiveError> {
        let Some(json) = self.zip.metadata(entry)? else { return Ok(()) };
        let place = self.zip.place(entry);
        let parsed: PayloadConfig =
            serde_json::from_slice(&json).map_err(|error| place.error(error))?;
        for (name, meta) in parsed.config {
            if let Some(payload) = Payload::from_meta(folder, &meta).transpose() {
                add(&mut self.payloads, name, payload, &place)?;
            }
        }
        Ok(())
    }

    /// The older layouts: a `torch.save` zip.
    fn read_saved(&mut self, entry: &str) -> Result<(), ArchiveError> {
        if self.zip.size(entry)? == Some(0) {
            return Ok(()); // PyTorch 2.6 writes nothing for what is not there.
        }
        let Some(zip) = self.zip.nested(entry)? else { return Ok(()) };
        check_byte_order(&zip)?;
        let place = zip.place("data.pkl");
        let pickle = zip.metadata("data.pkl")?.ok_or_else(|| place.error(Problem::Missing))?;
        let tensors = read_tensors(&pickle).map_err(|error| place.error(error))?;
        for (name, tensor) in tensors {
            let payload = Payload::from_pickle(self.nested.len(), &tensor);
            add(&mut self.payloads, name, payload, &place)?;
        }
        drop(pickle);
        self.nested.push(zip);
        Ok(())
    }

    /// The zip that has a payload, and the entry there.
    fn entry<'a>(&'a self, payload: &'a Payload) -> (&'a Container, &'a str) {
        match &payload.location {
            Location::Entry(entry) | Location::Pickle(entry) => (&self.zip, entry),
            Location::Nested(zip, entry) => (&self.nested[*zip], entry),
        }
    }

    pub(crate) fn storage_size(&self, payload: &Payload) -> Result<Option<u64>, ArchiveError> {
        let (zip, entry) = self.entry(payload);
        zip.size(entry)
    }

    pub(crate) fn storage(&self, payload: &Payload) -> Result<Option<Cow<'_, [u8]>>, ArchiveError> {
        match &payload.location {
            Location::Entry(entry) | Location::Pickle(entry) => self.zip.payload(entry),
            Location::Nested(zip, entry) => self.nested[*zip].payload(entry),
        }
    }

    pub(crate) fn payload_place(&self, payload: &Payload) -> Place {
        let (zip, entry) = self.entry(payload);
        zip.place(entry)
    }

    /// The graph and the payloads agree on dtypes and sizes.
    fn check_types(&self, program: &ExportedProgram) -> Result<(), ArchiveError> {
        let module = &program.graph_module;
        for spec in &module.signature.input_specs {
            let (arg, name) = match spec {
                InputSpec::Parameter { arg, parameter_name } => (arg, parameter_name),
                InputSpec::Buffer { arg, buffer_name, .. } => (arg, buffer_name),
                InputSpec::TensorConstant { arg, tensor_constant_name } => {
                    (arg, tensor_constant_name)
                }
                _ => continue,
            };
            let Some(tensor) = self.tensor(name) else { continue };
            // A pickled subclass stands for several tensors of the graph.
            let pickled = matches!(tensor.payload.location, Location::Pickle(_));
            if let (false, Some(meta)) = (pickled, module.graph.tensor_values.get(&arg.name)) {
                tensor.check_graph(meta)?;
            }
        }
        Ok(())
    }
}

/// What says the version of a program, whatever else it has.
#[derive(Deserialize)]
struct Versioned {
    schema_version: SchemaVersion,
}

fn add(
    payloads: &mut IndexMap<String, Payload>,
    name: String,
    payload: Result<Payload, PayloadProblem>,
    place: &Place,
) -> Result<(), ArchiveError> {
    let fail = |name, problem| Err(place.error(Problem::Payload { name, problem }));
    match payload {
        Err(problem) => fail(name, problem),
        Ok(_) if payloads.contains_key(&name) => fail(name, PayloadProblem::Twice),
        Ok(payload) => {
            payloads.insert(name, payload);
            Ok(())
        }
    }
}

/// The model that an entry is the program of.
fn model_name(entry: &str) -> Option<&str> {
    let name = entry.strip_prefix("models/")?.strip_suffix(".json")?;
    (!name.contains('/')).then_some(name)
}

/// The entry that is the program.
fn program_entry(zip: &Container, place: &Place) -> Result<String, ArchiveError> {
    let models: Vec<&str> = zip.names().filter(|name| model_name(name).is_some()).collect();
    match &models[..] {
        [] if zip.contains(FLAT_PROGRAM) => Ok(FLAT_PROGRAM.to_string()),
        [] => Err(place.error(Problem::NotPt2)),
        [one] => Ok((*one).to_string()),
        several => several
            .iter()
            .find(|name| model_name(name) == Some("model"))
            .map(|name| (*name).to_string())
            .ok_or_else(|| place.error(Problem::SeveralModels(several.join(", ")))),
    }
}

/// A small entry has the expected text, if it is there at all.
fn check_marker(
    zip: &Container,
    entry: &str,
    expected: &str,
    problem: impl Fn(String) -> Problem,
) -> Result<(), ArchiveError> {
    let Some(bytes) = zip.metadata(entry)? else { return Ok(()) };
    let text = String::from_utf8_lossy(&bytes);
    if text.trim() == expected {
        return Ok(());
    }
    let shown = text.trim().chars().take(40).collect();
    Err(zip.place(entry).error(problem(shown)))
}

fn check_byte_order(zip: &Container) -> Result<(), ArchiveError> {
    check_marker(zip, "byteorder", "little", Problem::ByteOrder)
}
