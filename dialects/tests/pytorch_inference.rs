//! The inference against PyTorch's own answers: every node of every exported program
//! in `test/vectors` (or in the folders named by `TRICAST_VECTORS`, separated
//! by `:`) must get the sizes and dtypes that PyTorch recorded for it.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::Read,
    path::{Path, PathBuf},
};

use serde_json::Value;
use tricast_dialects::{
    Argument, Arguments, BaseKind, DType, Dim, OpDef, ParamKind, Scalar, TensorType, ValueType,
    infer, ops,
};

/// A graph of an exported program: `models/model.json`, schema 8.
struct Graph<'a> {
    json: &'a Value,
}

#[derive(Default)]
struct Report {
    nodes: usize,
    undeclared: BTreeMap<String, usize>,
    skipped: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

#[test]
fn inference_agrees_with_pytorch() {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test/vectors");
    let folders = env::var_os("TRICAST_VECTORS").map_or_else(
        || vec![vectors.join("dev_ops"), vectors.join("graphs")],
        |list| env::split_paths(&list).collect(),
    );
    let mut report = Report::default();
    for folder in folders {
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "pt2"))
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{}: no .pt2 files", folder.display());
        let (nodes, wrong) = (report.nodes, report.wrong.len());
        for file in &files {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let program = read_program(file);
            check_graph(&name, &Graph { json: &program["graph_module"]["graph"] }, &mut report);
        }
        println!(
            "\ninference: {}: {} nodes of {} programs checked, {} wrong",
            folder.file_name().unwrap_or_default().display(),
            report.nodes - nodes,
            files.len(),
            report.wrong.len() - wrong,
        );
    }
    for (what, list) in [("undeclared", &report.undeclared), ("not an op of ours", &report.skipped)]
    {
        for (target, count) in list {
            println!("{what}: {target} x{count}");
        }
    }
    for wrong in &report.wrong {
        println!("{wrong}");
    }
    assert!(report.wrong.is_empty() && report.undeclared.is_empty());
}

fn read_program(file: &Path) -> Value {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let entry = archive
        .file_names()
        .find(|name| name.contains("models/") && name.ends_with(".json"))
        .map(str::to_owned)
        .unwrap_or_else(|| panic!("{}: no models/*.json", file.display()));
    let mut text = String::new();
    archive.by_name(&entry).unwrap().read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn check_graph(case: &str, graph: &Graph, report: &mut Report) {
    for node in graph.json["nodes"].as_array().unwrap() {
        for input in node["inputs"].as_array().unwrap() {
            if let Some(nested) = input["arg"].get("as_graph") {
                check_graph(case, &Graph { json: &nested["graph"] }, report);
            }
        }
        let target = node["target"].as_str().unwrap();
        let Some(name) = torch_name(target) else {
            *report.skipped.entry(target.into()).or_default() += 1;
            continue;
        };
        let Some(op) = find_op(&name, node) else {
            *report.undeclared.entry(name).or_default() += 1;
            continue;
        };
        report.nodes += 1;
        if let Err(message) = check_node(graph, node, op) {
            report.wrong.push(format!("{case}: {}: {message}", op.name));
        }
    }
}

/// `torch.ops.aten.add.Tensor` as `aten::add.Tensor`; None for what is no tensor op.
fn torch_name(target: &str) -> Option<String> {
    let (namespace, name) = target.strip_prefix("torch.ops.")?.split_once('.')?;
    let name = name.strip_suffix(".default").unwrap_or(name);
    (namespace != "higher_order").then(|| format!("{namespace}::{name}"))
}

/// The op of a node. An in-place op is checked as the functional one; an op that is
/// given a number for a tensor as the overload that takes a number.
fn find_op(name: &str, node: &Value) -> Option<&'static OpDef> {
    let by_name = |name: &str| ops().iter().find(|op| op.torch_name == name);
    let (base, overload) = name.split_once('.').unwrap_or((name, ""));
    let op = by_name(name).or_else(|| {
        let functional = base.strip_suffix('_')?;
        by_name(format!("{functional}.{overload}").trim_end_matches('.'))
    })?;
    let number_for_tensor = op.params.iter().any(|param| {
        param.kind.base == BaseKind::Tensor
            && argument(node, param.name).is_some_and(|arg| {
                ["as_int", "as_float", "as_bool", "as_sym_int", "as_sym_float"]
                    .iter()
                    .any(|kind| arg.get(kind).is_some())
            })
    });
    if !number_for_tensor {
        return Some(op);
    }
    let base = op.torch_name.split('.').next().unwrap();
    by_name(&format!("{base}.Scalar"))
        .or_else(|| by_name(&op.torch_name.replace("Tensor", "Scalar")))
}

fn argument<'a>(node: &'a Value, name: &str) -> Option<&'a Value> {
    let inputs = node["inputs"].as_array().unwrap();
    inputs.iter().find(|input| input["name"] == name).map(|input| &input["arg"])
}

fn check_node(graph: &Graph, node: &Value, op: &'static OpDef) -> Result<(), String> {
    let known: BTreeSet<&str> = op.params.iter().map(|param| param.name).collect();
    for input in node["inputs"].as_array().unwrap() {
        let name = input["name"].as_str().unwrap();
        let placement = ["layout", "device", "pin_memory", "non_blocking", "generator"];
        if !known.contains(name) && !placement.contains(&name) {
            return Err(format!("the op has no parameter {name}"));
        }
    }
    let mut arguments = Arguments::new(op);
    for (index, param) in op.params.iter().enumerate() {
        if let Some(value) = argument(node, param.name) {
            let value = graph.argument(value, param.kind);
            arguments.set(index, value.ok_or_else(|| format!("cannot read {}", param.name))?);
        }
    }
    let expected = graph.expected(node)?;
    arguments.set_result_count(expected.len());
    let inferred = infer(op, &arguments).map_err(|error| format!("refused: {error}"))?;
    if inferred.len() != expected.len() {
        return Err(format!("{} results for PyTorch's {}", inferred.len(), expected.len()));
    }
    for (index, (got, want)) in inferred.iter().zip(&expected).enumerate() {
        let Some(want) = want else { continue };
        if !agrees(got, want) {
            return Err(format!("result {index}: {got:?}, PyTorch has {want:?}"));
        }
    }
    Ok(())
}

/// Exactly equal, but for sizes that PyTorch knows only at run time (`u0`).
fn agrees(got: &ValueType, want: &ValueType) -> bool {
    let same_dim = |got: &Dim, want: &Dim| match got {
        Dim::Dynamic => !want.is_static() && want.to_string().contains('u'),
        _ => got == want,
    };
    match (got, want) {
        (ValueType::Tensor(got), ValueType::Tensor(want)) => {
            got.dtype == want.dtype
                && got.rank() == want.rank()
                && got.shape.iter().zip(&want.shape).all(|(got, want)| same_dim(got, want))
        }
        (ValueType::SymInt(got), ValueType::SymInt(want)) => same_dim(got, want),
        _ => got == want,
    }
}

impl Graph<'_> {
    fn tensor(&self, reference: &Value) -> Option<TensorType> {
        let meta = &self.json["tensor_values"][reference["name"].as_str()?];
        let dtype = DType::from_pt2_code(u8::try_from(meta["dtype"].as_u64()?).ok()?)?;
        let shape: Option<Vec<Dim>> = meta["sizes"].as_array()?.iter().map(sym_int).collect();
        Some(TensorType::new(shape?, dtype))
    }

    fn dim(&self, value: &Value) -> Option<Dim> {
        match value.get("as_name") {
            Some(name) => sym_int(&self.json["sym_int_values"][name.as_str()?]),
            None => sym_int(value),
        }
    }

    /// An argument of a node, as one of a parameter's kind.
    fn argument(&self, arg: &Value, kind: ParamKind) -> Option<Argument> {
        let (tag, value) = arg.as_object()?.iter().next()?;
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let is_scalar = matches!(kind.base, BaseKind::Scalar | BaseKind::Float);
        Some(match tag.as_str() {
            "as_none" => Argument::None,
            "as_tensor" => Argument::Tensor(self.tensor(value)?),
            "as_tensors" if kind.base == BaseKind::OptTensors => {
                Argument::OptTensors(list(value).iter().map(|t| self.tensor(t)).collect())
            }
            "as_tensors" => Argument::Tensors(
                list(value).iter().map(|t| self.tensor(t)).collect::<Option<_>>()?,
            ),
            "as_optional_tensor" => match value.get("as_tensor") {
                Some(tensor) => Argument::Tensor(self.tensor(tensor)?),
                None => Argument::None,
            },
            "as_optional_tensors" => {
                let tensors = list(value);
                let tensors = tensors.iter().map(|t| self.tensor(t.get("as_tensor")?));
                Argument::OptTensors(tensors.collect())
            }
            "as_int" if is_scalar => Argument::Scalar(Scalar::Int(value.as_i64()?)),
            "as_int" if kind.base == BaseKind::Bool => {
                Argument::Scalar(Scalar::Bool(value.as_i64()? != 0))
            }
            "as_int" if matches!(kind.base, BaseKind::SymInts | BaseKind::Ints) => {
                Argument::SymInts(vec![Dim::Static(value.as_i64()?)])
            }
            "as_int" => Argument::SymInt(Dim::Static(value.as_i64()?)),
            "as_sym_int" if is_scalar => Argument::Scalar(Scalar::SymInt(self.dim(value)?)),
            "as_sym_int" => Argument::SymInt(self.dim(value)?),
            "as_sym_float" => Argument::Scalar(Scalar::SymFloat),
            "as_sym_bool" => Argument::Scalar(Scalar::SymBool),
            "as_float" => Argument::Scalar(Scalar::Float(float(value)?)),
            "as_bool" => Argument::Scalar(Scalar::Bool(value.as_bool()?)),
            "as_string" => Argument::Str(value.as_str()?.into()),
            "as_scalar_type" => Argument::DType(DType::from_pt2_code(value.as_u64()? as u8)?),
            "as_memory_format" => Argument::Str(
                match value.as_u64()? {
                    1 => "contiguous_format",
                    2 => "channels_last",
                    3 => "channels_last_3d",
                    _ => "preserve_format",
                }
                .into(),
            ),
            "as_ints" => Argument::SymInts(
                list(value).iter().map(|i| i.as_i64().map(Dim::Static)).collect::<Option<_>>()?,
            ),
            "as_sym_ints" => {
                Argument::SymInts(list(value).iter().map(|i| self.dim(i)).collect::<Option<_>>()?)
            }
            "as_floats" => Argument::Floats(list(value).iter().map(float).collect::<Option<_>>()?),
            "as_bools" => {
                Argument::Bools(list(value).iter().map(Value::as_bool).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    /// What PyTorch recorded for the results of a node; None for what it did not.
    fn expected(&self, node: &Value) -> Result<Vec<Option<ValueType>>, String> {
        let mut types = vec![];
        for output in node["outputs"].as_array().unwrap() {
            let (tag, value) = output.as_object().unwrap().iter().next().unwrap();
            match tag.as_str() {
                "as_tensor" => types.push(self.tensor(value).map(ValueType::Tensor)),
                "as_tensors" => {
                    for tensor in value.as_array().unwrap() {
                        types.push(self.tensor(tensor).map(ValueType::Tensor));
                    }
                }
                "as_sym_int" => types.push(self.dim(value).map(ValueType::SymInt)),
                "as_sym_float" => types.push(Some(ValueType::SymFloat)),
                "as_sym_bool" => types.push(Some(ValueType::SymBool)),
                "as_none" => {}
                _ => return Err(format!("unread output {tag}")),
            }
        }
        Ok(types)
    }
}

fn float(value: &Value) -> Option<f64> {
    match value.as_str() {
        None => value.as_f64(),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        Some("NaN") => Some(f64::NAN),
        Some(_) => None,
    }
}

/// A size of the schema: a number or a sympy expression as text.
fn sym_int(value: &Value) -> Option<Dim> {
    match value.get("as_int") {
        Some(number) => number.as_i64().map(Dim::Static),
        None => Srepr { text: value.get("as_expr")?["expr_str"].as_str()? }.expression(),
    }
}

/// `Mul(Integer(2), Symbol('s0', positive=True))`: sympy's `srepr`.
struct Srepr<'a> {
    text: &'a str,
}

impl Srepr<'_> {
    fn expression(&mut self) -> Option<Dim> {
        let open = self.text.find('(')?;
        let function = self.text[..open].trim_start_matches([',', ' ']).to_owned();
        self.text = &self.text[open + 1..];
        match function.as_str() {
            "Symbol" | "Integer" => {
                let close = self.text.find(')')?;
                let argument = self.text[..close].split(',').next()?;
                self.text = &self.text[close + 1..];
                if function == "Integer" {
                    return argument.parse().ok().map(Dim::Static);
                }
                Some(Dim::symbol(argument.trim_matches('\'')))
            }
            _ => {
                let mut operands = vec![];
                while !self.text.starts_with(')') {
                    operands.push(self.expression()?);
                }
                self.text = &self.text[1..];
                let mut operands = operands.into_iter();
                let first = operands.next()?;
                Some(operands.fold(first, |a, b| match function.as_str() {
                    "Add" => &a + &b,
                    "Mul" => &a * &b,
                    "FloorDiv" => a.floor_div(&b),
                    "Mod" | "PythonMod" => a.modulo(&b),
                    "Max" => a.maximum(&b),
                    "Min" => a.minimum(&b),
                    _ => Dim::Dynamic,
                }))
            }
        }
    }
}
