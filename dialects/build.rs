//! Turns the ops of `<dialect>/ops/*.td` into a Rust table (`ops.rs`).
//!
//! llvm-tblgen dumps the records as JSON; each record of the class `Tricast_Op`
//! becomes one `OpDef`.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    path::Path,
    process::Command,
};

use serde_json::Value;

/// Dialects in the order of their ops in the table; each has a folder here.
const DIALECTS: [&str; 7] = ["aten", "quantized", "dim_order", "llama", "et_vk", "mlx", "spyre"];

/// PyTorch's schemas, those of core ops after `core `.
const SCHEMAS: &str = "../test/data/aten_schemas.txt";

fn main() {
    println!("cargo:rerun-if-changed={SCHEMAS}");
    let schemas = fs::read_to_string(SCHEMAS).unwrap_or_else(|e| panic!("{SCHEMAS}: {e}"));
    let core = schemas.lines().filter_map(|line| line.strip_prefix("core "));
    let core: BTreeSet<&str> = core.filter_map(|schema| schema.trim().split('(').next()).collect();
    let prefix = env::var("MLIR_SYS_220_PREFIX").unwrap_or_else(|_| "/usr/lib/llvm-22".into());
    let mut ops = BTreeMap::new();
    let mut dialects = String::from("pub(crate) static DIALECTS: &[DialectDef] = &[\n");
    println!("cargo:rerun-if-changed=ods");
    for dialect in DIALECTS {
        println!("cargo:rerun-if-changed={dialect}/ops");
        let mut files: Vec<_> = fs::read_dir(format!("{dialect}/ops"))
            .unwrap_or_else(|error| panic!("{dialect}/ops: {error}"))
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "td"))
            .collect();
        files.sort();
        let mut record = Value::Null;
        let (mut themes, mut plain) = (String::new(), String::new());
        for file in files {
            let records = collect_ops(&prefix, dialect, &file, &core, &mut ops);
            let theme = file.file_stem().unwrap().to_string_lossy().into_owned();
            write!(themes, "({theme:?}, {:?}), ", title(&file)).unwrap();
            plain.push_str(&plain_ops(dialect, &theme, &records));
            let all = records["!instanceof"]["Dialect"].as_array().unwrap().iter();
            let mut all = all.map(|name| &records[string(name)]);
            record = all.find(|record| string(&record["name"]) == dialect).unwrap().clone();
        }
        writeln!(
            dialects,
            "    DialectDef {{ name: {dialect:?}, summary: {:?}, description: {:?}, themes: &[{themes}], plain_ops: &[{plain}] }},",
            string(&record["summary"]),
            dedent(record["description"].as_str().unwrap_or_default()),
        )
        .unwrap();
    }
    dialects.push_str("];\n");
    let mut table = String::from("pub(crate) static OPS: &[OpDef] = &[\n");
    for op in ops.values() {
        table.push_str(op);
    }
    table.push_str("];\n");
    table.push_str(&dialects);
    let out = env::var("OUT_DIR").unwrap();
    fs::write(Path::new(&out).join("ops.rs"), table).unwrap();
}

/// What the first line of a TableGen file says it holds.
fn title(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let line = text.lines().next().unwrap_or_default();
    let title = line.split(" - ").nth(1).unwrap_or_default();
    title.split(" -").next().unwrap_or_default().trim().into()
}

/// A text block of TableGen without the indentation of its lines.
fn dedent(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(indent..).unwrap_or("")).collect();
    lines.join("\n").trim().into()
}

/// Adds the ops of one TableGen file to `ops`, by name, and gives all its records.
fn collect_ops(
    prefix: &str,
    dialect: &str,
    file: &Path,
    core: &BTreeSet<&str>,
    ops: &mut BTreeMap<String, String>,
) -> Value {
    let output = Command::new(format!("{prefix}/bin/llvm-tblgen"))
        .args(["--dump-json", "-I", "ods", "-I", "."])
        // A target's ops are said of those of other dialects.
        .args(DIALECTS.iter().flat_map(|dialect| ["-I", dialect]))
        .arg("-I")
        .arg(format!("{prefix}/include"))
        .arg(file)
        .output()
        .unwrap_or_else(|error| panic!("cannot run {prefix}/bin/llvm-tblgen: {error}"));
    let diagnostics = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}:\n{diagnostics}", file.display());
    let records: Value = serde_json::from_slice(&output.stdout).expect("llvm-tblgen prints JSON");
    let theme = file.file_stem().unwrap().to_string_lossy();
    for name in records["!instanceof"]["Tricast_Op"].as_array().into_iter().flatten() {
        let record = &records[string(name)];
        // A target's ops are said of those of other dialects, which are in the dump too.
        if string(&records[string(&record["opDialect"]["def"])]["name"]) != dialect {
            continue;
        }
        let full_name = format!("{dialect}.{}", string(&record["opName"]));
        let is_core = core.contains(string(&record["torchName"]));
        let entry = op_def(dialect, &theme, &full_name, is_core, record, &records);
        assert!(ops.insert(full_name.clone(), entry).is_none(), "{full_name} is declared twice");
    }
    records
}

/// The ops of a TableGen file that are not of the class `Tricast_Op`, for the reference.
fn plain_ops(dialect: &str, theme: &str, records: &Value) -> String {
    let names = |class: &str| records["!instanceof"][class].as_array().cloned().unwrap_or_default();
    let ours = names("Tricast_Op");
    let mut plain = String::new();
    for name in names("Op").iter().filter(|name| !ours.contains(name)) {
        let record = &records[string(name)];
        if string(&records[string(&record["opDialect"]["def"])]["name"]) != dialect {
            continue;
        }
        write!(
            plain,
            "PlainOpDef {{ name: {:?}, theme: {theme:?}, summary: {:?}, description: {:?}, assembly: {:?} }}, ",
            format!("{dialect}.{}", string(&record["opName"])),
            string(&record["summary"]),
            dedent(record["description"].as_str().unwrap_or_default()),
            dedent(record["assemblyFormat"].as_str().unwrap_or_default()),
        )
        .unwrap();
    }
    plain
}

fn op_def(
    dialect: &str,
    theme: &str,
    name: &str,
    is_core: bool,
    record: &Value,
    records: &Value,
) -> String {
    let mut params = String::new();
    for (kind, name) in arguments(&record["params"]) {
        let kind = &records[kind];
        let schema = string(&kind["schema"]);
        let default = string(&kind["schemaDefault"]);
        write!(
            params,
            "Param {{ name: {name:?}, kind: {}, default: {} }}, ",
            param_kind(schema, kind),
            default_value(schema, default)
        )
        .unwrap();
    }
    let mut results = String::new();
    for (kind, name) in arguments(&record["outputs"]) {
        let kind = result_kind(string(&records[kind]["schema"]));
        write!(results, "ResultDef {{ name: {name:?}, kind: {kind} }}, ").unwrap();
    }
    let (family, source) = match records[&record["source"]["def"].as_str().unwrap_or_default()] {
        Value::Null => (dialect.to_string(), "None".to_string()),
        ref source => {
            let name = &records[string(&source["opDialect"]["def"])]["name"];
            let source = format!("{}.{}", string(name), string(&source["opName"]));
            (string(name).to_string(), format!("Some({source:?})"))
        }
    };
    let conditions: String = record["conditions"].as_array().into_iter().flatten().fold(
        String::new(),
        |all, condition| {
            let rust = string(&records[string(&condition["def"])]["rust"]);
            let rust = rust.replace("$DIALECT", &format!("crate::{dialect}"));
            format!("{all}crate::condition::Condition::{rust}, ")
        },
    );
    let spelling = record["spelling"].as_str().unwrap_or_default();
    let pure = record["traits"].as_array().unwrap().iter().any(|t| string(&t["def"]) == "Pure");
    format!(
        "    OpDef {{ name: {name:?}, dialect: {dialect:?}, theme: {theme:?}, torch_name: {:?}, \
         schema: {:?}, schema_url: {:?}, summary: {:?}, semantics: {:?}, is_pure: {pure}, is_core: {is_core}, params: &[{params}], results: &[{results}], \
         infer: crate::{family}::{}, source: {source}, conditions: &[{conditions}], spelling: {spelling:?} }},\n",
        string(&record["torchName"]),
        string(&record["schema"]),
        string(&record["schemaUrl"]),
        string(&record["summary"]),
        dedent(string(&record["semantics"])),
        string(&record["inference"]),
    )
}

/// The (kind, name) pairs of a dag.
fn arguments(dag: &Value) -> impl Iterator<Item = (&str, &str)> {
    dag["args"].as_array().unwrap().iter().map(|pair| (string(&pair[0]["def"]), string(&pair[1])))
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("expected a string, got {value}"))
}

fn param_kind(schema: &str, record: &Value) -> String {
    let (base, optional) = match schema.strip_suffix('?') {
        Some(base) => (base, true),
        None => (schema, false),
    };
    let kind = match base {
        "Tensor" | "Tensor(a!)" => "Tensor",
        "Tensor[]" => "Tensors",
        "Tensor?[]" => "OptTensors",
        "int" => "Int",
        "SymInt" => "SymInt",
        "float" => "Float",
        "bool" => "Bool",
        "Scalar" => "Scalar",
        "ScalarType" => "DType",
        "str" => "Str",
        "MemoryFormat" => "MemoryFormat",
        "int[]" => "Ints",
        "SymInt[]" => "SymInts",
        "float[]" => "Floats",
        "bool[]" => "Bools",
        _ => panic!("no parameter kind for the schema type {schema}"),
    };
    let prefixes = record["prefixes"].as_array().unwrap();
    format!(
        "ParamKind {{ base: BaseKind::{kind}, optional: {optional}, symbolic: {}, mutated: {} }}",
        prefixes.iter().any(|prefix| prefix == "static_"),
        schema.contains('!')
    )
}

fn result_kind(schema: &str) -> &str {
    match schema {
        "Tensor" | "Tensor(a!)" => "ResultKind::Tensor",
        "Tensor[]" => "ResultKind::Tensors",
        "SymInt" | "int" => "ResultKind::SymInt",
        "SymBool" => "ResultKind::SymBool",
        "Scalar" => "ResultKind::Scalar",
        _ => panic!("no result kind for the schema type {schema}"),
    }
}

/// A PyTorch default as a Rust expression of type `Option<Default>`.
fn default_value(schema: &str, default: &str) -> String {
    if default.is_empty() {
        return "None".into();
    }
    let value = match schema.trim_end_matches('?') {
        "int" | "SymInt" => format!("Int({default})"),
        "float" => format!("Float({default}f64)"),
        "Scalar" if default.contains(['.', 'e']) => format!("Float({default}f64)"),
        "Scalar" => format!("Int({default})"),
        "bool" => format!("Bool({})", default.to_lowercase()),
        "str" | "MemoryFormat" => format!("Str({default:?})"),
        "ScalarType" => format!("DType(crate::DType::from_schema_name({default:?}).unwrap())"),
        "int[]" | "SymInt[]" => format!("Ints(&{default})"),
        _ => panic!("no default of the schema type {schema}"),
    };
    format!("Some(Default::{value})")
}
