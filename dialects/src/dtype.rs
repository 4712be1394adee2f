//! PyTorch's dtypes and how they promote.
//!
//! Source of the semantics: `c10/core/ScalarType.h` (names, promotion lattice) and
//! `aten/src/ATen/native/TypeProperties.cpp` (`result_type`) of PyTorch.

use std::fmt;

use crate::types::{InferError, fail};

/// An element type, in the order of promotion within a [`Category`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // The names say all.
pub enum DType {
    Bool,
    U8,
    I8,
    I16,
    I32,
    I64,
    U16,
    U32,
    U64,
    F8E4M3FN,
    F8E5M2,
    F8E4M3FNUZ,
    F8E5M2FNUZ,
    F8E8M0FNU,
    F16,
    BF16,
    F32,
    F64,
    C32,
    C64,
    C128,
}

/// What decides promotion first: a dtype of a higher category always wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Category {
    Bool,
    Integer,
    Float,
    Complex,
}

/// One row: dtype, PyTorch's name (`torch.float32`), its `ScalarType` (`Float`), the
/// MLIR type, the code in a `.pt2` archive, bytes an element.
const TABLE: [(DType, &str, &str, &str, u8, u8); 21] = [
    (DType::Bool, "bool", "Bool", "i1", 12, 1),
    (DType::U8, "uint8", "Byte", "ui8", 1, 1),
    (DType::I8, "int8", "Char", "i8", 2, 1),
    (DType::I16, "int16", "Short", "i16", 3, 2),
    (DType::I32, "int32", "Int", "i32", 4, 4),
    (DType::I64, "int64", "Long", "i64", 5, 8),
    (DType::U16, "uint16", "UInt16", "ui16", 28, 2),
    (DType::U32, "uint32", "UInt32", "ui32", 34, 4),
    (DType::U64, "uint64", "UInt64", "ui64", 35, 8),
    (DType::F8E4M3FN, "float8_e4m3fn", "Float8_e4m3fn", "f8E4M3FN", 29, 1),
    (DType::F8E5M2, "float8_e5m2", "Float8_e5m2", "f8E5M2", 30, 1),
    (DType::F8E4M3FNUZ, "float8_e4m3fnuz", "Float8_e4m3fnuz", "f8E4M3FNUZ", 31, 1),
    (DType::F8E5M2FNUZ, "float8_e5m2fnuz", "Float8_e5m2fnuz", "f8E5M2FNUZ", 32, 1),
    (DType::F8E8M0FNU, "float8_e8m0fnu", "Float8_e8m0fnu", "f8E8M0FNU", 33, 1),
    (DType::F16, "float16", "Half", "f16", 6, 2),
    (DType::BF16, "bfloat16", "BFloat16", "bf16", 13, 2),
    (DType::F32, "float32", "Float", "f32", 7, 4),
    (DType::F64, "float64", "Double", "f64", 8, 8),
    (DType::C32, "complex32", "ComplexHalf", "complex<f16>", 9, 4),
    (DType::C64, "complex64", "ComplexFloat", "complex<f32>", 10, 8),
    (DType::C128, "complex128", "ComplexDouble", "complex<f64>", 11, 16),
];

impl DType {
    /// Every dtype.
    pub fn all() -> impl Iterator<Item = DType> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (DType, &'static str, &'static str, &'static str, u8, u8) {
        &TABLE[self as usize]
    }

    /// `float32`, as in `torch.float32`.
    pub fn torch_name(self) -> &'static str {
        self.row().1
    }

    /// `Float`, PyTorch's `ScalarType`, which its messages use.
    pub fn scalar_type(self) -> &'static str {
        self.row().2
    }

    /// `f32`, the MLIR type.
    pub fn mlir_name(self) -> &'static str {
        self.row().3
    }

    /// Bytes an element.
    pub fn size(self) -> usize {
        self.row().5.into()
    }

    /// The dtype of a code in a `.pt2` archive (`ScalarType` of its schema).
    pub fn from_pt2_code(code: u8) -> Option<DType> {
        TABLE.iter().find(|row| row.4 == code).map(|row| row.0)
    }

    /// The dtype of an MLIR type as text.
    pub fn from_mlir_name(name: &str) -> Option<DType> {
        TABLE.iter().find(|row| row.3 == name).map(|row| row.0)
    }

    /// The dtype of a default in a schema: `long`, or the number of a c10 `ScalarType`.
    pub const fn from_schema_name(name: &str) -> Option<DType> {
        match name.as_bytes() {
            b"long" => Some(DType::I64),
            b"float" | b"6" => Some(DType::F32),
            b"24" => Some(DType::F8E4M3FN),
            _ => None,
        }
    }

    /// The category that decides promotion first.
    pub fn category(self) -> Category {
        match self {
            DType::Bool => Category::Bool,
            _ if self < DType::F8E4M3FN => Category::Integer,
            _ if self < DType::C32 => Category::Float,
            _ => Category::Complex,
        }
    }

    /// Floating point, complex not included.
    pub fn is_float(self) -> bool {
        self.category() == Category::Float
    }

    /// Complex.
    pub fn is_complex(self) -> bool {
        self.category() == Category::Complex
    }

    /// An integer; bool is one if `include_bool`.
    pub fn is_integral(self, include_bool: bool) -> bool {
        match self.category() {
            Category::Bool => include_bool,
            category => category == Category::Integer,
        }
    }

    /// One of the 8-bit floats.
    pub fn is_float8(self) -> bool {
        (DType::F8E4M3FN..=DType::F8E8M0FNU).contains(&self)
    }

    /// uint16, uint32 or uint64: PyTorch stores them but promotes them with nothing.
    pub fn is_barebones_unsigned(self) -> bool {
        (DType::U16..=DType::U64).contains(&self)
    }

    /// The float dtype of a complex one's parts; any other dtype is its own.
    pub fn to_real(self) -> DType {
        match self {
            DType::C32 => DType::F16,
            DType::C64 => DType::F32,
            DType::C128 => DType::F64,
            other => other,
        }
    }

    /// The complex dtype whose parts have this dtype.
    pub fn to_complex(self) -> DType {
        match self {
            DType::F16 => DType::C32,
            DType::F64 => DType::C128,
            complex if complex.is_complex() => complex,
            _ => DType::C64,
        }
    }

    /// The dtype of a float computation: the default dtype for ints and bools.
    pub fn to_float(self) -> DType {
        if self.is_integral(true) { DEFAULT_FLOAT } else { self }
    }

    /// The dtype in which PyTorch's CPU accumulates half precision.
    pub fn to_opmath(self) -> DType {
        match self {
            DType::F16 | DType::BF16 => DType::F32,
            DType::C32 => DType::C64,
            other if other.is_float8() => DType::F32,
            other => other,
        }
    }

    /// The dtype of a sum: int64 for ints and bools.
    pub fn to_sum(self) -> DType {
        if self.is_integral(true) { DType::I64 } else { self }
    }

    /// `torch.promote_types`.
    pub fn promote(self, other: DType) -> Result<DType, InferError> {
        use DType::*;
        let (low, high) = if self <= other { (self, other) } else { (other, self) };
        if low == high {
            return Ok(low);
        }
        if low.is_float8() || high.is_float8() {
            fail!(
                "Promotion for Float8 Types is not supported, attempted to promote {self} and {other}"
            );
        }
        if low.category() < high.category() {
            let float_with_bits = match (low, high) {
                (BF16 | F32, C32) => C64,
                (F64, C32 | C64) => C128,
                _ => high,
            };
            return Ok(float_with_bits);
        }
        match (low, high) {
            _ if low.is_barebones_unsigned() || high.is_barebones_unsigned() => fail!(
                "Promotion for uint16, uint32, uint64 types is not supported, attempted to promote {self} and {other}"
            ),
            (U8, I8) => Ok(I16),
            (F16, BF16) => Ok(F32),
            _ => Ok(high),
        }
    }
}

/// `torch.get_default_dtype()`.
pub const DEFAULT_FLOAT: DType = DType::F32;

impl fmt::Display for DType {
    /// PyTorch's `ScalarType`, as its messages print a dtype.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.scalar_type())
    }
}

/// The operands of an op, as promotion sees them: tensors with dimensions outrank
/// 0-d tensors, which outrank Python numbers, within a category.
#[derive(Clone, Copy, Debug, Default)]
pub struct Promotion {
    dimensioned: Option<DType>,
    zero_dim: Option<DType>,
    number: Option<DType>,
}

impl Promotion {
    /// Adds a tensor of this rank.
    pub fn tensor(&mut self, dtype: DType, rank: usize) -> Result<&mut Self, InferError> {
        let slot = if rank == 0 { &mut self.zero_dim } else { &mut self.dimensioned };
        *slot = Some(slot.map_or(Ok(dtype), |before| before.promote(dtype))?);
        Ok(self)
    }

    /// Adds a Python number, whose category alone counts.
    pub fn number(&mut self, category: Category) -> Result<&mut Self, InferError> {
        let dtype = match category {
            Category::Bool => DType::Bool,
            Category::Integer => DType::I64,
            Category::Float => DEFAULT_FLOAT,
            Category::Complex => DEFAULT_FLOAT.to_complex(),
        };
        self.number = Some(self.number.map_or(Ok(dtype), |before| before.promote(dtype))?);
        Ok(self)
    }

    /// `torch.result_type` of what was added.
    ///
    /// # Errors
    /// If nothing was added, or PyTorch does not promote these dtypes.
    pub fn result(&self) -> Result<DType, InferError> {
        let low = combine(self.zero_dim, self.number)?;
        match combine(self.dimensioned, low)? {
            Some(dtype) => Ok(dtype),
            None => fail!("expected at least one operand to take the dtype from"),
        }
    }
}

/// The dtype of two groups of operands, of which `higher` outranks `lower`.
fn combine(higher: Option<DType>, lower: Option<DType>) -> Result<Option<DType>, InferError> {
    let (Some(high), Some(low)) = (higher, lower) else {
        return Ok(higher.or(lower));
    };
    Ok(Some(match (high.category(), low.category()) {
        (Category::Complex, _) => high,
        (Category::Float, Category::Complex) => high.to_complex(),
        (Category::Float, _) => high,
        (Category::Bool, _) | (_, Category::Float | Category::Complex) => high.promote(low)?,
        _ => high,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_in_order() {
        for (index, dtype) in DType::all().enumerate() {
            assert_eq!(dtype as usize, index);
            assert_eq!(DType::from_mlir_name(dtype.mlir_name()), Some(dtype));
        }
    }

    #[test]
    fn numbers_and_zero_dim_tensors_rank_below_tensors() {
        let of = |tensors: &[(DType, usize)], numbers: &[Category]| {
            let mut promotion = Promotion::default();
            for &(dtype, rank) in tensors {
                promotion.tensor(dtype, rank).unwrap();
            }
            for &category in numbers {
                promotion.number(category).unwrap();
            }
            promotion.result().unwrap()
        };
        assert_eq!(of(&[(DType::F16, 1)], &[Category::Float]), DType::F16);
        assert_eq!(of(&[(DType::I32, 1)], &[Category::Float]), DType::F32);
        assert_eq!(of(&[(DType::F16, 2), (DType::F64, 0)], &[]), DType::F16);
        assert_eq!(of(&[(DType::I8, 2), (DType::F64, 0)], &[]), DType::F64);
        assert_eq!(of(&[(DType::Bool, 2)], &[Category::Integer]), DType::I64);
        assert_eq!(of(&[(DType::U8, 1), (DType::I8, 1)], &[]), DType::I16);
        assert_eq!(of(&[(DType::F16, 1), (DType::BF16, 1)], &[]), DType::F32);
    }
}
