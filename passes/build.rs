//! Compiles the rules of `rules/*.pdll` to the `pdl` dialect, as bytecode: every run of the pass reads
//! them.

use std::{env, fmt::Write, fs, path::Path, process::Command};

/// Declarations that the themes include; no rules.
const NATIVES: &str = "natives";

fn main() {
    println!("cargo:rerun-if-changed=rules");
    let prefix = env::var("MLIR_SYS_220_PREFIX").unwrap_or_else(|_| "/usr/lib/llvm-22".into());
    let out = env::var("OUT_DIR").expect("Cargo sets OUT_DIR");
    let folder = fs::read_dir("rules").expect("the rules are in passes/rules");
    let mut files: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdll"));
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let theme = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        if theme == NATIVES {
            continue;
        }
        let text = Path::new(&out).join(format!("{theme}.mlir"));
        let bytecode = text.with_extension("mlirbc");
        let mut command = Command::new(format!("{prefix}/bin/mlir-pdll"));
        run(command.args(["-x", "mlir", "-I", "rules"]).arg(&file).arg("-o").arg(&text));
        let mut command = Command::new(format!("{prefix}/bin/mlir-opt"));
        // Where a rule is in text that is not kept is of no use.
        command.args(["--strip-debuginfo", "--emit-bytecode"]).arg(&text);
        run(command.arg("-o").arg(&bytecode));
        let source = Path::new(&out).join(format!("{theme}.pdll"));
        fs::write(&source, with_parts(&file)).expect("OUT_DIR can be written to");
        writeln!(
            table,
            "Theme {{ name: {theme:?}, source: include_str!({source:?}), pdl: include_bytes!({bytecode:?}) }},"
        )
        .expect("writing to a string");
    }
    table.push(']');
    fs::write(Path::new(&out).join("rules.rs"), table).expect("OUT_DIR can be written to");
    sketches(&out);
}

/// A table of the programs that are written for rules.
fn sketches(out: &str) {
    let folder = fs::read_dir("rules/sketches").expect("the sketches are in passes/rules/sketches");
    let mut files: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let file = fs::canonicalize(file).expect("it is there");
        writeln!(table, "include_str!({file:?}),").expect("writing to a string");
    }
    table.push(']');
    fs::write(Path::new(out).join("sketches.rs"), table).expect("OUT_DIR can be written to");
}

fn run(command: &mut Command) {
    let status = command.status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?} failed");
}

/// A theme with the parts of it, in files of their own, that it includes.
fn with_parts(file: &Path) -> String {
    let mut text = String::new();
    for line in fs::read_to_string(file).expect("a file of rules").lines() {
        let part = line.strip_prefix("#include \"").and_then(|name| name.strip_suffix('"'));
        match part.filter(|name| name.contains('/')) {
            Some(part) => text.push_str(&with_parts(&Path::new("rules").join(part))),
            None => writeln!(text, "{line}").expect("writing to a string"),
        }
    }
    text
}
