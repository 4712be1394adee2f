//! Archives of every layout, and every way that one can be wrong.

mod common;

use std::borrow::Cow;
use std::path::Path;

use common::{Entries, NEWEST, V2_6, V2_8, archives, vector};
use tricast_dialects::DType;
use tricast_import::archive::Limits;
use tricast_import::schema::InputSpec;
use tricast_import::{Archive, TensorRef};

/// The names, and the values as bytes, of what the three small archives have.
const TENSORS: [&str; 6] = ["l.weight", "l.bias", "c.weight", "c.bias", "b", "k"];

fn open(bytes: Vec<u8>) -> Archive {
    Archive::from_bytes(bytes, "m.pt2", Limits::default()).unwrap()
}

/// The message of an archive that cannot be opened, or whose program or weights cannot be
/// read.
fn error(bytes: Vec<u8>) -> String {
    error_within(bytes, Limits::default())
}

fn error_within(bytes: Vec<u8>, limits: Limits) -> String {
    let read = || {
        let archive = Archive::from_bytes(bytes, "m.pt2", limits)?;
        archive.program()?;
        archive.tensors().try_for_each(|tensor| tensor.bytes().map(drop))
    };
    read().expect_err("an error").to_string()
}

fn names(archive: &Archive) -> Vec<&str> {
    archive.tensors().map(|tensor| tensor.name()).collect()
}

#[test]
fn every_layout_has_the_same_program_and_weights() {
    let newest = Archive::open(&vector(NEWEST)).unwrap();
    for (name, minor) in [(V2_6, 2), (V2_8, 8), (NEWEST, 20)] {
        let archive = Archive::open(&vector(name)).unwrap();
        let program = archive.program().unwrap();
        assert_eq!((program.schema_version.major, program.schema_version.minor), (8, minor));
        assert_eq!(program.graph_module.signature.input_specs.len(), 7);
        assert_eq!(names(&archive), TENSORS);
        for expected in newest.tensors() {
            let tensor = archive.tensor(expected.name()).unwrap();
            let describe = |tensor: &TensorRef| {
                let (sizes, strides) = (tensor.sizes().to_vec(), tensor.strides().to_vec());
                (tensor.dtype(), sizes, strides, tensor.storage_offset(), tensor.is_param())
            };
            assert_eq!(describe(&tensor), describe(&expected), "{name}: {}", tensor.name());
            assert!(tensor.is_contiguous());
            let bytes = tensor.bytes().unwrap();
            assert!(matches!(bytes, Cow::Borrowed(_)), "{name}: {} is copied", tensor.name());
            assert_eq!(bytes, expected.bytes().unwrap(), "{name}: {}", tensor.name());
        }
    }
    let weight = newest.tensor("l.weight").unwrap();
    assert_eq!(
        (weight.dtype(), weight.sizes(), weight.byte_len()),
        (DType::F32, &[16, 8][..], 512)
    );
    assert!(weight.is_param() && !newest.tensor("b").unwrap().is_param());
    assert!(newest.tensor("nothing").is_none());
}

#[test]
fn zips_of_other_writers_are_read() {
    for name in [NEWEST, V2_8, V2_6] {
        let expected = Archive::open(&vector(name)).unwrap();
        let entries = Entries::of_file(name);
        for zip in [entries.stored(), entries.deflated(), entries.zip64()] {
            let archive = open(zip);
            assert_eq!(archive.program().unwrap(), expected.program().unwrap());
            for tensor in expected.tensors() {
                let bytes = archive.tensor(tensor.name()).unwrap().bytes().unwrap();
                assert_eq!(bytes, tensor.bytes().unwrap(), "{name}: {}", tensor.name());
            }
        }
    }
}

#[test]
fn weights_can_be_read_in_parallel() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Archive::open(&vector(NEWEST)).unwrap());
}

#[test]
fn nothing_saved() {
    let archive = open(Entries::of_file(V2_6).set("serialized_constants.pt", b"").stored());
    assert_eq!(names(&archive), TENSORS[..5]);
}

#[test]
fn recorded_archives_are_read() {
    for path in archives("dev_ops") {
        let archive = Archive::open(&path).unwrap();
        archive.program().unwrap();
        for tensor in archive.tensors() {
            assert_eq!(tensor.bytes().unwrap().len() as u64, tensor.byte_len());
        }
    }
}

#[test]
fn archives_without_weights_have_their_program() {
    for path in archives("graphs") {
        let archive = Archive::open(&path).unwrap();
        let program = archive.program().unwrap();
        assert!(!program.graph_module.graph.nodes.is_empty());
    }
    let without = Entries::of_file(NEWEST).remove("weight_0").stored();
    open(without.clone()).program().unwrap();
    assert_eq!(
        error(without),
        "m.pt2: entry 'tiny_torch2.15.0/data/weights/weight_0': 'l.weight' has no bytes in the \
         archive: was it made without weights?"
    );
}

#[test]
fn a_root_folder_is_optional() {
    let Entries(mut entries) = Entries::of_file(NEWEST);
    for (name, _) in &mut entries {
        *name = name.split_once('/').unwrap().1.to_string();
    }
    assert_eq!(names(&open(Entries(entries).stored())), TENSORS);
    let alone = Entries::of_file(NEWEST).0;
    let alone = alone.into_iter().filter(|(name, _)| name.ends_with("model.json")).collect();
    open(Entries(alone).stored()).program().unwrap();
}

/// The config of the weights with another storage or view for one of them.
fn with_weight(name: &str, from: &str, to: &str) -> Entries {
    let mut entries = Entries::of_file(NEWEST);
    let config = "model_weights_config.json";
    let text = String::from_utf8(entries.get(config).clone()).unwrap();
    let start = text.find(&format!("\"{name}\"")).unwrap();
    let changed = text[start..].replacen(from, to, 1);
    assert_ne!(changed, text[start..], "{from}");
    entries.set(config, format!("{}{changed}", &text[..start]).as_bytes())
}

#[test]
fn tied_and_strided_weights() {
    let tied = with_weight("b", "weight_4", "weight_1").stored();
    let archive = open(tied);
    let [bias, b] = ["l.bias", "b"].map(|name| archive.tensor(name).unwrap());
    assert!(bias.is_tied_to(&b) && !bias.is_tied_to(&archive.tensor("k").unwrap()));
    assert_eq!(bias.bytes().unwrap(), b.bytes().unwrap());

    let original = Archive::open(&vector(NEWEST)).unwrap();
    let original = original.tensor("l.weight").unwrap().bytes().unwrap().into_owned();
    let strides = r#""strides": [{"as_int": 8}, {"as_int": 1}]"#;
    let transposed = r#""strides": [{"as_int": 1}, {"as_int": 16}]"#;
    let archive = open(with_weight("l.weight", strides, transposed).stored());
    let weight = archive.tensor("l.weight").unwrap();
    let bytes = weight.bytes().unwrap();
    assert!(!weight.is_contiguous() && bytes.len() == 512);
    assert_eq!(&bytes[4..8], &original[64..68]);
}

#[test]
fn files_that_are_no_archives() {
    let open = |path: &Path| Archive::open(path).err().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let missing = open(&folder.path().join("no.pt2"));
    assert!(missing.ends_with("no.pt2: cannot be read: No such file or directory (os error 2)"));
    assert!(open(folder.path()).contains("is not a regular file; expected a .pt2 archive"));
    let empty = folder.path().join("empty.pt2");
    std::fs::write(&empty, "").unwrap();
    assert!(open(&empty).contains("empty.pt2: is not a zip archive, or a truncated one"));
    let other = Entries(Vec::new()).add("a/b.txt", b"text").stored();
    assert!(
        error(other).starts_with("m.pt2: is not a PyTorch export: expected models/<name>.json")
    );
}

#[test]
fn truncated_archives() {
    for name in [NEWEST, V2_8, V2_6] {
        let whole = std::fs::read(vector(name)).unwrap();
        for length in (0..whole.len()).step_by(97) {
            let error = error(whole[..length].to_vec());
            assert!(
                error.starts_with("m.pt2: is not a zip archive, or a truncated one"),
                "{error}"
            );
        }
    }
    let cut = Entries::of_file(V2_8);
    let saved = cut.clone().get("data/weights/model.pt").clone();
    let error = error(cut.set("data/weights/model.pt", &saved[..saved.len() / 2]).stored());
    assert!(
        error.starts_with("m.pt2: entry 'tiny_torch2.8.0/data/weights/model.pt': is not a zip")
    );
}

#[test]
fn wrong_entries() {
    let entries = || Entries::of_file(NEWEST);
    let root = "m.pt2: entry 'tiny_torch2.15.0/";
    for (archive, place, problem) in [
        (entries().set("archive_format", b"zip"), "archive_format'", "is 'zip', expected 'pt2'"),
        (entries().set("archive_version", b"1"), "archive_version'", "is '1', expected '0'"),
        (entries().set("byteorder", b"big"), "byteorder'", "is 'big', expected 'little'"),
        (entries().set("model.json", b"{"), "models/model.json'", "EOF while parsing"),
        (entries().set("model.json", b"[]"), "models/model.json'", "is not the JSON expected"),
        (entries().set("model.json", b"\xff"), "models/model.json'", "is not the JSON expected"),
        (
            entries().set("weights_config.json", b"{}"),
            "data/weights/model_weights_config",
            "config",
        ),
        (entries().rename("model.json", "tiny_torch2.15.0/models/a"), "", ""),
    ] {
        let error = error(archive.stored());
        if place.is_empty() {
            assert!(error.contains("is not a PyTorch export"), "{error}");
        } else {
            assert!(error.starts_with(&format!("{root}{place}")), "{error}");
            assert!(error.contains(problem), "{error}");
        }
    }
    let two = entries().rename("model.json", "tiny_torch2.15.0/models/a.json");
    let error = error(two.add("tiny_torch2.15.0/models/b.json", b"{}").stored());
    assert!(error.contains("several programs (models/a.json, models/b.json)"), "{error}");
}

#[test]
fn names_that_leave_the_archive() {
    for name in ["../x", "a/../../x", "/etc/x", "a\\x", "a/./x"] {
        let error = error(Entries::of_file(NEWEST).add(name, b"").stored());
        assert_eq!(error, format!("m.pt2: entry '{name}': is not a path within the archive"));
    }
}

#[test]
fn duplicate_entries() {
    // The writer refuses to write two of a name, so one is renamed in the bytes.
    let twin = "tiny_torch2.15.0/data/weights/weight_X";
    let mut bytes = Entries::of_file(NEWEST).add(twin, b"0").stored();
    let name = twin.replace("_X", "_0");
    while let Some(at) = bytes.windows(twin.len()).position(|part| part == twin.as_bytes()) {
        bytes[at..at + twin.len()].copy_from_slice(name.as_bytes());
    }
    assert_eq!(error(bytes), format!("m.pt2: entry '{name}': occurs twice"));
}

#[test]
fn other_schema_versions() {
    let version = |text: &str| {
        Entries::of_file(NEWEST).replace("model.json", "\"schema_version\": {\"major\": 8", text)
    };
    let expected = "m.pt2: entry 'tiny_torch2.15.0/models/model.json': has schema version 9.20, \
                    expected 8.x (PyTorch 2.6 and later)";
    let newer = version("\"schema_version\": {\"major\": 9");
    assert_eq!(error(newer.clone().stored()), expected);
    // Also where the rest cannot be read.
    assert_eq!(error(newer.replace("model.json", "\"graph_module\"", "\"g\"").stored()), expected);
    assert!(
        error(version("\"x\": {\"major\": 8").stored()).contains("missing field `schema_version`")
    );
    open(Entries::of_file(NEWEST).replace("model.json", "\"minor\": 20", "\"minor\": 99").stored())
        .program()
        .unwrap();
}

#[test]
fn weights_that_do_not_match_their_shape() {
    let error_of = |entries: Entries| error(entries.stored());
    let short = error_of(Entries::of_file(NEWEST).set("weight_0", &[0; 508]));
    assert_eq!(
        short,
        "m.pt2: entry 'tiny_torch2.15.0/data/weights/weight_0': 'l.weight' has 508 bytes of \
         storage, expected at least 512 for float32 [16, 8] with strides [8, 1] from element 0"
    );
    let odd = error_of(Entries::of_file(NEWEST).set("weight_0", &[0; 514]));
    assert!(odd.contains("has 514 bytes of storage, expected a multiple of 4"), "{odd}");
    let sizes = r#"{"as_int": 16}, {"as_int": 8}"#;
    let graph = error_of(with_weight("l.weight", sizes, r#"{"as_int": 8}, {"as_int": 8}"#));
    assert!(
        graph.ends_with(
            "'l.weight' is float32 [8, 8], but the program's graph has it as float32 [16, 8]"
        ),
        "{graph}"
    );
    for (from, to, expected) in [
        ("\"dtype\": 7", "\"dtype\": 99", "has dtype 99, expected a ScalarType of schema 8"),
        ("\"dtype\": 7", "\"dtype\": 8", "is float64 [16, 8], but the program"),
        ("\"layout\": 7", "\"layout\": 1", "has layout 1, expected 7 (strided)"),
        ("{\"as_int\": 16}", "{\"as_int\": -1}", "has size -1, expected numbers not less than 0"),
        (
            "{\"as_int\": 16}",
            "{\"as_expr\": {\"expr_str\": \"s\"}}",
            "has size s, expected numbers",
        ),
        ("{\"as_int\": 16}, ", "", "has 2 strides, expected one for each of its 1 sizes"),
        ("{\"as_int\": 16}", "{\"as_int\": 9223372036854775807}", "more bytes than a machine"),
        (
            "\"use_pickle\": false",
            "\"use_pickle\": true",
            "is a pickled object, which is never read",
        ),
        ("weight_0", "../weight_0", "has no bytes in the archive"),
    ] {
        let error = error_of(with_weight("l.weight", from, to));
        assert!(error.contains("'l.weight' ") && error.contains(expected), "{error}");
    }
    let offset = "\"storage_offset\": {\"as_int\": 0}";
    let moved = error_of(with_weight("b", offset, "\"storage_offset\": {\"as_int\": 1}"));
    assert!(moved.contains("has 64 bytes of storage, expected at least 68"), "{moved}");
    let twice = Entries::of_file(NEWEST).replace("constants_config.json", "\"k\"", "\"b\"");
    assert!(error_of(twice).contains("'b' is both a weight and a constant"));
}

#[test]
fn objects_are_not_tensors() {
    let meta = r#""use_pickle": false, "tensor_meta""#;
    let object = r#""use_pickle": true, "tensor_meta": null, "other""#;
    let archive = open(with_weight("b", meta, object).stored());
    assert!(archive.tensor("b").is_none());
    archive.program().unwrap();
    let neither = r#""use_pickle": false, "tensor_meta": null, "other""#;
    assert!(error(with_weight("b", meta, neither).stored()).contains("'b' has no tensor_meta"));
}

#[test]
fn damaged_entries() {
    let mut bytes = std::fs::read(vector(NEWEST)).unwrap();
    let weight = Archive::open(&vector(NEWEST)).unwrap();
    let weight = weight.tensor("l.weight").unwrap().bytes().unwrap().into_owned();
    let at = bytes.windows(weight.len()).position(|part| part == weight).unwrap();
    bytes[at] ^= 1;
    let error = error(bytes.clone());
    assert!(
        error.contains("weight_0': is damaged: checksum 0c26b16a, expected 1c546a42"),
        "{error}"
    );
    // What is not asked for is not looked at.
    open(bytes).tensor("l.bias").unwrap().bytes().unwrap();
}

#[test]
fn zip_bombs() {
    let limits = Limits { metadata: 100_000, copied: 10_000 };
    let bomb = vec![b' '; 1_000_000];
    for name in [NEWEST, V2_8, V2_6] {
        let program = if name == V2_6 { "exported_program.json" } else { "models/model.json" };
        let archive = Entries::of_file(name).set(program, &bomb).deflated();
        let error = error_within(archive, limits);
        assert!(error.ends_with("has 1000000 bytes, expected at most 100000"), "{error}");
    }
    let saved = Entries::of_file(V2_8).set("data/weights/model.pt", &bomb).deflated();
    assert!(error_within(saved, limits).ends_with("has 1000000 bytes, expected at most 10000"));
    let weight = Entries::of_file(NEWEST).set("weight_0", &bomb);
    assert!(error_within(weight.deflated(), limits).ends_with("expected at most 10000"));
    // A stored weight is read in place, so its size does not matter.
    let archive = Archive::from_bytes(weight.stored(), "m.pt2", limits).unwrap();
    assert_eq!(archive.tensor("l.weight").unwrap().bytes().unwrap(), vec![b' '; 512]);
    // A few bytes that claim to be many.
    let sizes = r#""sizes": [{"as_int": 16}], "requires_grad": false, "device": {"type": "cpu", "index": null}, "strides": [{"as_int": 1}]"#;
    let many =
        sizes.replacen("16", "1000000000000", 1).replace("\"as_int\": 1}]", "\"as_int\": 0}]");
    let archive = open(with_weight("b", sizes, &many).stored());
    let error = archive.tensor("b").unwrap().bytes().unwrap_err().to_string();
    assert!(error.contains("'b' needs 4000000000000 bytes for float32 [1000000000000]"), "{error}");
}

#[test]
fn declared_sizes_that_are_wrong() {
    // The uncompressed size in the central directory, 24 bytes into the record.
    let name = b"tiny_torch2.15.0/data/weights/weight_0";
    let more = "is damaged: more bytes than the 512";
    for (content, size, expected) in
        [(516, 512u32, more), (512, 9996, "is damaged: fewer bytes than the 9996")]
    {
        let mut bytes = Entries::of_file(NEWEST).set("weight_0", &vec![7; content]).deflated();
        let record = bytes.windows(name.len()).rposition(|part| part == name).unwrap() - 46;
        bytes[record + 24..record + 28].copy_from_slice(&size.to_le_bytes());
        let archive = open(bytes);
        let weight = archive.tensor("l.weight").unwrap();
        let error = weight.bytes().unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn pickles_of_older_layouts_execute_nothing() {
    let mut entries = Entries::of_file(V2_8);
    let saved = Entries::of(entries.get("data/weights/model.pt"));
    let evil = saved.clone().set("data.pkl", b"\x80\x02cos\nsystem\nX\x02\x00\x00\x00ls\x85R.");
    let error_of = |saved: Entries| {
        error(Entries::of_file(V2_8).set("data/weights/model.pt", &saved.stored()).stored())
    };
    assert_eq!(
        error_of(evil),
        "m.pt2: entry 'tiny_torch2.8.0/data/weights/model.pt' in it 'archive/data.pkl': is a \
         pickle that cannot be read: at byte 2: names os.system, expected tensors only (nothing in \
         a pickle is executed)"
    );
    let in_it = "'tiny_torch2.8.0/data/weights/model.pt' in it 'archive/";
    for (saved, place, problem) in [
        (saved.clone().set("byteorder", b"big"), "byteorder'", "is 'big', expected 'little'"),
        (saved.clone().remove("data.pkl"), "data.pkl'", "is missing"),
        (saved.clone().set("data/0", &[0; 100]), "data/0'", "'l.weight' has 100 bytes"),
        (saved.clone().remove("data/0"), "data/0'", "'l.weight' has no bytes"),
    ] {
        let error = error_of(saved);
        assert!(error.contains(&format!("{in_it}{place}")) && error.contains(problem), "{error}");
    }
}

#[test]
fn inputs_of_the_signature_have_payloads() {
    let archive = Archive::open(&vector(NEWEST)).unwrap();
    for spec in archive.program().unwrap().graph_module.signature.input_specs {
        if let InputSpec::Parameter { parameter_name, .. } = spec {
            assert!(archive.tensor(&parameter_name).unwrap().is_param(), "{parameter_name}");
        }
    }
}
