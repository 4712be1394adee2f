//! What the verifiers of ops and attributes of dialects with types of their own call.

use std::ffi::c_void;
use std::slice;

use melior::ir::{Attribute, OperationRef, Type, ValueLike, operation::OperationLike};
use mlir_sys::{MlirAttribute, MlirOperation, MlirStringRef};

use crate::{convert::string_ref, guard::guard, inference::emit_op_error, ktdp, spyre};

/// Whether something is as it should be; what is wrong, if not.
pub(crate) type Verdict = Result<(), String>;

pub(crate) fn check(holds: bool, message: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(message()) }
}

pub(crate) fn operand_type<'c>(op: OperationRef<'c, '_>, index: usize) -> Result<Type<'c>, String> {
    let operand = op.operands().nth(index);
    Ok(operand.ok_or_else(|| format!("has no operand #{index}"))?.r#type())
}

pub(crate) fn result_type<'c>(op: OperationRef<'c, '_>) -> Result<Type<'c>, String> {
    Ok(op.results().next().ok_or("has no result")?.r#type())
}

/// Called by the trait `VerifiedInRust` (cpp/VerifiedInRust.cpp).
///
/// # Safety
/// `op` is live.
#[unsafe(no_mangle)]
unsafe extern "C" fn tricastVerifyOp(op: MlirOperation) -> bool {
    // SAFETY: by contract.
    let reference = unsafe { OperationRef::from_raw(op) };
    let verify = || {
        let name = reference.name();
        match name.as_string_ref().as_str().ok().and_then(|name| name.split_once('.')) {
            Some(("ktdp", _)) => ktdp::verify(reference),
            Some(("spyre", _)) => spyre::verify(reference),
            _ => Err("is not verified in Rust".into()),
        }
    };
    match guard(verify).unwrap_or_else(Err) {
        Ok(()) => true,
        Err(message) => {
            // SAFETY: by contract.
            unsafe { emit_op_error(op, &message) };
            false
        }
    }
}

/// Called for `VerifiableTensorEncoding` (cpp/VerifiedInRust.cpp): hands what is wrong to `report`.
///
/// # Safety
/// `encoding` is an attribute, and `shape` has `rank` sizes.
#[unsafe(no_mangle)]
unsafe extern "C" fn tricastVerifyEncoding(
    encoding: MlirAttribute,
    rank: isize,
    shape: *const i64,
    report: extern "C" fn(MlirStringRef, *mut c_void),
    data: *mut c_void,
) -> bool {
    // SAFETY: by contract; a tensor without dimensions may come without an array.
    let (encoding, shape) = unsafe {
        let shape = if rank == 0 { &[] } else { slice::from_raw_parts(shape, rank as usize) };
        (Attribute::from_raw(encoding), shape)
    };
    match guard(|| spyre::verify_layout(encoding, shape)).unwrap_or_else(Err) {
        Ok(()) => true,
        Err(message) => {
            report(string_ref(&message), data);
            false
        }
    }
}
