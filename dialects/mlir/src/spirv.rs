//! SPIR-V modules as their words.

use std::ffi::c_void;

use melior::ir::OperationRef;
use mlir_sys::MlirOperation;

unsafe extern "C" {
    // cpp/CApiAdditions.cpp
    fn tricastSerializeSpirv(
        module: MlirOperation,
        take: extern "C" fn(*const u32, isize, *mut c_void),
        data: *mut c_void,
    ) -> bool;
}

extern "C" fn take(words: *const u32, count: isize, data: *mut c_void) {
    // SAFETY: called by `serialize` below with a vector, while the words are live.
    unsafe {
        let all = &mut *data.cast::<Vec<u32>>();
        all.extend_from_slice(std::slice::from_raw_parts(words, count as usize));
    }
}

/// The words of a `spirv.module`; None if the op is none, or cannot be written, and MLIR has said
/// why.
pub fn serialize(module: OperationRef) -> Option<Vec<u32>> {
    let mut words: Vec<u32> = vec![];
    // SAFETY: a reference to an op is to a live one; `take` gets the vector.
    let written =
        unsafe { tricastSerializeSpirv(module.to_raw(), take, (&raw mut words).cast::<c_void>()) };
    written.then_some(words)
}
