//! The references in `docs/`, written from the declarations of ops and passes.

use std::{fmt::Write, fs, io, path::Path};

use tricast_dialects::{
    dialects,
    reference::{NOTE, dialect_page},
    support::support,
};
use tricast_lowering::target::TARGETS;
use tricast_mlir::pass::{OptionDefault, PassDeclaration};
use tricast_passes::PASSES;

/// Writes `dialects/*.md`, `support/*.md`, `passes.md` and `rules.md` into the folder that is the only argument, and
/// gives the exit status.
pub fn main(arguments: &[String]) -> i32 {
    let [folder] = arguments else {
        eprintln!("usage: tricast-docs DIR");
        return 1;
    };
    match write_all(Path::new(folder)) {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("tricast-docs: {folder}: {error}");
            1
        }
    }
}

fn write_all(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join("dialects"))?;
    for dialect in dialects() {
        fs::write(folder.join(format!("dialects/{}.md", dialect.name)), dialect_page(dialect))?;
    }
    fs::create_dir_all(folder.join("support"))?;
    for target in TARGETS {
        if let Some(dialect) = target.dialect() {
            let page = support(dialect).page(target.name());
            fs::write(folder.join(format!("support/{}.md", target.name())), page)?;
        }
    }
    fs::write(folder.join("passes.md"), passes_page())?;
    fs::write(
        folder.join("rules.md"),
        format!("{NOTE}{}", tricast_passes::rewrite::reference::page()),
    )
}

fn passes_page() -> String {
    let mut page =
        format!("{NOTE}\n# Passes\n\nMLIR's own passes are there too: `tricast-opt --help`.\n");
    for pass in PASSES.into_iter().chain(tricast_lowering::passes()) {
        page.push_str(&pass_entry(pass));
    }
    page
}

fn pass_entry(pass: &PassDeclaration) -> String {
    let anchor = if pass.anchor.is_empty() { "any op" } else { pass.anchor };
    let mut entry = format!(
        "\n## `{}`\n\n_{}._ Runs on {anchor}.\n\n{}\n",
        pass.name, pass.summary, pass.description
    );
    if !pass.options.is_empty() {
        entry.push_str("\n| option | type | default | |\n|---|---|---|---|\n");
    }
    for option in pass.options {
        let kind = match option.default {
            OptionDefault::Bool(_) => "bool",
            OptionDefault::Int(_) => "int",
            OptionDefault::Str(_) => "string",
        };
        let default = option.default;
        writeln!(entry, "| `{}` | {kind} | `{default}` | {} |", option.name, option.description)
            .unwrap();
    }
    if !pass.statistics.is_empty() {
        entry.push_str("\n| statistic | |\n|---|---|\n");
    }
    for statistic in pass.statistics {
        writeln!(entry, "| `{}` | {} |", statistic.name, statistic.description).unwrap();
    }
    entry
}
