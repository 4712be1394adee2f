//! Tensors in sticks.

use serde::{Deserialize, Serialize};

/// The unit of memory, in bytes.
pub const STICK: i64 = 128;

/// A quotient of what is not negative, rounded up.
pub fn ceil_div(number: i64, divisor: i64) -> i64 {
    (number + divisor - 1) / divisor
}

/// How an element is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Format {
    /// DL16: sign, 6 bits of exponent, 9 of mantissa. Of float16, bfloat16 and bool.
    Sen169Fp16,
    /// float32.
    IeeeFp32,
    /// Of int32 and int64.
    IeeeInt32,
    /// float8 e4m3.
    Sen143Fp8,
}

impl Format {
    /// The name in SuperDSC.
    pub fn name(self) -> &'static str {
        match self {
            Format::Sen169Fp16 => "SEN169_FP16",
            Format::IeeeFp32 => "IEEE_FP32",
            Format::IeeeInt32 => "IEEE_INT32",
            Format::Sen143Fp8 => "SEN143_FP8",
        }
    }

    /// Bytes of an element.
    pub fn bytes(self) -> i64 {
        match self {
            Format::Sen169Fp16 => 2,
            Format::IeeeFp32 | Format::IeeeInt32 => 4,
            Format::Sen143Fp8 => 1,
        }
    }

    /// How many elements a stick has.
    pub fn lanes(self) -> i64 {
        STICK / self.bytes()
    }
}

/// The order of elements in a stick.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum Arrangement {
    /// One after the other.
    #[default]
    Standard,
    /// As `dl16tofp32` leaves them: those of a stick of DL16 in two of float32, staggered.
    Dl16ToFp32,
    /// As `fp32todl16` leaves float32 in the standard order.
    Fp32ToDl16,
    /// Two values a stick, the mean and the mean of squares, as `exx2` leaves them.
    Exx2,
}

/// Where the elements of a tensor are on the device: dense, row-major over `device_size`, whose last
/// dimension is the lanes of a stick.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StickLayout {
    /// The sizes of the device's dimensions; the last is the lanes of a stick.
    pub device_size: Vec<i64>,
    /// The host's dimension that each of the device's dimensions goes along, `None` for one that
    /// goes along none (of size 1, or the lanes of a sparse stick). The host's dimension of the lanes
    /// occurs twice: sticks along it, and lanes in a stick.
    pub dims: Vec<Option<usize>>,
    /// How an element is stored.
    pub format: Format,
    /// The order of elements in a stick.
    pub arrangement: Arrangement,
}

impl StickLayout {
    /// The layout of a tensor of these sizes with the sticks along a dimension, none for a sparse
    /// one (one value a stick), and the other dimensions in an order, outermost first.
    ///
    /// The first of the others is next to the lanes, the rest are outside in order, then sticks.
    pub fn new(sizes: &[i64], order: &[usize], stick: Option<usize>, format: Format) -> Self {
        let lanes = format.lanes();
        let sticks = stick.map_or(1, |dim| ceil_div(sizes[dim], lanes));
        let (mut device_size, mut dims) = (vec![], vec![]);
        for &dim in order.iter().skip(1) {
            device_size.push(sizes[dim]);
            dims.push(Some(dim));
        }
        device_size.push(sticks);
        dims.push(stick);
        if let Some(&first) = order.first() {
            device_size.push(sizes[first]);
            dims.push(Some(first));
        }
        device_size.push(lanes);
        dims.push(stick);
        StickLayout { device_size, dims, format, arrangement: Arrangement::Standard }
    }

    /// Row-major with the sticks along the last dimension; a scalar is one sparse stick.
    pub fn row_major(sizes: &[i64], format: Format) -> Self {
        let others: Vec<usize> = (0..sizes.len().saturating_sub(1)).collect();
        Self::new(sizes, &others, sizes.len().checked_sub(1), format)
    }

    /// The host's dimension along which a stick's lanes go; None if a stick has one value.
    pub fn stick(&self) -> Option<usize> {
        self.dims.last().copied().flatten()
    }

    /// Bytes on the device.
    pub fn bytes(&self) -> i64 {
        self.device_size.iter().product::<i64>() * self.format.bytes()
    }
}
