//! Bundles are those of the goldens.

mod common;

use std::fs;

use serde_json::Value;
use tricast_opspec::superdsc::{emit, validate};

/// A file without what says where an op comes from.
fn without_source(text: &str) -> String {
    let start = text.find("\"debug_handle_\":").unwrap();
    let end = text.find(",\"sdscFoldProps_\"").unwrap();
    format!("{}{}", &text[..start], &text[end..])
}

/// The first place where two values differ.
fn difference(path: &str, ours: &Value, golden: &Value) -> Option<String> {
    match (ours, golden) {
        (Value::Object(ours), Value::Object(golden)) => {
            let missing = golden.keys().find(|key| !ours.contains_key(*key));
            let more = ours.keys().find(|key| !golden.contains_key(*key));
            missing
                .map(|key| format!("{path} lacks {key}"))
                .or(more.map(|key| format!("{path} has {key}")))
                .or_else(|| {
                    golden.iter().find_map(|(key, value)| {
                        difference(&format!("{path}.{key}"), &ours[key], value)
                    })
                })
        }
        (Value::Array(ours), Value::Array(golden)) if ours.len() == golden.len() => {
            let pairs = ours.iter().zip(golden).enumerate();
            pairs.into_iter().find_map(|(index, (ours, golden))| {
                difference(&format!("{path}[{index}]"), ours, golden)
            })
        }
        _ => (ours != golden).then(|| format!("{path} is {ours}, not {golden}")),
    }
}

/// What is not as in the goldens, on purpose.
///
/// `mean` has two constants, and the second is what masked lanes are taken to be; Torch-Spyre says
/// that it is the first, the factor of the mean.
const DIFFERENT: [(&str, &str); 1] =
    [("mean_mask/sdsc_0.json", ".0_mean.dscs_[0].mean.maskingConstId_ is 1, not 0")];

/// How a file differs from the golden one.
fn compared(name: &str, ours: &str, golden: &str) -> Option<String> {
    if ours == golden {
        return None;
    }
    if name.ends_with(".json") {
        let value = |text: &str| serde_json::from_str::<Value>(&text.replacen("{,", "{", 1));
        let place = difference("", &value(ours).unwrap(), &value(golden).unwrap());
        return place.or(Some("the order of fields".to_owned()));
    }
    let mut lines = ours.lines().zip(golden.lines());
    let pair = lines.find(|(ours, golden)| ours != golden);
    Some(
        pair.map_or("lines at the end".to_owned(), |(ours, golden)| {
            format!("{ours}, not {golden}")
        }),
    )
}

#[test]
fn bundles() {
    let (mut files, mut different) = (0, vec![]);
    let bundles = common::bundles();
    for bundle in &bundles {
        validate(&bundle.kernel).unwrap();
        for (name, text) in emit(&bundle.kernel) {
            let golden = fs::read_to_string(bundle.folder.join(&name)).unwrap();
            files += 1;
            let json = name.ends_with(".json");
            let plain = |text: &str| if json { without_source(text) } else { text.to_owned() };
            if let Some(difference) = compared(&name, &plain(&text), &plain(&golden)) {
                different.push((format!("{}/{name}", bundle.case), difference));
            }
        }
        let count = fs::read_dir(&bundle.folder).unwrap().count() - 1;
        assert_eq!(count, bundle.kernel.ops.len() + 1, "{}: files", bundle.case);
    }
    let same = files - different.len();
    println!(
        "{same} of {files} files of {} bundles are the same; not: {different:?}",
        bundles.len()
    );
    let different: Vec<(&str, &str)> =
        different.iter().map(|(file, place)| (file.as_str(), place.as_str())).collect();
    assert_eq!(different, DIFFERENT);
}
