//! Types of elements, and how they are stored.
//!
//! A value of a float type is an `f32` that the type can hold; one of an integer type an `i64`.

use serde::{Deserialize, Serialize};

/// The type of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Element {
    /// 16 bits: IEEE's half precision, or DL16.
    F16,
    /// The upper half of an `f32`.
    Bf16,
    /// IEEE's single precision.
    F32,
    /// A bool.
    I1,
    /// 8 bits, signed.
    I8,
    /// 16 bits, signed.
    I16,
    /// 32 bits, signed.
    I32,
    /// 64 bits, signed.
    I64,
    /// An address or a place.
    Index,
}

impl Element {
    /// Bytes in memory.
    pub fn bytes(self) -> usize {
        match self {
            Element::I1 | Element::I8 => 1,
            Element::F16 | Element::Bf16 | Element::I16 => 2,
            Element::F32 | Element::I32 => 4,
            Element::I64 | Element::Index => 8,
        }
    }

    /// Whether it is one of the floats.
    pub fn is_float(self) -> bool {
        matches!(self, Element::F16 | Element::Bf16 | Element::F32)
    }

    /// The integer of this type that has the same lowest bits.
    pub fn wrap(self, value: i64) -> i64 {
        match self {
            Element::I1 => value & 1,
            Element::I8 => i64::from(value as i8),
            Element::I16 => i64::from(value as i16),
            Element::I32 => i64::from(value as i32),
            _ => value,
        }
    }

    /// The same bits without a sign.
    pub fn unsigned(self, value: i64) -> u64 {
        match self.bytes() {
            _ if self == Element::I1 => value as u64 & 1,
            1 => u64::from(value as u8),
            2 => u64::from(value as u16),
            4 => u64::from(value as u32),
            _ => value as u64,
        }
    }
}

/// What the device does with 16-bit floats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Numerics {
    /// `f16` is IEEE's half precision.
    #[default]
    Fp32,
    /// `f16` and `bf16` are DL16: a sign, 6 bits of exponent, 9 of mantissa.
    Dl16,
}

/// How a float is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// IEEE's half precision.
    Half,
    /// The upper half of an `f32`.
    Brain,
    /// 1-6-9.
    Dl16,
    /// As it is.
    Single,
}

impl Numerics {
    /// How floats of a type are stored.
    pub fn format(self, element: Element) -> Format {
        match (element, self) {
            (Element::F16 | Element::Bf16, Numerics::Dl16) => Format::Dl16,
            (Element::F16, _) => Format::Half,
            (Element::Bf16, _) => Format::Brain,
            _ => Format::Single,
        }
    }

    /// Rounds floats to what a type can hold.
    pub fn round(self, element: Element, values: &mut [f32]) {
        self.format(element).round(values);
    }
}

impl Format {
    /// Rounds each value to the nearest one that can be stored, ties to even.
    pub fn round(self, values: &mut [f32]) {
        match self {
            Format::Single => {}
            Format::Half => values.iter_mut().for_each(|value| *value = round_half(*value)),
            Format::Brain => values.iter_mut().for_each(|value| *value = round_brain(*value)),
            Format::Dl16 => values.iter_mut().for_each(|value| *value = round_dl16(*value)),
        }
    }

    /// One value, rounded.
    pub fn rounded(self, value: f32) -> f32 {
        let mut values = [value];
        self.round(&mut values);
        values[0]
    }

    /// The stored bits of a value; those of 16-bit formats are the lower ones.
    pub fn encode(self, value: f32) -> u32 {
        match self {
            Format::Single => value.to_bits(),
            Format::Half => u32::from(half_bits(round_half(value))),
            Format::Brain => round_brain(value).to_bits() >> 16,
            Format::Dl16 => u32::from(dl16_bits(value)),
        }
    }

    /// The value of stored bits.
    pub fn decode(self, bits: u32) -> f32 {
        match self {
            Format::Single => f32::from_bits(bits),
            Format::Half => half_value(bits as u16),
            Format::Brain => f32::from_bits(bits << 16),
            Format::Dl16 => dl16_value(bits as u16),
        }
    }
}

/// Rounds the mantissa of a finite float to `bits` bits, ties to even. The exponent may grow.
#[inline(always)]
fn round_mantissa(bits: u32, kept: u32) -> u32 {
    let dropped = 23 - kept;
    let half = (1u32 << (dropped - 1)) - 1;
    let odd = (bits >> dropped) & 1;
    bits.wrapping_add(half + odd) & !((1u32 << dropped) - 1)
}

#[inline(always)]
fn round_half(value: f32) -> f32 {
    let bits = value.to_bits();
    let magnitude = bits & 0x7fff_ffff;
    let sign = bits & 0x8000_0000;
    // Below 2^-14 numbers are 2^-24 apart: adding 0.5, whose last bit that is, rounds.
    let small = (f32::from_bits(magnitude) + 0.5) - 0.5;
    let normal = f32::from_bits(round_mantissa(magnitude, 10));
    let finite = if magnitude < 0x3880_0000 { small } else { normal };
    let bounded = if finite >= 65536.0 { f32::INFINITY } else { finite };
    let result = if magnitude > 0x7f80_0000 { value.abs() } else { bounded };
    f32::from_bits(result.to_bits() | sign)
}

#[inline(always)]
fn round_brain(value: f32) -> f32 {
    let bits = value.to_bits();
    if bits & 0x7fff_ffff > 0x7f80_0000 {
        return f32::from_bits(bits | 0x0040_0000);
    }
    f32::from_bits(round_mantissa(bits, 7))
}

/// The smallest DL16 number, 2^-31 * (1 + 2^-9): the exponent 0 is like others, but its mantissa 0
/// is zero. There are no subnormal numbers.
const DL16_MIN: u32 = (127 - 31) << 23 | 1 << 14;
/// One past the largest, 2^32 * (1 + 510/512): the mantissa of all ones is infinity.
const DL16_END: u32 = (127 + 32) << 23 | 511 << 14;

#[inline(always)]
fn round_dl16(value: f32) -> f32 {
    let bits = value.to_bits();
    let magnitude = bits & 0x7fff_ffff;
    let sign = bits & 0x8000_0000;
    let normal = round_mantissa(magnitude, 9);
    // Up to half of the smallest there is only zero; the tie goes to it, whose mantissa is even.
    let half_of_min = DL16_MIN - (1 << 23);
    let small = if magnitude > half_of_min { DL16_MIN } else { 0 };
    let finite = if magnitude < DL16_MIN { small } else { normal };
    let bounded = if finite >= DL16_END { 0x7f80_0000 } else { finite };
    let result = if magnitude > 0x7f80_0000 { magnitude } else { bounded };
    f32::from_bits(result | sign)
}

/// The bits of a half that is exact.
fn half_bits(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = (bits >> 16) as u16 & 0x8000;
    let magnitude = bits & 0x7fff_ffff;
    let rest = match magnitude {
        0x7f80_0001.. => 0x7e00,
        0x4780_0000.. => 0x7c00,
        0x3880_0000.. => ((magnitude - 0x3800_0000) >> 13) as u16,
        _ => (f32::from_bits(magnitude) * 16_777_216.0) as u16,
    };
    sign | rest
}

fn half_value(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let (exponent, mantissa) = (u32::from(bits >> 10) & 31, u32::from(bits) & 1023);
    let magnitude = match exponent {
        0 => (mantissa as f32 / 16_777_216.0).to_bits(),
        31 => 0x7f80_0000 | mantissa << 13,
        _ => (exponent + 112) << 23 | mantissa << 13,
    };
    f32::from_bits(sign | magnitude)
}

/// Infinity and what is no number are one code, all ones but for the sign.
fn dl16_bits(value: f32) -> u16 {
    let rounded = round_dl16(value).to_bits();
    let sign = (rounded >> 16) as u16 & 0x8000;
    let rest = match rounded & 0x7fff_ffff {
        0 => 0,
        0x7f80_0000.. => 0x7fff,
        magnitude => ((magnitude - ((127 - 31) << 23)) >> 14) as u16,
    };
    sign | rest
}

fn dl16_value(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = match bits & 0x7fff {
        0 => 0,
        0x7fff => 0x7f80_0000,
        rest => (u32::from(rest) << 14) + ((127 - 31) << 23),
    };
    f32::from_bits(sign | magnitude)
}

/// Reads the floats of a type from bytes.
pub fn read_floats(format: Format, bytes: &[u8], out: &mut [f32]) {
    if format == Format::Single {
        for (value, bytes) in out.iter_mut().zip(bytes.chunks_exact(4)) {
            *value = f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        return;
    }
    for (value, bytes) in out.iter_mut().zip(bytes.chunks_exact(2)) {
        *value = format.decode(u32::from(u16::from_le_bytes([bytes[0], bytes[1]])));
    }
}

/// Writes floats to bytes.
pub fn write_floats(format: Format, values: &[f32], bytes: &mut [u8]) {
    if format == Format::Single {
        for (value, bytes) in values.iter().zip(bytes.chunks_exact_mut(4)) {
            bytes.copy_from_slice(&value.to_le_bytes());
        }
        return;
    }
    for (value, bytes) in values.iter().zip(bytes.chunks_exact_mut(2)) {
        bytes.copy_from_slice(&(format.encode(*value) as u16).to_le_bytes());
    }
}

/// Reads the integers of a type from bytes.
pub fn read_integers(element: Element, bytes: &[u8], out: &mut [i64]) {
    let size = element.bytes();
    for (value, bytes) in out.iter_mut().zip(bytes.chunks_exact(size)) {
        let mut wide = [0; 8];
        wide[..size].copy_from_slice(bytes);
        *value = element.wrap(i64::from_le_bytes(wide));
    }
}

/// Writes integers to bytes.
pub fn write_integers(element: Element, values: &[i64], bytes: &mut [u8]) {
    let size = element.bytes();
    for (value, bytes) in values.iter().zip(bytes.chunks_exact_mut(size)) {
        bytes.copy_from_slice(&value.to_le_bytes()[..size]);
    }
}

/// The bytes of a tensor of the host, of IEEE's formats, as the device has them.
pub fn to_device(element: Element, numerics: Numerics, bytes: &[u8]) -> Vec<u8> {
    recode(Numerics::Fp32.format(element), numerics.format(element), element, bytes)
}

/// The other way round.
pub fn to_host(element: Element, numerics: Numerics, bytes: &[u8]) -> Vec<u8> {
    recode(numerics.format(element), Numerics::Fp32.format(element), element, bytes)
}

fn recode(from: Format, to: Format, element: Element, bytes: &[u8]) -> Vec<u8> {
    if from == to || !element.is_float() {
        return bytes.to_vec();
    }
    let mut values = vec![0.0; bytes.len() / element.bytes()];
    read_floats(from, bytes, &mut values);
    let mut recoded = vec![0; bytes.len()];
    write_floats(to, &values, &mut recoded);
    recoded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a code is worth by the definition of the format.
    fn dl16_by_definition(code: u16) -> f64 {
        let sign = if code & 0x8000 == 0 { 1.0 } else { -1.0 };
        let (exponent, mantissa) = ((code >> 9) & 63, code & 511);
        match (exponent, mantissa) {
            (0, 0) => 0.0 * sign,
            (63, 511) => f64::INFINITY * sign,
            _ => sign * 2f64.powi(i32::from(exponent) - 31) * (1.0 + f64::from(mantissa) / 512.0),
        }
    }

    #[test]
    fn every_code_of_dl16_is_its_value_and_back() {
        for code in 0..=u16::MAX {
            let value = Format::Dl16.decode(u32::from(code));
            assert_eq!(f64::from(value), dl16_by_definition(code), "{code:#x}");
            assert_eq!(Format::Dl16.encode(value), u32::from(code), "{code:#x}");
            assert_eq!(Format::Dl16.rounded(value).to_bits(), value.to_bits(), "{code:#x}");
        }
    }

    #[test]
    fn between_two_codes_of_dl16_the_nearer_is_taken_and_the_even_one_in_the_middle() {
        for code in 0..0x7fffu16 {
            let (low, high) = (dl16_by_definition(code), dl16_by_definition(code + 1));
            // Infinity is where the next number would be.
            let high = if high.is_finite() { high } else { 2f64.powi(32) * (1.0 + 511.0 / 512.0) };
            let middle = ((low + high) / 2.0) as f32;
            let even = if code % 2 == 0 { code } else { code + 1 };
            for (value, expected) in
                [(middle, even), (middle.next_down(), code), (middle.next_up(), code + 1)]
            {
                assert_eq!(Format::Dl16.encode(value), u32::from(expected), "{value:e}");
                assert_eq!(Format::Dl16.encode(-value), u32::from(expected | 0x8000), "-{value:e}");
            }
        }
        assert_eq!(Format::Dl16.encode(f32::MAX), 0x7fff);
        assert_eq!(Format::Dl16.encode(f32::NAN) & 0x7fff, 0x7fff);
        assert!(Format::Dl16.rounded(f32::NAN).is_nan());
    }

    #[test]
    fn every_half_is_its_value_and_back() {
        for code in 0..=u16::MAX {
            let value = Format::Half.decode(u32::from(code));
            let (exponent, mantissa) = ((code >> 10) & 31, f64::from(code & 1023));
            let magnitude = match exponent {
                0 => mantissa * 2f64.powi(-24),
                31 if mantissa == 0.0 => f64::INFINITY,
                31 => f64::NAN,
                _ => 2f64.powi(i32::from(exponent) - 15) * (1.0 + mantissa / 1024.0),
            };
            if magnitude.is_nan() {
                assert!(value.is_nan() && Format::Half.rounded(value).is_nan());
                continue;
            }
            assert_eq!(f64::from(value.abs()), magnitude, "{code:#x}");
            assert_eq!(Format::Half.encode(value), u32::from(code), "{code:#x}");
        }
        for code in 0..0x7c00u16 {
            let low = f64::from(Format::Half.decode(u32::from(code)));
            let high = f64::from(Format::Half.decode(u32::from(code) + 1));
            let high = if high.is_finite() { high } else { 65536.0 };
            let middle = ((low + high) / 2.0) as f32;
            let even = u32::from(if code % 2 == 0 { code } else { code + 1 });
            assert_eq!(Format::Half.encode(middle), even, "{middle:e}");
            assert_eq!(Format::Half.encode(middle.next_down()), u32::from(code), "{middle:e}");
            assert_eq!(Format::Half.encode(middle.next_up()), u32::from(code) + 1, "{middle:e}");
        }
    }

    #[test]
    fn bf16_keeps_the_upper_half_and_rounds_to_even() {
        assert_eq!(Format::Brain.encode(1.0), 0x3f80);
        assert_eq!(Format::Brain.rounded(1.0 + 1.0 / 256.0), 1.0);
        assert_eq!(Format::Brain.rounded(1.0 + 3.0 / 256.0), 1.0 + 4.0 / 256.0);
        assert!(Format::Brain.rounded(f32::NAN).is_nan());
        assert_eq!(Format::Brain.rounded(f32::MAX), f32::INFINITY);
    }

    #[test]
    fn integers_keep_their_lowest_bits() {
        assert_eq!(Element::I8.wrap(255), -1);
        assert_eq!(Element::I1.wrap(3), 1);
        assert_eq!(Element::I32.unsigned(-1), 0xffff_ffff);
    }
}
