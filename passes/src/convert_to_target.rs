//! `convert-to-target`: ops as a target's own, where the target can do them.

use melior::ir::{
    BlockLike, BlockRef, OperationRef, Type, Value, ValueLike,
    operation::{OperationBuilder, OperationLike},
};
use tricast_dialects::{Arguments, OpDef, ResultKind, counterpart, dialects, infer};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{
        arguments, block_ops, body, definition, emit_error, emit_warning, erase, name_is,
        outlive_op,
    },
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
    rewrite::replace_uses,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "convert-to-target",
    summary: "Make ops those of a target that does the same, and say which it cannot do",
    description: "Replaces every op in the body of a function by its counterpart in the dialect of \
        a target, if that verifies: the verifier is what the target can do. An op that stays runs \
        on the CPU, and a warning says why: the dialect has no op that does it, or the verifier's \
        reason. What is computed of sizes alone is done wherever it is needed. So is what is \
        nested in ops: an op with a region stays as it is, with all that is in it.",
    anchor: "builtin.module",
    dependent_dialects: &[DependentDialect::ET_VK, DependentDialect::MLX, DependentDialect::SPYRE],
    options: &[
        OptionDeclaration {
            name: "target",
            description: "The dialect of the target",
            default: OptionDefault::Str(""),
        },
        OptionDeclaration {
            name: "fallback",
            description: "What an op is that the target cannot do: a 'warning' or an 'error'",
            default: OptionDefault::Str("warning"),
        },
    ],
    statistics: &[
        StatisticDeclaration { name: "converted", description: "Number of ops that it can do" },
        StatisticDeclaration { name: "refused", description: "Number of ops that it cannot do" },
    ],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    let target = pass.str("target").to_owned();
    if !dialects().iter().any(|dialect| dialect.name == target) {
        emit_error(
            module,
            &format!("convert-to-target: expected target to be a dialect, but got '{target}'"),
        );
        return Err(PassFailed);
    }
    let is_error = match pass.str("fallback") {
        "warning" => false,
        "error" => true,
        other => {
            let text = format!(
                "convert-to-target: expected fallback to be 'warning' or 'error', but got '{other}'"
            );
            emit_error(module, &text);
            return Err(PassFailed);
        }
    };
    let functions = body(module).into_iter().flat_map(block_ops);
    let functions = functions.filter(|op| name_is(*op, "func.func"));
    let blocks: Vec<BlockRef> = functions.filter_map(body).collect();
    let (mut converted, mut refused) = (0, 0);
    for op in blocks.into_iter().flat_map(|block| block_ops(block).collect::<Vec<_>>()) {
        match place(op, &target) {
            Place::Anywhere | Place::Target => {}
            Place::Counterpart(counterpart) => {
                convert(op, counterpart);
                converted += 1;
            }
            Place::Cpu(reason) => {
                refused += 1;
                let text = format!("runs on the CPU, not on {target}: {reason}");
                if is_error { emit_error(op, &text) } else { emit_warning(op, &text) }
            }
        }
    }
    pass.count("converted", converted);
    pass.count("refused", refused);
    if is_error && refused > 0 { Err(PassFailed) } else { Ok(()) }
}

/// MLIR's dialects of weights and of what is computed of sizes.
const ANYWHERE: [&str; 3] = ["arith", "ml_program", "tensor"];

/// Where an op is done.
pub enum Place {
    /// Wherever its result is needed: weights, and what is computed of sizes.
    Anywhere,
    /// On the target: it is of its dialect.
    Target,
    /// On the target, by its counterpart.
    Counterpart(&'static OpDef),
    /// On the CPU, for this reason.
    Cpu(String),
}

/// Where an op in the body of a function is done, if a target has this dialect.
pub fn place(op: OperationRef, target: &str) -> Place {
    let Some(own) = definition(op) else {
        let name = op.name();
        let name = name.as_string_ref().as_str().unwrap_or_default();
        let dialect = name.split('.').next().unwrap_or_default();
        return match ANYWHERE.contains(&dialect) || name == "func.return" {
            true => Place::Anywhere,
            false => Place::Cpu("control flow is done there".into()),
        };
    };
    if own.dialect == target {
        return Place::Target;
    }
    if is_of_sizes(own) {
        return Place::Anywhere;
    }
    let Some(counterpart) = counterpart(target, own.name) else {
        return Place::Cpu(format!("dialect '{target}' has no op that does it"));
    };
    let read = arguments(op).map(|(arguments, _)| arguments);
    match read.and_then(|own| infer(counterpart, &for_counterpart(&own, counterpart))) {
        Ok(_) => Place::Counterpart(counterpart),
        Err(reason) => Place::Cpu(reason.0),
    }
}

/// Whether an op computes numbers of the sizes of its operands alone.
pub fn is_of_sizes(op: &OpDef) -> bool {
    op.theme == "Symbolic"
        && op.is_pure
        && !op.results.is_empty()
        && op.results.iter().all(|result| result.kind != ResultKind::Scalar)
        && op.results.iter().all(|result| result.kind != ResultKind::Tensor)
}

fn for_counterpart(own: &Arguments, counterpart: &'static OpDef) -> Arguments {
    let given = own.iter().map(|(name, value)| (name, value.clone()));
    let mut arguments = Arguments::of(counterpart.name, given);
    if let Some(count) = own.result_count() {
        arguments.set_result_count(count);
    }
    arguments
}

/// Replaces an op by one of another name.
fn convert<'c>(op: OperationRef<'c, 'c>, counterpart: &OpDef) {
    let operands: Vec<Value> = op.operands().collect();
    let types: Vec<Type> = op.results().map(|result| result.r#type()).collect();
    let attributes: Vec<_> = op.attributes().collect();
    let new = OperationBuilder::new(counterpart.name, op.location())
        .add_operands(&operands)
        .add_attributes(&attributes)
        .add_results(&types)
        .build();
    let (Ok(new), Some(block)) = (new, op.block()) else { return };
    let new = block.insert_operation_before(op, new);
    for (old, new) in op.results().zip(new.results()) {
        replace_uses(old.into(), new.into());
    }
    erase(op);
}
