//! How far the answers of a target may be off whose floats are shorter than those of the program.
//!
//! How much rounding matters is a matter of the program: where large numbers cancel, or depth adds up
//! what is lost, each bit less in the values in between shows in the answer. So that is measured: the
//! program is run on the CPU with its inputs and weights rounded as the target has them, and nothing
//! else. What moves by that moves on the target too, where results are rounded besides, each of them
//! once, as weights and inputs are. In a layer there are about as many values of one kind as of the
//! other, and errors of both add up as squares do, so [`FACTOR`] times the movement is ample; an answer
//! that is wrong for another reason is off by more than that, if the movement is small, and where it is
//! large the program has no answer with such floats.

use tricast_dialects::DType;
use tricast_lowering::target::Target;
use tricast_runtime::{HostTensor, Number, WeightError, WeightSource, WeightType};

/// How much farther than by rounding weights and inputs an answer may be off.
pub const FACTOR: f64 = 4.0;

/// What may be lost besides, in units of the last place: by results in a row that are rounded.
pub const UNITS: f64 = 4.0;

/// Floats with so many bits of mantissa.
#[derive(Clone, Copy, Debug)]
pub struct Precision {
    /// Bits after the point.
    pub mantissa: u32,
    /// The largest number.
    pub most: f64,
}

impl Precision {
    /// That of a target, if its floats are shorter than those of programs.
    pub fn of_target(target: &dyn Target) -> Option<Precision> {
        target.mantissa().map(|(mantissa, most)| Precision { mantissa, most })
    }

    /// The nearest number, ties to even.
    fn rounded(self, value: f64) -> f64 {
        if value == 0.0 || !value.is_finite() {
            return value;
        }
        let unit = 2f64.powi(value.abs().log2().floor() as i32 - self.mantissa as i32);
        ((value / unit).round_ties_even() * unit).clamp(-self.most, self.most)
    }

    /// A tensor with its floats rounded.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn of(self, tensor: &HostTensor) -> Result<HostTensor, tricast_runtime::TensorError> {
        if !tensor.dtype().is_float() || tensor.dtype() == DType::F64 {
            return Ok(tensor.clone());
        }
        let mut place = 0;
        HostTensor::from_numbers(tensor.dtype(), tensor.sizes(), || {
            place += 1;
            tensor.number(place - 1).map_or(0.0, |number| self.rounded(number.to_f64()))
        })
    }

    /// Whether an answer is as close as can be asked, given what it moves to by rounding.
    ///
    /// # Errors
    /// If it is not: how far it is off.
    pub fn compare(
        self,
        got: &HostTensor,
        want: &HostTensor,
        moved: Option<&HostTensor>,
    ) -> Result<(), String> {
        if got.dtype() != want.dtype() || got.sizes() != want.sizes() {
            return Err(format!("is {}, expected {}", got.describe(), want.describe()));
        }
        let exact = !want.dtype().is_float();
        let (mut off, mut whole, mut allowed) = (0.0f64, 0.0f64, 0.0f64);
        for index in 0..want.len() {
            let (Some(a), Some(b)) = (got.number(index), want.number(index)) else { continue };
            if exact {
                if a != b {
                    return Err(format!("element {index} is {a}, expected {b}"));
                }
                continue;
            }
            let clamp = |number: Number| number.to_f64().clamp(-self.most, self.most);
            let (a, b) = (clamp(a), clamp(b));
            if b.is_nan() {
                continue;
            }
            off += (a - b).powi(2);
            whole += b.powi(2);
            let moved = moved.and_then(|moved| moved.number(index)).map(clamp);
            allowed += moved.map_or(0.0, |moved| (moved - b).powi(2));
        }
        let unit = 2f64.powi(-(self.mantissa as i32));
        let (off, whole) = (off.sqrt(), whole.sqrt());
        let most = FACTOR * allowed.sqrt() + UNITS * unit * whole + f64::MIN_POSITIVE;
        // A NaN is less than nothing.
        if off <= most {
            return Ok(());
        }
        Err(format!(
            "is off by {off:.3e}, of a norm of {whole:.3e}; expected at most {most:.3e}, {FACTOR} times \
             what it moves by when inputs and weights are rounded to {} bits",
            self.mantissa
        ))
    }
}

/// Weights, rounded.
pub struct Rounded<'a> {
    /// As they are.
    pub source: &'a dyn WeightSource,
    /// As they become.
    pub precision: Precision,
}

impl WeightSource for Rounded<'_> {
    fn weight(&self, name: &str, wanted: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        let weight = self.source.weight(name, wanted)?;
        // Where there is no memory for another one, it stays as it is.
        Ok(weight.map(|weight| self.precision.of(&weight).unwrap_or(weight)))
    }

    fn constant(&self, name: &str) -> Result<Option<HostTensor>, WeightError> {
        self.source.constant(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NINE: Precision = Precision { mantissa: 9, most: 4e9 };

    #[test]
    fn floats_are_rounded_to_the_nearest() {
        for (value, rounded) in
            [(1.0, 1.0), (1.0009, 1.0), (1.001, 1.001953125), (-3.3, -3.30078125)]
        {
            assert_eq!(NINE.rounded(value), rounded);
        }
        assert_eq!(NINE.rounded(-1e30), -4e9);
    }

    #[test]
    fn answers_may_be_off_by_what_rounding_moves() {
        let tensor = |values: &[f32]| HostTensor::from_slice(&[values.len()], values).unwrap();
        let want = tensor(&[1.0, 2.0]);
        NINE.compare(&tensor(&[1.001, 2.002]), &want, None).unwrap();
        let far = tensor(&[1.1, 2.0]);
        assert!(NINE.compare(&far, &want, None).is_err());
        NINE.compare(&far, &want, Some(&tensor(&[1.04, 2.0]))).unwrap();
        assert!(NINE.compare(&tensor(&[f32::NAN, 2.0]), &want, None).is_err());
    }
}
