//! The least and the largest number of integer weights: written on a program when it is imported,
//! and checked where weights are given to it.

use std::collections::HashMap;

use tricast_dialects::DType;
use tricast_mlir::{
    ir::{attribute, string_attribute, type_attribute, value_type},
    ranges::{self, Range},
};
use tricast_runtime::{HostTensor, WeightError, WeightSource, WeightType};

use crate::model::Model;

/// The range of a tensor of integers; None if it has no elements, or others.
fn range(tensor: &HostTensor) -> Option<Range> {
    fn of<const N: usize>(bytes: &[u8], number: fn([u8; N]) -> i64) -> Option<Range> {
        let read = |bytes: &[u8]| number(bytes.try_into().expect("a chunk is as long"));
        let wider = |so_far: Option<Range>, value: i64| match so_far {
            Some([least, largest]) => Some([least.min(value), largest.max(value)]),
            None => Some([value, value]),
        };
        bytes.chunks_exact(N).map(read).fold(None, wider)
    }
    let bytes = tensor.bytes();
    let range = match tensor.dtype() {
        DType::I8 => of(bytes, |bytes| i8::from_le_bytes(bytes).into()),
        DType::U8 => of(bytes, |bytes| u8::from_le_bytes(bytes).into()),
        DType::I16 => of(bytes, |bytes| i16::from_le_bytes(bytes).into()),
        DType::I32 => of(bytes, |bytes| i32::from_le_bytes(bytes).into()),
        DType::I64 => of(bytes, i64::from_le_bytes),
        _ => None,
    };
    tensor.release();
    range
}

/// Writes the ranges of the weights that a program has and does not change.
///
/// # Errors
/// If one cannot be read.
pub fn measure(model: &Model, source: &dyn WeightSource) -> Result<(), WeightError> {
    for global in ranges::globals(model.module.as_operation()) {
        let is_mutable = attribute(global, "is_mutable").is_some();
        let name = string_attribute(global, "sym_name").filter(|_| !is_mutable);
        let wanted = type_attribute(global, "type").and_then(wanted);
        let (Some(name), Some(wanted)) = (name, wanted) else { continue };
        if !wanted.dtype.is_integral(false) {
            continue;
        }
        if let Some(range) = source.weight(name, &wanted)?.as_ref().and_then(range) {
            ranges::write(global, range);
        }
    }
    Ok(())
}

/// The type of a weight whose sizes are known.
fn wanted(ty: melior::ir::Type) -> Option<WeightType> {
    let tricast_dialects::ValueType::Tensor(tensor) = value_type(ty)? else { return None };
    let sizes = tensor.shape.iter().map(|size| usize::try_from(size.as_static()?).ok());
    Some(WeightType { dtype: tensor.dtype, sizes: sizes.collect::<Option<_>>()? })
}

/// Weights that must be within the ranges that a program was written for.
pub struct Checked<S> {
    /// Where they come from.
    pub source: S,
    /// The ranges, by name.
    pub ranges: HashMap<String, Range>,
}

/// A weight that is not what the program was written for.
#[derive(Debug, thiserror::Error)]
#[error(
    "weight '{name}' has numbers from {} to {}, but the program was made for weights from {} to {}: \
     import it again",
    .found[0], .found[1], .expected[0], .expected[1]
)]
struct BeyondRange {
    name: String,
    found: Range,
    expected: Range,
}

impl<S: WeightSource> WeightSource for Checked<S> {
    fn weight(&self, name: &str, wanted: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        let weight = self.source.weight(name, wanted)?;
        let Some(&expected) = self.ranges.get(name) else { return Ok(weight) };
        match weight.as_ref().and_then(range) {
            Some(found) if found[0] < expected[0] || found[1] > expected[1] => {
                let error = BeyondRange { name: name.into(), found, expected };
                Err(WeightError::Other(Box::new(error)))
            }
            _ => Ok(weight),
        }
    }
}
