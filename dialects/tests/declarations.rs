//! The declarations against PyTorch's schemas, and the tests against the declarations.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use tricast_dialects::{Condition, OpDef, lookup, mlx::channels_last, ops};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A schema, reduced to what the dialects keep of it.
#[derive(Debug, PartialEq)]
struct Schema {
    /// Type, name and default of each parameter.
    parameters: Vec<(String, String, String)>,
    /// The type of each result, and its name if PyTorch gives one.
    results: Vec<(String, Option<String>)>,
}

/// The recorded schemas by name, with whether each is tagged core.
fn recorded_schemas() -> BTreeMap<String, (String, bool)> {
    let mut schemas = BTreeMap::new();
    for file in ["aten_schemas.txt", "quantized_schemas.txt"] {
        let Ok(text) = fs::read_to_string(root().join("test/data").join(file)) else {
            continue;
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let is_core = line.starts_with("core ");
            let schema = line.strip_prefix("core ").unwrap_or(line).trim();
            let name = schema.split('(').next().unwrap();
            schemas.insert(name.to_owned(), (schema.to_owned(), is_core));
        }
    }
    schemas
}

fn parse(schema: &str) -> Schema {
    let (signature, results) = schema.rsplit_once(" -> ").unwrap();
    let (_, parameters) = signature.split_once('(').unwrap();
    let parameters = parameters.strip_suffix(')').unwrap();
    let parameters = split(parameters).into_iter().filter(|parameter| *parameter != "*");
    let parameters = parameters.map(|parameter| {
        let (parameter, default) = parameter.split_once('=').unwrap_or((parameter, ""));
        let (ty, name) = parameter.rsplit_once(' ').unwrap();
        (normal_type(ty), name.to_owned(), normal_default(ty, default))
    });
    let dropped = ["layout", "device", "pin_memory", "non_blocking", "generator"];
    let parameters = parameters.filter(|(_, name, _)| !dropped.contains(&name.as_str()));
    let results = results
        .strip_prefix('(')
        .map_or(vec![results], |list| split(list.strip_suffix(')').unwrap()));
    let results = results.into_iter().map(|result| match result.rsplit_once(' ') {
        Some((ty, name)) if !name.ends_with(')') => (normal_type(ty), Some(name.to_owned())),
        _ => (normal_type(result), None),
    });
    Schema { parameters: parameters.collect(), results: results.collect() }
}

/// A list at its outermost commas.
fn split(list: &str) -> Vec<&str> {
    let mut parts = vec![];
    let (mut depth, mut start) = (0, 0);
    for (index, c) in list.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(list[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(list[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Without alias sets but for a write, and without list lengths; a static int or list
/// may stand for a symbolic one.
fn normal_type(ty: &str) -> String {
    let mut text = String::new();
    let mut rest = ty.trim();
    while let Some(open) = rest.find(['(', '[']) {
        let close = open + rest[open..].find([')', ']']).unwrap();
        text += &rest[..open];
        if rest[open..].starts_with('[') {
            text += "[]";
        } else if rest[open..close].contains('!') {
            text += "(a!)";
        }
        rest = &rest[close + 1..];
    }
    (text + rest).replace("SymInt", "int")
}

/// Written out as the declarations write it.
fn normal_default(ty: &str, default: &str) -> String {
    if default == "None" {
        return String::new();
    }
    if default == "Mean" {
        return "1".into();
    }
    if let Some(length) = ty.split_once('[').map(|(_, rest)| rest.split(']').next().unwrap())
        && let (Ok(length), false) = (length.parse::<usize>(), default.starts_with('['))
        && !default.is_empty()
    {
        return format!("[{}]", vec![default; length].join(","));
    }
    let default = default.replace(' ', "");
    match (ty, default.parse::<f64>()) {
        ("float" | "Scalar", Ok(number)) => format!("{number:?}"),
        ("ScalarType" | "ScalarType?", _) if default == "4" => "long".into(),
        ("MemoryFormat", _) if default == "0" => "contiguous_format".into(),
        _ => default.trim_matches(['"', '\'']).to_owned(),
    }
}

/// The ops with a declaration of their own. A target's op that does what another op does has that
/// one's parameters, inference and assembly.
fn declared() -> impl Iterator<Item = &'static OpDef> {
    ops().iter().filter(|op| derived_from(op).is_none())
}

/// The op whose declaration a target's op is made of.
fn derived_from(op: &OpDef) -> Option<&'static OpDef> {
    op.source.and_then(lookup).or_else(|| channels_last::source(op))
}

#[test]
fn ops_of_targets_take_what_their_sources_take() {
    for op in ops() {
        let Some(source) = derived_from(op) else { continue };
        let schema = |op: &OpDef| op.schema.split_once('(').unwrap().1;
        assert_eq!(schema(op), schema(source), "{}", op.name);
    }
}

/// What a Rust function checks of ops of MLX, each once.
fn checked() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut checked: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for op in ops().iter().filter(|op| op.dialect == "mlx") {
        for condition in op.conditions {
            if let Condition::Checked(text, _) = condition {
                checked.entry(text).or_default().push(op.name);
            }
        }
    }
    checked
}

#[test]
fn declarations_agree_with_pytorch_schemas() {
    let recorded = recorded_schemas();
    let mut wrong = vec![];
    // What MLX alone has is no op of PyTorch.
    let compared: Vec<&OpDef> = declared().filter(|op| op.dialect != "mlx").collect();
    for op in &compared {
        let Some((schema, _)) = recorded.get(op.torch_name) else {
            wrong.push(format!("{}: no recorded schema of {}", op.name, op.torch_name));
            continue;
        };
        let (ours, theirs) = (parse(op.schema), parse(schema));
        let types = |schema: &Schema| -> Vec<String> {
            schema.results.iter().map(|(ty, _)| ty.clone()).collect()
        };
        let names_differ = theirs
            .results
            .iter()
            .zip(op.results)
            .any(|((_, name), result)| name.as_deref().is_some_and(|name| name != result.name));
        if ours.parameters != theirs.parameters || types(&ours) != types(&theirs) || names_differ {
            wrong.push(format!("{}:\n  declared {}\n  PyTorch  {schema}", op.name, op.schema));
        }
    }
    println!(
        "\ndeclarations: {} ops compared with PyTorch's schemas, {} wrong",
        compared.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_core_overload_is_declared() {
    let declared: BTreeSet<&str> = ops().iter().map(|op| op.torch_name).collect();
    let recorded = recorded_schemas();
    let core: Vec<&String> =
        recorded.iter().filter(|(_, (_, is_core))| *is_core).map(|(name, _)| name).collect();
    let missing: Vec<_> = core.iter().filter(|name| !declared.contains(name.as_str())).collect();
    println!("\ncore: {} of {} overloads declared", core.len() - missing.len(), core.len());
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn every_op_has_a_round_trip_and_a_negative_test() {
    let (mut round_trips, mut negatives) = (BTreeSet::new(), BTreeSet::new());
    for dialect in tricast_dialects::dialects() {
        let folder = root().join("test/dialects").join(dialect.name);
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            if text.contains("RUN: %roundtrip") {
                round_trips.extend(ops_in(text.lines()));
            } else if text.contains("-verify-diagnostics") {
                // The op that is refused is on the line after what is expected of it.
                let lines: Vec<&str> = text.lines().collect();
                let refused = lines.windows(2).filter(|pair| pair[0].contains("expected-error@+1"));
                negatives.extend(ops_in(refused.map(|pair| pair[1])));
            }
        }
    }
    let without = |tested: &BTreeSet<String>| -> Vec<&str> {
        declared().map(|op| op.name).filter(|name| !tested.contains(*name)).collect()
    };
    let (no_round_trip, no_negative) = (without(&round_trips), without(&negatives));
    println!(
        "\nops: {} declared, {} with a round trip test, {} with a negative test",
        declared().count(),
        declared().count() - no_round_trip.len(),
        declared().count() - no_negative.len()
    );
    assert!(no_round_trip.is_empty(), "no round trip test: {no_round_trip:?}");
    assert!(no_negative.is_empty(), "no negative test: {no_negative:?}");
    let mut untested = checked();
    untested.retain(|_, ops| !ops.iter().any(|op| negatives.contains(*op)));
    assert!(untested.is_empty(), "no negative test of a condition: {untested:?}");
}

/// The names of ops in lines of MLIR.
fn ops_in<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let words = lines.filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| {
        line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
    });
    words.filter(|word| tricast_dialects::lookup(word).is_some()).map(str::to_owned).collect()
}
