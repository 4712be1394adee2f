//! Random numbers: the counter-based generator Philox4x32-10.
//!
//! A random op takes the number of the next stream from its host, `tricast_random_seed`, once. Its
//! element `i` is made of the words that Philox gives for the counter `(i, draw)` under that number
//! as key, so that it does not matter how the work is divided; `docs/random.md` says how.
//!
//! Source: J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{Builder, Element, Size, Sizes, Tensor};

/// The multipliers of a round.
const MULTIPLIERS: [i64; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// What the key grows by from one round to the next.
const KEY_STEPS: [i64; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: i64 = 10;

/// A stream of random numbers.
#[derive(Clone, Copy)]
pub struct Stream<'c> {
    /// Its number, in two words, the low one first.
    key: [Element<'c>; 2],
}

/// The two words of an int64, the low one first.
fn words_of<'c>(b: &Builder<'c>, number: Element<'c>) -> [Element<'c>; 2] {
    let number = b.cast(number, DType::U64);
    let high = b.same("arith.shrui", &[number, b.int(DType::U64, 32)]);
    [number, high].map(|word| b.cast(word, DType::U32))
}

impl<'c> Stream<'c> {
    /// The next stream of the host. Not in the body of a `linalg.generic`.
    pub fn next(b: &Builder<'c>) -> Self {
        let value = b.call_external("tricast_random_seed", &[], b.element_type(DType::I64));
        Stream { key: words_of(b, Element { value, dtype: DType::I64 }) }
    }

    /// Four words of 32 random bits for a counter: an index and the number of the draw for it.
    pub fn words(
        &self,
        b: &Builder<'c>,
        index: Value<'c, 'c>,
        draw: Element<'c>,
    ) -> [Element<'c>; 4] {
        let [low, high] = words_of(b, b.from_index(index));
        let [first, second] = words_of(b, draw);
        let mut counter = [low, high, first, second];
        for round in 0..ROUNDS {
            let key = [0, 1].map(|half| {
                let step = (round * KEY_STEPS[half]) & 0xFFFF_FFFF;
                b.add(self.key[half], b.int(DType::U32, step))
            });
            counter = next_round(b, counter, key);
        }
        counter
    }

    /// The words of the first draw.
    pub fn first(&self, b: &Builder<'c>, index: Value<'c, 'c>) -> [Element<'c>; 4] {
        self.words(b, index, b.int(DType::I64, 0))
    }

    /// A tensor of independent draws, made element by element of the words of its place and of
    /// the elements of `tensors`, which have the same sizes.
    pub fn draw(
        &self,
        b: &Builder<'c>,
        shape: &[Size<'c>],
        tensors: &[&Tensor<'c>],
        dtype: DType,
        body: impl FnOnce(&[Element<'c>; 4], &[Element<'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        let flat: Sizes = std::iter::once(b.numel(shape)).collect();
        let tensors: Vec<Tensor> = tensors.iter().map(|tensor| b.reshape(tensor, &flat)).collect();
        let tensors: Vec<&Tensor> = tensors.iter().collect();
        let result = b.pointwise_to(&flat, &tensors, dtype, |elements| {
            body(&self.first(b, b.loop_index(0)), elements)
        });
        b.reshape(&result, shape)
    }
}

fn next_round<'c>(
    b: &Builder<'c>,
    counter: [Element<'c>; 4],
    key: [Element<'c>; 2],
) -> [Element<'c>; 4] {
    let product = |word, factor: i64| {
        let wide = b.mul(b.cast(word, DType::U64), b.int(DType::U64, factor));
        words_of(b, wide)
    };
    let [low0, high0] = product(counter[0], MULTIPLIERS[0]);
    let [low1, high1] = product(counter[2], MULTIPLIERS[1]);
    let mixed = |high, word, key| b.xor(b.xor(high, word), key);
    [mixed(high1, counter[1], key[0]), low1, mixed(high0, counter[3], key[1]), low0]
}

/// A number in `[0, 1)` of as many random bits as the dtype has, so that it is never rounded to 1;
/// in the dtype that is computed in.
pub fn uniform<'c>(b: &Builder<'c>, words: [Element<'c>; 2], dtype: DType) -> Element<'c> {
    let (bits, compute) = match dtype {
        DType::F64 => (53, DType::F64),
        DType::F16 => (11, DType::F32),
        DType::BF16 => (8, DType::F32),
        _ => (24, DType::F32),
    };
    let [low, high] = words;
    let number = match compute {
        DType::F64 => wide(b, low, high),
        _ => low,
    };
    let spare = number.dtype.size() as i64 * 8 - bits;
    let number = b.same("arith.shrui", &[number, b.int(number.dtype, spare)]);
    // It fits a signed integer, which is simpler to convert.
    let signed = if compute == DType::F64 { DType::I64 } else { DType::I32 };
    let number = b.cast(b.cast(number, signed), compute);
    b.mul(number, b.float(compute, (-bits as f64).exp2()))
}

/// 64 bits of two words.
pub fn wide<'c>(b: &Builder<'c>, low: Element<'c>, high: Element<'c>) -> Element<'c> {
    let high = b.cast(high, DType::U64);
    let high = b.same("arith.shli", &[high, b.int(DType::U64, 32)]);
    b.or(b.cast(low, DType::U64), high)
}

/// A number of the normal distribution with mean 0 and variance 1, by the method of Box and Muller,
/// in the dtype that is computed in.
pub fn normal<'c>(b: &Builder<'c>, words: &[Element<'c>; 4], dtype: DType) -> Element<'c> {
    // Half floats are made of numbers as exact as those of float32.
    let dtype = if dtype == DType::F64 { dtype } else { DType::F32 };
    let radius = uniform(b, [words[0], words[1]], dtype);
    let angle = uniform(b, [words[2], words[3]], dtype);
    let number = |value: f64| b.float(dtype, value);
    // 1 - u is never 0.
    let log = b.math("log", b.sub(number(1.0), radius));
    let radius = b.math("sqrt", b.mul(number(-2.0), log));
    let angle = b.mul(number(std::f64::consts::TAU), angle);
    b.mul(radius, b.math("cos", angle))
}

/// A number of the exponential distribution with rate 1, in the dtype that is computed in.
pub fn exponential<'c>(b: &Builder<'c>, words: &[Element<'c>; 4], dtype: DType) -> Element<'c> {
    let dtype = if dtype == DType::F64 { dtype } else { DType::F32 };
    let uniform = uniform(b, [words[0], words[1]], dtype);
    b.neg(b.math("log", b.sub(b.float(dtype, 1.0), uniform)))
}
