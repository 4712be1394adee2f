//! Floats of 8 and 16 bits as bits: to `f64` and, rounded to nearest even, from it.

use tricast_dialects::DType;

/// How a float is made up. The sign is the highest bit, if there is one.
#[derive(Clone, Copy, Debug)]
struct Format {
    exponent_bits: u32,
    mantissa_bits: u32,
    bias: i32,
    specials: Specials,
}

/// What the bit patterns that are no numbers mean.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Specials {
    /// As IEEE 754: the highest exponent is infinity and NaN.
    Ieee,
    /// `fn`: no infinity; all ones is NaN.
    AllOnesIsNan,
    /// `fnuz`: no infinity, no negative zero; its pattern is NaN.
    NegativeZeroIsNan,
    /// `e8m0fnu`: powers of two, no sign, no zero; all ones is NaN.
    PowersOfTwo,
}

/// One row: dtype, bits of exponent and mantissa, bias, specials.
const TABLE: [(DType, u32, u32, i32, Specials); 7] = [
    (DType::F16, 5, 10, 15, Specials::Ieee),
    (DType::BF16, 8, 7, 127, Specials::Ieee),
    (DType::F8E5M2, 5, 2, 15, Specials::Ieee),
    (DType::F8E4M3FN, 4, 3, 7, Specials::AllOnesIsNan),
    (DType::F8E4M3FNUZ, 4, 3, 8, Specials::NegativeZeroIsNan),
    (DType::F8E5M2FNUZ, 5, 2, 16, Specials::NegativeZeroIsNan),
    (DType::F8E8M0FNU, 8, 0, 127, Specials::PowersOfTwo),
];

fn format(dtype: DType) -> Option<Format> {
    let row = TABLE.iter().find(|row| row.0 == dtype)?;
    let &(_, exponent_bits, mantissa_bits, bias, specials) = row;
    Some(Format { exponent_bits, mantissa_bits, bias, specials })
}

/// The number that these bits are; None for a dtype that is no small float.
pub(crate) fn decode(dtype: DType, bits: u16) -> Option<f64> {
    format(dtype).map(|format| format.decode(u32::from(bits)))
}

/// The bits of the nearest number of a dtype, even ones first; None for a dtype that is no small
/// float. What is too large becomes infinity, or NaN where there is none.
pub(crate) fn encode(dtype: DType, value: f64) -> Option<u16> {
    format(dtype).map(|format| format.encode(value) as u16)
}

impl Format {
    fn magnitude_bits(self) -> u32 {
        self.exponent_bits + self.mantissa_bits
    }

    fn decode(self, bits: u32) -> f64 {
        let magnitude = bits & ((1 << self.magnitude_bits()) - 1);
        if self.specials == Specials::PowersOfTwo {
            let power = 2f64.powi(magnitude as i32 - self.bias);
            return if magnitude == 0xff { f64::NAN } else { power };
        }
        let is_negative = bits >> self.magnitude_bits() & 1 == 1;
        let exponent = magnitude >> self.mantissa_bits;
        let mantissa = magnitude & ((1 << self.mantissa_bits) - 1);
        let highest = (1 << self.exponent_bits) - 1;
        let value = match self.specials {
            Specials::Ieee if exponent == highest && mantissa == 0 => f64::INFINITY,
            Specials::Ieee if exponent == highest => f64::NAN,
            Specials::AllOnesIsNan if magnitude + 1 == 1 << self.magnitude_bits() => f64::NAN,
            Specials::NegativeZeroIsNan if is_negative && magnitude == 0 => f64::NAN,
            _ => {
                // Subnormal numbers have the least exponent, and no leading one.
                let leading = u32::from(exponent > 0) << self.mantissa_bits;
                let power = exponent.max(1) as i32 - self.bias - self.mantissa_bits as i32;
                f64::from(leading + mantissa) * 2f64.powi(power)
            }
        };
        if is_negative { -value } else { value }
    }

    fn encode(self, value: f64) -> u32 {
        let sign = u32::from(value.is_sign_negative()) << self.magnitude_bits();
        let all_ones = (1 << self.magnitude_bits()) - 1;
        let nan = match self.specials {
            // A quiet one.
            Specials::Ieee => all_ones ^ ((1 << (self.mantissa_bits - 1)) - 1) | sign,
            Specials::AllOnesIsNan => all_ones | sign,
            Specials::NegativeZeroIsNan => 1 << self.magnitude_bits(),
            Specials::PowersOfTwo => 0xff,
        };
        if value.is_nan() {
            return nan;
        }
        let infinity = all_ones >> self.mantissa_bits << self.mantissa_bits;
        let (largest, overflow) = match self.specials {
            Specials::Ieee => (infinity - 1, infinity | sign),
            Specials::AllOnesIsNan => (all_ones - 1, nan),
            Specials::NegativeZeroIsNan => (all_ones, nan),
            Specials::PowersOfTwo => return self.nearest_power(value),
        };
        match self.round(value.abs()) {
            Some(magnitude) if magnitude <= largest => match magnitude {
                0 if self.specials == Specials::NegativeZeroIsNan => 0,
                magnitude => magnitude | sign,
            },
            _ => overflow,
        }
    }

    /// The bits of the nearest number, without regard for the largest; None for what is beyond
    /// all patterns.
    fn round(self, value: f64) -> Option<u32> {
        if value == 0.0 {
            return Some(0);
        }
        let exponent = ((value.to_bits() >> 52) as i32 - 1023).max(1 - self.bias);
        if exponent + self.bias >= 1 << self.exponent_bits {
            return None;
        }
        // In units of the last place, which a multiplication by a power of two gives exactly.
        let units = value * 2f64.powi(self.mantissa_bits as i32 - exponent);
        let units = units.round_ties_even() as u32;
        // A carry into the leading one is one into the exponent.
        let biased = (exponent + self.bias - 1) as u32;
        Some((biased << self.mantissa_bits) + units)
    }

    fn nearest_power(self, value: f64) -> u32 {
        let exponent = value.abs().log2().round() as i32 + self.bias;
        exponent.clamp(0, 0xfe) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_reads_as_it_was_written() {
        for (dtype, ..) in TABLE {
            let patterns = if dtype.size() == 1 { 0..=0xffu16 } else { 0..=0xffff };
            for bits in patterns {
                let value = decode(dtype, bits).unwrap();
                let back = encode(dtype, value).unwrap();
                let both_nan = value.is_nan() && decode(dtype, back).unwrap().is_nan();
                assert!(back == bits || both_nan, "{dtype} {bits:#x} {value} {back:#x}");
            }
        }
    }

    #[test]
    fn known_numbers() {
        for (dtype, bits, value) in [
            (DType::F16, 0x3c00, 1.0),
            (DType::F16, 0x7bff, 65504.0),
            (DType::F16, 0x0001, 2f64.powi(-24)),
            (DType::F16, 0xfc00, f64::NEG_INFINITY),
            (DType::BF16, 0x4049, 3.140625),
            (DType::F8E4M3FN, 0x7e, 448.0),
            (DType::F8E5M2, 0x7b, 57344.0),
            (DType::F8E4M3FNUZ, 0x7f, 240.0),
            (DType::F8E5M2FNUZ, 0x7f, 57344.0),
            (DType::F8E8M0FNU, 0x7f, 1.0),
        ] {
            assert_eq!(decode(dtype, bits), Some(value), "{dtype}");
        }
        assert_eq!(decode(DType::F32, 0), None);
    }

    #[test]
    fn rounds_to_the_nearest_even() {
        for (value, bits) in [
            (1.0 + 2f64.powi(-11), 0x3c00),
            (1.0 + 3.0 * 2f64.powi(-11), 0x3c02),
            (65519.0, 0x7bff),
            (65520.0, 0x7c00),
            (-1e300, 0xfc00),
            (2f64.powi(-25), 0),
            (1.5 * 2f64.powi(-25), 1),
            (-0.0, 0x8000),
        ] {
            assert_eq!(encode(DType::F16, value), Some(bits), "{value}");
        }
        // The largest number is followed by NaN where there is no infinity.
        assert_eq!(encode(DType::F8E4M3FN, 448.0), Some(0x7e));
        assert_eq!(encode(DType::F8E4M3FN, 1000.0), Some(0x7f));
    }
}
