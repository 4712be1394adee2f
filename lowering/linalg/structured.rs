//! Loops over all elements: `linalg.generic` and what is made of it.

use melior::ir::{
    AffineExpr, AffineMap, Attribute, Type, Value, ValueLike, attribute::ArrayAttribute,
    operation::OperationLike,
};
use tricast_dialects::DType;
use tricast_mlir::ir::{self, dense_i32_array};

use super::{Builder, Element, Size, Sizes, Tensor};

/// What a loop of `linalg.generic` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Loop {
    Parallel,
    Reduction,
}

/// An input of a `linalg.generic` and where an iteration reads it.
pub type Input<'c, 't> = (&'t Tensor<'c>, AffineMap<'c>);

impl<'c> Builder<'c> {
    /// A loop as an affine expression.
    pub fn loop_dim(&self, dim: usize) -> AffineExpr<'c> {
        AffineExpr::dim(self.context, dim)
    }

    /// A map from `loops` loops.
    pub fn map(&self, loops: usize, results: &[AffineExpr<'c>]) -> AffineMap<'c> {
        AffineMap::new(self.context, loops, 0, results)
    }

    /// A map from `loops` loops to some of them.
    pub fn projection(&self, loops: usize, dims: &[usize]) -> AffineMap<'c> {
        let dims: Vec<AffineExpr> = dims.iter().map(|&dim| self.loop_dim(dim)).collect();
        self.map(loops, &dims)
    }

    /// A `linalg.generic`. `body` gets an element of each input and of each of `outputs`, as what
    /// their dtypes say (bool is `i1`), and gives the new ones of the outputs, which are cast
    /// where their dtypes differ.
    pub fn generic(
        &self,
        inputs: &[Input<'c, '_>],
        outputs: &[Input<'c, '_>],
        loops: &[Loop],
        body: impl FnOnce(&[Element<'c>], &[Element<'c>]) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        let all = || inputs.iter().chain(outputs);
        let operands: Vec<Value> = all().map(|(tensor, _)| tensor.value).collect();
        let types: Vec<Type> = all().map(|(tensor, _)| self.storage_type(tensor.dtype)).collect();
        let region = self.inside(&types, "linalg.yield", |arguments| {
            let elements = arguments.iter().zip(all());
            let elements: Vec<Element> = elements
                .map(|(&value, (tensor, _))| Element { value, dtype: tensor.dtype })
                .collect();
            let bools =
                elements.iter().map(|element| self.from_storage(element.value, element.dtype));
            let elements: Vec<Element> = bools.collect();
            let (ins, outs) = elements.split_at(inputs.len());
            let results = body(ins, outs);
            debug_assert_eq!(results.len(), outputs.len(), "a result for each output");
            let results = results.iter().zip(outputs);
            results
                .map(|(&result, (output, _))| self.to_storage(self.cast(result, output.dtype)))
                .collect()
        });
        let maps: Vec<Attribute> = all().map(|(_, map)| ir::affine_map_attribute(*map)).collect();
        let iterators: Vec<Attribute> = loops
            .iter()
            .map(|kind| {
                self.attribute(match kind {
                    Loop::Parallel => "#linalg.iterator_type<parallel>",
                    Loop::Reduction => "#linalg.iterator_type<reduction>",
                })
            })
            .collect();
        let segments = [inputs.len() as i32, outputs.len() as i32];
        let attributes = [
            ("indexing_maps", ArrayAttribute::new(self.context, &maps).into()),
            ("iterator_types", ArrayAttribute::new(self.context, &iterators).into()),
            ("operandSegmentSizes", dense_i32_array(self.context, &segments)),
        ];
        let types: Vec<Type> = outputs.iter().map(|(tensor, _)| tensor.value.r#type()).collect();
        let op = self.op_with("linalg.generic", &operands, &attributes, vec![region], &types);
        let results = op.results().zip(outputs);
        results
            .map(|(value, (tensor, _))| Tensor { value: value.into(), ..(*tensor).clone() })
            .collect()
    }

    /// The index of a loop, in the body of a `linalg.generic`.
    pub fn loop_index(&self, dim: usize) -> Value<'c, 'c> {
        let dim = tricast_mlir::build::int_attribute(self.context, dim as i64);
        self.op_with_attributes("linalg.index", &[], &[("dim", dim)], Type::index(self.context))
    }

    /// A tensor by the indices of its elements.
    pub fn generate(
        &self,
        shape: &[Size<'c>],
        dtype: DType,
        element: impl FnOnce(&[Value<'c, 'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        let results = self.generate_many(shape, &[dtype], |indices| vec![element(indices)]);
        results.into_iter().next().expect("one output")
    }

    /// As [`Builder::generate`], with several results.
    pub fn generate_many(
        &self,
        shape: &[Size<'c>],
        dtypes: &[DType],
        elements: impl FnOnce(&[Value<'c, 'c>]) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        let rank = shape.len();
        let empty: Vec<Tensor> = dtypes.iter().map(|&dtype| self.empty(shape, dtype)).collect();
        let dims: Vec<usize> = (0..rank).collect();
        let outputs: Vec<Input> =
            empty.iter().map(|tensor| (tensor, self.projection(rank, &dims))).collect();
        self.generic(&[], &outputs, &vec![Loop::Parallel; rank], |_, _| {
            let indices: Vec<Value> = dims.iter().map(|&dim| self.loop_index(dim)).collect();
            elements(&indices)
        })
    }

    /// The shape that tensors broadcast to.
    pub fn broadcast_shape(&self, shapes: &[&[Size<'c>]]) -> Sizes<'c> {
        let rank = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
        let size = |dim: usize| {
            let sizes =
                shapes.iter().filter_map(|shape| shape.get((dim + shape.len()).checked_sub(rank)?));
            let mut result = Size::Static(1);
            for &size in sizes {
                // A size known to be other than 1 says more than one that is not known.
                if result.is(1)
                    || (result.as_static().is_none() && size.as_static().is_some_and(|n| n != 1))
                {
                    result = size;
                }
            }
            result
        };
        (0..rank).map(size).collect()
    }

    /// A tensor that broadcasts to `shape`, and where an iteration over that reads it: without the
    /// dimensions of size 1 that are repeated, so that the map is a projection, which fusion needs.
    ///
    /// A dynamic size counts as equal: `torch.export` specializes on sizes of 1.
    pub fn broadcast_input(
        &self,
        tensor: &Tensor<'c>,
        shape: &[Size<'c>],
    ) -> (Tensor<'c>, AffineMap<'c>) {
        let skip = shape.len() - tensor.rank();
        let is_repeated = |&dim: &usize| tensor.shape[dim].is(1) && !shape[dim + skip].is(1);
        let (repeated, kept): (Vec<usize>, Vec<usize>) = (0..tensor.rank()).partition(is_repeated);
        let kept: Vec<usize> = kept.iter().map(|dim| dim + skip).collect();
        (self.squeeze(tensor, &repeated), self.projection(shape.len(), &kept))
    }

    /// Several of [`Builder::broadcast_input`].
    fn broadcast_inputs(
        &self,
        tensors: &[&Tensor<'c>],
        shape: &[Size<'c>],
    ) -> Vec<(Tensor<'c>, AffineMap<'c>)> {
        tensors.iter().map(|tensor| self.broadcast_input(tensor, shape)).collect()
    }

    /// Element by element, with broadcasting; `body` gets the elements as they are, and its
    /// result is cast to `dtype`.
    pub fn pointwise(
        &self,
        tensors: &[&Tensor<'c>],
        dtype: DType,
        body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        let results = self.pointwise_many(tensors, &[dtype], |elements| vec![body(elements)]);
        results.into_iter().next().expect("one output")
    }

    /// As [`Builder::pointwise`], with several results.
    pub fn pointwise_many(
        &self,
        tensors: &[&Tensor<'c>],
        dtypes: &[DType],
        body: impl FnOnce(&[Element<'c>]) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        let shapes: Vec<&[Size]> = tensors.iter().map(|tensor| tensor.shape.as_slice()).collect();
        self.elementwise(&self.broadcast_shape(&shapes), tensors, dtypes, body)
    }

    /// As [`Builder::pointwise`], of tensors that broadcast to `shape`, which may be larger.
    pub fn pointwise_to(
        &self,
        shape: &[Size<'c>],
        tensors: &[&Tensor<'c>],
        dtype: DType,
        body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        let results = self.elementwise(shape, tensors, &[dtype], |elements| vec![body(elements)]);
        results.into_iter().next().expect("one output")
    }

    fn elementwise(
        &self,
        shape: &[Size<'c>],
        tensors: &[&Tensor<'c>],
        dtypes: &[DType],
        body: impl FnOnce(&[Element<'c>]) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        let empty: Vec<Tensor> = dtypes.iter().map(|&dtype| self.empty(shape, dtype)).collect();
        let inputs = self.broadcast_inputs(tensors, shape);
        let inputs: Vec<Input> = inputs.iter().map(|(tensor, map)| (tensor, *map)).collect();
        let rank = shape.len();
        let dims: Vec<usize> = (0..rank).collect();
        let outputs: Vec<Input> =
            empty.iter().map(|tensor| (tensor, self.projection(rank, &dims))).collect();
        self.generic(&inputs, &outputs, &vec![Loop::Parallel; rank], |ins, _| body(ins))
    }

    /// Element by element, where the dimensions of each tensor are those of `shape` that are listed
    /// with it: `[1]` of what there is one of for each channel.
    pub fn pointwise_along(
        &self,
        shape: &[Size<'c>],
        tensors: &[(&Tensor<'c>, &[usize])],
        dtype: DType,
        body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        let rank = shape.len();
        let empty = self.empty(shape, dtype);
        let inputs: Vec<Input> =
            tensors.iter().map(|(tensor, dims)| (*tensor, self.projection(rank, dims))).collect();
        let dims: Vec<usize> = (0..rank).collect();
        let output = (&empty, self.projection(rank, &dims));
        let loops = vec![Loop::Parallel; rank];
        let results = self.generic(&inputs, &[output], &loops, |ins, _| vec![body(ins)]);
        results.into_iter().next().expect("one output")
    }

    /// The elements as another dtype.
    pub fn cast_tensor(&self, tensor: &Tensor<'c>, dtype: DType) -> Tensor<'c> {
        if tensor.dtype == dtype {
            return tensor.clone();
        }
        self.pointwise(&[tensor], dtype, |elements| elements[0])
    }

    /// The tensor repeated along its dimensions of size 1, and new ones in front.
    pub fn broadcast_to(&self, tensor: &Tensor<'c>, shape: &[Size<'c>]) -> Tensor<'c> {
        if tensor.shape.as_slice() == shape {
            return tensor.clone();
        }
        let (tensor, map) = self.broadcast_input(tensor, shape);
        self.copy((&tensor, map), shape)
    }

    /// Dimension `dim` of the result is dimension `permutation[dim]` of the tensor.
    pub fn permute(&self, tensor: &Tensor<'c>, permutation: &[usize]) -> Tensor<'c> {
        if permutation.iter().enumerate().all(|(dim, &from)| dim == from) {
            return tensor.clone();
        }
        let shape: Sizes = permutation.iter().map(|&from| tensor.shape[from]).collect();
        let mut inverse = vec![0; permutation.len()];
        for (dim, &from) in permutation.iter().enumerate() {
            inverse[from] = dim;
        }
        self.copy((tensor, self.projection(permutation.len(), &inverse)), &shape)
    }

    /// Two dimensions exchanged.
    pub fn transpose(&self, tensor: &Tensor<'c>, a: usize, b: usize) -> Tensor<'c> {
        let mut permutation: Vec<usize> = (0..tensor.rank()).collect();
        permutation.swap(a, b);
        self.permute(tensor, &permutation)
    }

    fn copy(&self, input: Input<'c, '_>, shape: &[Size<'c>]) -> Tensor<'c> {
        let rank = shape.len();
        let empty = self.empty(shape, input.0.dtype);
        let dims: Vec<usize> = (0..rank).collect();
        let output = (&empty, self.projection(rank, &dims));
        let results =
            self.generic(&[input], &[output], &vec![Loop::Parallel; rank], |ins, _| ins.to_vec());
        results.into_iter().next().expect("one output")
    }

    /// Reduces the dimensions `dims` of the first tensor, which are gone in the results; the others
    /// broadcast to it. There is a result for each of `initial`, with its dtype; `body` gets what
    /// is accumulated so far, an element of each tensor, and its indices.
    pub fn reduce(
        &self,
        tensors: &[&Tensor<'c>],
        dims: &[usize],
        initial: &[Element<'c>],
        body: impl FnOnce(
            &[Element<'c>],
            &[Element<'c>],
            &dyn Fn(usize) -> Value<'c, 'c>,
        ) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        self.reduce_over(&tensors[0].shape, tensors, dims, initial, body)
    }

    /// [`Builder::reduce`] of tensors that all broadcast to `shape`.
    pub fn reduce_over(
        &self,
        shape: &[Size<'c>],
        tensors: &[&Tensor<'c>],
        dims: &[usize],
        initial: &[Element<'c>],
        body: impl FnOnce(
            &[Element<'c>],
            &[Element<'c>],
            &dyn Fn(usize) -> Value<'c, 'c>,
        ) -> Vec<Element<'c>>,
    ) -> Vec<Tensor<'c>> {
        let rank = shape.len();
        // A loop has to have its size from one of them.
        let is_covered = |dim: &usize| {
            let fits = |tensor: &&Tensor<'c>| {
                let own = (dim + tensor.rank()).checked_sub(rank).map(|own| tensor.shape[own]);
                own.is_some_and(|size| !size.is(1) || shape[*dim].is(1))
            };
            tensors.iter().any(fits)
        };
        let mut tensors = tensors.to_vec();
        let broadcast;
        if !dims.iter().all(is_covered) {
            broadcast = self.broadcast_to(tensors[0], shape);
            tensors[0] = &broadcast;
        }
        let kept: Vec<usize> = (0..rank).filter(|dim| !dims.contains(dim)).collect();
        let kept_shape: Sizes = kept.iter().map(|&dim| shape[dim]).collect();
        let full: Vec<Tensor> =
            initial.iter().map(|&element| self.full(&kept_shape, element)).collect();
        let all: Vec<usize> = (0..rank).collect();
        let inputs = self.broadcast_inputs(&tensors, shape);
        let inputs: Vec<Input> = inputs.iter().map(|(tensor, map)| (tensor, *map)).collect();
        let outputs: Vec<Input> =
            full.iter().map(|tensor| (tensor, self.projection(rank, &kept))).collect();
        let loops: Vec<Loop> = all
            .iter()
            .map(|dim| if dims.contains(dim) { Loop::Reduction } else { Loop::Parallel })
            .collect();
        self.generic(&inputs, &outputs, &loops, |ins, outs| {
            body(outs, ins, &|dim| self.loop_index(dim))
        })
    }

    /// [`Builder::reduce`] of one tensor to one.
    pub fn fold(
        &self,
        tensor: &Tensor<'c>,
        dims: &[usize],
        initial: Element<'c>,
        body: impl FnOnce(Element<'c>, Element<'c>) -> Element<'c>,
    ) -> Tensor<'c> {
        let results = self.reduce(&[tensor], dims, &[initial], |so_far, elements, _| {
            vec![body(so_far[0], elements[0])]
        });
        results.into_iter().next().expect("one output")
    }

    /// The sum over dimensions, accumulated and given as `dtype`.
    pub fn sum(&self, tensor: &Tensor<'c>, dims: &[usize], dtype: DType) -> Tensor<'c> {
        let zero = self.int(dtype, 0);
        self.fold(tensor, dims, zero, |sum, element| self.add(sum, self.cast(element, dtype)))
    }

    /// Dimensions of size 1 put back where `dims` were reduced away.
    pub fn keep_dims(&self, tensor: &Tensor<'c>, dims: &[usize]) -> Tensor<'c> {
        let mut dims = dims.to_vec();
        dims.sort_unstable();
        let mut shape = tensor.shape.clone();
        for dim in dims {
            shape.insert(dim, Size::Static(1));
        }
        self.reshape(tensor, &shape)
    }
}
