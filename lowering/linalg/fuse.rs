//! `linalg-fuse-cheaply`: elementwise ops go into those that use them, where nothing is computed
//! more often for it.

use melior::ir::{AffineMap, OperationRef, operation::OperationLike};
use tricast_mlir::{
    fusion::fuse_elementwise,
    ir::{attribute, block_ops, body, name_is, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun},
    rewrite::{indexing_maps, uses},
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "linalg-fuse-cheaply",
    summary: "Fuse elementwise ops into their only use where nothing is computed more often",
    description: "MLIR's own `linalg-fuse-elementwise-ops` fuses into any only use. Here an op is \
        not fused into one that reads its result more than once, as a matrix product or what \
        broadcasts it, unless it only moves or converts elements. Reshapes are moved out of the \
        way of what is fused.",
    anchor: "func.func",
    dependent_dialects: &[],
    options: &[],
    statistics: &[],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    fuse_elementwise(pass.operation(), should_fuse);
    Ok(())
}

fn should_fuse(producer: OperationRef, consumer: OperationRef, operand: usize) -> bool {
    let (producer, consumer) = (outlive_op(producer), outlive_op(consumer));
    let use_count: usize = producer.results().map(|result| uses(result.into()).len()).sum();
    if use_count != 1 {
        return false;
    }
    if !name_is(producer, "linalg.generic") || !name_is(consumer, "linalg.generic") {
        return true;
    }
    let Some(maps) = indexing_maps(consumer) else { return false };
    let reads_once = maps.get(operand).is_some_and(|map| covers_all_loops(*map));
    if is_contraction(consumer, &maps) {
        only_moves(producer)
    } else {
        reads_once || is_cheap(producer)
    }
}

/// Whether a map gives each iteration an element of its own.
fn covers_all_loops(map: AffineMap) -> bool {
    let dims = (0..map.dim_count()).filter(|&dim| is_used(map, dim)).count();
    dims == map.dim_count()
}

fn is_used(map: AffineMap, dim: usize) -> bool {
    (0..map.result_count())
        .any(|index| map.result(index).is_ok_and(|expr| expr.is_function_of_dim(dim)))
}

/// Whether two inputs of an op that reduces are both read again for other results: a matrix
/// product or convolution.
fn is_contraction(op: OperationRef, maps: &[AffineMap]) -> bool {
    let Some((output, inputs)) = maps.split_last() else { return false };
    let parallel: Vec<usize> =
        (0..output.dim_count()).filter(|&dim| is_used(*output, dim)).collect();
    let reduces = attribute(op, "iterator_types").is_some() && parallel.len() < output.dim_count();
    let is_read_again = |map: &&AffineMap| parallel.iter().any(|&dim| !is_used(**map, dim));
    reduces && inputs.iter().filter(is_read_again).count() > 1
}

/// Whether an op gives elements as it gets them.
fn only_moves(op: OperationRef) -> bool {
    body(op).is_some_and(|block| block_ops(block).count() == 1)
}

/// The ops that cost more than to read the result of another kernel again.
const EXPENSIVE: [&str; 4] = ["arith.divf", "arith.remf", "arith.divsi", "arith.remsi"];

/// Whether an op may as well be computed again for each time that its result is read.
fn is_cheap(op: OperationRef) -> bool {
    let Some(block) = body(op) else { return false };
    let mut count = 0;
    for op in block_ops(block) {
        let name = op.name();
        let Ok(name) = name.as_string_ref().as_str() else { return false };
        if name.starts_with("math.") || EXPENSIVE.contains(&name) {
            return false;
        }
        count += 1;
    }
    // The last one yields.
    count <= 4
}
