//! `tricast-opt`, `tricast-lsp-server` and `tricast-reduce`: MLIR's own tools with
//! tricast's dialects and passes; and `tricast-docs DIR`, which writes the references.
//! One binary; the name it is called by says which.

mod docs;

use std::{env, path::Path, process::exit};

use tricast_mlir::drivers::{Tool, run};

fn main() {
    let arguments: Vec<String> =
        env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let name = arguments.first().and_then(|path| Path::new(path).file_stem()?.to_str());
    if name == Some("tricast-docs") {
        exit(docs::main(&arguments[1..]));
    }
    let tool = match name {
        Some("tricast-lsp-server") => Tool::LspServer,
        Some("tricast-reduce") => Tool::Reduce,
        _ => Tool::Opt,
    };
    tricast_passes::register_all();
    tricast_lowering::register_all();
    exit(run(tool, arguments).expect("an argument of a process has no NUL"));
}
