//! The rule library, and rules of users.

use std::{borrow::Cow, env, process::Command};

use melior::{Context, ir::Module};
use tricast_egraph::{rule::Rule, tables::Tables};
use tricast_mlir::ir::{block_ops, body, name_is, outlive_op, parse};

use super::{cost::Model, host::Host, pdl};

/// Rules on one theme.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// The name of the file: `simplify`.
    pub name: &'static str,
    /// The file.
    pub source: &'static str,
    /// What mlir-pdll makes of it, as bytecode.
    pub pdl: &'static [u8],
}

/// The library.
pub const THEMES: &[Theme] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The declarations that rules of users may include as `natives.pdll`.
pub const NATIVES: &str = include_str!("../../rules/natives.pdll");

/// The modules of the `pdl` dialect with the rules of these themes and files, separated by commas;
/// `all` are all themes that are of use to the target.
///
/// # Errors
/// If there is no such theme or file, or it is no such module.
pub fn modules<'c>(
    context: &'c Context,
    names: &str,
    model: &Model,
) -> Result<Vec<Module<'c>>, String> {
    let mut texts = vec![];
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if name == "all" {
            texts.extend(
                THEMES
                    .iter()
                    .filter(|theme| model.takes(theme.name))
                    .map(|theme| (theme.name.to_owned(), Cow::Borrowed(theme.pdl))),
            );
        } else if let Some(theme) = THEMES.iter().find(|theme| theme.name == name) {
            texts.push((theme.name.to_owned(), Cow::Borrowed(theme.pdl)));
        } else if name.ends_with(".pdll") {
            texts.push((name.to_owned(), Cow::Owned(compile(name)?)));
        } else {
            let themes: Vec<&str> = THEMES.iter().map(|theme| theme.name).collect();
            return Err(format!(
                "expected rules to be 'all', a file that ends with .pdll, or one of {}, but got \
                 '{name}'",
                themes.join(", ")
            ));
        }
    }
    let parse = |(name, text): (String, Cow<[u8]>)| {
        parse(context, &text).ok_or_else(|| format!("the rules of {name} cannot be read"))
    };
    texts.into_iter().map(parse).collect()
}

/// What mlir-pdll makes of a file.
fn compile(file: &str) -> Result<Vec<u8>, String> {
    let natives = tempfile::tempdir().map_err(|error| error.to_string())?;
    std::fs::write(natives.path().join("natives.pdll"), NATIVES).map_err(|it| it.to_string())?;
    let prefix = env::var("MLIR_SYS_220_PREFIX").unwrap_or_else(|_| "/usr/lib/llvm-22".into());
    let tool = format!("{prefix}/bin/mlir-pdll");
    let output = Command::new(&tool)
        .args(["-x", "mlir", file, "-I"])
        .arg(natives.path())
        .output()
        .map_err(|error| format!("{tool}, which compiles rules: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
    }
}

/// The rules of modules of the `pdl` dialect.
///
/// # Errors
/// If one says what the e-graph cannot do.
pub fn read<'c>(
    modules: &[Module<'c>],
    tables: &mut Tables,
    host: &mut Host<'c>,
) -> Result<Vec<Rule>, String> {
    let mut rules = vec![];
    for module in modules {
        for op in body(module.as_operation()).into_iter().flat_map(block_ops).map(outlive_op) {
            if name_is(op, "pdl.pattern") {
                rules.push(pdl::read(op, tables, host)?);
            }
        }
    }
    Ok(rules)
}
