//! Weighted sums of elements at computed places.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{Builder, Comparison, Element, Input, Loop, Size, Tensor};

/// The places in one spatial dimension of an input that make an element, and their weights.
pub struct Taps<'c> {
    /// The places, as int64: a tensor for each neighbour.
    pub places: Vec<Tensor<'c>>,
    /// As many weights, or none where there is one place.
    pub weights: Vec<Tensor<'c>>,
    /// The dimensions of the result that these tensors have.
    pub dims: Vec<usize>,
}

/// The elements of an input `[N, C, ...]` at some places of each spatial dimension, multiplied
/// with their weights and summed in `compute`, for each element of a result `[N, C, ...]`. With
/// `has_holes` a place may be -1, where a 0 counts.
pub fn sample<'c>(
    b: &Builder<'c>,
    input: &Tensor<'c>,
    shape: &[Size<'c>],
    taps: &[Taps<'c>],
    compute: DType,
    has_holes: bool,
) -> Tensor<'c> {
    let rank = shape.len();
    let tables = taps.iter().flat_map(|taps| {
        let map = b.projection(rank, &taps.dims);
        taps.places.iter().chain(&taps.weights).map(move |tensor| (tensor, map))
    });
    let inputs: Vec<Input> = tables.collect();
    let empty = b.empty(shape, input.dtype);
    let dims: Vec<usize> = (0..rank).collect();
    let outputs = [(&empty, b.projection(rank, &dims))];
    let results = b.generic(&inputs, &outputs, &vec![Loop::Parallel; rank], |elements, _| {
        let mut rest = elements;
        let mut dimensions = vec![];
        for taps in taps {
            let (places, behind) = rest.split_at(taps.places.len());
            let (weights, behind) = behind.split_at(taps.weights.len());
            dimensions.push((places, weights));
            rest = behind;
        }
        let sum = Sum { b, input, compute, dimensions };
        let is_within = has_holes.then(|| b.bool(true));
        vec![sum.at(&[b.loop_index(0), b.loop_index(1)], is_within)]
    });
    results.into_iter().next().expect("one output")
}

/// A sum over the places of all spatial dimensions, in the body of an op.
struct Sum<'c, 'a> {
    b: &'a Builder<'c>,
    input: &'a Tensor<'c>,
    compute: DType,
    /// The places and weights of each.
    dimensions: Vec<(&'a [Element<'c>], &'a [Element<'c>])>,
}

impl<'c> Sum<'c, '_> {
    /// The sum where the first dimensions are at `place`. `is_within` says whether they are at all,
    /// if it is not always so.
    fn at(&self, place: &[Value<'c, 'c>], is_within: Option<Element<'c>>) -> Element<'c> {
        let b = self.b;
        let Some((places, weights)) = self.dimensions.get(place.len() - 2) else {
            let element = b.cast(b.extract(self.input, place), self.compute);
            let zero = || b.int(self.compute, 0);
            return is_within.map_or(element, |is_within| b.select(is_within, element, zero()));
        };
        let terms = places.iter().enumerate().map(|(index, &own)| {
            let zero = b.int(DType::I64, 0);
            let is_within =
                is_within.map(|is_within| b.and(is_within, b.compare(Comparison::Ge, own, zero)));
            let own = if is_within.is_some() { b.max(own, zero) } else { own };
            let element = self.at(&[place, &[b.to_index(own)]].concat(), is_within);
            weights.get(index).map_or(element, |&weight| b.mul(weight, element))
        });
        terms.reduce(|sum, term| b.add(sum, term)).expect("a place at least")
    }
}
