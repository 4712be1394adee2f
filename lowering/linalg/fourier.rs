//! The discrete Fourier transform of rows, in `n log n`.
//!
//! A row whose size has small factors is transformed by one factor after the other (the Stockham
//! algorithm, which needs no reordering). Any other, and one whose size is not known, is a
//! convolution with a chirp (Bluestein's algorithm), by transforms of a power of two.

use tricast_dialects::DType;

use super::{Builder, Comparison, Element, Loop, Size, Tensor};

/// The largest factor that is worth a pass over the row.
const MAX_FACTOR: i64 = 64;

/// The kernel of a transform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `e^(-2 pi i j k / n)`.
    Forward,
    /// `e^(2 pi i j k / n)`.
    Inverse,
}

impl Direction {
    fn sign(self) -> f64 {
        match self {
            Direction::Forward => -1.0,
            Direction::Inverse => 1.0,
        }
    }
}

/// The factors of a size, if none is too large.
fn small_factors(mut size: i64) -> Option<Vec<i64>> {
    let mut factors = vec![];
    let mut factor = 2;
    while size > 1 {
        // Fours need fewer passes than twos.
        if size % 4 == 0 {
            factors.push(4);
            size /= 4;
        } else if size % factor == 0 {
            factors.push(factor);
            size /= factor;
        } else {
            factor += 1;
            if factor > MAX_FACTOR {
                return None;
            }
        }
    }
    Some(factors)
}

/// The transform of each row of a complex matrix `[rows, n]`, not divided by anything.
pub fn transform_rows<'c>(b: &Builder<'c>, rows: &Tensor<'c>, direction: Direction) -> Tensor<'c> {
    let size = rows.shape[1];
    match size.as_static().and_then(small_factors) {
        Some(factors) => by_factors(b, rows, &factors, direction),
        None => by_chirp(b, rows, direction),
    }
}

fn number<'c>(b: &Builder<'c>, size: Size<'c>) -> Element<'c> {
    b.size_element(size, DType::I64)
}

/// `cos(x) + i sin(x)` of a float64 as a complex number.
fn on_circle<'c>(b: &Builder<'c>, angle: Element<'c>, dtype: DType) -> Element<'c> {
    b.cast(b.complex(b.math("cos", angle), b.math("sin", angle)), dtype)
}

/// The product, without the care for infinities that the language C wants.
fn multiply<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    let [a, c] = [b.real(x), b.imaginary(x)];
    let [d, e] = [b.real(y), b.imaginary(y)];
    let real = b.sub(b.mul(a, d), b.mul(c, e));
    b.complex(real, b.add(b.mul(a, e), b.mul(c, d)))
}

/// The `n`th roots of unity, the first one 1.
fn roots<'c>(b: &Builder<'c>, size: Size<'c>, direction: Direction, dtype: DType) -> Tensor<'c> {
    b.generate(&[size], dtype, |indices| {
        let turn = b.float(DType::F64, direction.sign() * std::f64::consts::TAU);
        let [index, size] =
            [Size::Value(indices[0]), size].map(|size| b.cast(number(b, size), DType::F64));
        on_circle(b, b.div(b.mul(turn, index), size), dtype)
    })
}

fn by_factors<'c>(
    b: &Builder<'c>,
    rows: &Tensor<'c>,
    factors: &[i64],
    direction: Direction,
) -> Tensor<'c> {
    let roots = roots(b, rows.shape[1], direction, rows.dtype);
    let mut done = 1;
    factors.iter().fold(rows.clone(), |rows, &factor| {
        let rows = pass(b, &rows, &roots, factor, Size::Static(done));
        done *= factor;
        rows
    })
}

/// One pass: transforms of size `done` become such of `factor * done`.
///
/// Before it, element `j * done + k` is `sum over s of x[j + s * n / done] * w^(k s n / done)`, with
/// `w` the `n`th root and `k < done`.
fn pass<'c>(
    b: &Builder<'c>,
    rows: &Tensor<'c>,
    roots: &Tensor<'c>,
    factor: i64,
    done: Size<'c>,
) -> Tensor<'c> {
    let size = rows.shape[1];
    let whole = b.size_mul(done, factor);
    let (groups, part) = (b.size_floor_div(size, whole), b.size_floor_div(size, factor));
    let zeros = b.full(&rows.shape, b.int(rows.dtype, 0));
    let terms = b.empty(&[Size::Static(factor)], DType::I8);
    let loops = [Loop::Parallel, Loop::Parallel, Loop::Reduction];
    let inputs = [(&terms, b.projection(3, &[2]))];
    let outputs = [(&zeros, b.projection(3, &[0, 1]))];
    let results = b.generic(&inputs, &outputs, &loops, |_, so_far| {
        let [row, place, term] = [0, 1, 2].map(|dim| Size::Value(b.loop_index(dim)));
        let group = b.size_floor_div(place, whole);
        let [in_whole, in_done] = [whole, done].map(|length| b.size_rem(place, length));
        let from = b.size_add(b.size_mul(group, done), in_done);
        let from = b.size_add(from, b.size_mul(term, part));
        let power = b.size_rem(b.size_mul(b.size_mul(term, in_whole), groups), size);
        let x = b.extract(rows, &[row, from].map(|place| b.size(place)));
        let root = b.extract(roots, &[b.size(power)]);
        vec![b.add(so_far[0], multiply(b, x, root))]
    });
    results.into_iter().next().expect("one output")
}

/// `X[k] = c[k] * sum over j of (x[j] c[j]) * conj(c[k - j])` with `c[j] = e^(-pi i j^2 / n)`, in
/// float64: the sums are of many terms.
fn by_chirp<'c>(b: &Builder<'c>, rows: &Tensor<'c>, direction: Direction) -> Tensor<'c> {
    const DTYPE: DType = DType::C128;
    let (count, size) = (rows.shape[0], rows.shape[1]);
    let chirp = chirp(b, size, direction);
    let double = power_of_two(b, b.size_sub(b.size_mul(size, 2), 1));
    let one = Size::Static(1);
    let product = b.pointwise(&[rows, &chirp], DTYPE, |elements| {
        multiply(b, b.cast(elements[0], DTYPE), elements[1])
    });
    let zero = b.int(DTYPE, 0);
    let nothing = [Size::Static(0); 2];
    let padding = [Size::Static(0), b.size_sub(double, size)];
    let product = b.pad(&product, &nothing, &padding, zero);
    let product = b.with_sizes(&product, &[count, double]);
    let kernel = b.generate(&[one, double], DTYPE, |indices| {
        // Place -j is at the end.
        let place = b.from_index(indices[1]);
        let from_end = b.sub(number(b, double), place);
        let distance = b.min(place, from_end);
        let is_kept = b.compare(Comparison::Lt, distance, number(b, size));
        let last = b.sub(number(b, size), b.int(DType::I64, 1));
        let element = b.extract(&chirp, &[b.to_index(b.min(distance, last))]);
        let conjugate = b.complex(b.real(element), b.neg(b.imaginary(element)));
        b.select(is_kept, conjugate, zero)
    });
    let transformed = |tensor: &Tensor<'c>, direction| by_twos(b, tensor, direction);
    let spectra = [&product, &kernel].map(|tensor| transformed(tensor, Direction::Forward));
    let [product, kernel] = &spectra;
    let spectrum =
        b.pointwise(&[product, kernel], DTYPE, |elements| multiply(b, elements[0], elements[1]));
    let sums = transformed(&spectrum, Direction::Inverse);
    let sums = b.narrow(&sums, 1, 0, size);
    b.pointwise(&[&sums, &chirp], rows.dtype, |elements| {
        let scale = b.cast(number(b, double), DType::F64);
        let product = multiply(b, elements[0], elements[1]);
        b.complex(b.div(b.real(product), scale), b.div(b.imaginary(product), scale))
    })
}

fn chirp<'c>(b: &Builder<'c>, size: Size<'c>, direction: Direction) -> Tensor<'c> {
    b.generate(&[size], DType::C128, |indices| {
        let index = Size::Value(indices[0]);
        // The square as a part of two turns, which it can be many of.
        let square = b.size_rem(b.size_mul(index, index), b.size_mul(size, 2));
        let half_turn = b.float(DType::F64, direction.sign() * std::f64::consts::PI);
        let [square, size] = [square, size].map(|size| b.cast(number(b, size), DType::F64));
        on_circle(b, b.div(b.mul(half_turn, square), size), DType::C128)
    })
}

/// The least power of two that is not less.
fn power_of_two<'c>(b: &Builder<'c>, size: Size<'c>) -> Size<'c> {
    if let Some(size) = size.as_static() {
        return Size::Static(size.max(1).cast_unsigned().next_power_of_two().cast_signed());
    }
    let least = b.size(size);
    let powers = b.while_loop(
        &[b.index(1)],
        |power| {
            let [power, least] = [power[0], least].map(|value| b.from_index(value));
            b.compare(Comparison::Lt, power, least)
        },
        |power| vec![b.size(b.size_mul(Size::Value(power[0]), 2))],
    );
    Size::Value(powers[0])
}

/// The transform of rows whose size is a power of two, known or not.
fn by_twos<'c>(b: &Builder<'c>, rows: &Tensor<'c>, direction: Direction) -> Tensor<'c> {
    let size = rows.shape[1];
    if let Some(factors) = size.as_static().and_then(small_factors) {
        return by_factors(b, rows, &factors, direction);
    }
    let roots = roots(b, size, direction, rows.dtype);
    let initial = [rows.value, b.index(1)];
    let results = b.while_loop(
        &initial,
        |carried| {
            let done = b.from_index(carried[1]);
            b.compare(Comparison::Lt, done, number(b, size))
        },
        |carried| {
            let rows = Tensor { value: carried[0], ..rows.clone() };
            let done = Size::Value(carried[1]);
            let next = b.in_place(&pass(b, &rows, &roots, 2, done), &rows);
            vec![next.value, b.size(b.size_mul(done, 2))]
        },
    );
    Tensor { value: results[0], ..rows.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_small_and_fours_come_first() {
        assert_eq!(small_factors(1), Some(vec![]));
        assert_eq!(small_factors(360), Some(vec![4, 2, 3, 3, 5]));
        assert_eq!(small_factors(61 * 4), Some(vec![4, 61]));
        assert_eq!(small_factors(67), None);
        assert_eq!(small_factors(2 * 67), None);
    }
}
