//! Counts of tests that benchmarks print.

use std::{env, fs, path::Path};

use serde::Serialize;

/// Writes counts to `NAME.json` in the folder that `COUNTS` names, if it names one.
pub fn write(name: &str, counts: &impl Serialize) {
    let Some(folder) = env::var_os("COUNTS") else { return };
    let file = Path::new(&folder).join(name).with_extension("json");
    let text = serde_json::to_string(counts).expect("counts are JSON");
    fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}
