//! Draws from Poisson distributions.
//!
//! Source: for small rates the product of uniform numbers (D. Knuth, "The Art of Computer
//! Programming", 3.4.1), for others the transformed rejection PTRS of W. Hörmann, "The transformed
//! rejection method for generating Poisson random variables", 1993.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs,
    philox::{Stream, uniform},
    random::check_all,
};

/// The rate from which on PTRS is used.
const LARGE_RATE: f64 = 10.0;

/// Poisson with the rate that each element of `self` is.
pub fn poisson<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let number = |value: f64| b.float(DType::F64, value);
    check_all(b, &tensor, "invalid Poisson rate, expected rate to be non-negative", |rate| {
        b.compare(Comparison::Ge, b.cast(rate, DType::F64), number(0.0))
    });
    let stream = Stream::next(b);
    let rates = b.flatten(&tensor);
    let empty = b.empty(&rates.shape, tensor.dtype);
    let result = b.update(rates.shape[0], &empty, |index, so_far| {
        let rate = b.cast(b.extract(&rates, &[index]), DType::F64);
        let is_large = b.compare(Comparison::Ge, rate, number(LARGE_RATE));
        let types = [b.element_type(DType::F64)];
        let draws = Draws { b, stream, index };
        let results = b.branch(
            is_large,
            &types,
            || vec![draws.by_rejection(rate).value],
            || vec![draws.by_product(rate).value],
        );
        let drawn = Element { value: results[0], dtype: DType::F64 };
        b.insert(b.cast(drawn, tensor.dtype), so_far, &[index])
    });
    Ok(b.reshape(&result, &tensor.shape).into())
}

/// The draws for one element.
struct Draws<'b, 'c> {
    b: &'b Builder<'c>,
    stream: Stream<'c>,
    index: Value<'c, 'c>,
}

impl<'c> Draws<'_, 'c> {
    fn number(&self, value: f64) -> Element<'c> {
        self.b.float(DType::F64, value)
    }

    /// Two uniform numbers in `[0, 1)` of one draw.
    fn uniform(&self, draw: Element<'c>) -> [Element<'c>; 2] {
        let [first, second, third, fourth] = self.stream.words(self.b, self.index, draw);
        [[first, second], [third, fourth]].map(|words| uniform(self.b, words, DType::F64))
    }

    /// How many uniform numbers it takes until their product is not above `exp(-rate)`.
    fn by_product(&self, rate: Element<'c>) -> Element<'c> {
        let b = self.b;
        let limit = b.math("exp", b.neg(rate));
        let initial = [self.number(1.0), b.int(DType::I64, 0)].map(|element| element.value);
        let carried = |values: &[Value<'c, 'c>]| {
            let (product, count) = (values[0], values[1]);
            (
                Element { value: product, dtype: DType::F64 },
                Element { value: count, dtype: DType::I64 },
            )
        };
        let results = b.while_loop(
            &initial,
            |values| b.compare(Comparison::Gt, carried(values).0, limit),
            |values| {
                let (product, count) = carried(values);
                let product = b.mul(product, self.uniform(count)[0]);
                vec![product.value, b.add(count, b.int(DType::I64, 1)).value]
            },
        );
        let (_, count) = carried(&results);
        // The number that ended it does not count; a rate of 0 needs none.
        let count = b.max(b.sub(count, b.int(DType::I64, 1)), b.int(DType::I64, 0));
        b.cast(count, DType::F64)
    }

    /// The first candidate that is not rejected.
    fn by_rejection(&self, rate: Element<'c>) -> Element<'c> {
        let b = self.b;
        let hat = Hat::new(self, rate);
        let initial = [b.int(DType::I64, 0).value, self.number(0.0).value, b.bool(false).value];
        let results = b.while_loop(
            &initial,
            |values| {
                let is_done = Element { value: values[2], dtype: DType::Bool };
                b.xor(is_done, b.bool(true))
            },
            |values| {
                let draw = Element { value: values[0], dtype: DType::I64 };
                let (candidate, is_accepted) = hat.candidate(self, self.uniform(draw));
                let next = b.add(draw, b.int(DType::I64, 1));
                vec![next.value, candidate.value, is_accepted.value]
            },
        );
        Element { value: results[1], dtype: DType::F64 }
    }
}

/// The function that PTRS draws below, by its parameters.
struct Hat<'c> {
    rate: Element<'c>,
    a: Element<'c>,
    b: Element<'c>,
    inverse_alpha: Element<'c>,
    squeeze: Element<'c>,
}

impl<'c> Hat<'c> {
    fn new(draws: &Draws<'_, 'c>, rate: Element<'c>) -> Self {
        let builder = draws.b;
        let number = |value| draws.number(value);
        // intercept + slope * x
        let line =
            |intercept, slope, x| builder.add(number(intercept), builder.mul(number(slope), x));
        let over = |x, less| builder.div(number(1.0), builder.sub(x, number(less)));
        let b = line(0.931, 2.53, builder.math("sqrt", rate));
        let a = line(-0.059, 0.02483, b);
        let inverse_alpha = line(1.1239, 1.1328, over(b, 3.4));
        let squeeze = line(0.9277, -3.6224, over(b, 2.0));
        Hat { rate, a, b, inverse_alpha, squeeze }
    }

    /// A candidate of two uniform numbers, and whether it is accepted.
    fn candidate(
        &self,
        draws: &Draws<'_, 'c>,
        [u, v]: [Element<'c>; 2],
    ) -> (Element<'c>, Element<'c>) {
        let b = draws.b;
        let number = |value| draws.number(value);
        let u = b.sub(u, number(0.5));
        let us = b.sub(number(0.5), b.abs(u));
        let slope = b.add(b.div(b.mul(number(2.0), self.a), us), self.b);
        let place = b.add(b.mul(slope, u), b.add(self.rate, number(0.43)));
        let k = b.math("floor", place);
        let at_least = |x, y| b.compare(Comparison::Ge, x, y);
        let is_inside = b.and(at_least(us, number(0.07)), at_least(self.squeeze, v));
        let is_outside =
            b.and(b.compare(Comparison::Lt, us, number(0.013)), b.compare(Comparison::Gt, v, us));
        let is_count = at_least(k, number(0.0));
        let is_possible = b.and(is_count, b.xor(is_outside, b.bool(true)));
        let log = |x| b.math("log", x);
        let curve = b.add(b.div(self.a, b.mul(us, us)), self.b);
        let left = b.sub(b.add(log(v), log(self.inverse_alpha)), log(curve));
        let factorial = b.libm("lgamma", &[b.add(k, number(1.0))]);
        let right = b.sub(b.sub(b.mul(k, log(self.rate)), self.rate), factorial);
        let is_below = at_least(right, left);
        (k, b.or(is_inside, b.and(is_possible, is_below)))
    }
}
