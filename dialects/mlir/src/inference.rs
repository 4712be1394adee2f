//! The type inference as the ops' verifiers and `InferTypeOpInterface` call it.

use std::{
    ffi::{CString, c_void},
    slice,
};

use mlir_sys::*;
use tricast_dialects::{Arguments, InferError, OpDef, Results, ValueType, infer, lookup};

use crate::{
    convert::{OpSource, mlir_type, str_of, string_ref, value_type},
    guard::guard,
};

/// The op's declaration, and its result types inferred from what `type_of` says of its
/// operands.
///
/// # Errors
/// If the op is none of ours, or does not take these arguments.
///
/// # Safety
/// `op` is live.
pub unsafe fn infer_op(
    op: MlirOperation,
    type_of: &dyn Fn(MlirValue) -> Option<ValueType>,
) -> Result<Results, InferError> {
    // SAFETY: by contract.
    unsafe { with_source(op, type_of, |source| infer(source.op, &source.arguments()?)) }
}

/// The arguments of an op, and how many of its operands belong to each parameter.
///
/// # Errors
/// If the op is none of ours, or does not take these arguments.
///
/// # Safety
/// `op` is live.
pub unsafe fn arguments(op: MlirOperation) -> Result<(Arguments, Vec<usize>), InferError> {
    // SAFETY: by contract.
    unsafe {
        with_source(op, &|value| value_type(mlirValueGetType(value)), |source| {
            Ok((source.arguments()?, source.operand_counts()?))
        })
    }
}

unsafe fn with_source<T>(
    op: MlirOperation,
    type_of: &dyn Fn(MlirValue) -> Option<ValueType>,
    read: impl FnOnce(&OpSource) -> Result<T, InferError>,
) -> Result<T, InferError> {
    // SAFETY: getters on a live op.
    unsafe {
        let definition = definition(str_of(mlirIdentifierStr(mlirOperationGetName(op))))?;
        let operands = (0..mlirOperationGetNumOperands(op))
            .map(|index| operand_type(type_of(mlirOperationGetOperand(op, index)), index))
            .collect::<Result<Vec<_>, _>>()?;
        let source = OpSource {
            op: definition,
            operands: &operands,
            result_count: Some(mlirOperationGetNumResults(op) as usize),
            attribute: &|name| mlirOperationGetAttributeByName(op, string_ref(name)),
        };
        read(&source)
    }
}

fn definition(name: &str) -> Result<&'static OpDef, InferError> {
    lookup(name).ok_or_else(|| InferError(format!("no type inference for '{name}'")))
}

fn operand_type(ty: Option<ValueType>, index: isize) -> Result<ValueType, InferError> {
    ty.ok_or_else(|| InferError(format!("operand #{index} has a type that no op of tricast takes")))
}

/// Whether a result of this type may be what was inferred: the same but for sizes of
/// which one or the other is not known.
fn is_compatible(inferred: &ValueType, actual: &ValueType) -> bool {
    match (inferred, actual) {
        (ValueType::Tensor(inferred), ValueType::Tensor(actual)) => {
            inferred.dtype == actual.dtype
                && inferred.rank() == actual.rank()
                && inferred.shape.iter().zip(&actual.shape).all(|(a, b)| a.may_equal(b))
        }
        (ValueType::SymInt(_), ValueType::SymInt(_)) => true,
        _ => inferred == actual,
    }
}

unsafe fn verify(op: MlirOperation) -> Result<(), InferError> {
    // SAFETY: getters on a live op.
    unsafe {
        let inferred = infer_op(op, &|value| value_type(mlirValueGetType(value)))?;
        let count = mlirOperationGetNumResults(op);
        if inferred.len() as isize != count {
            return Err(InferError(format!(
                "must have {} results, but has {count}",
                inferred.len()
            )));
        }
        for (index, inferred) in inferred.iter().enumerate() {
            let ty = mlirValueGetType(mlirOperationGetResult(op, index as isize));
            match value_type(ty) {
                Some(actual) if is_compatible(inferred, &actual) => {}
                Some(actual) => {
                    return Err(InferError(format!(
                        "result #{index} must be {inferred}, but is {actual}"
                    )));
                }
                None => return Err(InferError(format!("result #{index} must be {inferred}"))),
            }
        }
        Ok(())
    }
}

/// Reports an error on an op, with its name, as `Operation::emitOpError` does.
///
/// # Safety
/// `op` is live.
pub unsafe fn emit_op_error(op: MlirOperation, message: &str) {
    // SAFETY: getters on a live op; the text outlives the call.
    unsafe {
        let name = str_of(mlirIdentifierStr(mlirOperationGetName(op)));
        let text = format!("'{name}' op {message}").replace('\0', "");
        let text = CString::new(text).expect("NULs were removed");
        mlirEmitError(mlirOperationGetLocation(op), text.as_ptr());
    }
}

/// Called by `tricast::verifyTypes` (cpp/TypeInference.cpp).
///
/// # Safety
/// `op` is live.
#[unsafe(no_mangle)]
unsafe extern "C" fn tricastVerifyTypes(op: MlirOperation) -> bool {
    // SAFETY: by contract.
    match guard(|| unsafe { verify(op) }).unwrap_or_else(|panic| Err(InferError(panic))) {
        Ok(()) => true,
        Err(error) => {
            // SAFETY: by contract.
            unsafe { emit_op_error(op, &error.0) };
            false
        }
    }
}

/// Called by `tricast::inferReturnTypes` (cpp/TypeInference.cpp): hands each result
/// type to `add_type`, or the reason why there are none to `report`.
///
/// # Safety
/// The operands and the attribute dictionary are of the live `context`; `name` is UTF-8.
#[unsafe(no_mangle)]
unsafe extern "C" fn tricastInferTypes(
    name: MlirStringRef,
    context: MlirContext,
    operand_count: isize,
    operands: *const MlirValue,
    attributes: MlirAttribute,
    add_type: extern "C" fn(MlirType, *mut c_void),
    report: extern "C" fn(MlirStringRef, *mut c_void),
    data: *mut c_void,
) -> bool {
    // SAFETY: by contract.
    let inferred = guard(|| unsafe {
        let values = match operand_count {
            0 => &[],
            count => slice::from_raw_parts(operands, count as usize),
        };
        let types = (0..)
            .zip(values)
            .map(|(index, value)| operand_type(value_type(mlirValueGetType(*value)), index));
        let definition = definition(str_of(name))?;
        let source = OpSource {
            op: definition,
            operands: &types.collect::<Result<Vec<_>, _>>()?,
            result_count: None,
            attribute: &|name| match attributes.ptr.is_null() {
                true => MlirAttribute { ptr: std::ptr::null() },
                false => mlirDictionaryAttrGetElementByName(attributes, string_ref(name)),
            },
        };
        infer(definition, &source.arguments()?)
    });
    match inferred.unwrap_or_else(|panic| Err(InferError(panic))) {
        Ok(types) => {
            for ty in &types {
                // SAFETY: by contract.
                add_type(unsafe { mlir_type(context, ty) }, data);
            }
            true
        }
        Err(error) => {
            report(string_ref(&error.0), data);
            false
        }
    }
}
