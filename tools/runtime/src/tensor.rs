//! Tensors in memory.

use std::{fmt, ptr::NonNull, sync::Arc};

use smallvec::SmallVec;
use tricast_dialects::DType;

use crate::{
    floats,
    memory::{Block, Bytes, Owner},
};

/// The sizes of a tensor, outermost first.
pub type Sizes = SmallVec<[usize; 6]>;

/// A contiguous, row-major tensor of little-endian numbers; a number of a program is one without
/// dimensions. Cheap to clone: the bytes are shared and do not change.
///
/// Its bytes start at a multiple of the size of an element, and of [`crate::ALIGNMENT`] where
/// tricast allocated them.
#[derive(Clone)]
pub struct HostTensor {
    dtype: DType,
    sizes: Sizes,
    bytes: Bytes,
}

/// Why bytes are not a tensor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TensorError {
    /// They do not match the sizes.
    #[error("has {found} bytes, expected {expected} for {what}")]
    Length {
        /// `float32 [2, 3]`
        what: String,
        /// How many the sizes say.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A tensor that no machine can hold.
    #[error("{0} has more bytes than there is memory")]
    TooLarge(String),
}

impl HostTensor {
    /// A tensor whose bytes, zero at first, `fill` writes.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn new(
        dtype: DType,
        sizes: &[usize],
        fill: impl FnOnce(&mut [u8]),
    ) -> Result<Self, TensorError> {
        let too_large = || TensorError::TooLarge(describe(dtype, sizes));
        let length = byte_length(dtype, sizes).ok_or_else(too_large)?;
        let mut block = Block::new(length).ok_or_else(too_large)?;
        fill(&mut block.bytes_mut()[..length]);
        let pointer = NonNull::new(block.pointer()).ok_or_else(too_large)?;
        // SAFETY: the block has so many bytes, and from here on nobody writes to it.
        let bytes = unsafe { Bytes::from_raw(pointer, length, Arc::new(block)) };
        Ok(HostTensor { dtype, sizes: sizes.into(), bytes })
    }

    /// A tensor of these numbers, the parts of complex ones one after the other, in its dtype:
    /// rounded, ints truncated.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn from_numbers(
        dtype: DType,
        sizes: &[usize],
        mut number: impl FnMut() -> f64,
    ) -> Result<Self, TensorError> {
        let part = dtype.to_real();
        HostTensor::new(dtype, sizes, |bytes| {
            for element in bytes.chunks_exact_mut(part.size()) {
                if let Some(bytes) = encode(part, number()) {
                    element.copy_from_slice(&bytes);
                }
            }
        })
    }

    /// A copy of these bytes.
    ///
    /// # Errors
    /// If they do not match the sizes, or there is no memory for them.
    pub fn from_bytes(dtype: DType, sizes: &[usize], bytes: &[u8]) -> Result<Self, TensorError> {
        check_length(dtype, sizes, bytes.len())?;
        HostTensor::new(dtype, sizes, |copy| copy.copy_from_slice(bytes))
    }

    /// A copy of these numbers.
    ///
    /// # Errors
    /// As [`Self::from_bytes`].
    pub fn from_slice<T: Element>(sizes: &[usize], values: &[T]) -> Result<Self, TensorError> {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_bytes()).collect();
        HostTensor::from_bytes(T::DTYPE, sizes, &bytes)
    }

    /// These bytes, in place; a copy where they are not aligned to an element.
    ///
    /// # Errors
    /// As [`Self::from_bytes`].
    pub fn from_vec(dtype: DType, sizes: &[usize], bytes: Vec<u8>) -> Result<Self, TensorError> {
        HostTensor::shared(dtype, sizes, Arc::new(bytes), |bytes| bytes)
    }

    /// A number.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn scalar<T: Element>(value: T) -> Result<Self, TensorError> {
        HostTensor::from_slice(&[], &[value])
    }

    /// Bytes that `owner` has, in place; a copy where they are not aligned to an element.
    ///
    /// # Errors
    /// As [`Self::from_bytes`].
    pub fn shared<T: Owner + 'static>(
        dtype: DType,
        sizes: &[usize],
        owner: Arc<T>,
        view: impl for<'a> FnOnce(&'a T) -> &'a [u8],
    ) -> Result<Self, TensorError> {
        let bytes = Bytes::shared(owner, view);
        let slice = bytes.as_slice();
        check_length(dtype, sizes, slice.len())?;
        if !slice.as_ptr().addr().is_multiple_of(dtype.size().min(8)) {
            let copy = HostTensor::from_bytes(dtype, sizes, slice)?;
            bytes.release();
            return Ok(copy);
        }
        Ok(HostTensor { dtype, sizes: sizes.into(), bytes })
    }

    /// Memory that a program has filled.
    ///
    /// # Safety
    /// `bytes` has as many bytes as the sizes say.
    pub(crate) unsafe fn from_parts(dtype: DType, sizes: Sizes, bytes: Bytes) -> Self {
        HostTensor { dtype, sizes, bytes }
    }

    /// The element type.
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// The sizes, outermost first.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        self.sizes.iter().product()
    }

    /// Whether it has no elements.
    pub fn is_empty(&self) -> bool {
        self.sizes.contains(&0)
    }

    /// Its elements, row-major, little-endian.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    /// Its numbers; None if they are of another type.
    pub fn to_vec<T: Element>(&self) -> Option<Vec<T>> {
        let read = |bytes| T::from_bytes(bytes);
        (self.dtype == T::DTYPE)
            .then(|| self.bytes().chunks_exact(size_of::<T>()).map(read).collect())
    }

    /// Its numbers as real ones: of complex numbers, the two parts as a last dimension.
    pub fn as_real(&self) -> HostTensor {
        let mut real = HostTensor { dtype: self.dtype.to_real(), ..self.clone() };
        if self.dtype.is_complex() {
            real.sizes.push(2);
        }
        real
    }

    /// The number at a place in row-major order; ints beyond 2⁵³ are rounded. None for what is
    /// no real number.
    pub fn number(&self, index: usize) -> Option<Number> {
        let size = self.dtype.size();
        let bytes = self.bytes().get(index * size..(index + 1) * size)?;
        number(self.dtype, bytes)
    }

    /// `float32 [2, 3]`
    pub fn describe(&self) -> String {
        describe(self.dtype, &self.sizes)
    }

    /// Says that it is not read for a while: memory of a mapped file is given back.
    pub fn release(&self) {
        self.bytes.release();
    }
}

impl fmt::Debug for HostTensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HostTensor({})", self.describe())
    }
}

/// `float32 [2, 3]`
pub(crate) fn describe(dtype: DType, sizes: &[usize]) -> String {
    format!("{} {sizes:?}", dtype.torch_name())
}

/// How many bytes a tensor has; None if more than a machine can address.
pub(crate) fn byte_length(dtype: DType, sizes: &[usize]) -> Option<usize> {
    if sizes.contains(&0) {
        return Some(0);
    }
    let length = sizes.iter().try_fold(dtype.size(), |length, size| length.checked_mul(*size))?;
    (length <= isize::MAX as usize).then_some(length)
}

fn check_length(dtype: DType, sizes: &[usize], found: usize) -> Result<(), TensorError> {
    let what = || describe(dtype, sizes);
    let expected = byte_length(dtype, sizes).ok_or_else(|| TensorError::TooLarge(what()))?;
    if expected == found {
        Ok(())
    } else {
        Err(TensorError::Length { what: what(), expected, found })
    }
}

/// An element as a number: exact, but for `uint64` beyond `i64`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Number {
    Int(i128),
    Float(f64),
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(value) => write!(f, "{value}"),
            Number::Float(value) => write!(f, "{value}"),
        }
    }
}

impl Number {
    /// As a float, rounded.
    pub fn to_f64(self) -> f64 {
        match self {
            Number::Int(value) => value as f64,
            Number::Float(value) => value,
        }
    }
}

fn number(dtype: DType, bytes: &[u8]) -> Option<Number> {
    fn read<T: Element>(bytes: &[u8]) -> T {
        T::from_bytes(bytes)
    }
    Some(match dtype {
        DType::Bool | DType::U8 => Number::Int(read::<u8>(bytes).into()),
        DType::I8 => Number::Int(read::<i8>(bytes).into()),
        DType::I16 => Number::Int(read::<i16>(bytes).into()),
        DType::I32 => Number::Int(read::<i32>(bytes).into()),
        DType::I64 => Number::Int(read::<i64>(bytes).into()),
        DType::U16 => Number::Int(read::<u16>(bytes).into()),
        DType::U32 => Number::Int(read::<u32>(bytes).into()),
        DType::U64 => Number::Int(read::<u64>(bytes).into()),
        DType::F32 => Number::Float(read::<f32>(bytes).into()),
        DType::F64 => Number::Float(read(bytes)),
        _ if bytes.len() == 1 => Number::Float(floats::decode(dtype, bytes[0].into())?),
        _ if bytes.len() == 2 => Number::Float(floats::decode(dtype, read(bytes))?),
        _ => return None,
    })
}

/// The bytes of a number in a dtype, rounded; ints are truncated. None for complex dtypes.
pub(crate) fn encode(dtype: DType, value: f64) -> Option<SmallVec<[u8; 8]>> {
    fn write<T: Element>(value: T) -> SmallVec<[u8; 8]> {
        value.to_bytes().into_iter().collect()
    }
    Some(match dtype {
        DType::Bool => write(u8::from(value != 0.0)),
        DType::U8 => write(value as u8),
        DType::I8 => write(value as i8),
        DType::I16 => write(value as i16),
        DType::I32 => write(value as i32),
        DType::I64 => write(value as i64),
        DType::U16 => write(value as u16),
        DType::U32 => write(value as u32),
        DType::U64 => write(value as u64),
        DType::F32 => write(value as f32),
        DType::F64 => write(value),
        _ => floats::encode(dtype, value)?.to_le_bytes()[..dtype.size()].into(),
    })
}

/// A Rust number that is an element of a tensor.
pub trait Element: Copy {
    /// The dtype that it is.
    const DTYPE: DType;
    /// Its bytes, little-endian.
    fn to_bytes(self) -> impl IntoIterator<Item = u8>;
    /// From as many bytes as it has, little-endian.
    fn from_bytes(bytes: &[u8]) -> Self;
}

macro_rules! elements {
    ($($rust:ty => $dtype:ident),* $(,)?) => {$(
        impl Element for $rust {
            const DTYPE: DType = DType::$dtype;

            fn to_bytes(self) -> impl IntoIterator<Item = u8> {
                self.to_le_bytes()
            }

            fn from_bytes(bytes: &[u8]) -> Self {
                let mut own = [0; size_of::<$rust>()];
                own.copy_from_slice(bytes);
                <$rust>::from_le_bytes(own)
            }
        }
    )*};
}
elements!(
    u8 => U8, i8 => I8, i16 => I16, i32 => I32, i64 => I64,
    u16 => U16, u32 => U32, u64 => U64, f32 => F32, f64 => F64,
);

impl Element for bool {
    const DTYPE: DType = DType::Bool;

    fn to_bytes(self) -> impl IntoIterator<Item = u8> {
        [u8::from(self)]
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        bytes[0] != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_match_the_sizes() {
        let tensor = HostTensor::from_slice(&[2, 2], &[1f32, 2., 3., 4.]).unwrap();
        assert_eq!(tensor.to_vec::<f32>(), Some(vec![1., 2., 3., 4.]));
        assert_eq!(tensor.to_vec::<i32>(), None);
        assert_eq!(tensor.number(2), Some(Number::Float(3.0)));
        assert_eq!(tensor.number(4), None);
        let error = HostTensor::from_bytes(DType::F32, &[2], &[0; 7]).unwrap_err();
        assert_eq!(error.to_string(), "has 7 bytes, expected 8 for float32 [2]");
        let huge = HostTensor::new(DType::F32, &[1 << 40, 1 << 40], |_| {});
        assert!(matches!(huge, Err(TensorError::TooLarge(_))));
        assert!(HostTensor::from_slice::<i64>(&[0, 1 << 40, 1 << 40], &[]).unwrap().is_empty());
    }

    #[test]
    fn shared_bytes_are_copied_only_where_they_are_not_aligned() {
        let held = Arc::new(vec![1u8; 64]);
        let base = held.as_ptr().addr();
        let aligned = (8 - base % 8) % 8;
        for (offset, is_shared) in [(aligned, true), (aligned + 1, false)] {
            let tensor = HostTensor::shared(DType::I64, &[1], held.clone(), |held| {
                &held[offset..offset + 8]
            })
            .unwrap();
            assert_eq!(tensor.bytes().as_ptr().addr() == base + offset, is_shared);
            assert_eq!(tensor.to_vec(), Some(vec![0x0101_0101_0101_0101i64]));
        }
    }

    #[test]
    fn numbers_of_every_dtype() {
        for dtype in DType::all().filter(|dtype| !dtype.is_complex()) {
            let bytes = encode(dtype, 1.0).unwrap();
            let tensor = HostTensor::from_bytes(dtype, &[], &bytes).unwrap();
            assert_eq!(tensor.number(0).map(Number::to_f64), Some(1.0), "{dtype}");
        }
        assert_eq!(encode(DType::C64, 1.0), None);
    }
}
