//! The notation of kernels is that of their golden bundles, and of the rows of tables for the same
//! programs.

mod common;

use std::collections::HashMap;
use std::fs;

use serde_json::Value;
use tricast_opspec::Kernel;
use tricast_opspec::notation::notation;

use common::notation::Written;

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// The order of the fields of an object as it stands in a text: that of a parsed one is lost.
fn fields(text: &str, object: &str) -> Vec<String> {
    let start = text.find(&format!("\"{object}\":{{")).unwrap() + object.len() + 4;
    let end = start + text[start..].find('}').unwrap();
    let field = |part: &str| part.split('"').nth(1).unwrap().to_owned();
    text[start..end].split(',').map(field).collect()
}

/// An op of a bundle, from its file.
fn golden(text: &str) -> String {
    let file: Value = serde_json::from_str(text).unwrap();
    let top = file.as_object().unwrap().values().next().unwrap();
    let (func, dsc) = top["dscs_"][0].as_object().unwrap().iter().next().unwrap();
    let dim = |name: &String| {
        let (size, slices) = (&dsc["N_"][format!("{name}_")], &top["numWkSlicesPerDim_"][name]);
        format!("{name}{size}/{slices}")
    };
    let dims: Vec<String> = fields(text, "numWkSlicesPerDim_").iter().map(dim).collect();
    let tensor = |label: &Value| {
        let number: usize = label.as_str().unwrap().split("idx").nth(1).unwrap().parse().unwrap();
        let (labeled, node) = (&dsc["labeledDs_"][number], &dsc["scheduleTree_"][number]);
        let marks = list(labeled, "scale_").iter().map(|scale| match scale.as_i64().unwrap() {
            -1 => "~",
            -2 => "!",
            _ => "",
        });
        let names = list(node, "layoutDimOrder_").iter().map(|name| name.as_str().unwrap());
        let names: Vec<String> =
            marks.zip(names).map(|(mark, name)| format!("{mark}{name}")).collect();
        let memory = if node["component_"] == "lx" { "L" } else { "H" };
        let format = if labeled["dataFormat_"] == "IEEE_FP32" { ":f32" } else { "" };
        format!("{memory}[{}]{format}", names.join(" "))
    };
    let compute = &dsc["computeOp_"][0];
    let inputs: Vec<String> = list(compute, "inputLabeledDs").iter().map(tensor).collect();
    let output = tensor(&compute["outputLabeledDs"][0]);
    let mask = &dsc["coordinateMasking_"];
    let mask = if mask == &serde_json::json!({}) { String::new() } else { format!(" mask{mask}") };
    let constants = dsc["constantInfo_"].as_object().map_or(String::new(), |constants| {
        let names: Vec<&str> = constants.values().map(|of| of["name_"].as_str().unwrap()).collect();
        format!(" c={}", names.join(","))
    });
    let (dims, inputs) = (dims.join(","), inputs.join(" , "));
    format!("{func}<{dims}>({inputs} -> {output}){mask}{constants}")
}

#[test]
fn bundles() {
    for bundle in common::bundles() {
        let file =
            |index| fs::read_to_string(bundle.folder.join(format!("sdsc_{index}.json"))).unwrap();
        let ops = 0..bundle.kernel.ops.len();
        let golden: Vec<String> = ops.map(|index| golden(&file(index))).collect();
        assert_eq!(notation(&bundle.kernel), golden.join(" ; "), "{}", bundle.case);
    }
}

/// The notation of what is read from the notation is the same, in some reading.
#[test]
fn readings() {
    let (mut same, mut different) = (0, vec![]);
    for row in ["ops.tsv", "models.tsv"].into_iter().flat_map(common::table) {
        for text in row.last().unwrap().split(" || ").flat_map(|kernel| kernel.split(" ; ")) {
            // These depend on the op before.
            if text.starts_with("shuffle") {
                continue;
            }
            let again = |op| notation(&Kernel { name: String::new(), ops: vec![op] });
            let readings: Vec<String> =
                Written::new(text, "").readings().into_iter().map(again).collect();
            if readings.iter().any(|reading| reading == text) {
                same += 1;
            } else {
                different.push(format!("{}: {text}: {readings:?}", row[0]));
            }
        }
    }
    println!("{same} ops of tables are written as they are read, others: {different:#?}");
    // The last stick of a vector that is cast is not filled there.
    let vectors = different.iter().filter(|line| line.contains("out68/")).count();
    // One row that is written at an index: the notation lacks the index.
    let indexed = different.iter().filter(|line| line.starts_with("torch.index_copy_")).count();
    assert_eq!((vectors, indexed, different.len()), (6, 1, 7));
}

/// Which rows of tables have the notation of a bundle.
#[test]
fn tables() {
    let mut rows = HashMap::<String, String>::new();
    for row in ["ops.tsv", "models.tsv"].into_iter().flat_map(common::table) {
        for kernel in row.last().unwrap().split(" || ") {
            rows.entry(kernel.to_owned()).or_insert(row[0].clone());
        }
    }
    let mut ops = HashMap::<String, String>::new();
    for (kernel, name) in &rows {
        for op in kernel.split(" ; ") {
            ops.entry(op.to_owned()).or_insert(name.clone());
        }
    }
    let (mut whole, mut single, mut all) = (0, 0, 0);
    for bundle in common::bundles() {
        let text = notation(&bundle.kernel);
        if let Some(name) = rows.get(&text) {
            whole += 1;
            println!("{} is {name}", bundle.case);
        }
        all += bundle.kernel.ops.len();
        single += text.split(" ; ").filter(|op| ops.contains_key(*op)).count();
    }
    println!("{whole} bundles are rows of tables; {single} of {all} ops are in one");
    assert!(whole >= 1 && single >= 1);
}
