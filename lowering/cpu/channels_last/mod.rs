//! `cpu-channels-last`: convolutions, and what is done to their results, with the channels as
//! the last dimension.

mod convolution;
mod relayout;
mod reshape;

use tricast_mlir::{
    dialects::DependentDialect,
    ir::outlive_op,
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
};

use super::tensors::outer_ops;
use relayout::Relayout;

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-channels-last",
    summary: "Order the dimensions of images so that the channels are the last",
    description: "PyTorch has the channels of an image before its rows. A kernel computes a \
        vector of neighbours at once, and the elements at one place of many channels are what \
        convolutions compute alike: this pass makes the channels of a convolution, of any \
        number of dimensions, the last dimension of its operand and result, and those of what \
        elementwise ops, reductions over windows, slices and reshapes make of such a result. \
        Where something else needs the other order, a `linalg.transpose` gives it.",
    anchor: "func.func",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::LINALG,
        DependentDialect::TENSOR,
    ],
    options: &[],
    statistics: &[StatisticDeclaration {
        name: "reordered",
        description: "Number of ops with another order of dimensions",
    }],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let mut relayout = Relayout::default();
    for op in outer_ops(function) {
        if relayout.visit(op) {
            pass.count("reordered", 1);
        }
    }
    Ok(())
}
