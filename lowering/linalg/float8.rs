//! The 8-bit floats by integer arithmetic: no host has instructions for all of them.
//!
//! Source of the semantics: `Float8_*.h` in `torch/headeronly/util` of PyTorch. Rounding is to
//! the nearest, of two the even one.

use tricast_dialects::DType;

use super::{Builder, Comparison, Element};

/// An 8-bit float with a sign, where `exponent` bits lie above `mantissa` ones.
struct Format {
    mantissa: i64,
    bias: i64,
    /// The bits of the largest finite number.
    largest: i64,
    /// The bits of what is too large.
    overflow: i64,
    /// The bits of NaN.
    nan: i64,
    /// The bits of infinity, above which is NaN.
    infinity: Option<i64>,
}

/// The bits without the sign.
const MAGNITUDE: i64 = 0x7f;
/// The bit of the sign.
const SIGN: i64 = 0x80;
/// What float32 has: bits of the mantissa, and the bias of the exponent.
const MANTISSA: i64 = 23;
const BIAS: i64 = 127;

fn format(dtype: DType) -> Format {
    let (mantissa, bias, largest, overflow, nan, infinity) = match dtype {
        // PyTorch saturates this one alone.
        DType::F8E4M3FN => (3, 7, 0x7e, 0x7e, 0x7f, None),
        DType::F8E5M2 => (2, 15, 0x7b, 0x7c, 0x7f, Some(0x7c)),
        DType::F8E4M3FNUZ => (3, 8, 0x7f, 0x80, 0x80, None),
        DType::F8E5M2FNUZ => (2, 16, 0x7f, 0x80, 0x80, None),
        other => unreachable!("{} is no 8-bit float with a sign", other.torch_name()),
    };
    Format { mantissa, bias, largest, overflow, nan, infinity }
}

impl<'c> Builder<'c> {
    fn shift_left(&self, element: Element<'c>, bits: i64) -> Element<'c> {
        self.same("arith.shli", &[element, self.int(element.dtype, bits)])
    }

    fn shift_right(&self, element: Element<'c>, bits: i64) -> Element<'c> {
        self.same("arith.shrui", &[element, self.int(element.dtype, bits)])
    }

    /// An 8-bit float as float32, exactly.
    pub fn from_float8(&self, element: Element<'c>) -> Element<'c> {
        let int = |value| self.int(DType::I32, value);
        let nan = self.float(DType::F32, f64::NAN);
        let bits = self.cast(self.bitcast(element, DType::U8), DType::I32);
        if element.dtype == DType::F8E8M0FNU {
            let power = self.bitcast(self.shift_left(bits, MANTISSA), DType::F32);
            let least = self.float(DType::F32, 2f64.powi(-BIAS as i32));
            let is_zero = self.compare(Comparison::Eq, bits, int(0));
            let is_nan = self.compare(Comparison::Eq, bits, int(0xff));
            return self.select(is_nan, nan, self.select(is_zero, least, power));
        }
        let format = format(element.dtype);
        let magnitude = self.and(bits, int(MAGNITUDE));
        // The bits of a number too small by the difference of the biases, denormal or not.
        let small = self.shift_left(magnitude, MANTISSA - format.mantissa);
        let power = self.float(DType::F32, 2f64.powi((BIAS - format.bias) as i32));
        let mut value = self.mul(self.bitcast(small, DType::F32), power);
        let is_nan = match format.infinity {
            Some(infinity) => {
                let is_infinite = self.compare(Comparison::Eq, magnitude, int(infinity));
                value = self.select(is_infinite, self.float(DType::F32, f64::INFINITY), value);
                self.compare(Comparison::Gt, magnitude, int(infinity))
            }
            None if format.nan == SIGN => self.compare(Comparison::Eq, bits, int(SIGN)),
            None => self.compare(Comparison::Eq, magnitude, int(format.nan)),
        };
        let value = self.select(is_nan, nan, value);
        let sign = self.shift_left(self.and(bits, int(SIGN)), 24);
        self.bitcast(self.or(self.bitcast(value, DType::I32), sign), DType::F32)
    }

    /// A float32 rounded to an 8-bit float.
    pub fn to_float8(&self, element: Element<'c>, dtype: DType) -> Element<'c> {
        let int = |value| self.int(DType::I32, value);
        let bits = self.bitcast(element, DType::I32);
        if dtype == DType::F8E8M0FNU {
            return self.to_power_of_two(bits);
        }
        let format = format(dtype);
        let magnitude = self.and(bits, int(i64::from(i32::MAX)));
        let rounded = self.rounded(magnitude, &format);
        let is_over = self.compare(Comparison::Gt, rounded, int(format.largest));
        let rounded = self.select(is_over, int(format.overflow), rounded);
        let rounded = self.select(self.is_nan(element), int(format.nan), rounded);
        let mut sign = self.and(self.shift_right(bits, 24), int(SIGN));
        if format.nan == SIGN {
            // The bits of minus zero are those of NaN.
            let is_zero = self.compare(Comparison::Eq, rounded, int(0));
            sign = self.select(is_zero, int(0), sign);
        }
        let byte = self.cast(self.or(rounded, sign), DType::I8);
        self.bitcast(byte, dtype)
    }

    /// The bits of a positive float32 as those of a format that goes on as far as it needs.
    fn rounded(&self, magnitude: Element<'c>, format: &Format) -> Element<'c> {
        let int = |value| self.int(DType::I32, value);
        let dropped = MANTISSA - format.mantissa;
        // Adding a half, less a bit where the last bit kept is 0, carries as rounding does.
        let last = self.and(self.shift_right(magnitude, dropped), int(1));
        let half = ((format.bias - BIAS) << MANTISSA) + (1 << (dropped - 1)) - 1;
        let sum = self.add(self.add(magnitude, int(half)), last);
        let normal = self.shift_right(sum, dropped);
        // Of a sum with a number whose last bit is the format's least, the bits are counted.
        let magic = (BIAS - format.bias + dropped + 1) << MANTISSA;
        let magic_float = self.bitcast(int(magic), DType::F32);
        let sum = self.add(self.bitcast(magnitude, DType::F32), magic_float);
        let denormal = self.sub(self.bitcast(sum, DType::I32), int(magic));
        let least_normal = int((BIAS - format.bias + 1) << MANTISSA);
        let is_denormal = self.compare(Comparison::Lt, magnitude, least_normal);
        self.select(is_denormal, denormal, normal)
    }

    /// The bits of a float32 as f8E8M0FNU, which has no sign; what is not finite is NaN.
    fn to_power_of_two(&self, bits: Element<'c>) -> Element<'c> {
        let int = |value| self.int(DType::I32, value);
        let is_set = |mask| self.compare(Comparison::Ne, self.and(bits, int(mask)), int(0));
        let exponent = self.and(self.shift_right(bits, MANTISSA), int(0xff));
        let half = 1 << (MANTISSA - 1);
        // The last bit that is kept is the 1 that a normal number starts with.
        let is_odd = self.compare(Comparison::Gt, exponent, int(0));
        let rounds_up = self.and(is_set(half), self.or(is_set(half - 1), is_odd));
        let is_finite = self.compare(Comparison::Ne, exponent, int(0xff));
        let carry = self.cast(self.and(rounds_up, is_finite), DType::I32);
        let byte = self.cast(self.add(exponent, carry), DType::I8);
        self.bitcast(byte, DType::F8E8M0FNU)
    }
}
