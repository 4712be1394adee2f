//! `tensor[indices]` with index tensors and masks, to read and to write.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorAdvancedIndexing.cpp`, `IndexingUtils.h`.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{Builder, Element, Size, Sizes, Tensor, indexing};

/// The places in a tensor that some index tensors say.
pub struct AdvancedIndex<'c> {
    /// The sizes of what is indexed: those of the tensor.
    from: Sizes<'c>,
    /// For each dimension of the tensor its index, as far as it has one: all of one rank, with
    /// dimensions of size 1 where they are broadcast.
    indices: Vec<Option<Tensor<'c>>>,
    /// The sizes that the indices broadcast to.
    pub common: Sizes<'c>,
    /// The dimension of the result that the common ones start at.
    front: usize,
    /// The sizes of the result.
    pub shape: Sizes<'c>,
}

impl<'c> AdvancedIndex<'c> {
    /// Of one index a dimension, where None takes all of it; a mask stands for the coordinates of
    /// its true elements.
    pub fn new(b: &Builder<'c>, tensor: &Tensor<'c>, given: &[Option<Tensor<'c>>]) -> Self {
        let mut indices = coordinates(b, given);
        indices.resize(tensor.rank(), None);
        let places: Vec<usize> = (0..tensor.rank()).filter(|&dim| indices[dim].is_some()).collect();
        let shapes: Vec<&[Size]> =
            indices.iter().flatten().map(|index| index.shape.as_slice()).collect();
        let common = b.broadcast_shape(&shapes);
        // Indices next to each other are replaced where they are, others go to the front.
        let front = match (places.first(), places.last()) {
            (Some(&first), Some(&last)) if last - first + 1 == places.len() => first,
            _ => 0,
        };
        let rest = (0..tensor.rank()).filter(|&dim| indices[dim].is_none());
        let rest: Sizes = rest.map(|dim| tensor.shape[dim]).collect();
        let mut shape: Sizes = rest[..front].into();
        shape.extend_from_slice(&common);
        shape.extend_from_slice(&rest[front..]);
        let indices = indices.into_iter().map(|index| {
            index.map(|index| {
                let lacking = common.len() - index.rank();
                let ones = std::iter::repeat_n(Size::Static(1), lacking);
                b.reshape(&index, &ones.chain(index.shape.iter().copied()).collect::<Sizes>())
            })
        });
        let indices = indices.collect();
        AdvancedIndex { from: tensor.shape.clone(), indices, common, front, shape }
    }

    /// Ends the run with an error where an index is out of range.
    pub fn check(&self, b: &Builder<'c>, op: &str) {
        for (index, &size) in self.indices.iter().zip(&self.from) {
            if let Some(index) = index {
                b.check_indices(index, size, op);
            }
        }
    }

    /// The dimensions of the result that each dimension of the tensor that has no index is.
    fn rest(&self) -> impl Iterator<Item = usize> {
        let (front, common) = (self.front, self.common.len());
        (0..).map(move |rest| if rest < front { rest } else { rest + common })
    }

    /// A tensor of sizes `shape`, those of the result or what they broadcast to, element by
    /// element: `body` gets an element of each of `tensors` and the place in the indexed tensor.
    pub fn pointwise(
        &self,
        b: &Builder<'c>,
        shape: &[Size<'c>],
        tensors: &[&Tensor<'c>],
        dtype: DType,
        body: impl FnOnce(&[Element<'c>], &[Value<'c, 'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        // An index is broadcast along the dimensions behind the common ones.
        let behind = self.shape.len() - self.front - self.common.len();
        let indices = self.indices.iter().flatten().map(|index| {
            let ones = std::iter::repeat_n(Size::Static(1), behind);
            b.reshape(index, &index.shape.iter().copied().chain(ones).collect::<Sizes>())
        });
        let indices: Vec<Tensor> = indices.collect();
        let all: Vec<&Tensor> = tensors.iter().copied().chain(&indices).collect();
        let more = shape.len() - self.shape.len();
        b.pointwise_to(shape, &all, dtype, |elements| {
            let (elements, indices) = elements.split_at(tensors.len());
            let loops = self.shape.iter().zip(more..).map(|(size, dim)| {
                let is_repeated = size.is(1) && !shape[dim].is(1);
                if is_repeated { b.index(0) } else { b.loop_index(dim) }
            });
            let loops: Vec<Value> = loops.collect();
            body(elements, &self.place(b, &loops, indices))
        })
    }

    /// The place in the indexed tensor of the element at `loops` of the result, by the elements of
    /// the indices there.
    fn place(
        &self,
        b: &Builder<'c>,
        loops: &[Value<'c, 'c>],
        indices: &[Element<'c>],
    ) -> Vec<Value<'c, 'c>> {
        let mut rest = self.rest();
        let mut indices = indices.iter();
        let place = self.indices.iter().zip(&self.from).map(|(index, &size)| match index {
            Some(_) => {
                let index = indices.next().expect("an element of each index");
                b.wrap_index(*index, size)
            }
            None => loops[rest.next().expect("it has no end")],
        });
        place.collect()
    }

    /// The place in the indexed tensor of the element at `loops` of the result.
    pub fn place_at(&self, b: &Builder<'c>, loops: &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>> {
        let common = &loops[self.front..self.front + self.common.len()];
        let indices = self.indices.iter().flatten();
        let indices: Vec<Element> = indices.map(|index| self.element(b, index, common)).collect();
        self.place(b, loops, &indices)
    }

    /// The element of one of the indices at a place that they broadcast to.
    fn element(
        &self,
        b: &Builder<'c>,
        index: &Tensor<'c>,
        common: &[Value<'c, 'c>],
    ) -> Element<'c> {
        let place = index.shape.iter().zip(common);
        let place = place.map(|(size, &at)| if size.is(1) { b.index(0) } else { at });
        b.extract(index, &place.collect::<Vec<_>>())
    }

    /// Where the part of the tensor starts that the indices at `common` say, one place in each
    /// dimension that has an index.
    pub fn offsets(&self, b: &Builder<'c>, common: &[Value<'c, 'c>]) -> Sizes<'c> {
        let offsets = self.indices.iter().zip(&self.from).map(|(index, &size)| {
            let Some(index) = index else { return Size::Static(0) };
            Size::Value(b.wrap_index(self.element(b, index, common), size))
        });
        offsets.collect()
    }

    /// The sizes of such a part.
    pub fn part(&self) -> Sizes<'c> {
        let sizes = self.indices.iter().zip(&self.from);
        sizes.map(|(index, &size)| if index.is_some() { Size::Static(1) } else { size }).collect()
    }

    /// The sizes of the dimensions that have no index.
    pub fn rest_sizes(&self) -> Sizes<'c> {
        let sizes = self.indices.iter().zip(&self.from);
        sizes.filter(|(index, _)| index.is_none()).map(|(_, &size)| size).collect()
    }

    /// The offsets and sizes in the result of what the indices at `common` say.
    pub fn result_part(&self, common: &[Value<'c, 'c>]) -> (Sizes<'c>, Sizes<'c>) {
        let is_common = |dim: usize| (self.front..self.front + self.common.len()).contains(&dim);
        let dims = self.shape.iter().enumerate();
        dims.map(|(dim, &size)| match is_common(dim) {
            true => (Size::Value(common[dim - self.front]), Size::Static(1)),
            false => (Size::Static(0), size),
        })
        .unzip()
    }
}

/// The index of each dimension, with those of a mask's true elements in its place.
fn coordinates<'c>(b: &Builder<'c>, given: &[Option<Tensor<'c>>]) -> Vec<Option<Tensor<'c>>> {
    let mut indices = vec![];
    for index in given {
        match index {
            Some(mask) if matches!(mask.dtype, DType::Bool | DType::U8) => {
                let rows = indexing::nonzero(b, mask);
                let columns = 0..mask.rank() as i64;
                indices.extend(columns.map(|column| Some(b.slice_at(&rows, 1, column))));
            }
            index => indices.push(index.clone()),
        }
    }
    indices
}
