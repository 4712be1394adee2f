//! The different elements or slices.
//!
//! Source of the semantics: `aten/src/ATen/native/Unique.cpp` of PyTorch.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor,
    sorting::{comes_before, sorted_order},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten._unique2", |b, call| unique(b, call, true)),
    ("aten.unique_dim", |b, call| unique(b, call, true)),
    ("aten.unique_consecutive", |b, call| unique(b, call, false)),
];

/// A tensor as slices along a dimension, or as elements.
struct Slices<'c> {
    /// `[count, size of a slice]`.
    tensor: Tensor<'c>,
    /// The sizes of one, and the dimension along which they are; none of elements.
    dim: Option<(Sizes<'c>, usize)>,
}

impl<'c> Slices<'c> {
    fn new(b: &Builder<'c>, x: &Tensor<'c>, dim: Option<i64>) -> Self {
        let Some(dim) = dim else {
            let count = b.numel(&x.shape);
            return Slices { tensor: b.reshape(x, &[count, Size::Static(1)]), dim: None };
        };
        let dim = x.dim(dim);
        let mut order: Vec<usize> = (0..x.rank()).filter(|&other| other != dim).collect();
        order.insert(0, dim);
        let first = b.permute(x, &order);
        let sizes: Sizes = first.shape[1..].iter().copied().collect();
        let tensor = b.reshape(&first, &[x.shape[dim], b.numel(&sizes)]);
        Slices { tensor, dim: Some((sizes, dim)) }
    }

    fn count(&self) -> Size<'c> {
        self.tensor.shape[0]
    }

    /// The first place where two slices are not `alike`, or the size of a slice.
    fn first_difference(
        &self,
        b: &Builder<'c>,
        pair: [Value<'c, 'c>; 2],
        alike: impl FnOnce(Element<'c>, Element<'c>) -> Element<'c>,
    ) -> Value<'c, 'c> {
        let size = self.tensor.shape[1];
        let goes_on = |carried: &[Value<'c, 'c>]| {
            let place = Size::Value(carried[0]);
            let is_inside = b.compare_sizes(Comparison::Lt, place, size);
            let place = b.size(b.size_min(place, b.size_sub(size, 1)));
            let [x, y] = pair.map(|slice| b.extract(&self.tensor, &[slice, place]));
            b.and(is_inside, alike(x, y))
        };
        let results = b.while_loop(&[b.index(0)], goes_on, |carried| {
            vec![b.size(b.size_add(Size::Value(carried[0]), 1))]
        });
        results[0]
    }

    fn differ(&self, b: &Builder<'c>, pair: [Value<'c, 'c>; 2]) -> Element<'c> {
        let place = self.first_difference(b, pair, |x, y| b.compare(Comparison::Eq, x, y));
        let place = Size::Value(place);
        b.compare_sizes(Comparison::Lt, place, self.tensor.shape[1])
    }

    /// Whether the first of two slices comes before the second. A NaN in a slice of several
    /// elements is passed over, as it is neither less nor greater.
    fn precedes(&self, b: &Builder<'c>, pair: [Value<'c, 'c>; 2]) -> Element<'c> {
        let size = self.tensor.shape[1];
        let place = self.first_difference(b, pair, |x, y| match &self.dim {
            None => b.compare(Comparison::Eq, x, y),
            Some(_) => {
                let [is_less, is_greater] =
                    [Comparison::Lt, Comparison::Gt].map(|how| b.compare(how, x, y));
                b.xor(b.or(is_less, is_greater), b.bool(true))
            }
        });
        let inside = b.size(b.size_min(Size::Value(place), b.size_sub(size, 1)));
        let [x, y] = pair.map(|slice| b.extract(&self.tensor, &[slice, inside]));
        let is_inside = b.compare_sizes(Comparison::Lt, Size::Value(place), size);
        b.and(is_inside, comes_before(b, x, y, false))
    }

    /// The slices at `places` `[n]`.
    fn take(&self, b: &Builder<'c>, places: &Tensor<'c>) -> Tensor<'c> {
        let count = places.shape[0];
        let shape = [count, self.tensor.shape[1]];
        let taken = b.generate(&shape, self.tensor.dtype, |indices| {
            let slice = b.to_index(b.extract(places, &indices[..1]));
            b.extract(&self.tensor, &[slice, indices[1]])
        });
        let Some((sizes, dim)) = &self.dim else { return b.reshape(&taken, &[count]) };
        let mut shape = sizes.clone();
        shape.insert(0, count);
        let first = b.reshape(&taken, &shape);
        let mut order: Vec<usize> = (1..shape.len()).collect();
        order.insert(*dim, 0);
        b.permute(&first, &order)
    }
}

/// Neighbours that are the same.
struct Groups<'c> {
    /// The number of the group at each place, int64.
    numbers: Tensor<'c>,
    /// Where each group starts, int64.
    starts: Tensor<'c>,
}

impl<'c> Groups<'c> {
    /// Those of slices in this order; as they stand, if there is none.
    fn new(b: &Builder<'c>, slices: &Slices<'c>, order: Option<&Tensor<'c>>) -> Self {
        let length = slices.count();
        let numbers = b.empty(&[length], DType::I64);
        let before_first = b.int(DType::I64, -1);
        let initial = [numbers.value, before_first.value];
        let results = b.for_each(length, &initial, |place, carried| {
            let before = b.size(b.size_max(b.size_sub(Size::Value(place), 1), 0));
            let pair = [place, before].map(|place| ordered(b, order, place));
            let is_first = b.compare_sizes(Comparison::Eq, Size::Value(place), 0);
            let is_new = b.cast(b.or(is_first, slices.differ(b, pair)), DType::I64);
            let number = b.add(Element { value: carried[1], dtype: DType::I64 }, is_new);
            let numbers = b.insert(number, &numbers.with_value(carried[0]), &[place]);
            vec![numbers.value, number.value]
        });
        let numbers = numbers.with_value(results[0]);
        let last = Element { value: results[1], dtype: DType::I64 };
        let count = b.to_index(b.add(last, b.int(DType::I64, 1)));
        let starts = b.empty(&[Size::Value(count)], DType::I64);
        // From the end, so that the first place of each group stays.
        let starts = b.update(length, &starts, |step, starts| {
            let place = b.size(b.size_sub(b.size_sub(length, 1), Size::Value(step)));
            let number = b.to_index(b.extract(&numbers, &[place]));
            b.insert(b.from_index(place), starts, &[number])
        });
        Groups { numbers, starts }
    }

    /// How many there are in each.
    fn sizes(&self, b: &Builder<'c>) -> Tensor<'c> {
        let count = self.starts.shape[0];
        b.generate(&[count], DType::I64, |indices| {
            let after = b.size_add(Size::Value(indices[0]), 1);
            let is_last = b.compare_sizes(Comparison::Eq, after, count);
            let inside = b.size(b.size_min(after, b.size_sub(count, 1)));
            let length = b.size_element(self.numbers.shape[0], DType::I64);
            let end = b.select(is_last, length, b.extract(&self.starts, &[inside]));
            b.sub(end, b.extract(&self.starts, indices))
        })
    }
}

/// The slice at a place of an order.
fn ordered<'c>(b: &Builder<'c>, order: Option<&Tensor<'c>>, place: Value<'c, 'c>) -> Value<'c, 'c> {
    order.map_or(place, |order| b.to_index(b.extract(order, &[place])))
}

/// The different slices, and as far as asked for, which of them each one is and how many there
/// are of each.
fn unique<'c>(b: &Builder<'c>, call: &Call<'c>, sorts: bool) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let dim = if call.has("dim") { call.opt_int("dim")? } else { None };
    let slices = Slices::new(b, &x, dim);
    let order = sorts.then(|| {
        let one = Size::Static(1);
        let order = sorted_order(b, one, slices.count(), |_, pair| slices.precedes(b, pair));
        b.squeeze(&order, &[0])
    });
    let groups = Groups::new(b, &slices, order.as_ref());
    let starts = match &order {
        None => groups.starts.clone(),
        Some(order) => b.generate(&groups.starts.shape, DType::I64, |indices| {
            b.extract(order, &[b.to_index(b.extract(&groups.starts, indices))])
        }),
    };
    let empty = || b.empty(&[Size::Static(0)], DType::I64);
    let asked = |name: &str| Ok::<_, LowerError>(dim.is_some() || call.bool(name)?);
    let inverse = if asked("return_inverse")? {
        let inverse = inverse(b, &groups, order.as_ref());
        if dim.is_some() { inverse } else { b.reshape(&inverse, &x.shape) }
    } else {
        empty()
    };
    let counts = if asked("return_counts")? { groups.sizes(b) } else { empty() };
    Ok(vec![slices.take(b, &starts), inverse, counts].into())
}

/// The number of the group that each slice is in.
fn inverse<'c>(b: &Builder<'c>, groups: &Groups<'c>, order: Option<&Tensor<'c>>) -> Tensor<'c> {
    let Some(order) = order else { return groups.numbers.clone() };
    let inverse = b.empty(&groups.numbers.shape, DType::I64);
    b.update(inverse.shape[0], &inverse, |place, inverse| {
        let number = b.extract(&groups.numbers, &[place]);
        b.insert(number, inverse, &[ordered(b, Some(order), place)])
    })
}
