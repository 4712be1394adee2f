//! `aten.dims`: what is known of the dynamic sizes of a function's arguments.
//!
//! The attribute stands on an argument and has one dictionary for each `?` of its type:
//! `{name = "s0", min = 2, max = 64}`. The name is an expression over symbols
//! (`"2*s0"`); the bounds, both inclusive, may be left out.

use melior::ir::{Attribute, AttributeLike};
use mlir_sys::*;
use tricast_dialects::{Dim, InferError, TensorType, ValueType};

use crate::{
    convert::{str_of, string_ref, value_type},
    guard::guard,
};

/// The name of the attribute.
pub const ATTRIBUTE: &str = "aten.dims";

/// The attribute with the name that the user's program has for an argument.
pub const NAME: &str = "aten.name";

/// A dynamic size.
#[derive(Clone, Debug, PartialEq)]
pub struct DimRange {
    /// The size in terms of symbols.
    pub dim: Dim,
    /// The smallest value, if known.
    pub min: Option<i64>,
    /// The largest value, if known.
    pub max: Option<i64>,
}

fn error(message: impl Into<String>) -> InferError {
    InferError(format!("'{ATTRIBUTE}' {}", message.into()))
}

/// The dynamic sizes of `tensor` as the attribute has them, in order.
///
/// # Errors
/// If the attribute is not as this module says.
///
/// # Safety
/// `attribute` is an attribute of a live context.
pub unsafe fn read(
    attribute: MlirAttribute,
    tensor: &TensorType,
) -> Result<Vec<DimRange>, InferError> {
    // SAFETY: predicates, and getters that a predicate guards, on a live attribute.
    unsafe {
        if !mlirAttributeIsAArray(attribute) {
            return Err(error("must be an array of dictionaries"));
        }
        let count = mlirArrayAttrGetNumElements(attribute);
        let dynamic = tensor.shape.iter().filter(|dim| !dim.is_static()).count();
        if count as usize != dynamic {
            return Err(error(format!(
                "must have one dictionary for each dynamic size: {dynamic}, but has {count}"
            )));
        }
        (0..count).map(|index| read_dim(mlirArrayAttrGetElement(attribute, index))).collect()
    }
}

/// The dynamic sizes of an argument, if its attributes (one entry of a function's
/// `arg_attrs`) say them.
pub fn of_argument(attributes: Attribute, tensor: &TensorType) -> Option<Vec<DimRange>> {
    // SAFETY: melior's attributes are live.
    unsafe {
        if !mlirAttributeIsADictionary(attributes.to_raw()) {
            return None;
        }
        let dims = mlirDictionaryAttrGetElementByName(attributes.to_raw(), string_ref(ATTRIBUTE));
        if dims.ptr.is_null() { None } else { read(dims, tensor).ok() }
    }
}

unsafe fn read_dim(attribute: MlirAttribute) -> Result<DimRange, InferError> {
    // SAFETY: as for `read`.
    unsafe {
        if !mlirAttributeIsADictionary(attribute) {
            return Err(error("must be an array of dictionaries"));
        }
        let entry = |name| mlirDictionaryAttrGetElementByName(attribute, string_ref(name));
        let name = entry("name");
        if name.ptr.is_null() || !mlirAttributeIsAString(name) {
            return Err(error("must give each size a name, a string"));
        }
        let name = str_of(mlirStringAttrGetValue(name));
        let dim: Dim = name
            .parse()
            .map_err(|_| error(format!("must name an expression over symbols, not \"{name}\"")))?;
        let bound = |name| {
            let value: MlirAttribute = entry(name);
            match value.ptr.is_null() {
                true => Ok(None),
                false if mlirAttributeIsAInteger(value) => {
                    Ok(Some(mlirIntegerAttrGetValueInt(value)))
                }
                false => Err(error(format!("must have an integer for {name}"))),
            }
        };
        let range = DimRange { dim, min: bound("min")?, max: bound("max")? };
        if let (Some(min), Some(max)) = (range.min, range.max)
            && min > max
        {
            return Err(error(format!("has an empty range for {name}: [{min}, {max}]")));
        }
        if range.min.is_some_and(|min| min < 0) {
            return Err(error(format!("has a negative size in the range of {name}")));
        }
        Ok(range)
    }
}

/// Called by `AtenDialect::verifyRegionArgAttribute` (cpp/AtenDialectHooks.cpp).
///
/// # Safety
/// `op`, `ty` and `attribute` are live; `name` is UTF-8.
#[unsafe(no_mangle)]
unsafe extern "C" fn tricastVerifyArgumentAttribute(
    op: MlirOperation,
    ty: MlirType,
    name: MlirStringRef,
    attribute: MlirAttribute,
) -> bool {
    // SAFETY: by contract.
    let result = guard(|| unsafe {
        match (str_of(name), value_type(ty)) {
            (ATTRIBUTE, Some(ValueType::Tensor(tensor))) => read(attribute, &tensor).map(drop),
            // What a tensor has become.
            (ATTRIBUTE, _) if mlirTypeIsAMemRef(ty) => Ok(()),
            (ATTRIBUTE, _) => Err(error("must be on a tensor")),
            (NAME, _) if mlirAttributeIsAString(attribute) => Ok(()),
            (NAME, _) => Err(InferError(format!("'{NAME}' must be a string"))),
            (other, _) => {
                Err(InferError(format!("has an unknown attribute '{other}' on an argument")))
            }
        }
    });
    match result.unwrap_or_else(|panic| Err(InferError(panic))) {
        Ok(()) => true,
        Err(error) => {
            // SAFETY: by contract.
            unsafe { crate::inference::emit_op_error(op, &error.0) };
            false
        }
    }
}
