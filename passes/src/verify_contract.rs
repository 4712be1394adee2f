//! `verify-aten-contract`: what a program at the level of `aten` may contain.

use melior::ir::{
    OperationRef, Value, ValueLike,
    attribute::{BoolAttribute, FloatAttribute},
    operation::{OperationLike, WalkOrder, WalkResult},
    r#type::IntegerType,
};
use tricast_dialects::dialects;
use tricast_mlir::{
    ir::{attribute, definition, emit_error, type_of},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "verify-aten-contract",
    summary: "Check that a program is at the level of aten: functional, typed, no other dialects",
    description: "The contract of the level that the importer produces and the e-graph rewrites. \
        An op that breaks it gets an error that cites the number:\n\n\
        - **A1** Ops are of `aten`, `quantized`, `dim_order`, `llama`, `arith`, `func`, `scf`, \
        `cf`, `ml_program` and `builtin`, or are `tensor.cast`, `tensor.dim` or `tensor.empty`.\n\
        - **A2** Values are ranked tensors of a PyTorch dtype, or `index`, `i1`, `i64` or `f64`.\n\
        - **A3** Programs are functional: no op writes to its operands.\n\
        - **A4** What is pure is not random: an op that is pure but for its dropout (attention, \
        recurrent networks) has none, its probability being 0 or `train` false.",
    anchor: "",
    dependent_dialects: &[],
    options: &[],
    statistics: &[
        StatisticDeclaration { name: "checked", description: "Number of ops checked" },
        StatisticDeclaration { name: "violations", description: "Number of ops that break it" },
    ],
    run,
};

/// MLIR's dialects of the level, beside tricast's own.
const DIALECTS: [&str; 6] = ["arith", "func", "scf", "cf", "ml_program", "builtin"];
const OPS: [&str; 3] = ["tensor.cast", "tensor.dim", "tensor.empty"];

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let (mut checked, mut violations) = (0, 0);
    pass.operation().walk(WalkOrder::PreOrder, |op| {
        checked += 1;
        if let Some(violation) = violation(op) {
            emit_error(op, &violation);
            violations += 1;
        }
        WalkResult::Advance
    });
    pass.count("checked", checked);
    pass.count("violations", violations);
    pass.set_unchanged();
    if violations == 0 { Ok(()) } else { Err(PassFailed) }
}

fn violation(op: OperationRef) -> Option<String> {
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    let dialect = name.split('.').next().unwrap_or_default();
    let is_ours = dialects().iter().any(|ours| ours.name == dialect);
    if !is_ours && !DIALECTS.contains(&dialect) && !OPS.contains(&name) {
        return Some("is not of the aten level (A1)".into());
    }
    let values = op.operands().chain(op.results().map(Value::from));
    if let Some(value) = values.into_iter().find(|value| !is_of_the_level(*value)) {
        return Some(format!(
            "has a value of type {}, which is not of the aten level (A2)",
            value.r#type()
        ));
    }
    let definition = definition(op)?;
    if let Some(mutated) = definition.params.iter().find(|param| param.kind.mutated) {
        let name = mutated.name;
        return Some(format!("writes to its operand '{name}': the aten level is functional (A3)"));
    }
    (definition.is_pure && drops_out(op))
        .then(|| "is declared pure, but its dropout makes it random (A4)".into())
}

/// Whether an op has a dropout that is on.
fn drops_out(op: OperationRef) -> bool {
    let probability = ["dropout_p", "dropout"].iter().find_map(|name| attribute(op, name));
    let is_positive = probability
        .and_then(|value| FloatAttribute::try_from(value).ok())
        .is_some_and(|value| value.value() > 0.0);
    let trains = attribute(op, "train")
        .and_then(|value| BoolAttribute::try_from(value).ok())
        .is_none_or(|value| value.value());
    is_positive && trains
}

fn is_of_the_level(value: Value) -> bool {
    let is_i64 =
        |ty| IntegerType::try_from(ty).is_ok_and(|ty| ty.is_signless() && ty.width() == 64);
    type_of(value).is_some() || is_i64(value.r#type())
}
