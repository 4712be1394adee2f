//! Whether a tensor is what was expected.

use tricast_runtime::{HostTensor, Number};

/// How far a number may be from what was expected: `|got - want| <= atol + rtol * |want|`.
/// Ints and bools must be equal. NaN must meet NaN, and an infinity the same one.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Tolerance {
    /// Relative to what was expected.
    pub rtol: f64,
    /// Absolute.
    pub atol: f64,
}

/// How two tensors differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// How many elements are off.
    pub off: usize,
    /// Of how many.
    pub count: usize,
    /// The largest `|got - want|`; infinite where only one is a finite number.
    pub max_abs: f64,
    /// The largest `|got - want| / |want|` of those that are not expected to be 0.
    pub max_rel: f64,
    /// The element that is off the most: its place, and both values.
    pub worst: Option<(Vec<usize>, Number, Number)>,
}

/// Compares a tensor with what was expected.
///
/// # Errors
/// If dtype or shape differ: what they are.
pub fn compare(
    got: &HostTensor,
    want: &HostTensor,
    tolerance: Tolerance,
) -> Result<Difference, String> {
    if got.dtype() != want.dtype() || got.sizes() != want.sizes() {
        return Err(format!("is {}, expected {}", got.describe(), want.describe()));
    }
    let (got, want) = (got.as_real(), want.as_real());
    let mut difference = Difference { count: want.len(), ..Difference::default() };
    let (mut worst_excess, mut worst) = (0.0, None);
    for index in 0..want.len() {
        let (Some(a), Some(b)) = (got.number(index), want.number(index)) else { continue };
        let (abs, allowed) = distance(a, b, tolerance);
        difference.max_abs = difference.max_abs.max(abs);
        if b.to_f64() != 0.0 && abs > 0.0 {
            difference.max_rel = difference.max_rel.max(abs / b.to_f64().abs());
        }
        if abs > allowed {
            difference.off += 1;
            let excess = if allowed > 0.0 { abs / allowed } else { f64::INFINITY };
            if excess > worst_excess {
                worst_excess = excess;
                worst = Some((index, a, b));
            }
        }
    }
    difference.worst = worst.map(|(index, a, b)| (place(index, want.sizes()), a, b));
    Ok(difference)
}

/// How far two numbers are apart, and how far they may be.
fn distance(got: Number, want: Number, tolerance: Tolerance) -> (f64, f64) {
    match (got, want) {
        (Number::Int(a), Number::Int(b)) => (a.abs_diff(b) as f64, 0.0),
        (a, b) => {
            let (a, b) = (a.to_f64(), b.to_f64());
            if a == b || a.is_nan() && b.is_nan() {
                return (0.0, 0.0);
            }
            let distance = (a - b).abs();
            if distance.is_finite() {
                (distance, tolerance.atol + tolerance.rtol * b.abs())
            } else {
                (f64::INFINITY, 0.0)
            }
        }
    }
}

impl Difference {
    /// Whether all elements are close enough.
    pub fn is_none(&self) -> bool {
        self.off == 0
    }

    /// How it is told: `3 of 6 elements are off; most at [0, 2]: got 1.5, want 1`.
    pub fn describe(&self) -> String {
        let worst = self
            .worst
            .as_ref()
            .map(|(place, got, want)| format!("; most at {place:?}: got {got}, want {want}"));
        format!("{} of {} elements are off{}", self.off, self.count, worst.unwrap_or_default())
    }
}

/// The indices of an element, outermost first.
fn place(index: usize, sizes: &[usize]) -> Vec<usize> {
    let mut rest = index;
    let mut place = vec![0; sizes.len()];
    for (at, size) in place.iter_mut().zip(sizes).rev() {
        *at = rest % size;
        rest /= size;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLERANCE: Tolerance = Tolerance { rtol: 0.1, atol: 0.01 };

    fn floats(got: &[f32], want: &[f32]) -> Difference {
        let tensor = |values: &[f32]| HostTensor::from_slice(&[values.len()], values).unwrap();
        compare(&tensor(got), &tensor(want), TOLERANCE).unwrap()
    }

    #[test]
    fn floats_are_close() {
        assert!(floats(&[1.1, 0.01, -100.0], &[1.0, 0.0, -109.0]).is_none());
        let off = floats(&[1.0, 2.0, 3.0], &[1.0, 1.0, 1.0]);
        assert_eq!((off.off, off.count, off.max_abs, off.max_rel), (2, 3, 2.0, 2.0));
        assert_eq!(off.describe(), "2 of 3 elements are off; most at [2]: got 3, want 1");
    }

    #[test]
    fn specials_meet_their_like() {
        let (nan, inf) = (f32::NAN, f32::INFINITY);
        assert!(floats(&[nan, inf, -inf], &[nan, inf, -inf]).is_none());
        for (got, want) in [(nan, 1.0), (1.0, nan), (inf, -inf), (inf, 1e30), (1.0, inf)] {
            let off = floats(&[got], &[want]);
            assert_eq!((off.off, off.max_abs), (1, f64::INFINITY), "{got} {want}");
        }
    }

    #[test]
    fn ints_are_equal() {
        let tensor = |values: &[i64]| HostTensor::from_slice(&[2, 1], values).unwrap();
        let (got, want) = (tensor(&[1, i64::MAX - 1]), tensor(&[1, i64::MAX]));
        let off = compare(&got, &want, TOLERANCE).unwrap();
        assert_eq!((off.off, off.max_abs), (1, 1.0));
        assert!(off.describe().contains("[1, 0]"));
    }

    #[test]
    fn types_are_the_same() {
        let a = HostTensor::from_slice(&[2], &[1f32, 2.0]).unwrap();
        let b = HostTensor::from_slice(&[2], &[1i64, 2]).unwrap();
        let c = HostTensor::from_slice(&[1, 2], &[1f32, 2.0]).unwrap();
        let error = compare(&a, &b, TOLERANCE).unwrap_err();
        assert_eq!(error, "is float32 [2], expected int64 [2]");
        assert!(compare(&a, &c, TOLERANCE).is_err());
    }
}
