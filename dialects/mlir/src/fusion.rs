//! MLIR's fusion of elementwise ops, with a choice of what is fused.

use std::ffi::c_void;

use melior::ir::OperationRef;
use mlir_sys::MlirOperation;

use crate::guard::guard;

/// Says whether an op may be fused into the one that uses its result as operand of this number.
/// Either may be a `tensor.expand_shape` or `tensor.collapse_shape`, which is then moved past
/// the other.
pub type ShouldFuse = fn(producer: OperationRef, consumer: OperationRef, operand: usize) -> bool;

unsafe extern "C" {
    // cpp/ElementwiseFusion.cpp
    fn tricastFuseElementwise(
        function: MlirOperation,
        should_fuse: unsafe extern "C" fn(MlirOperation, MlirOperation, isize, *mut c_void) -> bool,
        data: *mut c_void,
    );
}

/// Fuses elementwise ops in `function` into the `linalg` ops that use them, and moves reshapes out
/// of their way, where `should_fuse` says so.
pub fn fuse_elementwise(function: OperationRef, should_fuse: ShouldFuse) {
    let mut should_fuse = should_fuse;
    // SAFETY: the op is live; the function is called, with live ops, only while this runs.
    unsafe {
        tricastFuseElementwise(function.to_raw(), decide, (&raw mut should_fuse).cast::<c_void>());
    }
}

/// # Safety
/// The ops are live; `data` points to a [`ShouldFuse`].
unsafe extern "C" fn decide(
    producer: MlirOperation,
    consumer: MlirOperation,
    operand: isize,
    data: *mut c_void,
) -> bool {
    // SAFETY: by contract.
    let (should_fuse, producer, consumer) = unsafe {
        let should_fuse = *data.cast::<ShouldFuse>();
        (should_fuse, OperationRef::from_raw(producer), OperationRef::from_raw(consumer))
    };
    guard(|| should_fuse(producer, consumer, operand as usize)).unwrap_or(false)
}
