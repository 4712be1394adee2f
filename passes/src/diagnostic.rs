//! Diagnostics on ops.

use melior::ir::OperationRef;
use tricast_mlir::inference::emit_op_error;

/// Reports an error on an op, with its name: `'aten.mm' op <message>`.
pub(crate) fn emit_error(op: OperationRef, message: &str) {
    // SAFETY: a reference to an op is to a live one.
    unsafe { emit_op_error(op.to_raw(), message) }
}
