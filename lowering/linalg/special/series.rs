//! Polynomials and Chebyshev series.

use super::super::{Builder, Element};

/// A function on an interval as a Chebyshev series.
pub struct Series {
    /// Where the interval starts.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// The factors of T0, T1, ...
    pub coefficients: &'static [f64],
}

impl Series {
    /// The function of `x`, which should be in the interval: beyond it means nothing.
    pub fn at<'c>(&self, b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
        let scale = 2.0 / (self.high - self.low);
        let t = b.plus(b.times(x, scale), -self.low * scale - 1.0);
        let twice = b.times(t, 2.0);
        let (first, rest) = self.coefficients.split_first().expect("a series has a term");
        // Clenshaw's recurrence.
        let zero = b.float(x.dtype, 0.0);
        let (mut last, mut before) = (zero, zero);
        for &coefficient in rest.iter().rev() {
            let next = b.sub(b.plus(b.mul(twice, last), coefficient), before);
            (last, before) = (next, last);
        }
        b.sub(b.plus(b.mul(t, last), *first), before)
    }
}

/// The polynomial with these coefficients, of the lowest power first.
pub fn polynomial<'c>(b: &Builder<'c>, x: Element<'c>, coefficients: &[f64]) -> Element<'c> {
    let mut powers = coefficients.iter().rev();
    let highest = powers.next().expect("a polynomial has a term");
    let highest = b.float(x.dtype, *highest);
    powers.fold(highest, |sum, &coefficient| b.plus(b.mul(sum, x), coefficient))
}
