//! Every exported program in `test/vectors` (or in the folders named by `TRICAST_VECTORS`,
//! separated by `:`) becomes a functional one, and every node gets the sizes and dtypes that
//! PyTorch recorded for it.

use std::{
    env, fs, panic,
    path::{Path, PathBuf},
};

use serde_json::Value;
use tricast_dialects::{Dim, ValueType};
use tricast_import::{
    functionalize,
    functionalize::tensor_type,
    ir::{Body, OpKind, Program},
    schema::{Argument, ExportedProgram, Graph},
};

fn read_program(file: &Path) -> ExportedProgram {
    serde_json::from_value(read_json(file)).unwrap()
}

fn read_json(file: &Path) -> Value {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let entry = archive
        .file_names()
        .find(|name| name.contains("models/") && name.ends_with(".json"))
        .map(str::to_owned)
        .unwrap_or_else(|| panic!("{}: no models/*.json", file.display()));
    serde_json::from_reader(archive.by_name(&entry).unwrap()).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pt2"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{}: no .pt2 files", folder.display());
    files
}

#[test]
fn programs_become_functional_and_inference_agrees_with_pytorch() {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test/vectors");
    let folders = env::var_os("TRICAST_VECTORS").map_or_else(
        || vec![vectors.join("dev_ops"), vectors.join("graphs")],
        |list| env::split_paths(&list).collect(),
    );
    let mut wrong = vec![];
    for folder in folders {
        let (files, before) = (files(&folder), wrong.len());
        let mut compared = 0;
        for file in &files {
            let program = read_program(file);
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            match functionalize(&program) {
                Ok(functional) => {
                    let graph = &program.graph_module.graph;
                    let differences = functional.differences.iter();
                    wrong.extend(differences.map(|difference| format!("{name}: {difference}")));
                    compared += compare(&name, graph, &functional, &mut wrong);
                }
                Err(errors) => wrong.push(format!("{name}: {errors}")),
            }
        }
        println!(
            "\ninference: {}: {} programs, {compared} results compared with PyTorch's, {} wrong",
            folder.file_name().unwrap_or_default().display(),
            files.len(),
            wrong.len() - before,
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Compares the user's outputs of a program with what PyTorch recorded, exactly; what is in
/// between was compared when it was built.
fn compare(name: &str, graph: &Graph, program: &Program, wrong: &mut Vec<String>) -> usize {
    let mut compared = 0;
    visit(&program.body, &mut |op| {
        if let OpKind::Call { op: definition, .. } = &op.kind {
            assert!(
                !definition.params.iter().any(|param| param.kind.mutated),
                "{name}: {} writes to an operand",
                definition.name
            );
            compared += op.results.len();
        }
    });
    let outputs = graph.outputs.iter().filter_map(|output| match output {
        Argument::AsTensor(tensor) => Some(tensor),
        _ => None,
    });
    if program.outputs.len() == graph.outputs.len() {
        for (output, value) in outputs.zip(&program.body.results) {
            let want = tensor_type(&graph.tensor_values[&output.name]).unwrap();
            let got = program.type_of(*value);
            let ValueType::Tensor(got) = got else { continue };
            let dynamic = got.shape.contains(&Dim::Dynamic);
            if *got != want && !dynamic {
                wrong.push(format!("{name}: {} is {got}, PyTorch has {want}", output.name));
            }
        }
    }
    compared
}

fn visit(body: &Body, see: &mut impl FnMut(&tricast_import::ir::Op)) {
    for op in &body.ops {
        see(op);
        match &op.kind {
            OpKind::If { then, otherwise, .. } => {
                visit(then, see);
                visit(otherwise, see);
            }
            OpKind::While { condition, body, .. } => {
                visit(condition, see);
                visit(body, see);
            }
            _ => {}
        }
    }
}

/// A small generator, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Some part of a JSON value: a string, a number, a list.
fn part<'v>(value: &'v mut Value, random: &mut Random) -> &'v mut Value {
    let children = match value {
        Value::Object(map) => map.len(),
        Value::Array(list) if random.below(6) != 0 => list.len(),
        _ => 0,
    };
    if children == 0 {
        return value;
    }
    let index = random.below(children);
    match value {
        Value::Object(map) => part(map.values_mut().nth(index).unwrap(), random),
        other => part(&mut other[index], random),
    }
}

#[test]
fn mutated_programs_are_refused_or_imported_without_a_panic() {
    let runs: usize =
        env::var("TRICAST_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(3000);
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test/vectors");
    let mut random = Random(0x5eed);
    let files = files(&vectors.join("dev_ops"));
    let mut refused = 0;
    for run in 0..runs {
        let mut json = read_json(&files[random.below(files.len())]);
        for _ in 0..=random.below(3) {
            let donor = part(&mut json["graph_module"], &mut random).clone();
            let place = part(&mut json["graph_module"], &mut random);
            *place = match random.below(7) {
                0 => Value::from(-1),
                1 => Value::from(i64::MAX),
                2 => Value::from(""),
                3 => Value::from(Vec::<i64>::new()),
                4 if place.is_i64() => Value::from(random.below(8)),
                _ => donor,
            };
        }
        let text = json.to_string();
        let Ok(program) = serde_json::from_value::<ExportedProgram>(json) else {
            refused += 1;
            continue;
        };
        let result = panic::catch_unwind(|| functionalize(&program).is_err());
        refused += usize::from(result.unwrap_or_else(|_| panic!("run {run}: {text}")));
    }
    println!("\nimport: {runs} mutated programs, {refused} refused");
}
